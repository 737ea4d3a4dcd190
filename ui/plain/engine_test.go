package plain_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/plain"
)

// engine is a scripted Engine: everything goes well unless a test says how not.
type engine struct {
	steps.Engine // what a test here does not come to

	calls   []string
	enabled bool

	apps     int                                               // how many Applications Talon.One shows; 0: two
	findings func(id steps.ID, st steps.State) []steps.Finding // nil: one good one
	region   func() (string, error)
	plan     func() (plan.Plan, error)
	left     func() ([]plan.Change, error)
	live     func() (live.Result, error)
	shut     bool     // the gate is closed
	blockers []string // what has to be known before enabling
	enabling func() error
	list     func() (check.List, error)
	watched  func() (steps.Watched, error)
	gate     live.Gate
	checked  live.Result // by the last live check
	onItsWay *live.Pending
	stays    error             // why nothing can be taken back
	during   func(call string) // called while each call runs
}

func (e *engine) called(name string) {
	e.calls = append(e.calls, name)
	if e.during != nil {
		e.during(name)
	}
}

func (e *engine) Look(_ context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding) {
	e.called("look " + string(id))
	o := st.Observed
	switch id {
	case steps.CleverTapStep:
		o.Events = []string{"Coupon Generated", "Charged"}
	case steps.TalonOneStep:
		o = withApplications(o, max(e.apps, 2))
	case steps.Application:
		o.Zone, o.Campaigns = time.UTC, []string{"Sample: coupon on a day", "Summer"}
	}
	if e.findings != nil {
		if f := e.findings(id, st); f != nil {
			return o, f
		}
	}
	return o, []steps.Finding{{Good: true, Text: "accepted by " + string(id), Took: 84 * time.Millisecond}}
}

// withApplications adds n of them: Shop 101, Shop 102, …
func withApplications(o steps.Observed, n int) steps.Observed {
	o.Applications = slices.Grow(o.Applications[:0:0], n)[:n]
	for i := range o.Applications {
		a := &o.Applications[i]
		a.ID, a.Name, a.TimeZone = 101+i, fmt.Sprintf("Shop %d", 101+i), "Europe/Berlin"
	}
	return o
}

func (e *engine) FindRegion(context.Context, steps.State) (string, error) {
	e.called("find region")
	return e.region()
}

func (e *engine) KeepSecrets(context.Context, steps.State) steps.Place {
	e.called("keep secrets")
	return steps.Place{Where: "in the keychain of this machine"}
}

func (e *engine) Plan(_ context.Context, st steps.State) (plan.Plan, setup.Wanted, error) {
	e.called("plan")
	w := e.wanted()
	w.UploadURL = "https://eu1.api.clevertap.com/1/upload"
	w.Rule.Name, w.Email.Campaign = st.Answers.Text(setup.RuleName), st.Answers.Text(setup.EmailCampaign)
	w.Webhook.Title = st.Answers.Text(setup.WebhookName)
	if e.plan != nil {
		p, err := e.plan()
		return p, w, err
	}
	return toCreate(), w, nil
}

func toCreate() plan.Plan {
	return plan.Plan{Changes: []plan.Change{
		{Resource: plan.Webhook, Name: "Send CleverTap Email", Action: plan.Create, Route: plan.API, Published: plan.No,
			Fields: []plan.Field{{Name: "Verb", To: "POST"}}},
		{Resource: plan.EmailCampaign, Name: "Coupon email", Action: plan.Keep, Route: plan.Found, Published: plan.No},
	}}
}

func (e *engine) Apply(_ context.Context, _ steps.State, tell func(apply.Progress)) ([]plan.Change, error) {
	tell(apply.Progress{Resource: plan.Webhook, State: apply.Running})
	e.called("apply")
	tell(apply.Progress{Resource: plan.Webhook, State: apply.Done, Detail: "Send CleverTap Email", Took: 300 * time.Millisecond})
	if e.left != nil {
		return e.left()
	}
	return nil, nil
}

func (e *engine) Live(_ context.Context, _ steps.State, depth live.Depth, tell func(live.Hop)) (live.Result, error) {
	tell(live.Hop{ID: live.Coupon, Status: live.Running})
	e.called("live " + string(depth))
	tell(live.Hop{ID: live.Coupon, Status: live.Pass, By: live.ByTalontap, Detail: "NY-7K3Q-88PD for talontap-test", Took: 300 * time.Millisecond})
	if e.live != nil {
		r, err := e.live()
		e.gate, e.checked = r.Gate, r
		return r, err
	}
	return live.Result{Arrived: true, CouponCode: "NY-7K3Q-88PD", Gate: live.Gate{Open: true}}, nil
}

func (e *engine) OnItsWay(steps.State) (live.Pending, bool) {
	if e.onItsWay == nil {
		return live.Pending{}, false
	}
	return *e.onItsWay, true
}

func (e *engine) TakeUp(context.Context, steps.State, func(live.Hop)) (live.Result, error) {
	e.called("take up")
	return live.Result{Arrived: true, CouponCode: e.onItsWay.Code, Gate: live.Gate{Open: true}}, nil
}

func (e *engine) Removable(context.Context, steps.State) (steps.Taking, error) {
	e.called("removable")
	return steps.Taking{Seen: plan.Seen{Campaign: plan.CampaignSeen{Campaign: &talonone.Campaign{Name: "Coupon by email"}}}}, e.stays
}

func (e *engine) Remove(_ context.Context, _ steps.State, _ steps.Taking, tell func(apply.TakenBack)) ([]apply.TakenBack, error) {
	e.called("remove")
	all := []apply.TakenBack{{Resource: plan.Campaign, Name: "Coupon by email", Fate: apply.Deleted},
		{Resource: plan.Webhook, Name: "Send", Fate: apply.Stays, Why: "no published call deletes a webhook", Where: "Talon.One: Account › Tools › Webhooks"}}
	for _, t := range all {
		tell(t)
	}
	return all, nil
}

func (e *engine) ReadInbox(st steps.State, entered string) (steps.State, live.Result, error) {
	e.called("read inbox")
	r, err := e.checked.ReadInbox(e.wanted(), entered)
	return st, r, err
}

func (e *engine) Weigh() steps.Weighed {
	may := !e.shut && slices.Contains(e.calls, "live relay")
	return steps.Weighed{Gate: e.gate, May: may, Enabled: e.Enabled(), Blockers: e.blockers}
}
func (e *engine) Enabled() bool { return e.enabled }

func (e *engine) Enable(context.Context, steps.State) error {
	e.called("enable")
	if e.enabling != nil {
		if err := e.enabling(); err != nil {
			return err
		}
	}
	e.enabled = true
	return nil
}

func (e *engine) Checklist(ctx context.Context, _ steps.State) (check.List, error) {
	e.called("checklist")
	if err := ctx.Err(); err != nil {
		return check.List{}, err
	}
	if e.list != nil {
		return e.list()
	}
	return check.List{Checks: []check.Check{{ID: "a", Title: "A", Status: check.Pass}}, Summary: check.Summary{Pass: 1}}, nil
}

// random is a secret that exists only in this test.
func random(t testing.TB) string {
	t.Helper()
	raw := make([]byte, 12)
	if _, err := rand.Read(raw); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(raw)
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// answered is a state in which everything that has no default is answered.
func answered(t testing.TB) steps.State {
	t.Helper()
	st := steps.State{Profile: "test", Now: noon, Secrets: steps.Place{Where: "in the keychain of this machine"}}
	for key, value := range map[setup.Key]string{
		setup.ProjectID: "https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/main", setup.Passcode: random(t),
		setup.TalonOneURL: "https://shop.europe-west1.talon.one", setup.ManagementKey: random(t),
		setup.Application: "102", setup.IntegrationKey: random(t),
	} {
		next, err := question(t, key).Take(st, value)
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		st = next
	}
	return st
}

func question(t testing.TB, key setup.Key) steps.Question {
	t.Helper()
	for _, s := range steps.List() {
		for _, q := range s.Questions {
			if q.Key == key {
				return q
			}
		}
	}
	t.Fatalf("no question for %s", key)
	return steps.Question{}
}

// at is a state in which every step before one is confirmed: a saved one, but at
// the review, where these tests begin without a look at what was answered.
func at(st steps.State, here steps.ID) steps.State {
	st.Saved = here != steps.Review
	for _, s := range steps.List() {
		if s.ID == here {
			break
		}
		st = st.Done(s.ID)
	}
	return st
}

// enters is Enter pressed so many times.
func enters(n int) string { return strings.Repeat("\n", n) }

const plenty = 80 // more lines than the whole setup asks for

// options are a run's flow and faces.
type options struct {
	Engine        *engine
	State         steps.State
	Keep          func(steps.State) error
	DefaultEnable bool
	In            io.Reader
	Out           io.Writer
	ReadSecret    func(string) (string, error)
}

// outcome is how a run ended.
type outcome struct {
	steps.Report
	State               steps.State
	Finished, Cancelled bool
}

// talk runs the line mode on some input.
func talk(t *testing.T, o options, input string) (outcome, string) {
	t.Helper()
	out, transcript, err := run(context.Background(), o, input)
	if err != nil {
		t.Fatalf("%v after\n%s", err, transcript)
	}
	return out, transcript
}

func run(ctx context.Context, o options, input string) (outcome, string, error) {
	var b bytes.Buffer
	if o.Out == nil {
		o.Out = &b
	}
	if o.In == nil {
		o.In = io.Reader(strings.NewReader(input))
	}
	f := steps.NewSetup(o.Engine, o.State, steps.SetupOptions{Keep: o.Keep, Enable: o.DefaultEnable})
	err := plain.Run(ctx, plain.Options{Flow: f, In: o.In, Out: o.Out, ReadSecret: o.ReadSecret})
	r := f.Report()
	o.Engine.Account(&r)
	return outcome{Report: r, State: f.State(), Finished: f.Ended(), Cancelled: err == nil && !f.Ended()}, b.String(), err
}

func (e *engine) Account(r *steps.Report) { r.Enabled = e.enabled }

func (e *engine) WaitFor(time.Duration) {}

func (e *engine) MayRehearseDay() bool { return false }

func (e *engine) LookAtCards(context.Context, steps.State) (steps.Watched, error) {
	e.called("look at cards")
	if e.watched != nil {
		return e.watched()
	}
	return steps.Watched{}, nil
}

func (e *engine) TakeBack(context.Context, steps.State) error {
	e.called("take back")
	return nil
}

func (e *engine) Pause(context.Context, steps.State) error {
	e.called("pause")
	return nil
}

func (e *engine) Compared(st steps.State, what live.Item) steps.State {
	e.called("compared " + string(what.ID))
	e.gate.Unseen = slices.DeleteFunc(slices.Clone(e.gate.Unseen), func(item live.Item) bool { return item == what })
	e.shut = len(e.gate.Unseen) > 0
	return st
}

func (e *engine) wanted() setup.Wanted {
	return setup.Wanted{Event: setup.Event{Name: "Coupon Generated", Property: "CouponCode"}, Email: setup.Email{DefaultText: "soon"},
		Test: setup.Test{Address: "you@example.com"}}
}
