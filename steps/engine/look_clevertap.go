package engine

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

func (s *Session) lookAtCleverTap(ctx context.Context, st steps.State, o steps.Observed) (steps.Observed, []steps.Finding) {
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		return o, stop(err, words.LookCompareRegion)
	}
	began := s.world.Now()
	events, shown, err := tryProject(ctx, c)
	if err != nil {
		return o, []steps.Finding{cleverTapFinding(err, st, s.mayTryRegions())}
	}
	out := []steps.Finding{good(s.since(began), words.LookPasscode, c.Host())}
	if st.SharesProject() {
		out = append(out, steps.Finding{Text: st.SharedProject(), Good: true})
	}
	if !shown {
		return o, append(out, steps.Finding{Text: words.LookEventsHidden, Good: true})
	}
	o.Events, o.Properties = nil, map[string][]string{}
	for _, e := range events {
		o.Events = append(o.Events, e.Name)
		o.Properties[e.Name] = e.Properties
	}
	return o, append(out, good(0, words.LookKnows, several(len(events), "event")))
}

// tryProject reads a customer that nobody has, which tries the credentials, and
// the schema, which not every project shows.
func tryProject(ctx context.Context, c CleverTap) (events []clevertap.SchemaEvent, shown bool, err error) {
	g, ctx := crash.WithContext(ctx)
	g.Go(func() error {
		_, _, err := c.Profile(ctx, nobodysID)
		return err
	})
	g.Go(func() error {
		got, err := c.Schema(ctx)
		if transport.KindOf(err) == transport.Refused {
			return nil
		}
		events, shown = got, err == nil
		return err
	})
	return events, shown, g.Wait()
}

func cleverTapFinding(err error, st steps.State, mayTryRegions bool) steps.Finding {
	err = passcodeRefused(err, st.Answers)
	return steps.Finding{Stop: true, Text: err.Error(), Fix: remedy.For(err, words.LookSeeReason),
		WrongRegion: mayTryRegions && transport.KindOf(err) == transport.Unauthorised}
}

// mayTryRegions holds where other regions have other hosts.
func (s *Session) mayTryRegions() bool {
	one, err := clevertap.BaseURL(s.world.Addresses.CleverTap, "eu1")
	other, wrong := clevertap.BaseURL(s.world.Addresses.CleverTap, "in1")
	return err == nil && wrong == nil && one != other
}

// FindRegion tries the passcode in CleverTap's other regions. It sends the
// passcode to each of their hosts, so it is done only on the admin's word.
func (s *Session) FindRegion(ctx context.Context, st steps.State) (region string, err error) {
	end, err := s.turn(ctx)
	if err != nil {
		return "", err
	}
	defer end()
	for _, r := range clevertap.Regions() {
		if r.Code == st.Answers.Text(setup.Region) {
			continue
		}
		_, err := s.tryPasscode(ctx, st.Answers.With(setup.Region, r.Code, setup.Typed))
		switch {
		case err == nil:
			return r.Code, nil
		case !unauthorised(err):
			return "", fmt.Errorf("trying region %s: %w", r.Code, err)
		}
	}
	return "", nil
}
