package clevertap

import (
	"fmt"
	"time"
)

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
