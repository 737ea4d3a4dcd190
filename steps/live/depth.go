package live

import (
	"cmp"
	"fmt"
	"time"

	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Depth is how far a live check goes.
type Depth string

// The depths, each with what it touches and leaves (Touches).
const (
	DepthSimulate Depth = "simulate" // nothing is stored or sent
	DepthRelay    Depth = "relay"    // one coupon; talontap sends the webhook
	DepthFire     Depth = "fire"     // one customer update; Talon.One does the rest
)

// Depths lists all of them, from the shallowest on.
func Depths() []Depth { return []Depth{DepthSimulate, DepthRelay, DepthFire} }

// Touches says beforehand what a check at this depth will touch and leave.
func (d Depth) Touches() string {
	switch d {
	case DepthSimulate:
		return "Nothing is changed or sent: Talon.One evaluates the rule as a dry run."
	case DepthFire:
		return "The real run: one update of a test customer in Talon.One, upon which the rule makes one coupon and Talon.One sends its webhook. " +
			"Coupon and customer are deleted there afterwards; Talon.One's logs and counters keep the run. " +
			"In CleverTap one event on the test customer stays until CleverTap deletes that customer, as it is asked to; the email goes to the test address alone."
	}
	return "One coupon for a test customer in Talon.One (deleted afterwards) and one event on a test customer in CleverTap, " +
		"which stays until CleverTap deletes that customer, as it is asked to. A coupon that is still on its way at the end is kept, so that the next check knows it."
}

// NotYetError says why the real run cannot be made.
type NotYetError struct{ why, fix string }

// Error is the reason.
func (e *NotYetError) Error() string { return e.why }

// Fix is what can be done instead.
func (e *NotYetError) Fix() string { return e.fix }

// MayFire reports whether the real run can be made now: the rule makes coupons
// on its day alone, in the Application's time zone, and only while its campaign
// is enabled. What keeps it is a *NotYetError. Nothing is sent to find out.
func MayFire(w setup.Wanted, s plan.Standing, now time.Time) error {
	day := w.Rule.Day
	switch {
	case !s.Complete():
		return &NotYetError{"there is no campaign with a rule and a webhook to run yet", "run talontap apply first"}
	case day.Past(now):
		return &NotYetError{
			fmt.Sprintf("the rule's day, %s in %s, is over, so the rule makes no coupon any more", day.Words(), day.Zone()),
			"another day is another campaign: talontap again --date YEAR-MONTH-DAY"}
	case now.Before(day.Start()):
		return &NotYetError{
			fmt.Sprintf("the rule's day, %s in %s, has not begun, so Talon.One would make no coupon", day.Words(), day.Zone()),
			"until then --live=relay sends one test coupon; " + elsewhere(w)}
	case !s.Enabled():
		return &NotYetError{
			fmt.Sprintf("the campaign is %s, so Talon.One would make no coupon", cmp.Or(s.Campaign.State, "not enabled")),
			"enable it with talontap setup or in the Campaign Manager, then run it again"}
	}
	return nil
}

// elsewhere is how the real run can be had before the day.
func elsewhere(w setup.Wanted) string {
	if w.Application.Sandbox {
		return "in this sandbox Application you may also set " + string(setup.RuleDate) + " to today, run talontap apply and fire then"
	}
	return "for a real run today use a saved setup on a sandbox Application with today as " + string(setup.RuleDate)
}
