package clevertap

import (
	"time"
)

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
