package steps

import (
	"context"
	"errors"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/remedy"
)

// Unattended is how a setup runs when nobody is there to be asked.
type Unattended struct {
	Enable   bool // as the last act, where everything is proven
	Mixed    bool // a test account may meet a live one
	Depth    live.Depth
	Progress func(apply.Progress) // may be nil
	Hop      func(live.Hop)       // may be nil
	Planned  func(plan.Plan)      // may be nil
}

// Report is what an unattended setup did.
type Report struct {
	Plan      plan.Plan
	Left      []plan.Change // what a person has to do
	Live      *live.Result  // nil: there was nothing to follow yet
	Enabled   bool
	Held      bool // enabling was asked for, and what is not proven kept it
	Checklist check.List
	Kept      string // where the credentials are kept now, in words
}

// Failed reports whether something is wrong or left to do: a failing check or
// hop, changes for a person, or a campaign that should run by now and does not.
func (r Report) Failed() bool {
	return len(r.Left) > 0 || r.Held || len(r.Checklist.Failing()) > 0 || r.Live != nil && len(r.Live.Failing()) > 0
}

// Run does the whole setup without asking: plan, apply, live check, enable,
// checklist. The answers must be complete. It stops at the first thing that
// keeps it from doing its job; what was made until then carries its mark, and
// the next run finds it.
func (s *Session) Run(ctx context.Context, st State, how Unattended) (Report, error) {
	var r Report
	if err := s.tryCredentials(ctx, st); err != nil {
		return r, err
	}
	if err := s.refuseRealCustomer(ctx, st); err != nil {
		return r, err
	}
	r.Kept = s.keepSecrets(ctx, st)
	p, w, err := s.Plan(ctx, st)
	if err != nil {
		return r, err
	}
	if err := mixed(w); err != nil && !how.Mixed {
		return r, err
	}
	if err := over(w, s.world.Now()); err != nil {
		return r, err
	}
	r.Plan = p
	if how.Planned != nil {
		how.Planned(p)
	}
	if r.Left, err = s.Apply(ctx, st, how.Progress); err != nil {
		return r, err
	}
	if err := s.followAndEnable(ctx, st, how, &r); err != nil {
		return r, err
	}
	r.Checklist, err = s.Checklist(ctx, st)
	return r, err
}

func (s *Session) followAndEnable(ctx context.Context, st State, how Unattended, r *Report) error {
	if !s.complete() {
		return nil
	}
	result, err := s.Live(ctx, st, how.Depth, how.Hop)
	if err != nil {
		return err
	}
	r.Live = &result
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if how.Enable && s.MayEnable() {
		err := s.Enable(ctx, st)
		if byHand := (*ByHandError)(nil); errors.As(err, &byHand) {
			r.Left = append(r.Left, byHand.Change)
		} else if err != nil {
			return err
		}
	}
	r.Enabled = s.Enabled()
	r.Held = how.Enable && !r.Enabled
	return nil
}

func (s *Session) complete() bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.standing.Complete()
}

// tryCredentials makes sure that every credential is accepted before anything
// is made with any of them.
func (s *Session) tryCredentials(ctx context.Context, st State) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	var e check.Evidence
	s.probe(ctx, st, &e)
	var first error
	for _, p := range []check.Probe{e.CleverTap, e.Management, e.Integration, e.Application} {
		if p.Err == nil || first != nil && transport.KindOf(p.Err) != transport.Unauthorised {
			continue
		}
		if first == nil || transport.KindOf(first) != transport.Unauthorised {
			first = p.Err
		}
	}
	return first
}

func (s *Session) keepSecrets(ctx context.Context, st State) string {
	if s.world.Keeper == nil {
		return "nowhere: nothing is kept in a rehearsal"
	}
	where, err := s.world.Keeper.KeepSecrets(ctx, st.Answers)
	if err != nil {
		return "not kept: " + strings.TrimSuffix(err.Error()+"; "+remedy.For(err, ""), "; ")
	}
	return where
}

// Keep writes the profile, so that a later start resumes here.
func (s *Session) Keep(st State) error {
	if s.world.Keeper == nil {
		return nil
	}
	st.Noted = s.Noted(st)
	return s.world.Keeper.KeepAnswers(st)
}

// KeepSecrets puts the credentials into the keychain and says where they are.
func (s *Session) KeepSecrets(ctx context.Context, st State) string { return s.keepSecrets(ctx, st) }
