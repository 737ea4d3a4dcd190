package engine

import (
	"cmp"
	"context"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/runbook"
)

// Runbook looks at everything anew, reading only, and puts the whole setup on one
// page. Where something could not be looked at it gives the page with the error.
func (s *Session) Runbook(ctx context.Context, st steps.State) (runbook.Book, error) {
	list, err := s.Checklist(ctx, st)
	if err != nil {
		return runbook.Book{}, err
	}
	e := s.last().evidence
	if e.Plan == nil {
		return runbook.Book{}, e.SeenErr
	}
	return runbook.Of(runbook.Source{
		Now: e.Now, Wanted: *e.Wanted, Seen: *e.Seen, Plan: *e.Plan, Checks: list, Known: e.Application.Err == nil,
	}), cmp.Or(rejected(e), e.Plan.Unread())
}

// rejected is why a credential was not accepted, which matters more than what could
// not be looked at because of it; nil where each was.
func rejected(e check.Evidence) error {
	for _, p := range []check.Probe{e.CleverTap, e.Management, e.Integration} {
		if unauthorised(p.Err) {
			return p.Err
		}
	}
	return nil
}

// Planned is the plan behind the last checklist, with what kept parts of it, or all,
// from being looked at.
func (s *Session) Planned() (plan.Plan, error) {
	e := s.last().evidence
	if e.Plan == nil {
		return plan.Plan{}, e.SeenErr
	}
	return *e.Plan, e.Plan.Unread()
}
