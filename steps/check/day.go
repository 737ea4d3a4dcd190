package check

import (
	"fmt"
	"time"

	"github.com/talontap/talontap/steps/setup"
)

// Day is what happened on the rule's day, by the vendors' own counts.
type Day struct {
	Over      bool
	Began     time.Time
	Coupons   int    // made by the campaign's rule
	Called    int    // webhooks that the rule called for
	Delivered int    // attempts that CleverTap answered with a yes
	Failed    int    // attempts that it did not, or that nobody answered
	Why       string // what the last failed attempt met
	LogErr    error  // why the message log could not be read
	Events    int    // counted in CleverTap, the live check's own among them
	EventsErr error  // why they could not be counted
}

// logKept is how far back Talon.One's message log is known to be asked for (its
// longest period; how long it is kept is unknown).
const logKept = 48 * time.Hour

// day are the checks of the rule's day, from its beginning on.
func (e Evidence) day() []Check {
	if e.Day == nil {
		return nil
	}
	return []Check{e.Day.coupons(), e.Day.deliveries(e.Now), e.Day.events()}
}

// short is the status of a number that is too small: on the day it may still
// grow.
func (d Day) short() Status {
	if d.Over {
		return Fail
	}
	return Warn
}

func (d Day) coupons() Check {
	c := Check{ID: "day.coupons", Title: "On the day the rule makes coupons", Status: Pass,
		Detail: fmt.Sprintf("%s made, the webhook called %s", counted(d.Coupons, "coupon"), counted(d.Called, "time"))}
	switch {
	case d.Coupons == 0:
		c.Status, c.Detail = Warn, "no coupon was made so far"
		if d.Over {
			c.Detail = "no coupon was made on the day"
		}
		c.Fix = "nothing in Talon.One fires by the clock: see that the campaign is enabled and that the shop calls Talon.One for its customers"
	case d.Coupons != d.Called:
		c.Status = Fail
		c.Fix = "see in the Rule Builder that the rule which makes the coupon sends the webhook too, and no other one does"
	}
	return c
}

func (d Day) deliveries(now time.Time) Check {
	c := Check{ID: "day.deliveries", Title: "On the day the webhooks are delivered", Status: Pass,
		Detail: fmt.Sprintf("%d delivered, %d attempts failed, of %d called", d.Delivered, d.Failed, d.Called)}
	switch {
	case d.LogErr != nil:
		c.Status, c.Detail = Warn, "Talon.One's message log could not be read: "+d.LogErr.Error()
		c.Fix = "tick the endpoint message_logs for the Management API key, or look in the Campaign Manager under Account › Logs"
	case d.Called == 0 && d.Delivered+d.Failed == 0:
		c.Status, c.Detail = Skip, "there was nothing to deliver"
	case d.Delivered+d.Failed == 0 && now.Sub(d.Began) > logKept:
		c.Status, c.Detail = Skip, "Talon.One's message log does not reach back that far"
	case d.Delivered < d.Called:
		c.Status, c.Fix = d.short(), "Talon.One repeats what failed for a while; "+d.mend()
	case d.Failed > 0:
		c.Status, c.Fix = Warn, "they were repeated and got through; "+d.mend()
	case d.Delivered > d.Called:
		c.Status, c.Fix = Warn, "some customers got the code twice: see whether another rule sends the webhook"
	}
	if d.Failed > 0 && d.Why != "" {
		c.Detail += ". " + d.Why
	}
	return c
}

func (d Day) mend() string {
	return "look in the Campaign Manager under Account › Logs, and run talontap verify --live=relay to find the hop"
}

func (d Day) events() Check {
	c := Check{ID: "day.events", Title: "On the day the events stand in CleverTap", Status: Pass,
		Detail: fmt.Sprintf("%s counted, %d delivered", counted(d.Events, "event"), d.Delivered)}
	switch {
	case d.EventsErr != nil:
		c.Status, c.Detail = Skip, "not counted: "+d.EventsErr.Error()
	case d.LogErr != nil:
		c.Detail = fmt.Sprintf("%s counted; how many were delivered is not known", counted(d.Events, "event"))
	case d.Events < d.Delivered:
		c.Status = d.short()
		c.Fix = "CleverTap took more than it shows: look there under " + setup.WhereErrors + " (the error stream) and at the setting for undefined data"
	case d.Events > d.Delivered:
		c.Status = Warn
		c.Fix = "the rest are test events of that day, deliveries that the log no longer holds, or events that were sent twice"
	}
	return c
}

func counted(n int, what string) string {
	if n == 1 {
		return "one " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
