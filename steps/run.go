package steps

import (
	"context"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/remedy"
)

// Report is what a setup did. Of one that was kept from its end it
// holds what was done until then.
type Report struct {
	Plan      plan.Plan
	Applied   []apply.Progress // changes that came to an end, good or bad
	Left      []plan.Change    // what a person has to do
	Live      *live.Result     // nil: there was nothing to follow yet
	Looked    bool             // the campaign was looked at; without it Enabled says nothing
	Enabled   bool
	Held      bool // enabling was asked for, and what is not proven kept it
	Blocked   []string
	Checklist check.List
	Kept      string // where the credentials are kept now, in words
	Unended   string // why a session at Talon.One could not be ended; "": none is open
}

// Begun reports whether there is anything to tell: a plan was made, or something
// kept.
func (r Report) Begun() bool { return r.Plan.Changes != nil || r.Kept != "" }

// Verdict is what it comes to: right only where every core check was seen to be
// right and nothing is left to do.
func (r Report) Verdict() check.Exit {
	verdict := Verdict(r.Checklist, r.Live)
	if len(r.Left) > 0 || r.Held {
		return verdict.Worse(check.Wrong)
	}
	return verdict
}

// Failed reports whether something is wrong, unseen or left to do.
func (r Report) Failed() bool { return r.Verdict() != check.Right }

// Account says what was changed, how the campaign was last seen, and what is still
// open.
func (s *Session) Account(r *Report) {
	s.lock.Lock()
	defer s.lock.Unlock()
	r.Applied = slices.Clone(s.applied)
	r.Looked, r.Enabled, r.Unended = s.planned.Changes != nil && !s.unsure, s.standing.Enabled(), s.unended
}

// Try makes sure that every credential is accepted and the test customer is
// nobody real, before anything is made with any of them.
func (s *Session) Try(ctx context.Context, st State) error {
	if err := s.tryCredentials(ctx, st); err != nil {
		return err
	}
	return s.refuseRealCustomer(ctx, st)
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

// KeepSecrets puts the credentials into the keychain and says where they are.
func (s *Session) KeepSecrets(ctx context.Context, st State) string {
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
func (s *Session) Keep(st State) error {
	if s.world.Keeper == nil {
		return nil
	}
	st.Noted, st.Answers = s.Noted(st), st.Answers.Settled(s.used)
	return s.world.Keeper.KeepAnswers(st)
}
