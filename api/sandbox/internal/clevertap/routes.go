package clevertap

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// act is one operation of the API or one click in the dashboard, on the locked
// account.
type act func(r *http.Request, now time.Time) (any, error)

// route is one operation: its verb, the limit it counts against, its handler, and
// the query parameters that this reads.
type route struct {
	method string
	gate   gate
	serve  act
	reads  []string
}

// table lists the operations by the path that CleverTap documents.
func (a *Account) table() map[string][]route {
	read := func(serve act, reads ...string) route { return route{http.MethodGet, a.others, serve, reads} }
	post := func(serve act, reads ...string) route { return route{http.MethodPost, a.others, serve, reads} }
	events := []string{"batch_size", "profile", "cursor", "query"}
	return map[string][]route{
		"/1/upload":               {{http.MethodPost, a.uploads, a.upload, []string{"dryRun"}}},
		"/1/profile.json":         {read(a.profile, "identity")},
		"/1/events.json":          {post(a.openCursor, events...), read(a.readCursor, events...)},
		"/1/counts/events.json":   {post(a.countEvents, "req_id"), read(a.countResult, "req_id")},
		"/1/delete/profiles.json": {post(a.deleteProfiles)},
		"/1/message/report.json":  {post(a.report)},
		"/getSchema":              {read(a.getSchema, "type")},
	}
}

func (a *Account) route(method, path string) (route, error) {
	operations, known := a.routes[path]
	if !known {
		// modelled: no body for an unknown path has been recorded
		return route{}, failure{http.StatusNotFound, 404, "Not Found"}
	}
	for _, operation := range operations {
		if operation.method == method {
			return operation, nil
		}
	}
	// likely: the sentence was seen on another CleverTap host; modelled: its envelope
	return route{}, failure{http.StatusMethodNotAllowed, 405, "HTTP method " + method + " is not supported by this URL"}
}

// readJSON keeps numbers as they were written. It refuses what the sandbox does not
// model: an answer that leaves a filter out would be a wrong one.
// modelled: the answer to a body that cannot be read.
func readJSON(from io.Reader, into any) error {
	decoder := json.NewDecoder(from)
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		return nil
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return notModelled("field " + strings.Trim(name, `"`))
	}
	return malformed("Malformed request")
}

func notModelled(what string) error { return malformed("The sandbox does not model the " + what) }

func (to route) checkQuery(r *http.Request, path string) error {
	for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) {
		if !slices.Contains(to.reads, name) {
			return notModelled("parameter " + name + " of " + path)
		}
	}
	return nil
}

// gate lets a fixed number of requests be in flight. CleverTap limits
// concurrency, not rate: the request that finds the gate full is turned away at
// once, without a hint when to come again.
type gate chan struct{}

// enter fails with HTTP 429 where the gate is full. The words are published, the
// envelope is likely; no header says how long to wait.
func (g gate) enter() error {
	select {
	case g <- struct{}{}:
		return nil
	default:
		return failure{http.StatusTooManyRequests, 429, "Too many concurrent requests"}
	}
}

func (g gate) leave() { <-g }
