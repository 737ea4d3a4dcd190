package steps

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// Checklist looks at everything anew, reading only, and judges it. The last
// live check of this session, if there was one, is part of it. What cannot be
// looked at is in the list; only missing answers are an error, and being stopped:
// then what could not be looked at means nothing.
func (s *Session) Checklist(ctx context.Context, st State) (check.List, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if err := missing(st); err != nil {
		return check.List{}, err
	}
	if err := fit(st); err != nil {
		return check.List{}, err
	}
	e := check.Evidence{Now: s.world.Now(), Noted: st.Noted,
		Project: setup.Project{ID: st.Answers.Text(setup.ProjectID), Region: st.Answers.Text(setup.Region)}}
	app := s.probe(ctx, st, &e)
	if e.CleverTap.Err == nil && e.Management.Err == nil && e.Application.Err == nil {
		var wait sync.WaitGroup
		wait.Go(func() { s.customers(ctx, st, app, &e) })
		s.gather(ctx, st, app, &e)
		wait.Wait()
	}
	if err := ctx.Err(); errors.Is(err, context.Canceled) {
		return check.List{}, fmt.Errorf("going through the checklist: %w", err)
	}
	e.Secrets = s.kept(ctx, st.Answers)
	e.Terms = terms(st)
	s.evidence = e
	return s.judged(), nil
}

// Judged is the last checklist with the live check that came after it, without
// looking anew.
func (s *Session) Judged() check.List {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.judged()
}

func (s *Session) judged() check.List {
	e := s.evidence
	e.Received = s.received(e.Noted[inboxNote])
	s.judgeLive(&e)
	return check.Checks(e)
}

// probe tries the three credentials side by side, and finds the Application.
func (s *Session) probe(ctx context.Context, st State, e *check.Evidence) (chosen talonone.Application) {
	var wait sync.WaitGroup
	try := func(p *check.Probe, look func() (string, error)) {
		wait.Go(func() {
			began := s.world.Now()
			p.Detail, p.Err = look()
			p.Done, p.Took = true, s.since(began)
		})
	}
	c, cerr := s.cleverTap(st.Answers)
	try(&e.CleverTap, func() (string, error) {
		if cerr != nil {
			return "", cerr
		}
		_, _, err := c.Profile(ctx, "talontap-looks")
		return "accepted by " + c.Host(), passcodeRefused(err, st.Answers)
	})
	t, terr := s.talonOne(st.Answers)
	var apps []talonone.Application
	try(&e.Management, func() (detail string, err error) {
		if terr != nil {
			return "", terr
		}
		apps, err = t.Applications(ctx)
		return "accepted by " + t.Host(), s.managementKeyRefused(ctx, st.Answers, err)
	})
	try(&e.Integration, func() (string, error) {
		if terr != nil {
			return "", terr
		}
		return "accepted by " + t.Host(), s.integrationKeyRefused(ctx, st.Answers, live.TryIntegrationKey(ctx, t))
	})
	wait.Wait()
	if e.Management.Err == nil {
		e.Application = check.Probe{Done: true, Err: noApplication(st.Answers)}
		for _, app := range apps {
			if itoa(app.ID) == st.Answers.Text(setup.Application) {
				chosen = app
				e.Application = check.Probe{Done: true, Detail: app.Name + ", " + app.TimeZone, Took: e.Management.Took}
			}
		}
	}
	return chosen
}

// gather plans anew, so that the checklist judges what stands now.
func (s *Session) gather(ctx context.Context, st State, app talonone.Application, e *check.Evidence) {
	began := s.world.Now()
	w, st, err := s.want(st, app)
	if err != nil {
		e.SeenErr = err
		return
	}
	e.Wanted = &w
	p, err := s.plan(ctx, st, w)
	e.SeenTook, e.SeenErr = s.since(began), err
	if err == nil {
		e.Seen, e.Plan = &s.seen, &p
		e.Day = s.lookAtDay(ctx, st, w, s.standing)
	}
}

// customers looks at what the setup depends on outside of its own objects: the
// shared ID, and that the shop calls Talon.One.
func (s *Session) customers(ctx context.Context, st State, app talonone.Application, e *check.Evidence) {
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		return
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return
	}
	var wait sync.WaitGroup
	defer wait.Wait()
	wait.Go(func() { e.ShopCalls = s.shopCalls(ctx, t, app.ID) })
	began := s.world.Now()
	shared, err := trySharedID(ctx, c, t, app.ID)
	e.SharedID = shared.check(err, s.since(began))
}

// judgeLive turns the session's live check into two lines of the checklist.
func (s *Session) judgeLive(e *check.Evidence) {
	if s.result == nil {
		return
	}
	if h, ok := s.result.Of(live.Simulate); ok && h.Status != live.Skip {
		e.Simulated = asCheck(h)
	}
	if s.result.Depth == live.DepthSimulate {
		return
	}
	if r := s.result.Redeem; r != nil {
		e.Redeemable = &check.Check{Status: check.Status(r.Status), Detail: r.Detail, Fix: r.Fix}
	}
	if h, ok := s.result.Of(live.Property); ok && s.result.Arrived {
		c := asCheck(h)
		c.Detail = s.result.CouponCode + " stands on " + s.wanted.Test.Identity
		e.Arrived = c
		return
	}
	e.Arrived = &check.Check{Status: check.Warn, Detail: "it has not arrived"}
	for _, h := range s.result.Hops {
		if h.Status == live.Fail || h.Status == live.Warn {
			e.Arrived = asCheck(h)
			e.Arrived.Detail = h.ID.Title() + ": " + h.Detail
			return
		}
	}
}

func asCheck(h live.Hop) *check.Check {
	return &check.Check{Status: check.Status(h.Status), Detail: h.Detail, Fix: h.Fix, Took: h.Took}
}

func (s *Session) kept(ctx context.Context, a setup.Answers) []check.Kept {
	differing := map[setup.Key]bool{}
	if s.world.Keeper != nil {
		for _, k := range s.world.Keeper.Differing(ctx, a) {
			differing[k] = true
		}
	}
	var out []check.Kept
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		f, _ := setup.FieldOf(k)
		out = append(out, check.Kept{Title: f.Title, From: a.From(k), Differs: differing[k], Variable: k.Variable()})
	}
	return out
}
