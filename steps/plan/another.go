package plan

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

// came reports whether the day of the existing campaign has come: its first
// instant is there, or the rule has made coupons. Such a campaign is left as it
// is. on is its rule's day, zero where it cannot be read.
func came(w setup.Wanted, s Seen) (on setup.Day, yes bool) {
	c := s.Campaign.Campaign
	if c == nil || len(s.Campaign.rivals(w)) > 0 || fresh(w, *c) {
		return setup.Day{}, false
	}
	on = dayOf(w.Rule.Name, s.Campaign.Active, w.Rule.Day.Zone())
	return on, c.CouponsCreated > 0 || !on.IsZero() && !s.At.IsZero() && !s.At.Before(on.Start())
}

// fresh reports whether a campaign is a copy for the wanted day that nobody has
// used yet: its rule is still that of the one it was copied from.
func fresh(w setup.Wanted, c talonone.Campaign) bool {
	return slices.Contains(c.Tags, setup.DayMark(w.Rule.Day)) && c.State == "disabled" && c.CouponsCreated == 0
}

func hadItsDay(w setup.Wanted, s Seen) bool {
	_, yes := came(w, s)
	return yes
}

// dayOf is the day of the rule that is ours by its name or its form, else the
// first day that any rule asks for.
func dayOf(title string, set *talonone.RulesetV2, zone *time.Location) setup.Day {
	if set == nil {
		return setup.Day{}
	}
	if rule, err := sample.ReadNamed(*set, title, zone); err == nil {
		on, _ := setup.ParseDay(rule.Day, zone)
		return on
	}
	for _, rule := range set.Rules {
		if on := dayIn(rule.Blocks, zone); !on.IsZero() {
			return on
		}
	}
	return setup.Day{}
}

func dayIn(blocks []talonone.Block, zone *time.Location) setup.Day {
	for _, b := range blocks {
		if on, err := sample.DayOf(b, zone); b.Type == "checkAttribute" && err == nil {
			return on
		}
		if on := dayIn(b.Blocks, zone); !on.IsZero() {
			return on
		}
	}
	return setup.Day{}
}

// HadItsDay is the existing campaign, where it had its day and another one is
// wanted.
func HadItsDay(w setup.Wanted, s Seen) (was setup.Past, yes bool) {
	on, yes := anotherDay(w, s)
	if !yes {
		return was, false
	}
	return setup.Past{ID: s.Campaign.Campaign.ID, Name: s.Campaign.Campaign.Name, Day: on.ISO()}, true
}

func anotherDay(w setup.Wanted, s Seen) (was setup.Day, yes bool) {
	was, came := came(w, s)
	return was, came && !was.IsZero() && was.ISO() != w.Rule.Day.ISO()
}

// leaveAsItWas is for a campaign that had its day: nothing about it is changed.
func (c *Change) leaveAsItWas(was setup.Day, w setup.Wanted) {
	why := fmt.Sprintf(words.PlanItsDayCame, was.Words())
	c.leave(Manual, why, guide.AnotherDay(w))
	c.Fields = []Field{{"Exact day", was.ISO(), w.Rule.Day.ISO()}}
}

// copyCampaign is for a setup whose last campaign had its day, or that began with the
// answers of another one: the published copy of that campaign is made, and what
// differs is changed in that.
//
// By it a new Application gets a rule where no call may make one: only what differs in
// it is left, above all the webhook. Whether a vendor's copy takes along the webhook of
// a rule that the other Application does not show is unknown: it is read back and
// compared like any other.
func copyCampaign(c *Change, w setup.Wanted, s Seen) {
	was := s.Campaign.Before.Campaign
	c.Action, c.Route, c.Published = Create, API, Yes
	c.Why = fmt.Sprintf(words.PlanCopy, quote(was.Name))
	if s.Campaign.Before.Elsewhere(w) {
		c.Why = fmt.Sprintf(words.PlanCopyOfOrigin, quote(was.Name), w.Origin.Application.Name, w.Origin.Profile)
	}
	c.Fields = append([]Field{{"Copy of", "", was.Name}}, CampaignFields(w, Copied(w, *s.Campaign.Before))...)
}

// Elsewhere reports whether the campaign is one of another Application.
func (c *CampaignSeen) Elsewhere(w setup.Wanted) bool {
	return c != nil && c.Campaign.ApplicationID != w.Application.ID
}

// Copied is a campaign as its copy for the wanted day begins: with a name and
// tags of its own, its schedule moved to that day, and nothing used up. The day's mark
// tells a copy that nobody has used yet from one whose day has come.
func Copied(w setup.Wanted, was CampaignSeen) talonone.Campaign {
	c := *was.Campaign
	c.ApplicationID, c.Name, c.State, c.Tags, c.CouponsCreated, c.WebhooksCalled = w.Application.ID, w.Campaign.Name, "disabled", w.Campaign.Tags, 0, 0
	if mark := setup.DayMark(w.Rule.Day); !slices.Contains(c.Tags, mark) {
		c.Tags = append(slices.Clone(c.Tags), mark)
	}
	on := w.Rule.Day
	zone := cmp.Or(was.Zone, on.Zone())
	last := dayOf(w.Rule.Name, was.Active, zone)
	if last.IsZero() {
		return c
	}
	moved := func(t time.Time) time.Time {
		if t.IsZero() {
			return t
		}
		t = t.In(zone).AddDate(0, 0, on.DaysAfter(last))
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), on.Zone())
	}
	c.StartTime, c.EndTime = moved(c.StartTime), moved(c.EndTime)
	return c
}

// copied is what will be seen once the copy is made, where it is still to be.
func (s Seen) copied(w setup.Wanted) Seen {
	before := s.Campaign.Before
	if s.Campaign.Campaign != nil || before == nil {
		return s
	}
	made := Copied(w, *before)
	s.Campaign = CampaignSeen{Campaign: &made, Ours: true, Active: before.Active, Unread: before.Unread, Rulesets: before.Rulesets}
	return s
}
