package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

// Look tries what a step's questions were answered with, reading only. The
// findings are for the person; a Stop among them keeps the step open.
func (s *Session) Look(ctx context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding) {
	end, err := s.turn(ctx)
	if err != nil {
		return st.Observed, stop(err, "")
	}
	defer end()
	switch id {
	case steps.CleverTapStep:
		return s.lookAtCleverTap(ctx, st)
	case steps.TalonOneStep:
		return s.lookAtTalonOne(ctx, st)
	case steps.Application:
		return s.lookAtApplication(ctx, st)
	case steps.Values:
		return st.Observed, s.lookAtEvent(ctx, st)
	}
	return st.Observed, nil
}

func stop(err error, fix string) []steps.Finding {
	return []steps.Finding{{Stop: true, Text: err.Error(), Fix: fix}}
}

func good(took time.Duration, format string, args ...any) steps.Finding {
	return steps.Finding{Good: true, Text: fmt.Sprintf(format, args...), Took: took}
}

// several counts in words: no event yet, one event, 3 events.
func several(n int, what string) string {
	text := phrase.Spelled(n, what)
	if n == 0 {
		text += " yet"
	}
	return text
}

func (s *Session) lookAtCleverTap(ctx context.Context, st steps.State) (steps.Observed, []steps.Finding) {
	o := st.Observed
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

func (s *Session) lookAtTalonOne(ctx context.Context, st steps.State) (steps.Observed, []steps.Finding) {
	o := st.Observed
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return o, stop(err, words.LookCompareBrowser)
	}
	began := s.world.Now()
	o.Applications, err = t.Applications(ctx)
	if err != nil {
		err = s.managementKeyRefused(ctx, st.Answers, err)
		return o, stop(err, remedy.For(err, fmt.Sprintf(words.LookEndpoints, setup.WhereManagementKeys, setup.EndpointsInWords())))
	}
	out := []steps.Finding{good(s.since(began), words.LookAccepted, t.Host(), several(len(o.Applications), "Application"))}
	if len(o.Applications) == 0 {
		return o, append(out, steps.Finding{Stop: true, Text: words.LookNoApplication, Fix: fmt.Sprintf(words.LookNoApplicationFix, setup.WhereManagementKeys)})
	}
	return o, append(out, s.trySignIn(ctx, st))
}

// trySignIn signs in and out again, so that a wrong password shows here and
// not half-way through the changes.
func (s *Session) trySignIn(ctx context.Context, st steps.State) steps.Finding {
	if !maySignIn(st.Answers) {
		return steps.Finding{Good: true, Text: words.LookByHand}
	}
	began := s.world.Now()
	if err := s.signedIn(ctx, st.Answers, func(TalonOne) error { return nil }); err != nil {
		return steps.Finding{Stop: true, Text: err.Error(), Fix: remedy.For(err, words.LookSignInFix)}
	}
	return good(s.since(began), words.LookSignIn)
}

func (s *Session) lookAtApplication(ctx context.Context, st steps.State) (steps.Observed, []steps.Finding) {
	o := st.Observed
	app, ok := st.Chosen()
	if !ok {
		return o, stop(noApplication(st.Answers), words.LookChooseOne)
	}
	zone, err := setup.Zone(app)
	if err != nil {
		return o, stop(err, words.LookSetZone)
	}
	o.Zone = zone
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return o, stop(err, words.LookCompareBrowser)
	}
	began := s.world.Now()
	campaigns, uncounted, err := s.tryApplication(ctx, st, t, app)
	if err != nil {
		return o, stop(err, remedy.For(err, fmt.Sprintf(words.LookEndpoints, setup.WhereManagementKeys, setup.EndpointsInWords())))
	}
	o.Campaigns, o.Uncounted = nil, uncounted
	for _, c := range campaigns {
		o.Campaigns = append(o.Campaigns, c.Name)
	}
	out := []steps.Finding{good(s.since(began), words.LookKeyAccepted, several(len(campaigns), "campaign"), app.Name)}
	out = append(out, s.lookForSamples(ctx, st, t, campaigns, &o)...)
	return o, append(out, sameKind(st, app.Sandbox)...)
}

// lookForSamples looks for campaigns that a rule can be made after, where one may be.
func (s *Session) lookForSamples(ctx context.Context, st steps.State, t TalonOne, campaigns []talonone.Campaign, o *steps.Observed) []steps.Finding {
	o.Samples = nil
	if !maySignIn(st.Answers) {
		return nil
	}
	began := s.world.Now()
	names, err := s.observer(nil, t, true).Samples(ctx, o.Zone, campaigns, nil)
	if err != nil {
		return []steps.Finding{{Good: true, Text: fmt.Sprintf(words.LookSamplesFailed, err.Error())}}
	}
	o.Samples = names
	switch {
	case len(names) == 0 && st.SharesDeployment():
		return nil // the plan looks whether its campaign can be copied
	case len(names) == 0:
		return []steps.Finding{{Good: true, Text: words.LookNoSample, Took: s.since(began)}}
	case len(names) == 1:
		return []steps.Finding{good(s.since(began), words.LookOneSample, names[0])}
	}
	return []steps.Finding{good(s.since(began), words.LookSamples, len(names))}
}

// tryApplication tries the Integration API key, reads the campaigns' names and tries
// to have the customers counted, side by side. What is wrong with the key is told
// first: it was just typed.
func (s *Session) tryApplication(ctx context.Context, st steps.State, t TalonOne, app talonone.Application) (campaigns []talonone.Campaign, uncounted bool, err error) {
	var key, reading, counting error
	var wait crash.Waiting
	wait.Go(func() { key = s.integrationKeyRefused(ctx, st.Answers, live.TryIntegrationKey(ctx, t)) })
	wait.Go(func() { campaigns, reading = t.Campaigns(ctx, app.ID, "") })
	wait.Go(func() { _, counting = t.CustomerCount(ctx, app.ID) })
	wait.Wait()
	if key != nil {
		return nil, false, key
	}
	return campaigns, counting != nil, s.managementKeyRefused(ctx, st.Answers, reading)
}

func sameKind(st steps.State, sandbox bool) []steps.Finding {
	test := setup.Project{ID: st.Answers.Text(setup.ProjectID)}.Test()
	if test == sandbox {
		return nil
	}
	if test {
		return []steps.Finding{{Text: words.LookTestMeetsLive,
			Fix: words.LookTestMeetsLiveFix}}
	}
	return []steps.Finding{{Text: words.LookLiveMeetsTest,
		Fix: words.LookLiveMeetsTestFix}}
}

func (s *Session) lookAtEvent(ctx context.Context, st steps.State) []steps.Finding {
	out := eventFindings(st)
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		return stop(err, words.LookCompareRegion)
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return stop(err, words.LookCompareBrowser)
	}
	customer := s.lookAtTestCustomer(ctx, st, c)
	out = append(out, customer)
	app, chosen := st.Chosen()
	if customer.Stop || !chosen {
		return out
	}
	began := s.world.Now()
	shared, err := trySharedID(ctx, c, peopleOf(ctx, t, app.ID), st.Channel())
	if err != nil {
		return append(out, steps.Finding{Good: true, Text: fmt.Sprintf(words.LookSharedFailed, err.Error()), Fix: words.SharedIDFix})
	}
	return append(out, shared.finding(s.since(began)))
}

func eventFindings(st steps.State) []steps.Finding {
	a, o := setup.Complete(st.Answers, st.Surroundings()), st.Observed
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
