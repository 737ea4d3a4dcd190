package engine_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func run(t *testing.T, w engine.World, st steps.State) (steps.Report, error) {
	t.Helper()
	return alone(t.Context(), engine.New(w), st, steps.Alone{Enable: true,
		Progress: func(p apply.Progress) { t.Logf("apply %-14s %-8s %s %s", p.Resource, p.State, p.Took, p.Detail) },
		Hop:      func(h live.Hop) { t.Logf("hop %-14s %-8s %s %s %s", h.ID, h.Status, h.Took, h.Detail, h.Fix) }})
}

func TestACouponArrivesAndTheCampaignIsEnabledLast(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	r, err := run(t, w, answered(box, string(setup.TestAddress), "you@example.com"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Plan.Changes {
		t.Logf("plan %-14s %-7s %-7s %s %v", c.Resource, c.Action, c.Route, c.Why, c.Fields)
	}
	for _, c := range r.Checklist.Checks {
		t.Logf("check %-26s %-6s %s | %s", c.ID, c.Status, c.Detail, c.Fix)
	}
	if !r.Live.Arrived || r.Live.CouponCode == "" {
		t.Errorf("arrived = %v with code %q, want an arrival with a code", r.Live.Arrived, r.Live.CouponCode)
	}
	if !r.Enabled || r.Failed() {
		t.Errorf("enabled = %v, failed = %v; want enabled without a failure", r.Enabled, r.Failed())
	}
}

func TestASecondRunKeepsEverythingAndMakesNothingTwice(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	before := count(t, w, st)
	r, err := run(t, w, st)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Plan.NoChanges() {
		t.Errorf("the second plan is %+v, want every action keep", r.Plan.Changes)
	}
	if after := count(t, w, st); after != before {
		t.Errorf("after the second run there are %+v, want %+v as after the first", after, before)
	}
}

// objects counts what stands in Talon.One.
type objects struct{ webhooks, campaigns, rules, coupons int }

func count(t *testing.T, w engine.World, st steps.State) (n objects) {
	t.Helper()
	a := st.Answers
	c, err := w.TalonOne(a.Text(setup.TalonOneURL), a.Secret(setup.ManagementKey), a.Secret(setup.IntegrationKey))
	if err != nil {
		t.Fatal(err)
	}
	hooks, err := c.Webhooks(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	campaigns, err := c.Campaigns(t.Context(), 1, "")
	if err != nil {
		t.Fatal(err)
	}
	n.webhooks, n.campaigns = len(hooks), len(campaigns)
	for _, campaign := range campaigns {
		if !setup.Marked(campaign.Description, st.Profile) {
			continue
		}
		sets, err := c.Rulesets(t.Context(), 1, campaign.ID)
		if err != nil {
			t.Fatal(err)
		}
		coupons, err := c.Coupons(t.Context(), 1, campaign.ID, talonone.CouponFilter{})
		if err != nil {
			t.Fatal(err)
		}
		n.rules += len(sets)
		n.coupons += len(coupons)
	}
	return n
}

func TestARejectedCredentialStopsTheRunBeforeAnythingIsMade(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		key  setup.Key
	}{
		{"a wrong passcode", setup.Passcode},
		{"a wrong Management API key", setup.ManagementKey},
		{"a wrong Integration API key", setup.IntegrationKey},
		{"a wrong sign-in password", setup.SignInPassword},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			box, w := rehearse(t, sandbox.Options{})
			good := answered(box)
			before := count(t, w, good)
			st := good
			st.Answers = st.Answers.WithSecret(test.key, secret.New(rand.Text()), setup.Typed)
			_, err := run(t, w, st)
			if transport.KindOf(err) != transport.Unauthorised {
				t.Errorf("the run ended with %v, want a rejected credential", err)
			}
			if after := count(t, w, good); after != before {
				t.Errorf("afterwards there are %+v, want %+v as before", after, before)
			}
		})
	}
}

func TestAWrongRegionLooksLikeAWrongPasscodeAndIsFoundOnTheAdminsWord(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box, string(setup.Region), "in1")
	session := engine.New(w)
	_, findings := session.Look(t.Context(), steps.CleverTapStep, st)
	if len(findings) != 1 || !findings[0].Stop || !findings[0].WrongRegion {
		t.Fatalf("findings are %+v, want one that stops and offers other regions", findings)
	}
	region, err := session.FindRegion(t.Context(), st)
	if err != nil || region != "eu1" {
		t.Errorf("found region %q (%v), want eu1", region, err)
	}
}

func TestWithoutUnpublishedCallsTheRestIsLeftToAPersonWithEveryValue(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box, string(setup.Unpublished), "false")
	before := count(t, w, st)
	r, err := run(t, w, st)
	if err != nil {
		t.Fatal(err)
	}
	if after := count(t, w, st); after != before {
		t.Errorf("afterwards there are %+v, want %+v as before", after, before)
	}
	if !r.Failed() || len(r.Left) != 3 {
		t.Fatalf("failed = %v with %d changes left, want 3: webhook, campaign, rule", r.Failed(), len(r.Left))
	}
	for _, c := range r.Left {
		if c.Why == "" || len(c.Steps) == 0 {
			t.Errorf("%s is left without a reason or steps: %+v", c.Resource, c)
		}
	}
}

func TestAnAccountThatRefusesUnpublishedCallsLeavesThemToAPerson(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{RefuseUnpublished: true})
	st := answered(box)
	before := count(t, w, st)
	r, err := run(t, w, st)
	if err != nil {
		t.Fatal(err)
	}
	if after := count(t, w, st); after != before {
		t.Errorf("afterwards there are %+v, want %+v as before", after, before)
	}
	if len(r.Left) != 3 || r.Enabled || r.Live != nil {
		t.Errorf("left %d, enabled %v, live %v; want three left, nothing enabled or followed", len(r.Left), r.Enabled, r.Live)
	}
}

// stopper is a journal that ends the run at its nth line, before or after the
// write that the line is about.
type stopper struct {
	left int
	stop context.CancelFunc
}

func (s *stopper) line() error {
	s.left--
	if s.left < 0 {
		s.stop()
		return errors.New("the machine lost its power")
	}
	return nil
}

func (s *stopper) Begin(_, _, _ string) error   { return s.line() }
func (s *stopper) Done(_, _, _, _ string) error { return s.line() }

func TestARunThatWasCutOffAnywhereIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	for lines := range 10 {
		t.Run(fmt.Sprintf("after %d lines of the journal", lines), func(t *testing.T) {
			t.Parallel()
			box, w := rehearse(t, sandbox.Options{})
			st := answered(box)
			whole, clean := rehearse(t, sandbox.Options{})
			if _, err := run(t, clean, answered(whole)); err != nil {
				t.Fatal(err)
			}
			want := count(t, clean, answered(whole))
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			cut := w
			cut.Journal = journal.New(&stopper{lines, cancel})
			if _, err := alone(ctx, engine.New(cut), st, steps.Alone{Enable: true}); err == nil {
				t.Fatal("the run was not cut off")
			}
			r, err := run(t, w, st)
			if err != nil || r.Failed() || !r.Enabled {
				t.Errorf("the second run: err %v, failed %v, enabled %v; want a finished setup", err, r.Failed(), r.Enabled)
			}
			if got := count(t, w, st); got != want {
				t.Errorf("there are %+v, want %+v as after a run that was not cut off", got, want)
			}
		})
	}
}

func TestAChecklistThatIsStoppedJudgesNothing(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if list, err := engine.New(w).Checklist(ctx, answered(box)); !errors.Is(err, context.Canceled) || len(list.Checks) > 0 {
		t.Errorf("%d checks were judged, and the error is %v", len(list.Checks), err)
	}
}

// TestAChecklistCallsEachEndpointOfTalonOneOnce as of many setups those of one deployment
// wait for each other there.
func TestAChecklistCallsEachEndpointOfTalonOneOnce(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	if _, err := run(t, w, answered(box)); err != nil {
		t.Fatal(err)
	}
	var calls transport.Tally
	if _, err := engine.New(w).Checklist(transport.Tallied(t.Context(), &calls), answered(box)); err != nil {
		t.Fatal(err)
	}
	asked := false
	for _, c := range calls.Spent() {
		asked = asked || strings.HasSuffix(c.Endpoint, "/customers")
		if c.Service == "Talon.One" && c.Count > 1 && !strings.Contains(c.Endpoint, "/rulesets") { // the rule's and the sample's
			t.Errorf("%s was called %d times", c.Endpoint, c.Count)
		}
	}
	if !asked {
		t.Error("no customers were read")
	}
}

func TestADriftedRuleIsShownAndWrittenAnewWhileTheCampaignIsDisabled(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	if _, err := run(t, w, answered(box)); err != nil {
		t.Fatal(err)
	}
	moved := answered(box, string(setup.RuleDate), "2027-02-14", string(setup.RuleName), "Create coupon on 1 January",
		string(setup.CampaignName), "Coupon by email, 1 January 2027")
	p, _, err := engine.New(w).Plan(t.Context(), moved)
	if err != nil {
		t.Fatal(err)
	}
	if c := p.Of(plan.Rule); c.Action != plan.Update || len(c.Fields) != 1 || c.Fields[0].Name != "Exact day" {
		t.Errorf("the rule's row is %+v, want an update of the day alone", c)
	}
	r, err := run(t, w, moved)
	if err != nil || r.Failed() || !r.Enabled {
		t.Errorf("err %v, failed %v, enabled %v; want the new day proven and enabled", err, r.Failed(), r.Enabled)
	}
}

func TestAFaultOfOurOwnInTheMiddleStillReportsWhatWasDone(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	r, err := alone(t.Context(), engine.New(w), answered(box), steps.Alone{Hop: func(live.Hop) { panic("a value that is not shown") }})
	var fault *crash.Crash
	if !errors.As(err, &fault) || len(r.Applied) == 0 || !r.Looked || len(r.Plan.Changes) == 0 {
		t.Errorf("the report is %+v (%v)", r, err)
	}
}

// forgetful enables a campaign and loses the answer, and then may not show it.
type forgetful struct {
	engine.TalonOne
	lost   *bool
	hidden bool
}

func (f forgetful) UpdateCampaign(ctx context.Context, c talonone.Campaign, change talonone.CampaignChange) (talonone.Campaign, error) {
	out, err := f.TalonOne.UpdateCampaign(ctx, c, change)
	if err == nil && change.State != nil && *change.State == "enabled" {
		*f.lost = true
		return talonone.Campaign{}, &transport.Failure{Kind: transport.TimedOut, Service: "Talon.One", Sent: true}
	}
	return out, err
}

func (f forgetful) Campaign(ctx context.Context, application, id int) (talonone.Campaign, error) {
	if *f.lost && f.hidden {
		return talonone.Campaign{}, &transport.Failure{Kind: transport.TimedOut, Service: "Talon.One"}
	}
	return f.TalonOne.Campaign(ctx, application, id)
}

func TestACampaignThatWasEnabledWithoutAnAnswerIsLookedAt(t *testing.T) {
	t.Parallel()
	for _, hidden := range []bool{false, true} {
		box, w := rehearse(t, sandbox.Options{})
		open, lost := w.TalonOne, false
		w.TalonOne = func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
			c, err := open(url, management, integration)
			return forgetful{c, &lost, hidden}, err
		}
		r, err := alone(t.Context(), engine.New(w), answered(box), steps.Alone{Enable: true})
		if !lost || (err != nil) != hidden || r.Looked == hidden || r.Enabled == hidden {
			t.Errorf("hidden %v: looked %v, enabled %v (%v)", hidden, r.Looked, r.Enabled, err)
		}
	}
}
