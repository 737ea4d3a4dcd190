package clevertap

import (
	"net/http"
)

// route is one operation: its verb, the limit it counts against, its handler.
type route struct {
	method string
	gate   gate
	serve  func(*http.Request) answer
}

// table lists the operations by the path that CleverTap documents.
func (a *Account) table() map[string][]route {
	read := func(serve func(*http.Request) answer) route { return route{http.MethodGet, a.others, serve} }
	post := func(serve func(*http.Request) answer) route { return route{http.MethodPost, a.others, serve} }
	return map[string][]route{
		"/1/upload":               {{http.MethodPost, a.uploads, a.upload}},
		"/1/profile.json":         {read(a.profile)},
		"/1/events.json":          {post(a.openCursor), read(a.readCursor)},
		"/1/counts/events.json":   {post(a.countEvents), read(a.countResult)},
		"/1/delete/profiles.json": {post(a.deleteProfiles)},
		"/1/message/report.json":  {post(a.report)},
		"/getSchema":              {read(a.getSchema)},
	}
}

// route finds the operation, or the answer that says there is none.
func (a *Account) route(method, path string) (route, *answer) {
	operations, known := a.routes[path]
	if !known {
		// modelled: no body for an unknown path has been recorded
		return route{}, new(failed(http.StatusNotFound, 404, "Not Found"))
	}
	for _, operation := range operations {
		if operation.method == method {
			return operation, nil
		}
	}
	// likely: the sentence was seen on another CleverTap host; modelled: its envelope
	return route{}, new(failed(http.StatusMethodNotAllowed, 405, "HTTP method "+method+" is not supported by this URL"))
}
