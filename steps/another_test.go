package steps_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

const nextYear = "2028-01-01"

// dayAfter is a finished and saved setup whose day is over, with coupons of three
// customers.
func dayAfter(t *testing.T) (*sandbox.Sandbox, steps.World, steps.State) {
	t.Helper()
	box, w, st := dayRig(t)
	box.SetClock(time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC))
	shopCalls(t, w, st, threeCustomers...)
	box.SetClock(time.Date(2027, 1, 2, 8, 0, 0, 0, time.UTC))
	st.Saved, st.Now = true, w.Now()
	return box, w, st
}

var threeCustomers = []string{"customer-1001", "customer-1002", "customer-1003"}

func connected(t *testing.T, w steps.World, st steps.State) steps.TalonOne {
	t.Helper()
	c, err := w.TalonOne(st.Answers.Text(setup.TalonOneURL), st.Answers.Secret(setup.ManagementKey), st.Answers.Secret(setup.IntegrationKey))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ours are this setup's campaigns, the first at the beginning.
func ours(t *testing.T, w steps.World, st steps.State) (out []talonone.Campaign) {
	t.Helper()
	all, err := connected(t, w, st).Campaigns(t.Context(), 1, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if setup.Marked(c.Description, st.Profile) {
			out = append(out, c)
		}
	}
	return out
}

// codes are the coupons of a campaign by customer.
func codes(t *testing.T, w steps.World, st steps.State, campaign int) map[string]string {
	t.Helper()
	all, err := connected(t, w, st).Coupons(t.Context(), 1, campaign, talonone.CouponFilter{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, c := range all {
		out[c.Recipient] = c.Value
	}
	return out
}

// again moves a setup to another day and makes everything for it.
func again(t *testing.T, w steps.World, st steps.State, date string) (steps.State, steps.Report, error) {
	t.Helper()
	session := steps.NewSession(w)
	st, err := session.Another(t.Context(), st, date)
	if err != nil {
		t.Fatal(err)
	}
	r, err := alone(t.Context(), session, st, steps.Alone{Enable: true,
		Progress: func(p apply.Progress) { t.Logf("apply %-14s %-8s %s", p.Resource, p.State, p.Detail) }})
	st.Noted = session.Noted(st)
	return st, r, err
}

func TestACampaignThatHadItsDayIsNotMovedToAnother(t *testing.T) {
	t.Parallel()
	_, w, st := dayAfter(t)
	before := ours(t, w, st)
	st.Answers = st.Answers.With(setup.RuleDate, nextYear, setup.Typed)
	r, err := run(t, w, st)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []plan.Resource{plan.Campaign, plan.Rule, plan.Enable} {
		if c := r.Plan.Of(of); !c.ByHand() {
			t.Errorf("%s: %s by %s, want it left alone", of, c.Action, c.Route)
		}
	}
	if c := r.Plan.Of(plan.Campaign); !strings.Contains(c.Why, "another day is another campaign") || !strings.Contains(c.Card.After, "again --date "+nextYear) {
		t.Errorf("the plan says %q and %q", c.Why, c.Card.After)
	}
	if after := ours(t, w, st); r.Live != nil || r.Enabled || !reflect.DeepEqual(after, before) {
		t.Errorf("followed %v, enabled %v; the campaigns are\n%+v\nwere\n%+v", r.Live != nil, r.Enabled, after, before)
	}
}

func TestARuleThatHadItsDayIsNotRewritten(t *testing.T) {
	t.Parallel()
	_, w, st := dayAfter(t)
	before := ours(t, w, st)
	st.Answers = st.Answers.With(setup.RedemptionLimit, "7", setup.Typed).With(setup.CodePattern, "OTHER-####", setup.Typed)
	p, _, err := steps.NewSession(w).Plan(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []plan.Resource{plan.Campaign, plan.Rule} {
		if c := p.Of(of); !c.ByHand() || len(c.Card.Fields) != 1 || !strings.Contains(c.Why, "its day has come") {
			t.Errorf("%s: %s because %q with %+v", of, c.Action, c.Why, c.Card.Fields)
		}
	}
	if after := ours(t, w, st); !reflect.DeepEqual(after, before) {
		t.Errorf("the campaigns are\n%+v\nwere\n%+v", after, before)
	}
}

func TestTheNextDayIsACopyInWhichEveryCustomerGetsANewCode(t *testing.T) {
	t.Parallel()
	box, w, st := dayAfter(t)
	first := ours(t, w, st)[0]
	old := codes(t, w, st, first.ID)
	st, r, err := again(t, w, st, nextYear)
	if err != nil || !r.Enabled || r.Failed() {
		t.Fatalf("enabled %v, left %+v, failing %v (%v)", r.Enabled, r.Left, r.Checklist.Failing(), err)
	}
	if c := r.Plan.Of(plan.Campaign); c.Action != plan.Create || c.Published != plan.Yes || c.Fields[0] != (plan.Field{Name: "Copy of", To: first.Name}) {
		t.Errorf("the plan says %+v", c)
	}
	all := ours(t, w, st)
	if len(all) != 2 || !reflect.DeepEqual(all[0], first) || all[1].Name != "Coupon by email, 1 January 2028" || all[1].CouponsCreated != 0 {
		t.Fatalf("the campaigns are %+v", all)
	}
	if p := st.Noted.Past["2027-01-01"]; p.ID != first.ID || p.Name != first.Name {
		t.Errorf("noted as past is %+v", st.Noted.Past)
	}
	box.SetClock(time.Date(2028, 1, 1, 8, 0, 0, 0, time.UTC))
	shopCalls(t, w, st, threeCustomers...)
	got := codes(t, w, st, all[1].ID)
	for _, id := range threeCustomers {
		if old[id] == "" || got[id] == "" || got[id] == old[id] {
			t.Errorf("%s has %q of this year and %q of the last", id, got[id], old[id])
		}
	}
	box.SetClock(time.Date(2028, 1, 2, 8, 0, 0, 0, time.UTC))
	st.Now = w.Now()
	st, r, err = again(t, w, st, "2029-01-01")
	if err != nil || !r.Enabled || len(ours(t, w, st)) != 3 || len(st.Noted.Past) != 2 {
		t.Errorf("the third year: enabled %v, %d campaigns, past %v (%v)", r.Enabled, len(ours(t, w, st)), st.Noted.Past, err)
	}
	if p, _, err := steps.NewSession(w).Plan(t.Context(), st); err != nil || !p.NoChanges() {
		t.Errorf("afterwards the plan is %+v (%v)", p.Changes, err)
	}
}

// copying stands between the steps and Talon.One where a campaign is copied.
type copying struct {
	steps.TalonOne
	how *cut
}

type cut struct {
	after  string // the write behind which the run is cut off
	copies error  // what a copy ends with, without being made
}

var errCut = errors.New("cut off")

func (c copying) SignIn(ctx context.Context, email string, password secret.Secret) (steps.TalonOne, error) {
	in, err := c.TalonOne.SignIn(ctx, email, password)
	return copying{in, c.how}, err
}

func (c copying) CopyCampaign(ctx context.Context, of talonone.Campaign, as talonone.CampaignCopy) (talonone.Campaign, error) {
	if c.how.copies != nil {
		return talonone.Campaign{}, c.how.copies
	}
	made, err := c.TalonOne.CopyCampaign(ctx, of, as)
	return made, errors.Join(err, c.how.behind("copy"))
}

func (c copying) UpdateRuleset(ctx context.Context, app, campaign, id int, body json.RawMessage) (talonone.Ruleset, error) {
	set, err := c.TalonOne.UpdateRuleset(ctx, app, campaign, id, body)
	return set, errors.Join(err, c.how.behind("rule"))
}

func (c copying) UpdateCampaign(ctx context.Context, was talonone.Campaign, change talonone.CampaignChange) (talonone.Campaign, error) {
	made, err := c.TalonOne.UpdateCampaign(ctx, was, change)
	return made, errors.Join(err, c.how.behind("enable"))
}

func (c *cut) behind(what string) error {
	if c.after == what {
		return errCut
	}
	return nil
}

func cutting(w steps.World, how *cut) steps.World {
	open := w.TalonOne
	w.TalonOne = func(url string, management, integration secret.Secret) (steps.TalonOne, error) {
		t, err := open(url, management, integration)
		return copying{t, how}, err
	}
	return w
}

func TestANextDayThatWasCutOffIsGoneOnWithAndMadeOnce(t *testing.T) {
	t.Parallel()
	together(t, []string{"copy", "rule", "enable"}, func(what string) string { return what }, func(t *testing.T, what string) {
		_, w, st := dayAfter(t)
		first := ours(t, w, st)[0]
		if _, _, err := again(t, cutting(w, &cut{after: what}), st, nextYear); !errors.Is(err, errCut) {
			t.Fatalf("it ended with %v", err)
		}
		moved, r, err := again(t, w, st, nextYear)
		all := ours(t, w, st)
		if err != nil || !r.Enabled || r.Failed() || len(all) != 2 || !reflect.DeepEqual(all[0], first) {
			t.Fatalf("enabled %v, left %+v, campaigns %+v (%v)", r.Enabled, r.Left, all, err)
		}
		if p, _, err := steps.NewSession(w).Plan(t.Context(), moved); err != nil || !p.NoChanges() {
			t.Errorf("afterwards the plan is %+v (%v)", p.Changes, err)
		}
		moved.Noted.Past = nil // as another machine with the same answers knows it
		if p, _, err := steps.NewSession(w).Plan(t.Context(), moved); err != nil || !p.NoChanges() {
			t.Errorf("without what is noted the plan is %+v (%v)", p.Changes, err)
		}
	})
}

func TestWithoutASignInTheCopyIsMadeAndACardHoldsWhatDiffers(t *testing.T) {
	t.Parallel()
	_, w, st := dayAfter(t)
	st.Answers = st.Answers.With(setup.Unpublished, "false", setup.Typed)
	_, r, err := again(t, w, st, nextYear)
	if err != nil || len(ours(t, w, st)) != 2 || r.Enabled {
		t.Fatalf("%d campaigns, enabled %v (%v)", len(ours(t, w, st)), r.Enabled, err)
	}
	var labels []string
	for _, f := range r.Left[0].Card.Fields {
		labels = append(labels, f.Label+": "+f.Seen+" to "+f.Value)
	}
	if len(r.Left) != 1 || r.Left[0].Resource != plan.Rule || fmt.Sprint(labels) != "[Exact day: 1 January 2027 to 1 January 2028]" {
		t.Errorf("left is %v with %q", resources(r.Left), labels)
	}
}

func TestACopyThatIsRefusedIsLeftToAPerson(t *testing.T) {
	t.Parallel()
	together(t, []transport.Kind{transport.Refused, transport.Unauthorised, transport.NotFound}, transport.Kind.String, func(t *testing.T, kind transport.Kind) {
		_, w, st := dayAfter(t)
		_, r, err := again(t, cutting(w, &cut{copies: no(kind)}), st, nextYear)
		if err != nil || len(r.Left) == 0 || r.Left[0].Resource != plan.Campaign || !strings.HasSuffix(r.Left[0].Card.Where, "Coupon by email, 1 January 2027 › Copy") {
			t.Errorf("left is %+v (%v)", r.Left, err)
		}
		if len(ours(t, w, st)) != 1 {
			t.Error("a campaign was made")
		}
	})
}

func TestAnotherDayIsOfferedToASavedSetupWhoseDayCame(t *testing.T) {
	t.Parallel()
	_, _, st := dayAfter(t)
	st.Answers = setup.Complete(st.Answers, st.Surroundings())
	st = steps.Open(steps.List(), st.AllDone().Anew())
	step, _ := steps.Resolve(steps.List(), st)
	if step.ID != steps.AnotherDay {
		t.Fatalf("%s is shown, want another day", step.ID)
	}
	q := step.Questions[0]
	stays, err := q.Take(st, "")
	if err != nil || !reflect.DeepEqual(stays.Answers.Texts(), st.Answers.Texts()) {
		t.Errorf("left empty it gives %v (%v)", stays.Answers.Texts(), err)
	}
	if _, err := q.Take(st, "2026-05-01"); err == nil {
		t.Error("a day that is over was taken")
	}
	moved, err := q.Take(st, "1 January 2028")
	a := moved.Answers
	if err != nil || a.Text(setup.RuleDate) != nextYear || a.Text(setup.CampaignName) != "Coupon by email, 1 January 2028" || moved.Noted.Past["2027-01-01"].Name != "Coupon by email, 1 January 2027" {
		t.Errorf("moved it is %v, past %v (%v)", a.Texts(), moved.Noted.Past, err)
	}
	if step, _ := steps.Resolve(steps.List(), moved); step.ID != steps.Review {
		t.Errorf("then %s is shown, want the review", step.ID)
	}
}

func TestAnotherDayWantsOneThatCame(t *testing.T) {
	t.Parallel()
	_, w, st := dayRig(t)
	for name, c := range map[string]struct {
		state steps.State
		says  string
	}{
		"not saved":     {st, "no saved setup"},
		"not come":      {keptSetup(st), "has not come yet"},
		"by a variable": {with(keptSetup(st), setup.CampaignName, "X", setup.FromVariable), "TALONTAP_CAMPAIGN_NAME is set"},
	} {
		var unfit *steps.UnfitError
		if _, err := steps.NewSession(w).Another(t.Context(), c.state, nextYear); !errors.As(err, &unfit) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: it says %v", name, err)
		}
	}
}

func keptSetup(st steps.State) steps.State { st.Saved = true; return st }

func with(st steps.State, k setup.Key, value string, from setup.Source) steps.State {
	st.Answers = st.Answers.With(k, value, from)
	return st
}
