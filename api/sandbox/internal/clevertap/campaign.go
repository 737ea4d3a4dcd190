package clevertap

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// campaign is one that an admin built in the dashboard. No API makes or changes
// one; the message report shows it.
type campaign struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	Channel  string    `json:"channel"`  // one of channels
	Delivery string    `json:"delivery"` // action for live behaviour on a single action
	Status   string    `json:"status"`   // running, scheduled, stopped, completed
	External bool      `json:"external"` // qualification External Trigger instead of an event
	Event    string    `json:"event"`
	Sender   string    `json:"sender"`
	Subject  string    `json:"subject"`
	Body     string    `json:"body"`
	Start    time.Time `json:"start"`
	Sent     int       `json:"sent"`
}

func deliveries() []string {
	return []string{"one_time", "inaction", "action", "recurring", "property_time", "api", "multiple_dates"}
}

func statuses() []string { return []string{"scheduled", "running", "stopped", "completed"} }

// filled sets what the dashboard would preselect: a running email campaign with
// live behaviour that starts now.
func (c campaign) filled(now time.Time) campaign {
	c.Channel, c.Delivery, c.Status = cmp.Or(c.Channel, "email"), cmp.Or(c.Delivery, "action"), cmp.Or(c.Status, "running")
	if c.Start.IsZero() {
		c.Start = now
	}
	return c
}

// invalid says what the dashboard would not save; empty if all is well.
func (c campaign) invalid() string {
	switch {
	case strings.TrimSpace(c.Name) == "":
		return "a campaign needs a name"
	case !slices.Contains(channels(), c.Channel):
		return fmt.Sprintf("channel %q is none of %s", c.Channel, strings.Join(channels(), ", "))
	case !slices.Contains(deliveries(), c.Delivery):
		return fmt.Sprintf("delivery %q is none of %s", c.Delivery, strings.Join(deliveries(), ", "))
	case !slices.Contains(statuses(), c.Status):
		return fmt.Sprintf("status %q is none of %s", c.Status, strings.Join(statuses(), ", "))
	case c.Delivery == "action" && !c.External && c.Event == "":
		return "a live campaign needs the event that starts it"
	}
	return ""
}
