package engine

import (
	"context"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

func (s *Session) lookAtTalonOne(ctx context.Context, st steps.State, o steps.Observed) (steps.Observed, []steps.Finding) {
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return o, stop(err, "compare the address with the browser's")
	}
	began := s.world.Now()
	o.Applications, err = t.Applications(ctx)
	if err != nil {
		return o, []steps.Finding{talonOneFinding(s.managementKeyRefused(ctx, st.Answers, err), "give the Management API key its endpoints: "+setup.WhereManagementKeys+". "+setup.EndpointsInWords())}
	}
	out := []steps.Finding{good(s.since(began), "accepted by %s, which has %s", t.Host(), several(len(o.Applications), "Application"))}
	if len(o.Applications) == 0 {
		return o, append(out, steps.Finding{Stop: true, Text: "the key sees no Application", Fix: "give the key access to the shop's Application under " + setup.WhereManagementKeys})
	}
	f := s.trySignIn(ctx, st)
	o.SignedIn = f.Good && maySignIn(st.Answers)
	return o, append(out, f)
}

// trySignIn signs in and out again, so that a wrong password shows here and
// not half-way through the changes.
func (s *Session) trySignIn(ctx context.Context, st steps.State) steps.Finding {
	if !maySignIn(st.Answers) {
		return steps.Finding{Good: true, Text: "webhook, campaign and rule are made by hand; talontap lists every value"}
	}
	began := s.world.Now()
	if err := s.signedIn(ctx, st.Answers, func(TalonOne) error { return nil }); err != nil {
		return talonOneFinding(err, "compare email and password with the Campaign Manager's sign-in page; leave both empty where you sign in through single sign-on")
	}
	return good(s.since(began), "sign-in works; webhook, campaign and rule may be made automatically")
}

func talonOneFinding(err error, refused string) steps.Finding {
	return steps.Finding{Stop: true, Text: err.Error(), Fix: remedy.For(err, refused)}
}

func (s *Session) lookAtApplication(ctx context.Context, st steps.State, o steps.Observed) (steps.Observed, []steps.Finding) {
	st.Observed = o
	app, ok := st.Chosen()
	if !ok {
		return o, stop(noApplication(st.Answers), "choose one from the list")
	}
	zone, err := setup.Zone(app)
	if err != nil {
		return o, stop(err, "set a time zone in Talon.One, then try again")
	}
	o.Zone = zone
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return o, stop(err, "compare the address with the browser's")
	}
	began := s.world.Now()
	campaigns, err := s.tryApplication(ctx, st, t, app)
	if err != nil {
		return o, []steps.Finding{talonOneFinding(err, "give the Management API key its endpoints: "+setup.WhereManagementKeys+". "+setup.EndpointsInWords())}
	}
	o.Campaigns = nil
	for _, c := range campaigns {
		o.Campaigns = append(o.Campaigns, c.Name)
	}
	out := []steps.Finding{good(s.since(began), "Integration API key accepted; %s in %s", several(len(campaigns), "campaign"), app.Name)}
	out = append(out, s.lookForSamples(ctx, st, t, campaigns, &o)...)
	return o, append(out, sameKind(st, app.Sandbox)...)
}

// lookForSamples looks for campaigns that a rule can be made after, where a rule
// may be made at all.
func (s *Session) lookForSamples(ctx context.Context, st steps.State, t TalonOne, campaigns []talonone.Campaign, o *steps.Observed) []steps.Finding {
	o.Samples = nil
	if !maySignIn(st.Answers) {
		return nil
	}
	began := s.world.Now()
	names, err := s.observer(nil, t, true).Samples(ctx, o.Zone, campaigns, nil)
	if err != nil {
		return []steps.Finding{{Good: true, Text: "campaigns with a rule that another can be made after were not looked for: " + err.Error()}}
	}
	o.Samples = names
	switch len(names) {
	case 0:
		return []steps.Finding{{Good: true, Text: "no campaign has a rule that another can be made after, so the rule is made by hand", Took: s.since(began)}}
	case 1:
		return []steps.Finding{good(s.since(began), "%s has a rule that the new one can be made after", names[0])}
	}
	return []steps.Finding{good(s.since(began), "%d campaigns have a rule that the new one can be made after; one of them is asked for later", len(names))}
}

// tryApplication tries the Integration API key and reads the campaigns' names,
// side by side. What is wrong with the key is told first: it was just typed.
func (s *Session) tryApplication(ctx context.Context, st steps.State, t TalonOne, app talonone.Application) (campaigns []talonone.Campaign, err error) {
	var key, reading error
	var wait crash.Waiting
	wait.Go(func() { key = s.integrationKeyRefused(ctx, st.Answers, live.TryIntegrationKey(ctx, t)) })
	wait.Go(func() {
		campaigns, reading = t.Campaigns(ctx, app.ID, "")
	})
	wait.Wait()
	if key != nil {
		return nil, key
	}
	return campaigns, s.managementKeyRefused(ctx, st.Answers, reading)
}

func sameKind(st steps.State, sandbox bool) []steps.Finding {
	test := setup.Project{ID: st.Answers.Text(setup.ProjectID)}.Test()
	if test == sandbox {
		return nil
	}
	if test {
		return []steps.Finding{{Text: "a test project in CleverTap meets a live Application: live customers' codes would go to a test project",
			Fix: "choose a sandbox Application, or go back and give the live project"}}
	}
	return []steps.Finding{{Text: "a live project in CleverTap meets a sandbox Application: test codes would reach live customers",
		Fix: "choose the live Application, or go back and give a test project"}}
}
