package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// Checklist looks at everything anew, reading only, and judges it with the last live
// check of this session. What cannot be looked at is in the list; only missing answers
// and being stopped are an error: then what was not looked at means nothing.
func (s *Session) Checklist(ctx context.Context, st steps.State) (check.List, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return check.List{}, err
	}
	defer end()
	if err := cmp.Or(steps.Missing(st), steps.Fit(st)); err != nil {
		return check.List{}, err
	}
	e := check.Evidence{Now: s.world.Now(), Channel: st.Channel(), Ticked: ticked(st),
		Project: setup.Project{ID: st.Answers.Text(setup.ProjectID), Region: st.Answers.Text(setup.Region)}}
	app := s.probe(ctx, st, &e)
	t, _ := s.talonOne(st.Answers) // what keeps it from that is in the probe
	all := peopleOf(ctx, t, app.ID)
	var wait crash.Waiting
	wait.Go(func() { s.customers(ctx, st, app, all, &e) })
	s.gather(ctx, st, app, all, &e)
	wait.Wait()
	if err := ctx.Err(); errors.Is(err, context.Canceled) {
		return check.List{}, fmt.Errorf("going through the checklist: %w", err)
	}
	e.Secrets = s.kept(ctx, st.Answers)
	e.Terms, e.Accepted = terms(st), accepted(st)
	s.change(func(n *snapshot) { n.evidence, n.read = e, st.Noted.Received })
	return s.Judged(), nil
}

// Judged is the last checklist with the live check after it, without looking anew.
func (s *Session) Judged() check.List {
	n := s.last()
	e := n.evidence
	e.Received = n.received()
	n.judgeLive(&e)
	return check.Checks(e)
}

func notLookedAt(err error) *check.Check {
	return &check.Check{Status: check.Skip, Detail: fmt.Sprintf(words.CheckNotLookedAtBecause, err.Error())}
}

// probe tries the three credentials side by side, and finds the Application.
func (s *Session) probe(ctx context.Context, st steps.State, e *check.Evidence) (chosen talonone.Application) {
	var wait crash.Waiting
	try := func(p *check.Probe, look func() (string, error)) {
		wait.Go(func() {
			began := s.world.Now()
			p.Detail, p.Err = look()
			p.Done, p.Took = true, s.since(began)
		})
	}
	a := st.Answers
	try(&e.CleverTap, func() (string, error) {
		accepted, err := s.tryPasscode(ctx, a)
		return accepted, passcodeRefused(err, a)
	})
	try(&e.Management, func() (accepted string, err error) {
		st.Observed.Applications, accepted, err = s.tryManagementKey(ctx, a)
		return accepted, s.managementKeyRefused(ctx, a, err)
	})
	try(&e.Integration, func() (string, error) {
		accepted, err := s.tryIntegrationKey(ctx, a)
		return accepted, s.integrationKeyRefused(ctx, a, err)
	})
	wait.Wait()
	chosen, found := st.Chosen()
	switch {
	case e.Management.Err != nil:
		e.Application = check.Probe{Done: true, Err: notAsked{e.Management.Err}}
		return talonone.Application{}
	case !found:
		e.Application = check.Probe{Done: true, Err: noApplication(a), Wrong: true}
	default:
		e.Application = check.Probe{Done: true, Detail: chosen.Name + ", " + chosen.TimeZone, Took: e.Management.Took}
	}
	return chosen
}

// gather plans anew, so that the checklist judges what stands now. A service that
// is away takes away only what it alone shows.
func (s *Session) gather(ctx context.Context, st steps.State, app talonone.Application, all people, e *check.Evidence) {
	began := s.world.Now()
	if e.Application.Err != nil {
		id, _ := strconv.Atoi(st.Answers.Text(setup.Application))
		app = talonone.Application{ID: id, TimeZone: "UTC"} // only its number is known, which is an answer
	}
	w, err := s.want(&st, app)
	if err != nil {
		e.SeenErr = err
		return
	}
	c, t := s.readers(st.Answers, e)
	if e.Application.Err == nil {
		t = counted{t, all}
	}
	seen, err := s.look(ctx, st, c, t, &w)
	if err != nil {
		e.SeenErr = err
		return
	}
	if err := e.Application.Err; err != nil {
		seen.Failed.Note(plan.ReadRule, fmt.Errorf("the rule's day is one in the Application's time zone: %w", err))
	}
	e.Wanted, e.Seen, e.SeenTook = &w, &seen, s.since(began)
	s.judge(ctx, st.Answers, e)
}

// judge works out what follows from what is wanted and was seen.
func (s *Session) judge(ctx context.Context, a setup.Answers, e *check.Evidence) {
	at := plan.StandingOf(*e.Wanted, *e.Seen)
	noted := &s.last().notes
	e.Enabled, e.Paused = since(noted.enabled, at.Campaign.ID), since(noted.paused, at.Campaign.ID)
	e.Redeemable = atCheckout(noted.refusal(at.Campaign.ID), e.Wanted.Elsewhere)
	p := s.take(a, *e.Wanted, *e.Seen)
	e.Plan = &p
	e.Day = s.lookAtDay(ctx, a, e)
	e.Delivered = e.Day != nil && e.Day.Codes.Arrived > 0
}

// readers are the two services to look at, each of which refuses where its credential
// was just rejected or the Application is not there: what is seen then says nothing.
func (s *Session) readers(a setup.Answers, e *check.Evidence) (c observe.CleverTap, t observe.TalonOne) {
	c, err := s.cleverTap(a)
	if unauthorised(e.CleverTap.Err) {
		err = e.CleverTap.Err
	}
	if err != nil {
		c = closed{notAsked{err}}
	}
	t, err = s.talonOne(a)
	switch {
	case unauthorised(e.Management.Err):
		err = e.Management.Err
	case e.Application.Wrong:
		err = e.Application.Err
	}
	if err != nil {
		t = closed{notAsked{err}}
	}
	return c, t
}

// notAsked says why a service was not asked. It is no answer of the service to
// the call that was not made, so it has no kind.
type notAsked struct{ why error }

func (n notAsked) Error() string { return n.why.Error() }

// Fix is what to do about the reason.
func (n notAsked) Fix() string { return remedy.For(n.why, "") }

// closed answers every look with why none is taken.
type closed struct{ err error }

func (c closed) Schema(context.Context) ([]clevertap.SchemaEvent, error) { return nil, c.err }

func (c closed) MessageReport(context.Context, clevertap.ReportQuery) ([]clevertap.MessageRow, error) {
	return nil, c.err
}

func (c closed) Events(context.Context, clevertap.EventQuery) iter.Seq2[clevertap.EventRecord, error] {
	return func(yield func(clevertap.EventRecord, error) bool) { yield(clevertap.EventRecord{}, c.err) }
}

func (c closed) CustomerCount(context.Context, int) (int, error) { return 0, c.err }

func (c closed) Webhooks(context.Context, int) ([]talonone.Webhook, error) { return nil, c.err }

func (c closed) Campaigns(context.Context, int, string) ([]talonone.Campaign, error) {
	return nil, c.err
}

func (c closed) Rulesets(context.Context, int, int) ([]talonone.Ruleset, error) { return nil, c.err }

func (c closed) RulesetV2(context.Context, int, int, int) (talonone.RulesetV2, error) {
	return talonone.RulesetV2{}, c.err
}

// customers looks at what the setup depends on outside of its own objects.
func (s *Session) customers(ctx context.Context, st steps.State, app talonone.Application, all people, e *check.Evidence) {
	c, cerr := s.cleverTap(st.Answers)
	t, terr := s.talonOne(st.Answers)
	terr = cmp.Or(terr, e.Management.Err, e.Application.Err)
	if terr != nil {
		e.SharedID, e.ShopCalls = notLookedAt(terr), notLookedAt(terr)
		return
	}
	var wait crash.Waiting
	defer wait.Wait()
	own := setup.Test{Identity: setup.Complete(st.Answers, st.Surroundings()).Text(setup.TestIdentity)}
	wait.Go(func() { e.ShopCalls = s.shopCalls(ctx, t, app.ID, own) })
	if err := cmp.Or(cerr, e.CleverTap.Err); err != nil {
		e.SharedID = notLookedAt(err)
		return
	}
	began := s.world.Now()
	shared, err := trySharedID(ctx, c, all, st.Channel())
	e.SharedID = shared.check(err, s.since(began))
}

// judgeLive turns the session's live check into two lines of the checklist.
func (n *snapshot) judgeLive(e *check.Evidence) {
	if n.result == nil {
		return
	}
	if h, ok := n.result.Of(live.Simulate); ok && h.Status != live.Skip {
		e.Simulated = asCheck(h)
	}
	if n.result.Depth == live.DepthSimulate {
		return
	}
	e.Delivered = e.Delivered || n.result.Depth == live.DepthFire && n.result.Arrived
	if r := n.result.Redeem; r != nil {
		e.Redeemable = atCheckout(r, n.wanted.Elsewhere)
	}
	if h, ok := n.result.Of(live.Property); ok && n.result.Arrived {
		c := asCheck(h)
		c.Detail = fmt.Sprintf(words.CheckStandsOn, n.result.CouponCode, n.wanted.Test.Identity)
		e.Arrived = c
		return
	}
	e.Arrived = lostOnTheWay(*n.result)
}

// atCheckout judges what a checkout did with a code, which may be refused where the
// admin says that codes are taken elsewhere; nil: it was not tried.
func atCheckout(r *live.Redeem, elsewhere bool) *check.Check {
	if r == nil {
		return nil
	}
	c := &check.Check{Status: r.Status, Detail: r.Detail, Fix: r.Fix}
	switch {
	case r.Status == live.Pass:
	case elsewhere:
		c.Status, c.Detail, c.Fix = check.Warn, fmt.Sprintf(words.CheckElsewhere, c.Detail, string(setup.RedeemedElsewhere)), ""
	default:
		c.Status = check.Fail
	}
	return c
}

// lostOnTheWay judges a coupon that did not arrive: that is wrong, but where the
// check was kept from seeing whether it did.
func lostOnTheWay(r live.Result) *check.Check {
	c := &check.Check{Status: check.Fail, Detail: words.CheckNotArrived}
	for _, h := range r.Hops {
		if h.Status == live.Fail || h.Status == live.Warn {
			c = asCheck(h)
			c.Status, c.Detail = check.Fail, h.Title()+": "+h.Detail
			break
		}
	}
	if r.Kept() {
		c.Status, c.Detail = check.Skip, fmt.Sprintf(words.NotSeen, c.Detail)
	}
	return c
}

func asCheck(h live.Hop) *check.Check {
	return &check.Check{Status: h.Status, Detail: h.Detail, Fix: h.Fix, Took: h.Took}
}

func (s *Session) kept(ctx context.Context, a setup.Answers) (out []check.Kept) {
	var differing []setup.Key
	if s.world.Keeper != nil {
		differing = s.world.Keeper.Differing(ctx, a)
	}
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		f, _ := setup.FieldOf(k)
		out = append(out, check.Kept{Title: f.Title, From: a.From(k), Differs: slices.Contains(differing, k), Variable: k.Variable()})
	}
	return out
}

func terms(st steps.State) []check.Term {
	var out []check.Term
	for _, c := range rotate.Credentials() {
		out = append(out, check.Term{Key: c.Key(), Expires: st.Answers.Text(c.Expires()), Since: string(st.Noted.Since[c.Key()]),
			Rotate: fmt.Sprintf(words.CheckRotateIt, string(c))})
	}
	return out
}

// accepted are the acknowledgements that hold today.
func accepted(st steps.State) map[string]check.Acknowledgement {
	out := map[string]check.Acknowledgement{}
	for id, a := range st.Noted.Accepted {
		if a.Holds(note.On(st.Now)) {
			out[id] = check.Acknowledgement{By: a.By, Why: a.Why, Until: a.Until.Words()}
		}
	}
	return out
}

// Acknowledge takes somebody's word on a warning of the last checklist. What is no
// warning there cannot be acknowledged, least of all what fails.
func (s *Session) Acknowledge(st steps.State, id string, word note.Acknowledgement) (steps.State, error) {
	warnings := []string{}
	for _, c := range s.Judged().Checks {
		switch {
		case c.Status == check.Warn && c.ID == id:
			st.Noted.Accepted = note.With(st.Noted.Accepted, id, word)
			s.change(func(n *snapshot) { n.evidence.Accepted = accepted(st) })
			return st, nil
		case c.Status == check.Warn:
			warnings = append(warnings, c.ID)
		case c.ID == id && c.Status == check.Fail:
			return st, fmt.Errorf(words.AcknowledgeFails, id)
		case c.ID == id:
			return st, fmt.Errorf(words.AcknowledgeNoWarning, id)
		}
	}
	if len(warnings) == 0 {
		return st, fmt.Errorf(words.AcknowledgeNone, id)
	}
	return st, fmt.Errorf(words.AcknowledgeUnknown, id, strings.Join(warnings, ", "))
}

func ticked(st steps.State) map[string]string {
	out := map[string]string{}
	for id, on := range st.Noted.Ticked {
		out[id] = on.Words()
	}
	return out
}
