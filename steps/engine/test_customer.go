package engine

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// refuseRealCustomer ends a run before anything is made, where the test identity
// is somebody's own. World.Insist lets it through.
func (s *Session) refuseRealCustomer(ctx context.Context, st steps.State) error {
	end, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	if s.world.Insist {
		return nil
	}
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		return err
	}
	answers := setup.Complete(st.Answers, st.Surroundings())
	p, found, err := c.Profile(ctx, answers.Text(setup.TestIdentity))
	if err != nil {
		return fmt.Errorf("looking up the test customer: %w", err)
	}
	if found && live.RealCustomer(p) {
		return &steps.UnfitError{Err: fmt.Errorf("%s is a customer in CleverTap with an email address of its own, and a test must not reach a real one; give another %s, or --insist",
			answers.Text(setup.TestIdentity), setup.TestIdentity)}
	}
	return nil
}
