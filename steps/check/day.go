package check

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/day"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

// Day is what happened on the rule's day, code by code.
type Day struct {
	Over       bool
	Codes      day.Report
	CouponsErr error // why the campaign's coupons could not be read
	LogErr     error // why the message log could not be read
	EventsErr  error // why the events could not be read
	Sends      *int  // of the email campaign in all, by the message report; nil: not read
	SendsWhy   string
}

// day are the checks of the rule's day, from its beginning on.
func (e Evidence) day() []Check {
	if e.Day == nil {
		return nil
	}
	return []Check{e.Day.coupons(), e.Day.deliveries(), e.Day.events(), e.Day.sends()}
}

func (d Day) coupons() Check {
	c := Check{ID: "day.coupons", Title: "On the day the rule makes coupons", Status: Pass}
	if d.CouponsErr != nil {
		return d.unread(c, d.CouponsErr, "tick the endpoint List coupons for the Management API key, then run it again")
	}
	c.Detail = phrase.Spelled(d.Codes.Coupons, "coupon") + " made for customers" + d.apart()
	if d.Codes.Coupons > 0 {
		return c
	}
	c.Status, c.Detail = Warn, "no coupon was made for a customer so far"+d.apart()
	if d.Over {
		c.Status, c.Detail = Fail, "no coupon was made for a customer on the day"+d.apart()
	}
	c.Fix = "nothing in Talon.One fires by the clock: see that the campaign is enabled and that the shop calls Talon.One for its customers"
	return c
}

// apart says what was seen and not counted.
func (d Day) apart() string {
	var parts []string
	if n := d.Codes.Tests; n > 0 {
		parts = append(parts, fmt.Sprintf("%d of talontap's own tests", n))
	}
	if n := d.Codes.Nobodys; n > 0 {
		parts = append(parts, fmt.Sprintf("%d made for no customer", n))
	}
	if len(parts) == 0 {
		return ""
	}
	return "; not counted: " + strings.Join(parts, ", ")
}

func (d Day) deliveries() Check {
	c := Check{ID: "day.deliveries", Title: "On the day each code is delivered", Status: Pass}
	all, lost := d.Codes.Coupons, day.Of(d.Codes.Lost, day.Sending, day.Delivery)
	switch {
	case d.CouponsErr != nil:
		return d.unread(c, d.CouponsErr, "")
	case all == 0:
		c.Detail = "there was nothing to deliver"
	case d.Codes.Arrived == all && d.Codes.Sent < all:
		c.Detail = fmt.Sprintf("%d of %d codes were delivered, since CleverTap has them", all, all)
		if d.LogErr != nil {
			c.Detail += "; Talon.One's message log could not be read: " + d.LogErr.Error()
		}
	case d.LogErr != nil:
		return d.unread(c, d.LogErr, "tick the endpoint message_logs for the Management API key, or look in the Campaign Manager under Account › Logs")
	case len(lost) == 0 && len(day.Of(append(d.Codes.Lost, d.Codes.OnWay...), day.Unknown)) > 0:
		c.Status, c.Detail = Skip, "Talon.One's message log does not reach back that far"
	default:
		c.Detail = fmt.Sprintf("%d of %d codes delivered, in %s", d.Codes.Sent, all, phrase.Spelled(d.Codes.Attempts, "attempt"))
		c = d.missing(c, lost, day.Of(d.Codes.OnWay, day.Sending, day.Delivery), "look in the Campaign Manager under Account › Logs, mend what the reason says, and send these customers their codes yourself")
	}
	return d.odd(c)
}

// odd adds what is strange about deliveries that got through.
func (d Day) odd(c Check) Check {
	if c.Status != Pass {
		return c
	}
	if n := d.Codes.Failed; n > 0 {
		c.Detail += fmt.Sprintf("; %d attempts failed and were repeated", n)
	}
	if n := d.Codes.Strange; n > 0 {
		c.Status, c.Detail = Warn, c.Detail+fmt.Sprintf("; %d went out with a code that is none of the day's", n)
		c.Fix = "see in the Rule Builder whether another rule sends the webhook, and that its CouponCode is the coupon that the rule makes"
	}
	return c
}

func (d Day) events() Check {
	c := Check{ID: "day.events", Title: "On the day each code reaches its customer in CleverTap", Status: Pass}
	all := d.Codes.Coupons
	switch {
	case d.CouponsErr != nil:
		return d.unread(c, d.CouponsErr, "")
	case d.EventsErr != nil:
		return d.unread(c, d.EventsErr, "run talontap verify again; else look in CleverTap under the event for the codes")
	case all == 0:
		c.Detail = "there was nothing to arrive"
		return c
	}
	c.Detail = fmt.Sprintf("%d of %d codes reached their customer; compared with %s", d.Codes.Arrived, all, phrase.Spelled(d.Codes.Events, "event"))
	hops := []day.Hop{day.Arrival, day.Customer, day.Unknown}
	c = d.missing(c, day.Of(d.Codes.Lost, hops...), day.Of(d.Codes.OnWay, hops...), "look in CleverTap under "+setup.WhereErrors+" (the error stream) and at the setting for undefined data, and send these customers their codes yourself")
	if n := d.Codes.Twice; n > 0 && c.Status == Pass {
		c.Status, c.Detail = Warn, c.Detail+fmt.Sprintf("; %d of them more than once", n)
		c.Fix = "these customers got the email more than once: see whether another rule sends the webhook too"
	}
	return c
}

// sends holds the counts of the message report against the codes that arrived. The
// report has counts only: it does not say who got an email, or with which code.
func (d Day) sends() Check {
	c := Check{ID: "email.sends", Title: "CleverTap sends the email for each code", Status: Pass}
	n := d.Codes.Arrived
	switch {
	case d.EventsErr != nil || d.CouponsErr != nil || n == 0:
		c.Status, c.Detail = Skip, "no code is known to have arrived"
		return c
	case d.Sends == nil:
		c.Status, c.Detail = Manual, "the message report was not read: "+d.SendsWhy
		c.Fix = "look in CleverTap under Messages › Campaigns how many emails were sent"
		return c
	}
	c.Detail = fmt.Sprintf("%s for %s; the report has counts only, talontap's tests among them, and does not say to whom", phrase.Spelled(*d.Sends, "send"), phrase.Spelled(n, "code"))
	if *d.Sends >= n {
		return c
	}
	c.Status = Warn
	if d.Over {
		c.Status = Fail
	}
	c.Fix = "the report lags behind for a while; else these customers have no email address in CleverTap, or are unsubscribed, or a limit on messages held it back"
	return c
}

// shown is how many codes a person is told; JSON holds all of them.
const shown = 5

// missing says which codes are lost, and which may still come.
func (d Day) missing(c Check, lost, onWay []day.Code, fix string) Check {
	c.Lost, c.OnWay = lost, onWay
	switch {
	case len(lost) > 0:
		c.Status, c.Fix = Fail, fix
		c.Detail += fmt.Sprintf("; lost %d: %s", len(lost), named(lost))
	case len(onWay) > 0:
		c.Status, c.Fix = Warn, "they may still come: run talontap verify again in a few minutes"
	}
	if len(onWay) > 0 {
		c.Detail += fmt.Sprintf("; on its way %d: %s", len(onWay), named(onWay))
	}
	return c
}

func named(codes []day.Code) string {
	var parts []string
	for _, c := range codes[:min(len(codes), shown)] {
		parts = append(parts, fmt.Sprintf("%s of %s (%s)", c.Code, c.Customer, c.Why))
	}
	if more := len(codes) - shown; more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	return strings.Join(parts, ", ")
}

func (d Day) unread(c Check, err error, fix string) Check {
	c.Status, c.Detail, c.Fix = Skip, "not looked at: "+err.Error(), remedy.For(err, fix)
	return c
}
