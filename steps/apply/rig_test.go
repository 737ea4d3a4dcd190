package apply_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// hurry is how many times as fast as with the vendors the pauses go here.
const hurry = 30

// rig is an account in which everything may be made, and what is wanted of it.
type rig struct {
	t      testing.TB
	box    *sandbox.Sandbox
	clever *clevertap.Client
	talon  *talonone.Client
	w      setup.Wanted
}

func newRig(t testing.TB) *rig {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry, Clock: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	r := &rig{t: t, box: box}
	a := r.answers()
	r.clever, err = clevertap.New(clevertap.Config{Base: box.CleverTapURL(), Region: a.Text(setup.Region), ProjectID: a.Text(setup.ProjectID), Passcode: a.Secret(setup.Passcode), Hurry: hurry})
	r.must(err)
	key, err := talonone.New(talonone.Config{Base: box.TalonOneURL(), ManagementKey: a.Secret(setup.ManagementKey), IntegrationKey: a.Secret(setup.IntegrationKey), Hurry: hurry})
	r.must(err)
	r.talon, err = key.SignedIn(t.Context(), a.Text(setup.SignInEmail), a.Secret(setup.SignInPassword))
	r.must(err)
	apps, err := r.talon.Applications(t.Context())
	r.must(err)
	zone, err := setup.Zone(apps[0])
	r.must(err)
	r.w, err = setup.From(setup.Complete(a, setup.Surroundings{Now: box.Now(), Zone: zone, Profile: "shop"}), "shop", apps[0], setup.Addresses{CleverTap: box.CleverTapURL()})
	r.must(err)
	return r
}

func (r *rig) answers() (a setup.Answers) {
	for _, v := range r.box.Env() {
		for _, f := range setup.Fields() {
			switch {
			case f.Key.Variable() != v.Name:
			case f.Secret:
				a = a.WithSecret(f.Key, secret.New(v.Value), setup.FromVariable)
			default:
				a = a.With(f.Key, v.Value, setup.FromVariable)
			}
		}
	}
	return a
}

func (r *rig) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// planned looks at both accounts and works out what would change.
func (r *rig) planned() (plan.Seen, plan.Plan) {
	r.t.Helper()
	o := observe.Observer{CleverTap: r.clever, TalonOne: r.talon, Now: r.box.Now(), SignedIn: true, EmailWait: 5 * time.Second, Accepted: true}
	seen, err := o.Look(r.t.Context(), r.w)
	r.must(err)
	return seen, plan.Make(r.w, seen)
}

// done is what one run came to.
type done struct {
	standing plan.Standing
	left     []plan.Change
	told     []string
	err      error
}

// apply plans anew and makes the changes; t is the account, or one that stands
// before it.
func (r *rig) apply(t apply.TalonOne, lines journal.Lines) done {
	r.t.Helper()
	seen, p := r.planned()
	return r.make(t, lines, seen, p)
}

func (r *rig) make(t apply.TalonOne, lines journal.Lines, seen plan.Seen, p plan.Plan) (d done) {
	a := &apply.Applier{CleverTap: r.clever, TalonOne: t, Now: r.box.Now,
		Tell: func(p apply.Progress) { d.told = append(d.told, string(p.Resource)+" "+string(p.State)) }}
	if lines != nil {
		a.Journal = journal.New(lines)
	}
	d.standing, d.left, d.err = a.Apply(r.t.Context(), r.w, seen, p)
	return d
}

// ours counts the webhooks and campaigns that carry the setup's mark.
func (r *rig) ours() (hooks, campaigns int) {
	r.t.Helper()
	all, err := r.talon.Webhooks(r.t.Context(), r.w.Application.ID)
	r.must(err)
	for _, h := range all {
		if setup.Marked(h.Description, "shop") {
			hooks++
		}
	}
	sets, err := r.talon.Campaigns(r.t.Context(), r.w.Application.ID, "")
	r.must(err)
	for _, c := range sets {
		if setup.Marked(c.Description, "shop") {
			campaigns++
		}
	}
	return hooks, campaigns
}

// refusing is an account that fails some of the calls, by their names. The others
// are carried out once they are sent, whoever waits for them.
type refusing struct {
	apply.TalonOne
	call string
	with error
}

func (f refusing) CreateWebhook(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error) {
	if f.call == "CreateWebhook" {
		return talonone.Webhook{}, f.with
	}
	return f.TalonOne.CreateWebhook(context.WithoutCancel(ctx), w)
}

func (f refusing) CreateCampaign(ctx context.Context, application int, c talonone.Campaign) (talonone.Campaign, error) {
	if f.call == "CreateCampaign" {
		return talonone.Campaign{}, f.with
	}
	return f.TalonOne.CreateCampaign(context.WithoutCancel(ctx), application, c)
}

func (f refusing) CreateRuleset(ctx context.Context, application, campaign int, body json.RawMessage) (talonone.Ruleset, error) {
	if f.call == "CreateRuleset" {
		return talonone.Ruleset{}, f.with
	}
	return f.TalonOne.CreateRuleset(ctx, application, campaign, body)
}

func (f refusing) UpdateRuleset(ctx context.Context, application, campaign, ruleset int, body json.RawMessage) (talonone.Ruleset, error) {
	if f.call == "CreateRuleset" {
		return talonone.Ruleset{}, f.with
	}
	return f.TalonOne.UpdateRuleset(ctx, application, campaign, ruleset, body)
}

// paper is a journal that takes no more than so many lines.
type paper struct {
	lock  sync.Mutex
	lines []string
	room  int
}

var errFull = errors.New("it is full")

func (p *paper) write(words ...string) error {
	p.lock.Lock()
	defer p.lock.Unlock()
	if len(p.lines) == p.room {
		return errFull
	}
	p.lines = append(p.lines, strings.Join(words, " "))
	return nil
}

func (p *paper) Begin(resource, action, _ string) error { return p.write(action, resource) }

func (p *paper) Done(resource, _, _, outcome string) error { return p.write(resource, outcome) }
