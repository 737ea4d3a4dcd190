package talonone_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// contractVariable names the folder with the structure of the vendor's published
// OpenAPI documents.
const contractVariable = "TALONTAP_CONTRACT"

// contract is both documents.
type contract struct {
	management *openapi3.T
	routers    []routers.Router
}

func loadContract(t *testing.T) (contract, bool) {
	t.Helper()
	folder := os.Getenv(contractVariable)
	if folder == "" {
		t.Logf("%s is not set: there is no contract to hold the requests to", contractVariable)
		return contract{}, false
	}
	var c contract
	for _, name := range []string{"talonone-management.json", "talonone-integration.json"} {
		doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatalf("reading %s: %v", name, err)
		}
		mend(doc)
		router, err := gorillamux.NewRouter(doc)
		if err != nil {
			t.Fatalf("routing %s: %v", name, err)
		}
		c.routers = append(c.routers, router)
		if c.management == nil {
			c.management = doc
		}
	}
	return c, true
}

// mend takes back a contradiction in the published schema NewCoupons: a part of
// it allows no properties but its own and requires one that another part has.
func mend(doc *openapi3.T) {
	schema, ok := doc.Components.Schemas["NewCoupons"]
	if !ok {
		return
	}
	for _, part := range schema.Value.AllOf {
		if part.Ref == "" {
			part.Value.AdditionalProperties = openapi3.AdditionalProperties{}
		}
	}
}

func (c contract) find(r *http.Request) (*routers.Route, map[string]string) {
	for _, router := range c.routers {
		if route, params, err := router.FindRoute(r); err == nil {
			return route, params
		}
	}
	return nil, nil
}

func (seen request) again(t *testing.T) *http.Request {
	t.Helper()
	r, err := http.NewRequest(seen.Method, "http://vendor"+seen.URI, strings.NewReader(seen.Body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = seen.Header.Clone()
	if seen.Body == "" {
		r.Body = http.NoBody
	}
	return r
}

func TestEveryRequestToAPublishedOperationFitsTheContract(t *testing.T) {
	c, ok := loadContract(t)
	if !ok {
		return
	}
	for _, op := range operations() {
		v := serveBodies(t, 200, op.fits())
		if err := op.do(t.Context(), client(t, v)); err != nil {
			t.Errorf("%s: %v", op.name, err)
			continue
		}
		r := v.seen()[0].again(t)
		route, params := c.find(r)
		if published := route != nil; published != op.published {
			t.Errorf("%s: in the contract %v, said to be published %v", op.name, published, op.published)
		}
		if route != nil {
			fits(t, op.name, r, route, params)
		}
	}
	held.total()
}

// tally counts what was held to the contract.
type tally struct {
	operations           map[string]bool
	requests, violations int
}

var held = tally{operations: map[string]bool{}}

// total prints the count, for whoever wants to see that it is not zero.
func (n *tally) total() {
	fmt.Printf("contract: %d published operations, %d requests validated, %d violations\n", len(n.operations), n.requests, n.violations)
}

func (n *tally) violation(t *testing.T, format string, args ...any) {
	t.Helper()
	n.violations++
	t.Errorf(format, args...)
}

func fits(t *testing.T, name string, r *http.Request, route *routers.Route, params map[string]string) {
	t.Helper()
	held.operations[route.Operation.OperationID] = true
	held.requests++
	input := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{
			RejectWhenRequestBodyNotSpecified: true,
			AuthenticationFunc:                openapi3filter.NoopAuthenticationFunc,
		},
	}
	if err := openapi3filter.ValidateRequest(context.Background(), input); err != nil {
		held.violation(t, "%s: %v", name, err)
	}
	for parameter := range r.URL.Query() {
		if !declares(route, parameter) {
			held.violation(t, "%s: the query parameter %s is not published", name, parameter)
		}
	}
	if body := route.Operation.RequestBody; body != nil && r.ContentLength == 0 {
		held.violation(t, "%s: the published body is missing", name)
	}
}

func declares(route *routers.Route, query string) bool {
	return slices.ContainsFunc(route.Operation.Parameters, func(p *openapi3.ParameterRef) bool {
		return p.Value.In == openapi3.ParameterInQuery && p.Value.Name == query
	})
}

// TestUnpublishedBodiesFitTheSchemasThatAre holds what we write without a
// published operation to the schemas that the vendor publishes all the same.
func TestUnpublishedBodiesFitTheSchemasThatAre(t *testing.T) {
	c, ok := loadContract(t)
	if !ok {
		return
	}
	for name, schema := range map[string]string{
		"create webhook": "NewWebhook", "update webhook": "NewWebhook",
		"create campaign": "BaseCampaign", "create ruleset": "NewRuleset", "update ruleset": "NewRuleset",
	} {
		i := slices.IndexFunc(operations(), func(op operation) bool { return op.name == name })
		if i < 0 {
			t.Fatalf("no operation %s", name)
		}
		v := serveBodies(t, 200, everything)
		if err := operations()[i].do(t.Context(), client(t, v)); err != nil {
			t.Fatal(err)
		}
		var body any
		if err := json.Unmarshal([]byte(v.seen()[0].Body), &body); err != nil {
			t.Fatal(err)
		}
		ref, ok := c.management.Components.Schemas[schema]
		if !ok {
			t.Fatalf("no schema %s", schema)
		}
		if err := ref.Value.VisitJSON(body, openapi3.EnableJSONSchema2020()); err != nil {
			t.Errorf("%s: does not fit %s", name, schema)
		}
	}
}

// TestTheContractCanSayNo makes sure that a request that does not fit is found.
func TestTheContractCanSayNo(t *testing.T) {
	c, ok := loadContract(t)
	if !ok {
		return
	}
	r := request{Method: "PUT", URI: "/v1/applications/1/campaigns/5", Body: `{"name":"N","tags":[],"features":["nonsense"]}`,
		Header: http.Header{"Content-Type": {"application/json"}}}.again(t)
	route, params := c.find(r)
	if route == nil {
		t.Fatal("updating a campaign is not in the contract")
	}
	input := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route, QueryParams: url.Values{}}
	if openapi3filter.ValidateRequest(t.Context(), input) == nil {
		t.Error("a campaign without limits and with a feature that does not exist passed")
	}
}
