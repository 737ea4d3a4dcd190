package talonone

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// contractFolder names the folder with Talon.One's published documents. Without
// it every answer passes unchecked; with it a missing file is a failure.
const contractFolder = "TALONTAP_CONTRACT"

// contract is the published documents, and which of their operations were
// answered with success so far.
type contract struct {
	documents []*openapi3.T
	routers   []routers.Router
	errors    *openapi3.Schema

	mu         sync.Mutex
	answered   map[string]bool
	operations map[string]bool // that were answered at all
	answers    int
	requests   int // those that were answered with success: the others may break the contract on purpose
	violations int
}

var loadContract = sync.OnceValues(func() (*contract, error) {
	loaded := &contract{answered: map[string]bool{}, operations: map[string]bool{}}
	folder := os.Getenv(contractFolder)
	if folder == "" {
		return loaded, nil
	}
	for _, name := range []string{"talonone-management.json", "talonone-integration.json"} {
		document, err := openapi3.NewLoader().LoadFromFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		relax(document)
		router, err := gorillamux.NewRouter(document)
		if err != nil {
			return nil, err
		}
		loaded.documents = append(loaded.documents, document)
		loaded.routers = append(loaded.routers, router)
		loaded.errors = document.Components.Schemas["ErrorResponseWithStatus"].Value
	}
	return loaded, nil
})

// relax mends what nothing can meet. The shapes of an effect's props are
// published as "exactly one of", although many of them are the same; which of
// them must fit is checked by the effect's type instead. And a part of NewCoupons
// allows no properties but its own, while it requires one that another part has.
func relax(document *openapi3.T) {
	for name, schema := range document.Components.Schemas {
		for _, part := range schema.Value.AllOf {
			if name == "NewCoupons" && part.Ref == "" {
				part.Value.AdditionalProperties = openapi3.AdditionalProperties{}
			}
			if props := part.Value.Properties["props"]; name == "Effect" && props != nil {
				props.Value.AnyOf, props.Value.OneOf = props.Value.OneOf, nil
			}
		}
	}
}

func contractOf(t *testing.T) *contract {
	t.Helper()
	loaded, err := loadContract()
	if err != nil {
		t.Fatalf("%s: %v", contractFolder, err)
	}
	return loaded
}

// check holds an answer, and the request as far as it was accepted, against the
// operation they belong to. Operations that are not published have none.
func (c *contract) check(t *testing.T, request *http.Request, sent []byte, response *http.Response, body []byte) {
	t.Helper()
	input := c.input(request)
	if input == nil {
		return
	}
	operation := input.Route.Operation
	c.count(operation.OperationID)
	if operation.Responses.Status(response.StatusCode) == nil {
		c.checkRefusal(t, operation, response, body)
		return
	}
	answer := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: response.StatusCode, Header: response.Header,
		Body: io.NopCloser(bytes.NewReader(body)),
	}
	if response.StatusCode == http.StatusNoContent {
		if len(body) > 0 {
			c.violation(t, "%s: 204 with a body: %s", operation.OperationID, body)
		}
	} else if err := openapi3filter.ValidateResponse(request.Context(), answer); err != nil {
		c.violation(t, "%s %s: the answer breaks the contract: %v", request.Method, request.URL, err)
	}
	if response.StatusCode < 300 {
		c.checkAccepted(t, input, sent)
		c.checkEffects(t, body)
		c.note(operation.OperationID)
	}
}

// checkAccepted: what the sandbox takes, Talon.One must take too.
func (c *contract) checkAccepted(t *testing.T, input *openapi3filter.RequestValidationInput, sent []byte) {
	t.Helper()
	c.mu.Lock()
	c.requests++
	c.mu.Unlock()
	request := *input
	request.Request = input.Request.Clone(input.Request.Context())
	request.Request.Body = io.NopCloser(bytes.NewReader(sent))
	request.Options = &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}
	if err := openapi3filter.ValidateRequest(request.Request.Context(), &request); err != nil {
		c.violation(t, "%s %s: the sandbox took what the contract refuses: %v", request.Request.Method, request.Request.URL, err)
	}
}

// input finds the published operation of a request.
func (c *contract) input(request *http.Request) *openapi3filter.RequestValidationInput {
	plain := request.Clone(request.Context())
	plain.URL = &url.URL{Path: request.URL.Path, RawPath: request.URL.RawPath, RawQuery: request.URL.RawQuery}
	for _, router := range c.routers {
		route, parameters, err := router.FindRoute(plain)
		if err == nil {
			return &openapi3filter.RequestValidationInput{Request: plain, PathParams: parameters, Route: route}
		}
	}
	return nil
}

// operation is nil where no document has it.
func (c *contract) operation(method, path string) *openapi3.Operation {
	for _, document := range c.documents {
		if item := document.Paths.Value(path); item != nil {
			return item.GetOperation(method)
		}
	}
	return nil
}

// checkRefusal: statuses that an operation does not declare still come in the
// vendor's envelope.
func (c *contract) checkRefusal(t *testing.T, operation *openapi3.Operation, response *http.Response, body []byte) {
	t.Helper()
	if response.StatusCode < 400 {
		c.violation(t, "%s answers %d, which is not published", operation.OperationID, response.StatusCode)
	}
	var content any
	if err := json.Unmarshal(body, &content); err != nil {
		c.violation(t, "%s: a refusal that is not JSON: %s", operation.OperationID, body)
		return
	}
	if err := c.errors.VisitJSON(content); err != nil {
		c.violation(t, "%s: a refusal that is no ErrorResponseWithStatus: %v", operation.OperationID, err)
	}
}

// checkEffects holds each effect's props against the schema of its own type.
func (c *contract) checkEffects(t *testing.T, body []byte) {
	t.Helper()
	var state struct {
		Effects []struct {
			EffectType string
			Props      any
		}
	}
	if json.Unmarshal(body, &state) != nil {
		return // not an evaluation
	}
	schemas := c.documents[1].Components.Schemas
	for _, each := range state.Effects {
		if each.EffectType == "" {
			continue
		}
		name := strings.ToUpper(each.EffectType[:1]) + each.EffectType[1:] + "EffectProps"
		schema := schemas[name]
		if schema == nil {
			c.violation(t, "effect type %q is not published", each.EffectType)
		} else if err := schema.Value.VisitJSON(each.Props); err != nil {
			c.violation(t, "props of %s: %v", each.EffectType, err)
		}
	}
}

func (c *contract) count(operation string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.operations[operation] = true
	c.answers++
}

func (c *contract) violation(t *testing.T, format string, args ...any) {
	t.Helper()
	c.mu.Lock()
	c.violations++
	c.mu.Unlock()
	t.Errorf(format, args...)
}

// printTotal says how much was held to the contract by all tests together.
func printTotal() {
	c, err := loadContract()
	if err != nil || len(c.documents) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	fmt.Printf("contract: %d published operations, %d requests and %d answers validated, %d violations\n",
		len(c.operations), c.requests, c.answers, c.violations)
}

func (c *contract) note(operation string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answered[operation] = true
}
