package clevertap

import "time"

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
