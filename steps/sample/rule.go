package sample

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Rule is a rule of our kind, read from the typed form: on one exact day, make
// a coupon and call a webhook with it.
type Rule struct {
	Title           string
	Day             string // 2027-01-01, in the Application's time zone
	Start, End      string // as written
	ByWallClock     bool   // the condition looks at the clock and not at the zone
	RedemptionLimit int    // 0: none is set, or without limit
	LimitSet        bool
	CampaignID      int // 0: the current campaign, whichever it is
	Recipient       string
	StoredInSession bool
	WebhookID       int
	WebhookTitle    string
	Params          map[string]string
	Pattern         string // of the codes, in place of the campaign's; "" is the campaign's

	day   setup.Day
	short time.Duration // from the last instant to midnight
}

// ParamKey is how the typed form spells a webhook parameter: lower case, spaces
// as underscores (published schema TriggerWebhookBlock).
func ParamKey(title string) string {
	return strings.ReplaceAll(strings.ToLower(title), " ", "_")
}

// Read reads the one rule out of a typed ruleset. The error says, in words, why
// it is not a rule of our kind.
func Read(set talonone.RulesetV2, zone *time.Location) (Rule, error) {
	switch {
	case len(set.Rules) == 0:
		return Rule{}, errors.New(words.RuleNone)
	case len(set.Rules) > 1:
		return Rule{}, fmt.Errorf(words.RuleSeveral, len(set.Rules))
	case set.Others > 0:
		return Rule{}, errors.New(words.RuleMore)
	}
	rule := Rule{Title: set.Rules[0].Title}
	blocks, err := flat(set.Rules[0].Blocks)
	if err != nil {
		return Rule{}, err
	}
	if err := rule.take(blocks, zone); err != nil {
		return Rule{}, err
	}
	return rule, nil
}

// ReadNamed reads the rule of a title out of a ruleset that holds others too,
// such as one that lets a shop redeem the code.
func ReadNamed(set talonone.RulesetV2, title string, zone *time.Location) (Rule, error) {
	if len(set.Rules) < 2 {
		return Read(set, zone)
	}
	named := slices.DeleteFunc(slices.Clone(set.Rules), func(r talonone.RuleV2) bool { return r.Title != title })
	if len(named) != 1 {
		return Rule{}, fmt.Errorf(words.RuleNamed, phrase.Counted(len(set.Rules), "rule"), len(named), title)
	}
	return Read(talonone.RulesetV2{ID: set.ID, CampaignID: set.CampaignID, Rules: named, Others: set.Others}, zone)
}

// flat opens groups that want all of their blocks; any other group makes the
// rule another one than ours.
func flat(blocks []talonone.Block) ([]talonone.Block, error) {
	out := make([]talonone.Block, 0, len(blocks))
	for _, b := range blocks {
		if len(b.OnFailure) > 0 {
			return nil, errors.New(words.RuleOnFailure)
		}
		if b.Type != "group" {
			out = append(out, b)
			continue
		}
		if b.Operator != "all" {
			return nil, fmt.Errorf(words.RuleGrouped, b.Operator)
		}
		inner, err := flat(b.Blocks)
		if err != nil {
			return nil, err
		}
		out = append(out, inner...)
	}
	return out, nil
}

func (r *Rule) take(blocks []talonone.Block, zone *time.Location) error {
	seen := map[string]int{}
	var late error
	for _, b := range blocks {
		if later := follows(b.Type, seen); later != "" {
			late = fmt.Errorf(words.RuleOrder, ErrOrder, b.Type, later)
		}
		seen[b.Type]++
		switch b.Type {
		case "checkAttribute":
			if err := r.takeDay(b, zone); err != nil {
				return err
			}
		case "createCoupon":
			if err := r.takeCoupon(b); err != nil {
				return err
			}
		case "triggerWebhook":
			r.WebhookID, r.WebhookTitle, r.Params = b.WebhookID, b.WebhookTitle, b.Params
		case "passthrough":
			return ErrHidden
		default:
			return fmt.Errorf(words.RuleOtherBlock, b.Type)
		}
	}
	for _, want := range []struct{ kind, words string }{
		{"checkAttribute", words.RuleTimeCondition}, {"createCoupon", words.RuleCouponEffect}, {"triggerWebhook", words.RuleWebhookEffect},
	} {
		if seen[want.kind] != 1 {
			return fmt.Errorf(words.RuleNotOnce, seen[want.kind], want.words)
		}
	}
	return late
}

// follows is what a block stands behind that belongs after it: the condition
// comes first, then the code is made, then it is sent.
func follows(kind string, seen map[string]int) string {
	order := []string{"checkAttribute", "createCoupon", "triggerWebhook"}
	for _, later := range order[slices.Index(order, kind)+1:] {
		if slices.Contains(order, kind) && seen[later] > 0 {
			return later
		}
	}
	return ""
}

// ErrOrder says that the parts of a rule stand in another order than they have to.
var ErrOrder = errors.New(words.RuleWrongOrder)

// takeDay reads the condition: from the first instant of a day to its last, in
// the Application's time zone, or by the wall clock where the block says so.
func (r *Rule) takeDay(b talonone.Block, zone *time.Location) error {
	if b.Operator != "within" {
		return fmt.Errorf(words.RuleNotADay, b.Operator)
	}
	start, err := wall(b.Start, zone, b.TimezoneInsensitive)
	if err != nil {
		return err
	}
	end, err := wall(b.End, zone, b.TimezoneInsensitive)
	if err != nil {
		return err
	}
	r.day = setup.DayOf(start)
	r.short = r.day.End().Sub(end)
	if !start.Equal(r.day.Start()) || !endsWithDay(r.short, b.EndInclusive) {
		return fmt.Errorf(words.RuleNotWholeDay, b.Start, b.End, zone)
	}
	r.Day, r.Start, r.End = r.day.ISO(), b.Start, b.End
	r.ByWallClock = b.TimezoneInsensitive
	return nil
}

// endsWithDay tells by how far before midnight a condition ends whether it
// covers the day's last second and nothing of the next day. Its beginning needs
// no such look: the simulation tries the very first second.
func endsWithDay(short time.Duration, inclusive bool) bool {
	switch short {
	case 0:
		return !inclusive
	case time.Second:
		return inclusive
	}
	return short > 0 && short < time.Second
}

// wall reads an instant as the wall clock shows it: in the Application's zone,
// or as written where the condition looks at the clock only.
func wall(s string, zone *time.Location, asWritten bool) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fmt.Errorf(words.RuleInstant, s)
	}
	if asWritten {
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC), nil
	}
	return t.In(zone), nil
}

// currentCampaign is the published way to name the campaign of the rule itself.
const currentCampaign = `"{{$Campaign.Id}}"`

func (r *Rule) takeCoupon(b talonone.Block) error {
	r.Recipient, r.StoredInSession, r.Pattern = b.Recipient, b.StoreInSession, b.Pattern
	if id, ok := whole(b.Campaign); ok && id > 0 {
		r.CampaignID = id
	} else if string(b.Campaign) != currentCampaign {
		return fmt.Errorf(words.RuleCampaign, b.Campaign)
	}
	if len(b.UsageLimit) == 0 || string(b.UsageLimit) == "null" {
		return nil
	}
	limit, ok := whole(b.UsageLimit)
	if !ok {
		return errors.New(words.RuleLimit)
	}
	r.RedemptionLimit, r.LimitSet = limit, true
	return nil
}

func whole(raw []byte) (int, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(string(raw)), 64)
	return int(n), err == nil && n == float64(int(n))
}

// DayOf reads the day of a condition on the current time by itself, for what
// has to explain a rule that is not of our kind.
func DayOf(condition talonone.Block, zone *time.Location) (setup.Day, error) {
	var r Rule
	err := r.takeDay(condition, zone)
	return r.day, err
}

// ErrHidden says that the typed form shows a part of the rule only as an
// expression, so that it is neither right nor wrong: a person has to look.
var ErrHidden = errors.New(words.RuleHidden)

// Calls reports whether the rule of a title, or the only one there is, calls a
// webhook, in whichever of the two forms of the ruleset is shown; nil is not shown.
// It reads other rules than ours too, and parts that are shown as an expression.
func Calls(typed *talonone.RulesetV2, talang *talonone.Ruleset, title string, webhook int) bool {
	switch {
	case typed != nil:
		return slices.ContainsFunc(typed.Rules, func(r talonone.RuleV2) bool {
			return (len(typed.Rules) == 1 || r.Title == title) && inBlocks(r.Blocks, webhook)
		})
	case talang != nil:
		var set struct {
			Rules []struct {
				Title   string          `json:"title"`
				Effects json.RawMessage `json:"effects"`
			} `json:"rules"`
		}
		_ = json.Unmarshal(talang.Body, &set) // what is no ruleset calls nothing
		for _, r := range set.Rules {
			if (len(set.Rules) == 1 || r.Title == title) && names(r.Effects, webhook) {
				return true
			}
		}
	}
	return false
}

func inBlocks(blocks []talonone.Block, webhook int) bool {
	return slices.ContainsFunc(blocks, func(b talonone.Block) bool {
		return b.WebhookID == webhook || names(b.Expression, webhook) || inBlocks(b.Blocks, webhook)
	})
}

func names(expression json.RawMessage, webhook int) bool {
	return bytes.Contains(expression, []byte(`"`+callAPI(webhook)+`"`))
}
