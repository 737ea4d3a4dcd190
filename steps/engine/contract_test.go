package engine_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// contractVariable names the folder with the structure of Talon.One's published
// OpenAPI documents.
const contractVariable = "TALONTAP_CONTRACT"

// customs stands between the client and Talon.One and holds what passes to the
// published documents, both ways.
type customs struct {
	t       *testing.T
	routers []routers.Router

	mu                            sync.Mutex
	operations                    map[string]bool
	requests, answers, violations int
	unpublished                   map[string]bool
}

// newCustoms is nil where there is no contract.
func newCustoms(t *testing.T) *customs {
	t.Helper()
	folder := os.Getenv(contractVariable)
	if folder == "" {
		return nil
	}
	c := &customs{t: t, operations: map[string]bool{}, unpublished: map[string]bool{}}
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
	}
	return c
}

// mend takes back two contradictions of the documents: a part of NewCoupons that
// forbids what another requires, and props of effects that are "exactly one of"
// shapes which are the same.
func mend(doc *openapi3.T) {
	for name, schema := range doc.Components.Schemas {
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

// RoundTrip lets everything pass, and writes down what should not have.
func (c *customs) RoundTrip(r *http.Request) (*http.Response, error) {
	sent, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	r.Body = io.NopCloser(bytes.NewReader(sent))
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	_ = response.Body.Close()
	response.Body = io.NopCloser(bytes.NewReader(body))
	c.inspect(r, sent, response, body)
	return response, nil
}

func (c *customs) inspect(r *http.Request, sent []byte, response *http.Response, body []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	input := c.input(r, sent)
	if input == nil {
		c.unpublished[r.Method+" "+r.URL.Path] = true
		return
	}
	c.operations[input.Route.Operation.OperationID] = true
	c.requests++
	if err := openapi3filter.ValidateRequest(r.Context(), input); err != nil {
		c.violation("%s %s: the request breaks the contract: %v", r.Method, r.URL.Path, err)
	}
	c.answers++
	if input.Route.Operation.Responses.Status(response.StatusCode) == nil {
		if response.StatusCode < 400 { // half of the operations declare no refusal at all
			c.violation("%s %s: the status %d is not published", r.Method, r.URL.Path, response.StatusCode)
		}
		return
	}
	if response.StatusCode == http.StatusNoContent {
		return
	}
	answer := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: response.StatusCode,
		Header: response.Header, Body: io.NopCloser(bytes.NewReader(body))}
	if err := openapi3filter.ValidateResponse(r.Context(), answer); err != nil {
		c.violation("%s %s: the answer breaks the contract: %v", r.Method, r.URL.Path, err)
	}
}

// input finds the published operation of a request; nil where there is none.
func (c *customs) input(r *http.Request, sent []byte) *openapi3filter.RequestValidationInput {
	plain := r.Clone(r.Context())
	plain.URL = &url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery}
	plain.Body = io.NopCloser(bytes.NewReader(sent))
	for _, router := range c.routers {
		if route, params, err := router.FindRoute(plain); err == nil {
			return &openapi3filter.RequestValidationInput{Request: plain, PathParams: params, Route: route,
				Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}}
		}
	}
	return nil
}

func (c *customs) violation(format string, args ...any) {
	c.violations++
	c.t.Errorf(format, args...)
}

// through is a world whose calls to Talon.One pass customs.
func (c *customs) through(w engine.World) engine.World {
	var window sync.Map // one client for each pair of keys, so that the limits are counted
	w.TalonOne = func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
		if known, ok := window.Load(management.Reveal() + " " + integration.Reveal()); ok {
			return known.(signable), nil
		}
		client, err := talonone.New(talonone.Config{Base: url, ManagementKey: management, IntegrationKey: integration, RoundTripper: c, Hurry: hurry})
		if err != nil {
			return nil, err
		}
		window.Store(management.Reveal()+" "+integration.Reveal(), signable{client})
		return signable{client}, nil
	}
	return w
}

// TestAWholeSetupKeepsToTheContract drives setup, setup again, the wizard's
// looks, verify with a live check and a wrong key, and holds each request and
// each answer to the published documents.
func TestAWholeSetupKeepsToTheContract(t *testing.T) {
	c := newCustoms(t)
	if c == nil {
		t.Logf("%s is not set: there is no contract to hold the calls to", contractVariable)
		return
	}
	box, w := rehearse(t, sandbox.Options{})
	w = c.through(w)
	st := answered(box, string(setup.TestAddress), "you@example.com")
	for range 2 {
		if r, err := run(t, w, st); err != nil || !r.Live.Arrived {
			t.Fatalf("arrived %v, err %v; want a whole setup", r.Live, err)
		}
	}
	session := engine.New(w)
	looked := st
	for _, id := range []steps.ID{steps.CleverTapStep, steps.TalonOneStep, steps.Application, steps.Values} {
		looked.Observed, _ = session.Look(t.Context(), id, looked)
	}
	if _, err := session.Checklist(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	if _, err := session.Live(t.Context(), st, live.DepthRelay, nil); err != nil {
		t.Fatal(err)
	}
	wrong := st
	wrong.Answers = st.Answers.WithSecret(setup.ManagementKey, st.Answers.Secret(setup.IntegrationKey), setup.Typed)
	if _, err := session.Checklist(t.Context(), wrong); err != nil {
		t.Fatal(err)
	}
	for call := range c.unpublished {
		t.Logf("not published, so not held to anything: %s", call)
	}
	fmt.Printf("contract: %d published operations, %d requests and %d answers validated, %d violations\n",
		len(c.operations), c.requests, c.answers, c.violations)
	if c.requests == 0 || len(c.unpublished) == 0 {
		t.Errorf("%d requests to published and %d to unpublished operations; want both", c.requests, len(c.unpublished))
	}
}
