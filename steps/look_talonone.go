package steps

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
)

func (s *Session) lookAtTalonOne(ctx context.Context, st State, o Observed) (Observed, []Finding) {
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return o, stop(err, "compare the address with the browser's")
	}
	began := s.world.Now()
	o.Applications, err = t.Applications(ctx)
	if err != nil {
		return o, []Finding{talonOneFinding(s.managementKeyRefused(ctx, st.Answers, err), "give the Management API key the endpoints of Applications: "+whereManagementKeys)}
	}
	out := []Finding{good(s.since(began), "accepted by %s, which has %s", t.Host(), several(len(o.Applications), "Application"))}
	if len(o.Applications) == 0 {
		return o, append(out, Finding{Stop: true, Text: "the key sees no Application", Fix: "give the key access to the shop's Application under Account › Management API Keys"})
	}
	f := s.trySignIn(ctx, st)
	o.SignedIn = f.Good && maySignIn(st.Answers)
	return o, append(out, f)
}

// trySignIn signs in and out again, so that a wrong password shows here and
// not half-way through the changes.
func (s *Session) trySignIn(ctx context.Context, st State) Finding {
	if !maySignIn(st.Answers) {
		return Finding{Good: true, Text: "webhook, campaign and rule are made by hand; talontap lists every value"}
	}
	began := s.world.Now()
	if err := s.signedIn(ctx, st.Answers, func(TalonOne) error { return nil }); err != nil {
		return talonOneFinding(err, "compare email and password with the Campaign Manager's sign-in page; leave both empty where you sign in through single sign-on")
	}
	return good(s.since(began), "sign-in works; webhook, campaign and rule may be made automatically")
}

func talonOneFinding(err error, refused string) Finding {
	return Finding{Stop: true, Text: err.Error(), Fix: remedy.For(err, refused)}
}

func (s *Session) lookAtApplication(ctx context.Context, st State, o Observed) (Observed, []Finding) {
	st.Observed = o
	app, ok := st.Chosen()
	if !ok {
		return o, stop(fmt.Errorf("choosing Application %s: %w", st.Answers.Text(setup.Application), ErrNoApplication), "choose one from the list")
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
	g, side := errgroup.WithContext(ctx)
	g.Go(func() error { return s.integrationKeyRefused(ctx, st.Answers, live.TryIntegrationKey(side, t)) })
	var names []string
	g.Go(func() error {
		campaigns, err := t.Campaigns(side, app.ID, "")
		err = s.managementKeyRefused(ctx, st.Answers, err)
		for _, c := range campaigns {
			names = append(names, c.Name)
		}
		return err
	})
	if err := g.Wait(); err != nil {
		return o, []Finding{talonOneFinding(err, "give the Management API key the endpoints of campaigns: "+whereManagementKeys)}
	}
	o.Campaigns = names
	out := []Finding{good(s.since(began), "Integration API key accepted; %s in %s", several(len(names), "campaign"), app.Name)}
	return o, append(out, sameKind(st, app.Sandbox)...)
}

func sameKind(st State, sandbox bool) []Finding {
	test := setup.Project{ID: st.Answers.Text(setup.ProjectID)}.Test()
	if test == sandbox {
		return nil
	}
	if test {
		return []Finding{{Text: "a test project in CleverTap meets a live Application: live customers' codes would go to a test project",
			Fix: "choose a sandbox Application, or go back and give the live project"}}
	}
	return []Finding{{Text: "a live project in CleverTap meets a sandbox Application: test codes would reach live customers",
		Fix: "choose the live Application, or go back and give a test project"}}
}
