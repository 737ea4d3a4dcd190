package plan_test

import (
	"testing"
	"time"

	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func TestACampaignIsLeftAsItIsFromItsFirstInstantOrItsFirstCouponOn(t *testing.T) {
	last, next := wanted(t), wanted(t, string(setup.RuleDate), "2028-01-01", string(setup.CampaignName), "Next")
	start := last.Rule.Day.Start()
	for _, c := range []struct {
		name  string
		w     setup.Wanted
		at    time.Time
		made  int
		tags  []string
		state string
		want  plan.Action
		had   bool
	}{
		{"the second before its day it is moved", next, start.Add(-time.Second), 0, nil, "enabled", plan.Update, false},
		{"from its day on it stays", next, start, 0, nil, "enabled", plan.Manual, true},
		{"with a coupon made it stays before that, too", next, start.Add(-time.Hour), 1, nil, "enabled", plan.Manual, true},
		{"on its day it is kept for that day", last, start, 3, nil, "enabled", plan.Keep, false},
		{"a copy for the wanted day that nobody has used is mended", next, start, 0, []string{setup.DayMark(next.Rule.Day)}, "disabled", plan.Update, false},
		{"a copy that runs already is not", next, start, 0, []string{setup.DayMark(next.Rule.Day)}, "enabled", plan.Manual, true},
	} {
		s := standing(t, last)
		s.At, s.Sample = c.at, fit(t)
		have := *s.Campaign.Campaign
		have.CouponsCreated, have.Tags, have.State = c.made, c.tags, c.state
		s.Campaign.Campaign, s.Campaign.Ours = &have, true
		if got := plan.Make(c.w, s).Of(plan.Rule).Action; got != c.want {
			t.Errorf("%s: the rule's row is %s", c.name, got)
		}
		past, had := plan.HadItsDay(c.w, s)
		if had != c.had || had && (past.ID != have.ID || past.Day != "2027-01-01") {
			t.Errorf("%s: had its day %v, %+v", c.name, had, past)
		}
		if followed := plan.StandingOf(c.w, s).Campaign.ID != 0; followed == c.had {
			t.Errorf("%s: followed %v", c.name, followed)
		}
	}
}

func TestTheScheduleOfACopyMovesWithTheDay(t *testing.T) {
	last, next := wanted(t), wanted(t, string(setup.RuleDate), "2028-07-01")
	s := standing(t, last)
	was := *s.Campaign.Campaign
	was.StartTime, was.EndTime, was.CouponsCreated = last.Rule.Day.Start().AddDate(0, 0, -1), last.Rule.Day.End(), 300
	s.Campaign.Campaign = &was
	got := plan.Copied(next, s.Campaign)
	if !got.StartTime.Equal(next.Rule.Day.Start().AddDate(0, 0, -1)) || !got.EndTime.Equal(next.Rule.Day.End()) {
		t.Errorf("it runs from %s until %s", got.StartTime, got.EndTime)
	}
	if got.Name != next.Campaign.Name || got.State != "disabled" || got.CouponsCreated != 0 {
		t.Errorf("the copy begins as %+v", got)
	}
	was.StartTime, was.EndTime = time.Time{}, time.Time{}
	if got := plan.Copied(next, s.Campaign); !got.StartTime.IsZero() || !got.EndTime.IsZero() {
		t.Errorf("without a schedule it gets one from %s until %s", got.StartTime, got.EndTime)
	}
}
