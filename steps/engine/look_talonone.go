package engine

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

func (s *Session) lookAtTalonOne(ctx context.Context, st steps.State, o steps.Observed) (steps.Observed, []steps.Finding) {
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return o, stop(err, words.LookCompareBrowser)
	}
	began := s.world.Now()
	o.Applications, err = t.Applications(ctx)
	if err != nil {
		return o, []steps.Finding{talonOneFinding(s.managementKeyRefused(ctx, st.Answers, err), fmt.Sprintf(words.LookEndpoints, setup.WhereManagementKeys, setup.EndpointsInWords()))}
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
		return talonOneFinding(err, words.LookSignInFix)
	}
	return good(s.since(began), words.LookSignIn)
}

func talonOneFinding(err error, refused string) steps.Finding {
	return steps.Finding{Stop: true, Text: err.Error(), Fix: remedy.For(err, refused)}
}

func (s *Session) lookAtApplication(ctx context.Context, st steps.State, o steps.Observed) (steps.Observed, []steps.Finding) {
	st.Observed = o
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
		return o, []steps.Finding{talonOneFinding(err, fmt.Sprintf(words.LookEndpoints, setup.WhereManagementKeys, setup.EndpointsInWords()))}
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
