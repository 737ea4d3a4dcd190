package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/remedy"
)

// Account says what was changed, how the campaign was last seen, and what is open.
func (s *Session) Account(r *steps.Report) {
	n := s.last()
	r.Applied = slices.Clone(n.applied)
	r.Looked, r.Enabled, r.Unended = n.planned.Changes != nil && !n.unsure, n.standing.Enabled(), n.unended
	r.Paused = since(n.notes.paused, n.standing.Campaign.ID) != ""
}

// Try makes sure that every credential is accepted and the test customer is
// nobody real, before anything is made with any of them. A credential that is
// refused is told before whatever else went wrong.
func (s *Session) Try(ctx context.Context, st steps.State) error {
	end, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	var e check.Evidence
	s.probe(ctx, st, &e)
	tried := []error{e.CleverTap.Err, e.Management.Err, e.Integration.Err, e.Application.Err}
	if at := slices.IndexFunc(tried, unauthorised); at >= 0 {
		return tried[at]
	}
	if err := cmp.Or(tried...); err != nil {
		return err
	}
	return s.refuseRealCustomer(ctx, st)
}

func unauthorised(err error) bool { return transport.KindOf(err) == transport.Unauthorised }

// KeepSecrets puts the credentials into the keychain and says where they are.
func (s *Session) KeepSecrets(ctx context.Context, st steps.State) steps.Place {
	if s.world.Keeper == nil {
		return steps.Place{Where: words.KeptNowhere}
	}
	where, err := s.world.Keeper.KeepSecrets(ctx, st.Answers)
	if err != nil {
		return steps.Place{Where: words.KeptNot, Why: strings.TrimSuffix(err.Error()+"; "+remedy.For(err, ""), "; ")}
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
	st.Noted, st.Answers = s.Noted(st), st.Answers.Settled(s.last().used)
	return s.world.Keeper.KeepAnswers(st)
}
