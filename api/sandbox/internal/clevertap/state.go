package clevertap

import (
	"encoding/json"
	"fmt"
	"time"
)

// State returns a snapshot of the account without secrets, to be shown as JSON.
func (a *Account) State() any {
	a.enter()
	defer a.mu.Unlock()
	snapshot := struct {
		Region    string         `json:"region"`
		ProjectID string         `json:"project_id"`
		TimeZone  string         `json:"time_zone"`
		Settings  settings       `json:"settings"`
		Passcodes []*passcode    `json:"passcodes"`
		Schema    []*eventType   `json:"schema"`
		Customers []customerView `json:"customers"`
		Events    []eventView    `json:"events"`
		Campaigns []*campaign    `json:"campaigns"`
		Inbox     []Email        `json:"inbox"`
		Unsent    []unsent       `json:"unsent"`
		Stream    []streamEntry  `json:"error_stream"`
	}{a.region, a.id, a.zone.String(), a.settings, a.passcodes, a.schema.events, a.customerViews(),
		a.eventViews(), a.campaigns, a.inbox, a.unsent, a.stream}
	frozen, err := json.Marshal(snapshot) // a copy that later changes cannot reach
	if err != nil {
		return map[string]string{"error": fmt.Sprintf("taking a snapshot: %v", err)}
	}
	return json.RawMessage(frozen)
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

func viewOf(c *customer) customerView { return customerView{c.identity, c.objectID, c.data} }

func (a *Account) customerViews() []customerView {
	views := make([]customerView, 0, len(a.customers))
	for _, c := range a.customers {
		views = append(views, viewOf(c))
	}
	return views
}

func (a *Account) eventViews() []eventView {
	views := make([]eventView, 0, len(a.raised))
	for _, o := range a.history() {
		views = append(views, eventView{o.event.Name, o.customer.identity, o.at, o.source, o.props})
	}
	return views
}
