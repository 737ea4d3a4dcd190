// Package apply makes what a plan says talontap may make, and nothing else.
//
// It works in an order in which nothing goes live: the campaign is made
// disabled, its rule is read back and compared, and enabling is a separate act
// for later (Enable). Each object carries a mark, so that a run which was
// killed half-way is found and finished by the next, and nothing is made twice.
//
// It must never enable a campaign on its own account, change an object that
// somebody changed since the plan, or repeat a call that may have made
// something. A call that the account refuses is no failure: that change goes to
// a person's list, with the reason.
package apply

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/status"
)

// CleverTap is what is written there.
type CleverTap interface {
	Upload(ctx context.Context, records []clevertap.Record, dryRun bool) (clevertap.Receipt, error)
}

// TalonOne is what is written there.
type TalonOne interface {
	Webhook(ctx context.Context, id int) (talonone.Webhook, error)
	CreateWebhook(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error)
	UpdateWebhook(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error)
	Campaign(ctx context.Context, application, id int) (talonone.Campaign, error)
	CreateCampaign(ctx context.Context, application int, c talonone.Campaign) (talonone.Campaign, error)
	CopyCampaign(ctx context.Context, of talonone.Campaign, as talonone.CampaignCopy) (talonone.Campaign, error)
	UpdateCampaign(ctx context.Context, was talonone.Campaign, change talonone.CampaignChange) (talonone.Campaign, error)
	CreateRuleset(ctx context.Context, application, campaign int, body json.RawMessage) (talonone.Ruleset, error)
	UpdateRuleset(ctx context.Context, application, campaign, ruleset int, body json.RawMessage) (talonone.Ruleset, error)
	Rulesets(ctx context.Context, application, campaign int) ([]talonone.Ruleset, error)
	RulesetV2(ctx context.Context, application, campaign, ruleset int) (talonone.RulesetV2, error)
}

// Applier makes the changes of one plan.
type Applier struct {
	CleverTap CleverTap
	TalonOne  TalonOne
	Journal   *journal.Journal // nil: nothing is recorded
	Now       func() time.Time
	Tell      func(Progress) // may be nil; never called by two goroutines at once

	telling sync.Mutex
}

// Apply makes what the plan says. Event, webhook and campaign do not depend on
// each other and are made side by side; the rule needs the last two.
//
// It returns what stands afterwards and what is left for a person; both are
// good for as far as it came when the error is not nil.
func (a *Applier) Apply(ctx context.Context, w setup.Wanted, seen plan.Seen, p plan.Plan) (plan.Standing, []plan.Change, error) {
	r := &run{Applier: a, w: w, seen: seen, plan: p, made: plan.Standing{EmailStale: plan.EmailStale(w, seen)}}
	g, side := crash.WithContext(ctx)
	g.Go(func() error { return r.change(side, plan.Event, r.event) })
	g.Go(func() error { return r.change(side, plan.Webhook, r.webhook) })
	g.Go(func() error { return r.change(side, plan.Campaign, r.campaign) })
	if err := g.Wait(); err != nil {
		return r.made, r.inOrder(), err
	}
	if r.seen.Campaign.Before.Elsewhere(w) && r.made.Campaign.ID == 0 {
		r.seen.Campaign.Before = nil // the copy was refused, so no rule came along: all of it is still to be made
		r.plan = plan.Make(w, r.seen)
	}
	err := r.change(ctx, plan.Rule, r.rule)
	for _, of := range []plan.Resource{plan.EmailCampaign, plan.Enable} {
		switch c := p.Of(of); {
		case c.ByHand() && len(c.Steps) > 0:
			r.leave(c)
			a.tell(Progress{Resource: of, State: ByHand, Detail: c.Why, Channel: c.Channel})
		case c.Action == plan.Keep:
			a.tell(Progress{Resource: of, State: Kept, Detail: c.Name, Channel: c.Channel})
		}
	}
	return r.made, r.inOrder(), err
}

type run struct {
	*Applier
	w    setup.Wanted
	seen plan.Seen
	plan plan.Plan
	made plan.Standing // each act writes its own field

	leaving sync.Mutex
	left    []plan.Change
}

func (r *run) leave(c plan.Change) {
	r.leaving.Lock()
	defer r.leaving.Unlock()
	r.left = append(r.left, c)
}

// inOrder lists what is left as the plan does, whatever came first.
func (r *run) inOrder() []plan.Change {
	place := func(c plan.Change) int {
		return slices.IndexFunc(r.plan.Changes, func(p plan.Change) bool { return p.Resource == c.Resource })
	}
	slices.SortStableFunc(r.left, func(a, b plan.Change) int { return place(a) - place(b) })
	return r.left
}

// change runs one act with its progress around it. A change that is a person's,
// or that the account refuses, is left for a person and is no error.
func (r *run) change(ctx context.Context, of plan.Resource, act func(context.Context, plan.Change) error) error {
	c := r.plan.Of(of)
	began := r.Now()
	if c.Action != plan.Keep {
		r.tell(Progress{Resource: of, State: Running})
	}
	err := act(ctx, c)
	p := Progress{Resource: of, State: Done, Took: r.Now().Sub(began), Detail: c.Name}
	switch {
	case errors.Is(err, errNeeds):
		c, err = plan.ByHandInstead(c, r.w, r.seen, err.Error()), nil
	case of != plan.Event && refused(c, err):
		c, err = plan.ByHandInstead(c, r.w, r.seen, fmt.Sprintf(words.EnableRefused, err.Error())), nil
	}
	switch {
	case errors.Is(err, context.Canceled):
		p.State, p.Detail = Failed, words.ApplyStopped
	case err != nil:
		p.State, p.Detail = Failed, err.Error()
	case c.Action == plan.Keep, of == plan.Rule && c.ByHand() && r.mended():
		p.State = Kept
	case c.ByHand():
		p.State, p.Detail = ByHand, c.Why
		r.leave(c)
	}
	r.tell(p)
	return err
}

// refused reports whether a failed call is a no to the call itself, so that a
// person has to do it. Which status an account answers to a call that Talon.One
// does not publish is unknown, so every no counts, and an answer that is none of
// its own too: what such a call may have made is found by the next look. With a
// published call, a wrong credential or an object that is gone is a failure.
func refused(c plan.Change, err error) bool {
	switch transport.KindOf(err) {
	case transport.Refused, transport.Rejected:
		return true
	case transport.Unauthorised, transport.NotFound, transport.Conflict, transport.Garbled:
		return c.Published != plan.Yes || c.Action == plan.Create // a key that may read a campaign may lack the right to copy it
	}
	return false
}

// recorded writes the journal around one change.
func (a *Applier) recorded(c plan.Change, mark string, write func() error) error {
	return a.Journal.Around(string(c.Resource), string(c.Action), mark, write)
}

func (a *Applier) tell(p Progress) {
	if a.Tell == nil {
		return
	}
	a.telling.Lock()
	defer a.telling.Unlock()
	a.Tell(p)
}

// ErrChanged says that somebody changed an object between plan and apply.
var ErrChanged = errors.New(words.ApplyChanged)

// errNeeds says that a change waits for something a person makes first.
var errNeeds = errors.New(words.ApplyFirst)

// State is how far one change is.
type State string

// The states of a change.
const (
	Running State = "running"
	Done    State = "done"
	Kept    State = "kept"
	ByHand  State = "by hand"
	Failed  State = "failed"
)

// Status is how far that is in the words of every other step.
func (s State) Status() status.Status {
	return map[State]status.Status{Running: status.Running, Done: status.Pass, Kept: status.Pass, ByHand: status.Manual,
		Failed: status.Fail}[s]
}

// Progress is one change on its way.
type Progress struct {
	Resource plan.Resource
	State    State
	Detail   string
	Took     time.Duration
	Channel  phrase.Channel // of the campaign in CleverTap
}

// Title is what is changed, in a person's words.
func (p Progress) Title() string { return p.Channel.Say(string(p.Resource)) }
