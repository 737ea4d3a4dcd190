package check

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

// Day is what happened on the rule's day, code by code.
type Day struct {
	Over       bool
	Channel    phrase.Channel
	Codes      day.Report
	CouponsErr error // why the campaign's coupons could not be read
	LogErr     error // why the message log could not be read
	EventsErr  error // why the events could not be read
	Sends      *int  // of the email campaign in all, by the message report; nil: not read
	SendsWhy   string
}

func (e Evidence) day() []Check {
	if e.Day == nil {
		return nil
	}
	return []Check{e.Day.coupons(), e.Day.deliveries(), e.Day.events(), e.Day.sends()}
}

func (d Day) coupons() Check {
	c := Check{ID: "day.coupons", Title: words.CheckDayCoupons, Status: Pass}
	if d.CouponsErr != nil {
		return d.unread(c, d.CouponsErr, words.CheckDayCouponsRight)
	}
	c.Detail = fmt.Sprintf(words.CheckDayCouponsMade, phrase.Spelled(d.Codes.Coupons, "coupon")) + d.apart()
	if d.Codes.Coupons > 0 {
		return c
	}
	c.Status, c.Detail = Warn, words.CheckDayNoCouponYet+d.apart()
	if d.Over {
		c.Status, c.Detail = Fail, words.CheckDayNoCoupon+d.apart()
	}
	c.Fix = words.CheckDayNoCouponFix
	return c
}

func (d Day) apart() string {
	var parts []string
	if n := d.Codes.Tests; n > 0 {
		parts = append(parts, fmt.Sprintf(words.CheckDayOwnTests, n))
	}
	if n := d.Codes.Nobodys; n > 0 {
		parts = append(parts, fmt.Sprintf(words.CheckDayNoCustomer, n))
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf(words.CheckDayNotCounted, strings.Join(parts, ", "))
}

func (d Day) deliveries() Check {
	c := Check{ID: "day.deliveries", Title: words.CheckDayDeliveries, Status: Pass}
	all, lost := d.Codes.Coupons, day.Of(d.Codes.Lost, day.Sending, day.Delivery)
	switch {
	case d.CouponsErr != nil:
		return d.unread(c, d.CouponsErr, "")
	case all == 0:
		c.Detail = words.CheckDayNothingToDeliver
	case d.Codes.Arrived == all && d.Codes.Sent < all:
		c.Detail = fmt.Sprintf(words.CheckDayDeliveredBySight, phrase.Part(all, all, "code"))
		if d.LogErr != nil {
			c.Detail += fmt.Sprintf(words.CheckDayLogUnread, d.LogErr)
		}
	case d.LogErr != nil:
		return d.unread(c, d.LogErr, words.CheckDayLogRight)
	case len(lost) == 0 && len(day.Of(append(d.Codes.Lost, d.Codes.OnWay...), day.Unknown)) > 0:
		c.Status, c.Detail = Skip, words.CheckDayLogTooShort
	default:
		c.Detail = fmt.Sprintf(words.CheckDayDelivered, phrase.Part(d.Codes.Sent, all, "code"), phrase.Spelled(d.Codes.Attempts, "attempt"))
		c = d.missing(c, lost, day.Of(d.Codes.OnWay, day.Sending, day.Delivery), words.CheckDayDeliveredFix)
	}
	return d.odd(c)
}

func (d Day) odd(c Check) Check {
	if c.Status != Pass {
		return c
	}
	if n := d.Codes.Failed; n > 0 {
		c.Detail += fmt.Sprintf(words.CheckDayRepeated, phrase.Counted(n, "failed attempt"))
	}
	if n := d.Codes.Strange; n > 0 {
		c.Status, c.Detail = Warn, c.Detail+fmt.Sprintf(words.CheckDayStrange, n)
		c.Fix = words.CheckDayStrangeFix
	}
	return c
}

func (d Day) events() Check {
	c := Check{ID: "day.events", Title: words.CheckDayEvents, Status: Pass}
	all := d.Codes.Coupons
	switch {
	case d.CouponsErr != nil:
		return d.unread(c, d.CouponsErr, "")
	case d.EventsErr != nil:
		return d.unread(c, d.EventsErr, words.CheckDayEventsUnreadFix)
	case all == 0:
		c.Detail = words.CheckDayNothingToArrive
		return c
	}
	c.Detail = fmt.Sprintf(words.CheckDayArrived, phrase.Part(d.Codes.Arrived, all, "code"), phrase.Spelled(d.Codes.Events, "event"))
	hops := []day.Hop{day.Arrival, day.Customer, day.Unknown}
	c = d.missing(c, day.Of(d.Codes.Lost, hops...), day.Of(d.Codes.OnWay, hops...), fmt.Sprintf(words.CheckDayArrivedFix, setup.WhereErrors))
	if n := d.Codes.Twice; n > 0 && c.Status == Pass {
		c.Status, c.Detail = Warn, c.Detail+fmt.Sprintf(words.CheckDayTwice, n)
		c.Fix = d.Channel.Say(words.CheckDayTwiceFix)
	}
	return c
}

// sends holds the counts of the message report against the codes that arrived. The
// report has counts only: it does not say who got an email, or with which code.
func (d Day) sends() Check {
	c := Check{ID: "email.sends", Title: d.Channel.Say(words.CheckSends), Status: Pass}
	n := d.Codes.Arrived
	switch {
	case d.EventsErr != nil || d.CouponsErr != nil || n == 0:
		c.Status, c.Detail = Skip, words.CheckSendsNoCode
		return c
	case d.Sends == nil:
		c.Status, c.Detail, c.Fix = Manual, fmt.Sprintf(words.CheckSendsUnread, d.SendsWhy), d.Channel.Say(words.CheckSendsUnreadFix)
		return c
	}
	c.Detail = fmt.Sprintf(d.Channel.Say(words.CheckSendsCounts), phrase.Spelled(*d.Sends, "send"), phrase.Spelled(n, "code"))
	if *d.Sends >= n {
		return c
	}
	c.Status = Warn
	if d.Over {
		c.Status = Fail
	}
	c.Fix = d.Channel.Say(words.CheckSendsFewFix)
	return c
}

const shown = 5

func (d Day) missing(c Check, lost, onWay []day.Code, fix string) Check {
	c.Lost, c.OnWay = lost, onWay
	switch {
	case len(lost) > 0:
		c.Status, c.Fix = Fail, fix
		c.Detail += fmt.Sprintf(words.CheckDayLost, len(lost), named(lost))
	case len(onWay) > 0:
		c.Status, c.Fix = Warn, words.CheckDayOnWayFix
	}
	if len(onWay) > 0 {
		c.Detail += fmt.Sprintf(words.CheckDayOnWay, len(onWay), named(onWay))
	}
	return c
}

func named(codes []day.Code) string {
	var parts []string
	for _, c := range codes[:min(len(codes), shown)] {
		parts = append(parts, fmt.Sprintf(words.CheckDayCode, c.Code, c.Customer, c.Why))
	}
	if more := len(codes) - shown; more > 0 {
		parts = append(parts, fmt.Sprintf("%d more", more))
	}
	return strings.Join(parts, ", ")
}

func (d Day) unread(c Check, err error, fix string) Check {
	c.Status, c.Detail, c.Fix = Skip, fmt.Sprintf(words.CheckNotLookedAtBecause, err), remedy.For(err, fix)
	return c
}

// Checks judges the day alone, for whoever watches it.
func (d Day) Checks() List {
	l := Listed([]Check{d.coupons(), d.deliveries(), d.events(), d.sends()})
	for _, err := range []error{d.CouponsErr, d.LogErr, d.EventsErr} {
		l.Rejected = l.Rejected || transport.KindOf(err) == transport.Unauthorised
	}
	return l
}
