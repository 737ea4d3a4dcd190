package live

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func newYear(t testing.TB) setup.Day {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	d, err := setup.ParseDay("2027-01-01", berlin)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// right is a day on which the rule does what it must, seen from a moment.
func right(d setup.Day, now time.Time) []Simulated {
	var out []Simulated
	for _, e := range d.Edges(now) {
		out = append(out, Simulated{Instant: e, Made: e.Coupons, Called: e.Coupons})
	}
	return out
}

func TestADayIsJudgedByEveryInstantAhead(t *testing.T) {
	day := newYear(t)
	before := day.Start().AddDate(0, -2, 0)
	for _, c := range []struct {
		name   string
		now    time.Time
		change func([]Simulated)
		status Status
		detail string
		unseen int
	}{
		{"all right", before, func([]Simulated) {}, Pass, "31 Dec 23:59:59 nothing · 1 Jan 00:00–23:59 one · 2 Jan 00:00 nothing", 0},
		{"a coupon the second before", before, func(s []Simulated) { s[0].Made = 1 }, Fail, "31 Dec 23:59:59 (last second before) makes one coupon instead of 0", 0},
		{"none in the first second", before, func(s []Simulated) { s[1].Made = 0; s[1].Reasons = []string{"the limit is reached"} }, Fail, "makes no coupon instead of 1, because the limit is reached", 0},
		{"two at noon", before, func(s []Simulated) { s[2].Made = 2 }, Fail, "1 Jan 12:00:00 (noon) makes 2 coupons", 0},
		{"one too late", before, func(s []Simulated) { s[4].Made = 1 }, Fail, "first second after", 0},
		{"the webhook called twice", before, func(s []Simulated) { s[2].Called = 2 }, Fail, "calls the webhook 2 times instead of 1", 0},
		{"the webhook called the day after", before, func(s []Simulated) { s[4].Called = 1 }, Fail, "calls the webhook 1 times instead of 0", 0},
		{"no webhook listed", before, func(s []Simulated) {
			for i := range s {
				s[i].Called = 0
			}
		}, Warn, "lists no webhook effect", 1},
		{"what is past is moot, right or wrong", day.Start(), func(s []Simulated) { s[0].Made, s[1].Made = 7, 7 }, Pass, "1 Jan 12:00–23:59 one · 2 Jan 00:00 nothing", 0},
		{"the day is all but over", day.End().Add(-time.Minute), func([]Simulated) {}, Pass, "1 Jan 23:59 one · 2 Jan 00:00 nothing", 0},
		{"its last second runs", day.End().Add(-time.Second), func([]Simulated) {}, Warn, "2 Jan 00:00 nothing; the dry run lists no webhook effect", 1},
		{"over", day.End(), func([]Simulated) {}, Skip, "1 January 2027 is over", 0},
	} {
		all := right(day, c.now)
		c.change(all)
		hop, unseen := judge(all, day)
		if hop.Status != c.status || !strings.Contains(hop.Detail, c.detail) || len(unseen) != c.unseen || hop.By != ByTalonOne {
			t.Errorf("%s: %s %q, unseen %v", c.name, hop.Status, hop.Detail, unseen)
		}
		if (hop.Status == Fail || hop.Status == Warn) && hop.Fix == "" {
			t.Errorf("%s: nothing says what to do", c.name)
		}
	}
}

func TestNoMoreIsProvenThanWasSimulated(t *testing.T) {
	day := newYear(t)
	for now, want := range map[time.Time]string{
		day.Start().AddDate(0, 0, -1):    "one coupon, and none the day before or after",
		day.Start().Add(time.Hour):       "one coupon, and none the day after",
		day.End().Add(-time.Millisecond): "after 1 January 2027 in Europe/Berlin the rule makes no coupon",
	} {
		if got := proven(right(day, now), day); !strings.Contains(got, want) {
			t.Errorf("at %s: %q, want %q", now, got, want)
		}
	}
}

// engine is a Rule Engine that answers as it is told.
type engine struct {
	answer func(talonone.SessionQuery) (talonone.Evaluation, error)
}

func (e engine) Session(_ context.Context, q talonone.SessionQuery) (talonone.Evaluation, error) {
	return e.answer(q)
}

// talonOne answers sessions; a live check that asks it for more panics.
type talonOne struct {
	TalonOne
	engine
}

func (t talonOne) Session(ctx context.Context, q talonone.SessionQuery) (talonone.Evaluation, error) {
	return t.engine.Session(ctx, q)
}

func checker(now time.Time, answer func(talonone.SessionQuery) (talonone.Evaluation, error)) Checker {
	return Checker{Now: func() time.Time { return now }, TalonOne: talonOne{engine: engine{answer}}}
}

func TestTheDayIsSimulatedDryForCustomersOfItsOwnAndOnlyAhead(t *testing.T) {
	day := newYear(t)
	asked := make(chan talonone.SessionQuery, 5)
	c := checker(day.Start(), func(q talonone.SessionQuery) (talonone.Evaluation, error) {
		asked <- q
		inside := !q.Now.Before(day.Start()) && q.Now.Before(day.End())
		e := talonone.Evaluation{Effects: []talonone.Effect{
			{Type: "couponCreated", CampaignID: 99}, {Type: "triggerWebhook", CampaignID: 21, WebhookID: 99}, {Type: "triggerWebhook", CampaignID: 99, WebhookID: 11}}}
		if inside {
			e.Effects = append(e.Effects, talonone.Effect{Type: "couponCreated", CampaignID: 21}, talonone.Effect{Type: "triggerWebhook", CampaignID: 21, WebhookID: 11})
		}
		return e, nil
	})
	w := setup.Wanted{Rule: setup.Rule{Day: day}, Test: setup.Test{Identity: "talontap-test"}}
	made := plan.Standing{Campaign: talonone.Campaign{ID: 21}, Webhook: talonone.Webhook{ID: 11}}
	all, err := c.SimulateDay(t.Context(), w, made)
	if err != nil {
		t.Fatal(err)
	}
	close(asked)
	ids := map[string]bool{}
	for q := range asked {
		ids[q.ProfileID] = true
		if !q.Dry || !q.Now.After(day.Start()) || fmt.Sprint(q.Campaigns) != "[21]" || !strings.HasPrefix(q.ProfileID, "talontap-test-") {
			t.Errorf("asked was %+v", q)
		}
	}
	if len(ids) != 3 {
		t.Errorf("%d customers were asked for, want one for each of the three instants ahead", len(ids))
	}
	if hop, _ := judge(all, day); hop.Status != Pass {
		t.Errorf("judged %s: %s", hop.Status, hop.Detail)
	}
}

func TestWhyARuleDidNotFireIsKept(t *testing.T) {
	var s Simulated
	s.read(talonone.Evaluation{
		Effects:  []talonone.Effect{{Type: "error", Reason: "callApi9 is not known"}},
		Failures: []talonone.RuleFailure{{CampaignID: 21, Details: "condition 1"}, {CampaignID: 22, Details: "another campaign's"}, {CampaignID: 21}},
	}, plan.Standing{Campaign: talonone.Campaign{ID: 21}})
	if fmt.Sprint(s.Reasons) != "[callApi9 is not known condition 1]" {
		t.Errorf("the reasons are %q", s.Reasons)
	}
}

func TestASimulationThatFailsNamesItsInstant(t *testing.T) {
	c := checker(newYear(t).Start().AddDate(0, 0, -3), func(talonone.SessionQuery) (talonone.Evaluation, error) {
		return talonone.Evaluation{}, errors.New("it is away")
	})
	if _, err := c.SimulateDay(t.Context(), setup.Wanted{Rule: setup.Rule{Day: newYear(t)}}, plan.Standing{}); err == nil || !strings.Contains(err.Error(), "simulating ") || !strings.Contains(err.Error(), "it is away") {
		t.Errorf("got %v", err)
	}
}
