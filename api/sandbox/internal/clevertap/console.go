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
	click := func(pattern string, do act) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			a.perform(r, func(now time.Time) (any, error) { return do(r, now) }).write(w)
		})
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for name := range a.views() {
		click("GET /"+name, func(*http.Request, time.Time) (any, error) { return a.views()[name], nil })
	}
	for pattern, do := range a.clicks() {
		click(pattern, do)
	}
	return mux
}

// views is all that the dashboard shows, by the name of its page.
func (a *Account) views() map[string]any {
	return map[string]any{
		"campaigns":    a.campaigns,
		"customers":    mapped(a.customers, (*customer).view),
		"error-stream": a.stream,
		"events":       mapped(a.history(), (*occurrence).view),
		"inbox":        a.inbox,
		"passcodes":    a.passcodes,
		"project":      projectView{a.region, a.id, a.zone.String()},
		"schema":       a.schema.events,
		"settings":     a.settings,
		"unsent":       a.unsent,
	}
}

// State returns a snapshot of the account without secrets, to be shown as JSON.
func (a *Account) State() any {
	a.enter()
	defer a.mu.Unlock()
	return json.RawMessage(tight(http.StatusOK, a.views()).body) // a copy that later changes cannot reach
}

func (a *Account) clicks() map[string]act {
	return map[string]act{
		"POST /campaigns":              a.buildCampaign,
		"GET /campaigns/{id}":          func(r *http.Request, _ time.Time) (any, error) { return a.campaignOf(r) },
		"PUT /campaigns/{id}":          a.editCampaign,
		"DELETE /campaigns/{id}":       a.removeCampaign,
		"PUT /schema/{event}":          a.defineEvent,
		"POST /schema/{event}/discard": a.discardEvent,
		"POST /schema/{event}/restore": a.restoreEvent,
		"PUT /settings":                a.changeSettings,
		"POST /passcodes":              a.makePasscode,
		"DELETE /passcodes/{id}":       a.revokePasscode,
		"PUT /customers/{identity}":    a.editCustomer,
		"DELETE /customers/{identity}": a.removeCustomer,
		"DELETE /inbox":                a.emptyInbox,
	}
}

func (a *Account) emptyInbox(*http.Request, time.Time) (any, error) {
	a.inbox = []Email{}
	return a.inbox, nil
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

// customerView and eventView are how the console shows what it knows.
type customerView struct {
	Identity string         `json:"identity"`
	ObjectID string         `json:"object_id"`
	Data     map[string]any `json:"data"`
}

type eventView struct {
	Event      string         `json:"event"`
	Identity   string         `json:"identity"`
	At         time.Time      `json:"at"`
	Source     string         `json:"source"`
	Properties map[string]any `json:"properties"`
}

func (c *customer) view() customerView { return customerView{c.identity, c.objectID, c.data} }

func (o *occurrence) view() eventView {
	return eventView{o.event.Name, o.customer.identity, o.at, o.source, o.props}
}
