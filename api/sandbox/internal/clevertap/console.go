package clevertap

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Console returns what an admin can click in the dashboard, as JSON over HTTP.
// Nothing here exists at CleverTap; the routes are listed in the doc of package
// sandbox. A wrong click is answered with {"error": "…"}.
func (a *Account) Console() http.Handler {
	mux := http.NewServeMux()
	for pattern, click := range a.clicks() {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			a.perform(r, func(now time.Time) (any, error) { return click(r, now) }).write(w)
		})
	}
	return mux
}

func (a *Account) clicks() map[string]act {
	showing := func(what func() any) act {
		return func(*http.Request, time.Time) (any, error) { return what(), nil }
	}
	return map[string]act{
		"GET /campaigns":               showing(func() any { return a.campaigns }),
		"POST /campaigns":              a.buildCampaign,
		"GET /campaigns/{id}":          a.onCampaign(func(c *campaign) (any, error) { return c, nil }),
		"PUT /campaigns/{id}":          a.editCampaign,
		"DELETE /campaigns/{id}":       a.removeCampaign,
		"GET /schema":                  showing(func() any { return a.schema.events }),
		"PUT /schema/{event}":          a.defineEvent,
		"POST /schema/{event}/discard": a.discardEvent,
		"POST /schema/{event}/restore": a.restoreEvent,
		"GET /project":                 showing(func() any { return a.projectView() }),
		"GET /settings":                showing(func() any { return a.settings }),
		"PUT /settings":                a.changeSettings,
		"GET /error-stream":            showing(func() any { return a.stream }),
		"GET /passcodes":               showing(func() any { return a.passcodes }),
		"POST /passcodes":              a.makePasscode,
		"DELETE /passcodes/{id}":       a.revokePasscode,
		"GET /customers":               showing(func() any { return a.customerViews() }),
		"PUT /customers/{identity}":    a.editCustomer,
		"DELETE /customers/{identity}": a.removeCustomer,
		"GET /events":                  showing(func() any { return a.eventViews() }),
		"GET /inbox":                   showing(func() any { return a.inbox }),
		"DELETE /inbox":                showing(func() any { a.inbox = []Email{}; return a.inbox }),
		"GET /unsent":                  showing(func() any { return a.unsent }),
	}
}

// decode reads the body of a click, strictly: a misspelt field is a mistake.
func decode(r *http.Request, into any) error {
	decoder := json.NewDecoder(r.Body)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("reading the body: %w", err)
	}
	return nil
}

func pathNumber(r *http.Request, name string) int64 {
	n, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}
