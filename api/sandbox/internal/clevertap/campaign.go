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

// What a campaign needs of a customer depends on its channel. That a phone number
// needs no subscription of its own, and that a device is known by its push token alone,
// is modelled; so is everything about WhatsApp beyond its name.

// channels are those that the console offers.
func channels() []string { return append(reportChannels(), "whatsapp") }

// reportChannels are those by which the message report can be filtered (certain). Its
// page lists more that the console does not play, and no WhatsApp.
func reportChannels() []string { return []string{"email", "sms", "push"} }

// address is where a message of a channel goes.
func (c *customer) address(channel string) string {
	switch channel {
	case "sms", "whatsapp":
		return c.field("Phone")
	case "push":
		return c.field(pushToken)
	}
	return c.field("Email")
}

// pushToken is the field in which the console keeps a customer's device.
const pushToken = "push_token"

// unreachable says why a message cannot go to this customer; empty if it can. An
// event succeeds all the same (likely: it follows from the subscription model).
func (c *customer) unreachable(channel string) string {
	needs := map[string]string{"email": "Email", "sms": "Phone", "whatsapp": "Phone", "push": "device"}[channel]
	if c.address(channel) == "" {
		return "the profile has no " + needs
	}
	if subscribed, set := c.data["MSG-email"].(bool); channel == "email" && set && !subscribed {
		return "the profile is unsubscribed (MSG-email is false)"
	}
	return ""
}

// device is one of profile.json's platformInfo; its push token is certain.
type device struct {
	PushToken string `json:"push_token"`
	ObjectID  string `json:"objectId"`
}

// devices are none for a profile without one (modelled).
func (c *customer) devices() []device {
	if token := c.field(pushToken); token != "" {
		return []device{{token, c.objectID}}
	}
	return []device{}
}

// A live campaign starts on events that are about now: older than two hours or
// more than two minutes ahead they are stored and start nothing (certain).
const (
	liveBehind = 2 * time.Hour
	liveAhead  = 2 * time.Minute
)

// Email is one message that a customer received: an email, or what its channel says.
type Email struct {
	At       time.Time `json:"at"`
	Channel  string    `json:"channel"`
	To       string    `json:"to"`
	Identity string    `json:"identity"`
	Campaign string    `json:"campaign"`
	Sender   string    `json:"sender"`
	Subject  string    `json:"subject"`
	Body     string    `json:"body"`
}

// unsent is an email that a campaign would have sent, and why it did not. The
// event was accepted all the same; nobody but the dashboard tells.
type unsent struct {
	At       time.Time `json:"at"`
	Identity string    `json:"identity"`
	Campaign string    `json:"campaign"`
	Reason   string    `json:"reason"`
}

func (a *Account) startDue(now time.Time) {
	for _, c := range a.campaigns {
		if c.Status == "scheduled" && !c.Start.After(now) {
			c.Status = "running"
		}
	}
}

// trigger lets every live campaign on this event have its go.
func (a *Account) trigger(o *occurrence, now time.Time) {
	for _, c := range a.campaigns {
		if c.External || c.Delivery != "action" || fold(c.Event) != fold(o.event.Name) {
			continue
		}
		if age := now.Sub(o.at); age > liveBehind || age < -liveAhead {
			a.skip(c, o.customer, now, "the event is older than 2 hours or more than 2 minutes ahead")
			continue
		}
		a.send(c, o.customer, scope{event: o.event.Name, props: o.props}, now)
	}
}

// send renders a campaign for one customer and puts the email into the inbox,
// or notes why not.
func (a *Account) send(c *campaign, to *customer, s scope, now time.Time) {
	s.profile = to
	if reason := a.notSending(c, to, now); reason != "" {
		a.skip(c, to, now, reason)
		return
	}
	c.Sent++
	a.inbox = append(a.inbox, Email{now, c.Channel, to.address(c.Channel), to.identity, c.Name, c.Sender, s.render(c.Subject), s.render(c.Body)})
}

// notSending is the first reason for which nothing goes out.
func (a *Account) notSending(c *campaign, to *customer, now time.Time) string {
	switch {
	case c.Status != "running":
		return fmt.Sprintf("the campaign is %s", c.Status)
	case c.Start.After(now):
		return "the campaign has not started"
	case c.Channel == "email" && !a.settings.EmailProvider:
		return "no email provider is set up"
	}
	return to.unreachable(c.Channel)
}

func (a *Account) skip(c *campaign, to *customer, now time.Time, reason string) {
	a.unsent = append(a.unsent, unsent{now, to.identity, c.Name, reason})
}

// Inbox returns the emails that customers have received, oldest first.
func (a *Account) Inbox() []Email {
	a.enter()
	defer a.mu.Unlock()
	return append([]Email{}, a.inbox...)
}
