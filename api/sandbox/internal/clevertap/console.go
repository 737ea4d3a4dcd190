package clevertap

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
			now := a.enter()
			result, err := click(r, now)
			made := shown(result, err)
			a.mu.Unlock()
			made.write(w)
		})
	}
	return mux
}

// click is one action on the locked account. What it returns is shown while the
// lock is still held, so it may point into the state.
type click func(r *http.Request, now time.Time) (any, error)

func (a *Account) clicks() map[string]click {
	return map[string]click{
		"GET /campaigns":               func(*http.Request, time.Time) (any, error) { return a.campaigns, nil },
		"POST /campaigns":              a.buildCampaign,
		"GET /campaigns/{id}":          a.onCampaign(func(c *campaign) (any, error) { return c, nil }),
		"PUT /campaigns/{id}":          a.editCampaign,
		"DELETE /campaigns/{id}":       a.removeCampaign,
		"GET /schema":                  func(*http.Request, time.Time) (any, error) { return a.schema.events, nil },
		"PUT /schema/{event}":          a.defineEvent,
		"POST /schema/{event}/discard": a.discardEvent,
		"POST /schema/{event}/restore": a.restoreEvent,
		"GET /project":                 func(*http.Request, time.Time) (any, error) { return a.projectView(), nil },
		"GET /settings":                func(*http.Request, time.Time) (any, error) { return a.settings, nil },
		"PUT /settings":                a.changeSettings,
		"GET /error-stream":            func(*http.Request, time.Time) (any, error) { return a.stream, nil },
		"GET /passcodes":               func(*http.Request, time.Time) (any, error) { return a.passcodes, nil },
		"POST /passcodes":              a.makePasscode,
		"DELETE /passcodes/{id}":       a.revokePasscode,
		"GET /customers":               func(*http.Request, time.Time) (any, error) { return a.customerViews(), nil },
		"PUT /customers/{identity}":    a.editCustomer,
		"DELETE /customers/{identity}": a.removeCustomer,
		"GET /events":                  func(*http.Request, time.Time) (any, error) { return a.eventViews(), nil },
		"GET /inbox":                   func(*http.Request, time.Time) (any, error) { return a.inbox, nil },
		"DELETE /inbox":                func(*http.Request, time.Time) (any, error) { a.inbox = []Email{}; return a.inbox, nil },
		"GET /unsent":                  func(*http.Request, time.Time) (any, error) { return a.unsent, nil },
	}
}

// errNotThere is answered with 404, every other error of a click with 400.
var errNotThere = errors.New("there is no such thing")

func shown(result any, err error) answer {
	if err == nil {
		return tight(http.StatusOK, result)
	}
	status := http.StatusBadRequest
	if errors.Is(err, errNotThere) {
		status = http.StatusNotFound
	}
	return tight(status, map[string]string{"error": err.Error()})
}

// decode reads the body of a click, strictly: a misspelt field is a mistake.
func decode(r *http.Request, into any) error {
	decoder := json.NewDecoder(io.LimitReader(r.Body, mostBytes))
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
