package engine

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// lookAtEvent tries what the event's step was answered with: the names, the test
// customer, and the shared ID on real ones.
func (s *Session) lookAtEvent(ctx context.Context, st steps.State, o steps.Observed) (steps.Observed, []steps.Finding) {
	out := eventFindings(st, o)
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		return o, stop(err, "compare region and address")
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return o, stop(err, "compare the address with the browser's")
	}
	customer := s.lookAtTestCustomer(ctx, st, c)
	out = append(out, customer)
	app, chosen := st.Chosen()
	if customer.Stop || !chosen {
		return o, out
	}
	began := s.world.Now()
	shared, err := trySharedID(ctx, c, t, app.ID)
	if err != nil {
		return o, append(out, steps.Finding{Good: true, Text: "the shared ID could not be tried: " + err.Error(), Fix: compareIDs})
	}
	return o, append(out, shared.finding(s.since(began)))
}

func eventFindings(st steps.State, o steps.Observed) []steps.Finding {
	a := setup.Complete(st.Answers, st.Surroundings())
	name, property := a.Text(setup.EventName), a.Text(setup.EventProperty)
	if o.Properties == nil {
		return append([]steps.Finding{{Good: true, Text: fmt.Sprintf("this project does not show whether it knows %q; the plan looks for a past event of it", name)}}, trap(property, nil)...)
	}
	for _, e := range o.Events {
		if !setup.SameEvent(e, name) {
			continue
		}
		out := []steps.Finding{good(0, "%q is known in CleverTap", name)}
		if e != name {
			out = []steps.Finding{{Good: true, Text: fmt.Sprintf("CleverTap knows it as %q and takes both for one", e), Fix: "write it the same way, so that the email editor and this agree"}}
		}
		return append(out, trap(property, o.Properties[e])...)
	}
	return append([]steps.Finding{{Good: true, Text: fmt.Sprintf("%q is new to CleverTap: one test event in step 9 makes it known", name)}}, trap(property, nil)...)
}

// lookAtTestCustomer makes sure that the test reaches no real customer.
func (s *Session) lookAtTestCustomer(ctx context.Context, st steps.State, c CleverTap) steps.Finding {
	identity := st.Answers.Text(setup.TestIdentity)
	began := s.world.Now()
	p, found, err := c.Profile(ctx, identity)
	switch {
	case err != nil:
		return cleverTapFinding(err, st, false)
	case found && live.RealCustomer(p) && !s.world.Insist:
		return steps.Finding{Stop: true, Text: identity + " is a customer in CleverTap with an email address of its own",
			Fix: "choose an ID that no customer has; a test must not reach a real one"}
	case found:
		return good(s.since(began), "the test customer is there from an earlier test")
	}
	return good(s.since(began), "no customer has the test identity: good")
}

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
