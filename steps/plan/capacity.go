package plan

import (
	"cmp"
	"fmt"
	"math"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/status"
)

// UploadsAtOnce is how many uploads CleverTap takes at a time, of all that send to
// the project (published 2026, certain).
const UploadsAtOnce = 15

const (
	// anUpload is our guess: nobody publishes how long CleverTap takes for one.
	anUpload = 500 * time.Millisecond
	// tooLate is how long after midnight the last code should be there.
	tooLate = time.Hour
)

// Capacity is what the rule's day asks of both services, and whether they can do it.
type Capacity struct {
	Customers int           `json:"customers"` // who may come
	Known     bool          `json:"known"`     // how many that are; else Customers is 0
	Expected  bool          `json:"expected"`  // the admin said so; else the Application has so many
	Coupons   int           `json:"coupons"`   // for all of them
	Pattern   string        `json:"pattern"`
	Codes     float64       `json:"codes"` // that the pattern can give
	Rush      time.Duration `json:"-"`     // about, from the first upload to the last where all come at once
	RushS     int           `json:"rush_seconds"`
	Fallback  string        `json:"default_text"` // what a message says that comes without a code
	Status    status.Status `json:"status"`
	Says      string        `json:"says"`
	Fix       string        `json:"fix"`

	channel phrase.Channel
}

// CapacityOf works out whether all customers can be served on the rule's day. What
// the existing campaign limits is one of its own differences.
func CapacityOf(w setup.Wanted, s Seen) Capacity {
	each := 1
	for _, l := range w.Campaign.Limits {
		each = max(1, int(l.Limit))
	}
	c := Capacity{Customers: cmp.Or(w.Customers, s.Campaign.Customers), Known: w.Customers > 0 || s.Campaign.Counted, Expected: w.Customers > 0,
		Pattern: w.Campaign.Codes.Pattern, Codes: whole.CodeSpace(w.Campaign.Codes), Fallback: w.Email.DefaultText, channel: w.Email.Channel}
	c.Coupons = c.Customers * each
	c.Rush = time.Duration(math.Ceil(float64(c.Coupons)/UploadsAtOnce)) * anUpload
	c.RushS = int(c.Rush.Seconds())
	c.judge(each, s.Campaign.Uncounted)
	return c
}

func (c *Capacity) judge(each int, uncounted error) {
	switch {
	case !c.Known && uncounted == nil:
		c.Status, c.Says = status.Skip, fmt.Sprintf(words.CapacityNotAsked, c.Pattern, phrase.Number(c.Codes))
		return
	case !c.Known:
		c.Status, c.Says = status.Manual, fmt.Sprintf(words.CapacityUnknown, uncounted, c.Pattern, phrase.Number(c.Codes))
		c.Fix = remedy.For(uncounted, words.CapacityUnknownFix)
		return
	}
	c.Status = status.Pass
	c.Says = fmt.Sprintf(words.CapacityCodes, c.who(), phrase.Spelled(each, "coupon"), c.Pattern, phrase.Number(c.Codes)) +
		" " + fmt.Sprintf(words.CapacityRush, UploadsAtOnce, c.Took())
	switch weight := whole.Enough(c.Codes, c.Coupons); {
	case weight == whole.Wrong:
		c.Status, c.Fix = status.Fail, words.CapacityCodesFix
	case weight == whole.Unknown:
		c.Status, c.Fix = status.Warn, words.CapacityCodesFix
	case c.Rush > tooLate:
		c.Status, c.Fix = status.Warn, words.CapacityRushFix
	}
}

func (c Capacity) who() string {
	if c.Expected {
		return fmt.Sprintf(words.CapacityExpected, phrase.Counted(c.Customers, "customer"))
	}
	return fmt.Sprintf(words.CapacityCounted, phrase.Counted(c.Customers, "customer"))
}

// Took is about how long a rush takes, in words.
func (c Capacity) Took() string {
	switch {
	case c.Rush <= time.Minute:
		return words.CapacityMinute
	case c.Rush > 2*time.Hour:
		return fmt.Sprintf(words.CapacityHours, phrase.Number(math.Ceil(c.Rush.Hours())))
	}
	return fmt.Sprintf(words.CapacityMinutes, phrase.Number(math.Ceil(c.Rush.Minutes())))
}

// Brief is the same in one line.
func (c Capacity) Brief() string {
	if !c.Known {
		return words.CapacityBriefUnknown
	}
	codes := words.CapacityEnough
	if c.Status != status.Pass {
		codes = fmt.Sprintf(words.CapacityPossible, phrase.Number(c.Codes))
	}
	return fmt.Sprintf(words.CapacityBrief, phrase.Counted(c.Customers, "customer"), codes, c.Took())
}

// Without is what happens where an event comes without a code.
func (c Capacity) Without() string {
	return fmt.Sprintf(c.channel.Say(words.CapacityFallback), c.Fallback)
}
