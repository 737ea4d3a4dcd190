package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// snapshot is what a session knows at one moment. Neither it nor what it points to
// changes later, so whoever holds one needs no lock.
type snapshot struct {
	wanted   setup.Wanted
	seen     plan.Seen
	planned  plan.Plan
	answers  setup.Answers // complete, that the last plan was made of
	used     setup.Answers // those of them by which changes were made
	standing plan.Standing
	left     []plan.Change
	applied  []apply.Progress // changes that came to an end, good or bad
	result   *live.Result
	evidence check.Evidence
	notes    notes
	unsure   bool          // enabling failed, and whether it took could not be seen
	unended  string        // why a session at Talon.One could not be ended; "": none is open
	read     note.Received // the test email that a person once read, as the last checklist was told
	wait     time.Duration // how long the live checks to come wait for an arrival
}

// last is what is known now. It waits for no call.
func (s *Session) last() *snapshot { return s.knows.Load() }

// change makes the next snapshot of the last one. It changes only what the caller
// found out, so that nothing is lost of what others did meanwhile.
func (s *Session) change(to func(*snapshot)) {
	s.lock.Lock()
	defer s.lock.Unlock()
	next := *s.knows.Load()
	to(&next)
	s.knows.Store(&next)
}

// turn waits until no other call touches the services, or until the context ends.
func (s *Session) turn(ctx context.Context) (end func(), err error) {
	select {
	case s.slot <- struct{}{}:
	default:
		select {
		case s.slot <- struct{}{}:
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for the call before this one: %w", ctx.Err())
		}
	}
	return func() { <-s.slot }, nil
}
