package engine

import (
	"context"
	"fmt"
	"slices"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

func (s *Session) lookAtEvent(ctx context.Context, st steps.State, o steps.Observed) (steps.Observed, []steps.Finding) {
	out := eventFindings(st, o)
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		return o, stop(err, words.LookCompareRegion)
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return o, stop(err, words.LookCompareBrowser)
	}
	customer := s.lookAtTestCustomer(ctx, st, c)
	out = append(out, customer)
	app, chosen := st.Chosen()
	if customer.Stop || !chosen {
		return o, out
	}
	began := s.world.Now()
	shared, err := trySharedID(ctx, c, t, app.ID, st.Channel())
	if err != nil {
		return o, append(out, steps.Finding{Good: true, Text: fmt.Sprintf(words.LookSharedFailed, err.Error()), Fix: words.SharedIDFix})
	}
	return o, append(out, shared.finding(s.since(began)))
}

func eventFindings(st steps.State, o steps.Observed) []steps.Finding {
	a := setup.Complete(st.Answers, st.Surroundings())
	name, property := a.Text(setup.EventName), a.Text(setup.EventProperty)
	event := good(0, words.LookEventNew, name)
	if o.Properties == nil {
		event = good(0, words.LookEventHidden, name)
	}
	var properties []string
	if at := slices.IndexFunc(o.Events, func(e string) bool { return setup.SameEvent(e, name) }); at >= 0 {
		known := o.Events[at]
		event, properties = good(0, words.LookEventKnown, name), o.Properties[known]
		if known != name {
			event = steps.Finding{Good: true, Text: fmt.Sprintf(words.LookEventSpelled, known), Fix: st.Channel().Say(words.LookEventSpelledFix)}
		}
	}
	return append([]steps.Finding{event}, trap(property, properties, st.Channel())...)
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
		return steps.Finding{Stop: true, Text: fmt.Sprintf(words.LookRealCustomer, identity),
			Fix: words.LookRealCustomerFix}
	case found:
		return good(s.since(began), words.LookTestCustomer)
	}
	return good(s.since(began), words.LookNoCustomer)
}

// refuseRealCustomer ends a run where the test identity is somebody's own.
func (s *Session) refuseRealCustomer(ctx context.Context, st steps.State) error {
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
		return &steps.UnfitError{Err: fmt.Errorf(words.LookRealCustomerRefused,
			answers.Text(setup.TestIdentity), setup.TestIdentity)}
	}
	return nil
}
