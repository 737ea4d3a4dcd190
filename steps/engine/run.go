package engine

import (
	"cmp"
	"context"
	"errors"
	"github.com/talontap/talontap/steps"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/remedy"
)

// Run does the whole setup without asking: plan, apply, live check, enable,
// checklist. The answers must be complete. It stops at the first thing that
// keeps it from doing its job; what was made until then carries its mark, and
// the next run finds it. The report says what was done, with an error too, be it a
// fault of our own.
func (s *Session) Run(ctx context.Context, st steps.State, how steps.Unattended) (r steps.Report, err error) {
	err = crash.Guard(func() error { return s.run(ctx, st, how, &r) })()
	s.Account(&r)
	return r, err
}

func (s *Session) run(ctx context.Context, st steps.State, how steps.Unattended, r *steps.Report) (err error) {
	if err := s.tryCredentials(ctx, st); err != nil {
		return err
	}
	if err := s.refuseRealCustomer(ctx, st); err != nil {
		return err
	}
	r.Kept = s.keepSecrets(ctx, st)
	p, w, err := s.Plan(ctx, st)
	r.Plan = p
	if err != nil {
		return err
	}
	if err := mixed(w); err != nil && !how.Mixed {
		return err
	}
	if err := steps.Over(w, s.world.Now()); err != nil {
		return err
	}
	if how.Planned != nil {
		how.Planned(p)
	}
	if r.Left, err = s.Apply(ctx, st, how.Progress); err != nil {
		return err
	}
	if err := s.followAndEnable(ctx, st, how, r); err != nil {
		return err
	}
	r.Checklist, err = s.Checklist(ctx, st)
	return err
}

// Account says what was changed, how the campaign was last seen, and what is still
// open.
func (s *Session) Account(r *steps.Report) {
	s.lock.Lock()
	defer s.lock.Unlock()
	r.Applied = slices.Clone(s.applied)
	r.Looked, r.Enabled, r.Unended = s.planned.Changes != nil && !s.unsure, s.standing.Enabled(), s.unended
}

func (s *Session) followAndEnable(ctx context.Context, st steps.State, how steps.Unattended, r *steps.Report) error {
	if !s.complete() {
		return nil
	}
	result, err := s.Live(ctx, st, how.Depth, how.Hop)
	if len(result.Hops) > 0 {
		r.Live = &result
	}
	if err := cmp.Or(err, ctx.Err()); err != nil {
		return err
	}
	r.Blocked = s.Blockers()
	if how.Enable && s.MayEnable() && len(r.Blocked) == 0 {
		err := s.Enable(ctx, st)
		if byHand := (*steps.ByHandError)(nil); errors.As(err, &byHand) {
			r.Left = append(r.Left, byHand.Change)
		} else if err != nil {
			return err
		}
	}
	r.Held = how.Enable && !s.Enabled()
	return nil
}

func (s *Session) complete() bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.standing.Complete()
}

// tryCredentials makes sure that every credential is accepted before anything
// is made with any of them.
func (s *Session) tryCredentials(ctx context.Context, st steps.State) error {
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

func (s *Session) keepSecrets(ctx context.Context, st steps.State) string {
	if s.world.Keeper == nil {
		return "nowhere: nothing is kept in a rehearsal"
	}
	where, err := s.world.Keeper.KeepSecrets(ctx, st.Answers)
	if err != nil {
		return "not kept: " + strings.TrimSuffix(err.Error()+"; "+remedy.For(err, ""), "; ")
	}
	return where
}

// Keep writes the profile, so that a later start resumes here. Once changes were
// made it has every answer that they were made by, defaults too: the next run must
// not work out another day.
func (s *Session) Keep(st steps.State) error {
	if s.world.Keeper == nil {
		return nil
	}
	st.Noted, st.Answers = s.Noted(st), st.Answers.Settled(s.used)
	return s.world.Keeper.KeepAnswers(st)
}

// KeepSecrets puts the credentials into the keychain and says where they are.
func (s *Session) KeepSecrets(ctx context.Context, st steps.State) string {
	return s.keepSecrets(ctx, st)
}
