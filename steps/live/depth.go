package live

import (
	"cmp"
	"fmt"
	"time"

	"github.com/talontap/talontap/assets/words"
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
		return words.LiveDepthSimulate
	case DepthFire:
		return words.LiveDepthFire
	}
	return words.LiveDepthRelay
}

// NotYetError says why the real run cannot be made.
type NotYetError struct{ why, fix string }

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
		return &NotYetError{words.LiveNothingToRun, words.LiveApplyFirst}
	case day.Past(now):
		return &NotYetError{fmt.Sprintf(words.LiveDayOver, day.Words(), day.Zone()), words.LiveAnotherDay}
	case now.Before(day.Start()):
		other := words.LiveUseSandboxApplication
		if w.Application.Sandbox {
			other = words.LiveSetToday
		}
		return &NotYetError{fmt.Sprintf(words.LiveDayAhead, day.Words(), day.Zone()),
			fmt.Sprintf(words.LiveUntilThen, fmt.Sprintf(other, string(setup.RuleDate)))}
	case !s.Enabled():
		return &NotYetError{fmt.Sprintf(words.LiveCampaignIs, cmp.Or(s.Campaign.State, words.LiveNotEnabled)), words.LiveEnableFirst}
	}
	return nil
}
