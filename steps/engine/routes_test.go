package engine_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// between stands between a session and Talon.One, and changes what some calls do.
type between struct {
	engine.TalonOne
	how *meddling
}

// meddling is what goes otherwise; a nil func leaves a call alone.
type meddling struct {
	lock    sync.Mutex
	writing func(what string) error // before each unpublished write
	listing func() error            // before each list of webhooks
	enable  func() error            // before each update of a campaign
	typed   func(talonone.RulesetV2) (talonone.RulesetV2, error)
	signed  func(engine.TalonOne)
}

func (b between) before(what string) error {
	b.how.lock.Lock()
	defer b.how.lock.Unlock()
	if b.how.writing == nil {
		return nil
	}
	return b.how.writing(what)
}

func (b between) SignIn(ctx context.Context, email string, password secret.Secret) (engine.TalonOne, error) {
	in, err := b.TalonOne.SignIn(ctx, email, password)
	if err == nil && b.how.signed != nil {
		b.how.signed(in)
	}
	return between{in, b.how}, err
}

func (b between) CreateWebhook(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error) {
	if err := b.before("webhook"); err != nil {
		return talonone.Webhook{}, err
	}
	return b.TalonOne.CreateWebhook(ctx, w)
}

func (b between) CreateCampaign(ctx context.Context, app int, c talonone.Campaign) (talonone.Campaign, error) {
	if err := b.before("campaign"); err != nil {
		return talonone.Campaign{}, err
	}
	return b.TalonOne.CreateCampaign(ctx, app, c)
}

func (b between) CreateRuleset(ctx context.Context, app, campaign int, body json.RawMessage) (talonone.Ruleset, error) {
	if err := b.before("rule"); err != nil {
		return talonone.Ruleset{}, err
	}
	return b.TalonOne.CreateRuleset(ctx, app, campaign, body)
}

func (b between) UpdateCampaign(ctx context.Context, was talonone.Campaign, change talonone.CampaignChange) (talonone.Campaign, error) {
	if b.how.enable != nil {
		if err := b.how.enable(); err != nil {
			return was, err
		}
	}
	return b.TalonOne.UpdateCampaign(ctx, was, change)
}

func (b between) RulesetV2(ctx context.Context, app, campaign, id int) (talonone.RulesetV2, error) {
	set, err := b.TalonOne.RulesetV2(ctx, app, campaign, id)
	if err == nil && b.how.typed != nil {
		return b.how.typed(set)
	}
	return set, err
}

func (b between) Webhooks(ctx context.Context, app int) ([]talonone.Webhook, error) {
	if b.how.listing != nil {
		if err := b.how.listing(); err != nil {
			return nil, err
		}
	}
	return b.TalonOne.Webhooks(ctx, app)
}

// meddled is a world in which some calls go otherwise.
func meddled(w engine.World, how *meddling) engine.World {
	open := w.TalonOne
	w.TalonOne = func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
		t, err := open(url, management, integration)
		return between{t, how}, err
	}
	return w
}

func no(kind transport.Kind) error {
	return &transport.Failure{Kind: kind, Service: "Talon.One", Doing: "creating", Message: "no"}
}

func TestAnyNoToAnUnpublishedCallLeavesItToAPersonAndTheNextRunFinishes(t *testing.T) {
	t.Parallel()
	type refusal struct {
		what string
		kind transport.Kind
	}
	var all []refusal
	for _, what := range []string{"webhook", "campaign", "rule"} {
		for _, k := range []transport.Kind{transport.Refused, transport.Rejected, transport.NotFound, transport.Conflict, transport.Unauthorised, transport.Garbled} {
			all = append(all, refusal{what, k})
		}
	}
	name := func(r refusal) string { return r.what + " " + r.kind.String() }
	together(t, all, name, func(t *testing.T, c refusal) {
		box, w := rehearse(t, sandbox.Options{})
		st := answered(box)
		before := count(t, w, st)
		how := &meddling{writing: func(what string) error {
			if what == c.what {
				return no(c.kind)
			}
			return nil
		}}
		r, err := run(t, meddled(w, how), st)
		if err != nil || r.Enabled || !r.Failed() {
			t.Fatalf("err %v, enabled %v, failed %v", err, r.Enabled, r.Failed())
		}
		i := slices.IndexFunc(r.Left, func(l plan.Change) bool { return string(l.Resource) == c.what })
		if i < 0 || len(r.Left[i].Steps) == 0 || !strings.Contains(r.Left[i].Why, "this account does not let talontap do it") {
			t.Errorf("left is %+v, want the %s with the reason and its steps", r.Left, c.what)
		}
		again, err := run(t, w, st)
		if err != nil || !again.Enabled || again.Failed() {
			t.Errorf("the next run, with the call allowed: err %v, enabled %v, left %v", err, again.Enabled, resources(again.Left))
		}
		if n := count(t, w, st); n.webhooks != before.webhooks+1 || n.campaigns != before.campaigns+1 {
			t.Errorf("there are %+v, want one of each beside %+v", n, before)
		}
	})
}

func TestAServiceThatFailsIsNoRefusal(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	how := &meddling{writing: func(string) error { return no(transport.Broken) }}
	if _, err := run(t, meddled(w, how), answered(box)); transport.KindOf(err) != transport.Broken {
		t.Errorf("err %v, want the failure and not a card", err)
	}
}

func TestASessionThatEndsInTheMiddleIsOpenedOnceMore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		ends     int
		finishes bool
	}{{"once", 1, true}, {"again and again", 99, false}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			box, w := rehearse(t, sandbox.Options{})
			var session engine.TalonOne
			ends := 0
			how := &meddling{signed: func(in engine.TalonOne) { session = in }}
			how.writing = func(what string) error {
				if what != "webhook" && ends < c.ends {
					ends++
					_ = session.SignOut(context.WithoutCancel(t.Context()))
				}
				return nil
			}
			r, err := run(t, meddled(w, how), answered(box))
			if err != nil || r.Enabled != c.finishes {
				t.Errorf("err %v, enabled %v, left %v", err, r.Enabled, resources(r.Left))
			}
		})
	}
}

func TestARuleThatWasEditedSinceThePlanIsNotOverwrittenNorEnabled(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := alone(t.Context(), engine.New(w), st, steps.Alone{}); err != nil {
		t.Fatal(err)
	}
	who := newAdmin(t, box)
	want := wantedOf(t, box)
	who.find()
	moved := answered(box, string(setup.RuleDate), "2027-02-14", string(setup.RuleName), want.Rule.Name, string(setup.CampaignName), want.Campaign.Name)
	session := engine.New(w)
	if _, _, err := session.Plan(t.Context(), moved); err != nil {
		t.Fatal(err)
	}
	edited := who.ruleForm(guide.Rule(want))
	edited["redemptionLimit"] = 7
	who.saveRule(edited)
	if _, err := session.Apply(t.Context(), moved, nil); !errors.Is(err, apply.ErrChanged) {
		t.Errorf("applying on an edited rule: %v", err)
	}
	if got := who.click("GET", fmt.Sprintf("%s%s/%d/day_rule", talonOneConsole, inShop, who.campaign), nil)["redemptionLimit"]; got != 7.0 {
		t.Errorf("the edit was overwritten: %v", got)
	}
	who.saveRule(who.ruleForm(guide.Rule(want)))
	proven := engine.New(w)
	if _, err := alone(t.Context(), proven, st, steps.Alone{}); err != nil || !proven.Weigh().May {
		t.Fatalf("err %v, may enable %v", err, proven.Weigh().May)
	}
	who.saveRule(edited)
	if err := proven.Enable(t.Context(), st); !errors.Is(err, apply.ErrChanged) {
		t.Errorf("enabling a rule that was edited since it was proven: %v", err)
	}
}

// find takes up what talontap made.
func (a *admin) find() {
	for _, c := range a.click("GET", talonOneConsole+inShop, nil)["data"].([]any) {
		if one := c.(map[string]any); strings.HasPrefix(one["name"].(string), "Coupon by email") {
			a.campaign = int(one["id"].(float64))
		}
	}
	for _, h := range a.click("GET", talonOneConsole+"/webhooks", nil)["data"].([]any) {
		if one := h.(map[string]any); one["title"] == "Send CleverTap Email" {
			a.webhook = int(one["id"].(float64))
		}
	}
}

func TestWhereTheRuleIsNotShownAPersonsWordOpensTheGateAndOnlyForThatRule(t *testing.T) {
	t.Parallel()
	passthrough := func(set talonone.RulesetV2) (talonone.RulesetV2, error) {
		for i := range set.Rules {
			set.Rules[i].Blocks = slices.Clone(set.Rules[i].Blocks)
			set.Rules[i].Blocks[0] = talonone.Block{Type: "passthrough", Expression: json.RawMessage(`["="]`)}
		}
		return set, nil
	}
	missing := func(talonone.RulesetV2) (talonone.RulesetV2, error) {
		return talonone.RulesetV2{}, no(transport.NotFound)
	}
	for name, typed := range map[string]func(talonone.RulesetV2) (talonone.RulesetV2, error){"V2 missing": missing, "passthrough blocks": passthrough} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box, w := rehearse(t, sandbox.Options{RefuseUnpublished: true, Bare: true})
			st := answered(box, string(setup.Unpublished), "false")
			who := newAdmin(t, box)
			want := wantedOf(t, box)
			who.makeAll(want)
			who.publishEmail(who.emailForm(guide.Email(want)))
			w = meddled(w, &meddling{typed: typed})
			session := engine.New(w)
			r, err := alone(t.Context(), session, st, steps.Alone{Enable: true})
			if err != nil || r.Enabled || !r.Failed() || r.Live == nil || len(r.Live.Gate.Failures) > 0 || len(r.Live.Gate.Unseen) != 1 {
				t.Fatalf("err %v, enabled %v, failed %v, live %+v", err, r.Enabled, r.Failed(), r.Live)
			}
			if c := r.Plan.Of(plan.Rule); !c.Compare || c.Action != plan.Manual {
				t.Errorf("the rule is %+v, want it compared by a person", c)
			}
			st = session.Compared(st, r.Live.Gate.Unseen[0])
			if !session.Weigh().May {
				t.Fatalf("after the word the gate is %+v", session.Weigh().Gate)
			}
			if err := session.Enable(t.Context(), st); err != nil {
				t.Fatal(err)
			}
			again, err := run(t, w, st)
			if err != nil || again.Failed() || !again.Enabled || !strings.Contains(again.Plan.Of(plan.Rule).Why, "you compared it yourself on") {
				t.Errorf("the next run: err %v, failed %v, left %v, rule %q", err, again.Failed(), resources(again.Left), again.Plan.Of(plan.Rule).Why)
			}
			other := st
			other.Answers = st.Answers.With(setup.RuleDate, "2028-01-01", setup.Typed).With(setup.CampaignName, want.Campaign.Name, setup.Typed).With(setup.RuleName, want.Rule.Name, setup.Typed)
			if p, _, err := engine.New(w).Plan(t.Context(), other); err != nil || p.Of(plan.Rule).Action == plan.Keep {
				t.Errorf("err %v; the word given for one day is taken for another", err)
			}
			form := who.ruleForm(guide.Rule(want))
			form["storeInSession"] = false
			who.saveRule(form)
			if p, _, err := engine.New(w).Plan(t.Context(), st); err != nil || p.Of(plan.Rule).Action == plan.Keep {
				t.Errorf("err %v; the word given for one rule is taken for another", err)
			}
		})
	}
}

func TestAnApplicationThatTakesNoUpdateIsEnabledByHand(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	how := &meddling{enable: func() error { return no(transport.Rejected) }}
	r, err := run(t, meddled(w, how), answered(box))
	if err != nil || r.Enabled || !r.Failed() {
		t.Fatalf("err %v, enabled %v, failed %v", err, r.Enabled, r.Failed())
	}
	last := r.Left[len(r.Left)-1]
	if last.Resource != plan.Enable || len(last.Steps) == 0 || !strings.Contains(last.Steps[0], "Activate") {
		t.Errorf("left is %+v, want enabling with its steps", last)
	}
	who := newAdmin(t, box)
	who.find()
	who.click("PUT", fmt.Sprintf("%s%s/%d/state", talonOneConsole, inShop, who.campaign), map[string]any{"state": "enabled"})
	if again, err := run(t, w, answered(box)); err != nil || !again.Enabled || again.Failed() {
		t.Errorf("activated by hand: err %v, enabled %v, failed %v", err, again.Enabled, again.Failed())
	}
}

func TestASampleIsFoundWhereNoneIsNamed(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	st.Answers = unnamed(st.Answers)
	p, _, err := engine.New(w).Plan(t.Context(), st)
	if err != nil || !strings.Contains(p.Of(plan.Rule).Why, "Sample: coupon on a day") {
		t.Fatalf("err %v; the rule is %s because %q, want it made after the only one that fits", err, p.Of(plan.Rule).Action, p.Of(plan.Rule).Why)
	}
	who := newAdmin(t, box)
	want := wantedOf(t, box)
	form := who.campaignForm(guide.Campaign(want))
	form["name"] = "Last year's"
	who.saveCampaign(form)
	who.webhook = 1
	who.saveRule(map[string]any{"title": "Last year", "day": "2026-01-01", "redemptionLimit": 5, "webhookId": 1})
	p, _, err = engine.New(w).Plan(t.Context(), st)
	if c := p.Of(plan.Rule); err != nil || c.Action != plan.Manual || !strings.Contains(c.Why, "Last year's, Sample: coupon on a day") {
		t.Errorf("err %v; with two that fit the rule is %s because %q, want one of them to be named", err, c.Action, c.Why)
	}
	o, findings := engine.New(w).Look(t.Context(), steps.Application, chosen(t, w, st))
	if !slices.Equal(o.Samples, []string{"Last year's", "Sample: coupon on a day"}) {
		t.Errorf("the wizard offers %v: %+v", o.Samples, findings)
	}
}

// unnamed are the answers without a sample.
func unnamed(a setup.Answers) (out setup.Answers) {
	for _, f := range setup.Fields() {
		switch {
		case f.Key == setup.CampaignSample:
		case f.Secret:
			out = out.WithSecret(f.Key, a.Secret(f.Key), a.From(f.Key))
		case a.Has(f.Key):
			out = out.With(f.Key, a.Text(f.Key), a.From(f.Key))
		}
	}
	return out
}

// chosen is a state in which the Application was looked at.
func chosen(t *testing.T, w engine.World, st steps.State) steps.State {
	t.Helper()
	o, _ := engine.New(w).Look(t.Context(), steps.TalonOneStep, st)
	st.Observed = o
	return st
}

func TestEveryDayOfTheCalendarGoesToItsEnd(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 3, 10, 15, 0, 0, 0, time.UTC)
	for name, day := range map[string]string{
		"today": "2027-03-10", "tomorrow": "2027-03-11", "the clocks go forward": "2027-03-28", "the clocks go back": "2027-10-31", "a leap day": "2028-02-29",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box, w := rehearse(t, sandbox.Options{Clock: at})
			r, err := run(t, w, answered(box, string(setup.RuleDate), day))
			if err != nil || !r.Enabled || r.Failed() {
				t.Errorf("err %v, enabled %v, failed %v, live %+v", err, r.Enabled, r.Failed(), r.Live)
			}
		})
	}
}

func TestATitleThatTheVendorForbidsIsRefusedAtOnce(t *testing.T) {
	q := question(t, setup.WebhookName)
	for _, title := range []string{"Gutschein für dich", "1st webhook", "Send/Email"} {
		if _, err := q.Take(steps.State{}, title); err == nil || !strings.Contains(err.Error(), "a-z") {
			t.Errorf("%q: %v", title, err)
		}
	}
}

func TestOfTwoWebhooksOfOneTitleTheWatcherWaitsForTheAdmin(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{RefuseUnpublished: true, Bare: true})
	st := answered(box, string(setup.Unpublished), "false")
	who := newAdmin(t, box)
	who.makeAll(wantedOf(t, box))
	first := who.webhook
	who.webhook = 0
	who.saveWebhook(who.webhookForm(guide.Webhook(wantedOf(t, box))))
	session := engine.New(w)
	p, _, err := session.Plan(t.Context(), st)
	if err != nil || p.Of(plan.Webhook).Action != plan.Manual || !strings.Contains(p.Of(plan.Webhook).Why, fmt.Sprint(first)) {
		t.Fatalf("err %v; the webhook is %+v", err, p.Of(plan.Webhook))
	}
	seen, err := session.LookAtCards(t.Context(), st)
	if err != nil || seen.Done || !strings.Contains(strings.Join(amiss(seen), "\n"), "only you know") {
		t.Errorf("err %v, done %v: %v", err, seen.Done, amiss(seen))
	}
	who.click("DELETE", fmt.Sprintf("%s/webhooks/%d", talonOneConsole, who.webhook), nil)
	if seen, err = session.LookAtCards(t.Context(), st); err != nil || !seen.Done {
		t.Errorf("with one left: err %v, done %v: %v", err, seen.Done, amiss(seen))
	}
}
