package clevertap

import (
	"net/http"
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

// route finds the operation, or says that there is none.
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
