package engine_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// staged is a finished setup in one Application, and one that begins with its answers
// in another Application of the account, in another time zone.
func staged(t *testing.T) (w engine.World, staging, production steps.State) {
	t.Helper()
	box, w := rehearse(t, sandbox.Options{})
	staging = answered(box)
	staging.Profile = "staging"
	if r, err := run(t, w, staging); err != nil || !r.Enabled {
		t.Fatalf("staging: enabled %v, %v", r.Enabled, err)
	}
	made := click(t, box.TalonOneURL(), "POST", "talonone/keys", map[string]any{"name": "US", "kind": "integration", "applicationId": 2})
	production = answered(box, string(setup.CampaignSample), "", string(setup.Application), "2")
	production.Profile = "production"
	production.Answers = production.Answers.WithSecret(setup.IntegrationKey, secret.New(made["key"].(string)), setup.Typed)
	return w, staging, production.Begin(setup.Origin{Profile: "staging", Answers: setup.Complete(staging.Answers, staging.Surroundings())})
}

// stands is what Talon.One has of a setup in an Application.
func stands(t *testing.T, w engine.World, st steps.State, application int) (hooks []talonone.Webhook, campaigns []talonone.Campaign) {
	t.Helper()
	c := connected(t, w, st)
	all, err := c.Webhooks(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range all {
		if setup.Marked(h.Description, st.Profile) {
			hooks = append(hooks, h)
		}
	}
	them, err := c.Campaigns(t.Context(), application, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range them {
		if setup.Marked(c.Description, st.Profile) {
			campaigns = append(campaigns, c)
		}
	}
	return hooks, campaigns
}

// mixedRun makes everything; the sandbox has one project for a test and a live Application.
func mixedRun(t *testing.T, w engine.World, st steps.State) steps.Report {
	t.Helper()
	r, err := alone(t.Context(), engine.New(w), st, steps.Alone{Enable: true, Mixed: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestASetupWithAnothersAnswersMakesItsOwnThingsAndTakesOverNoneOfTheOthers(t *testing.T) {
	t.Parallel()
	w, staging, production := staged(t)
	hooks, campaigns := stands(t, w, staging, 1)
	production.Adopt = true
	r := mixedRun(t, w, production)
	if !r.Enabled || len(r.Left) > 0 {
		t.Errorf("enabled %v, left %v", r.Enabled, resources(r.Left))
	}
	ownHooks, own := stands(t, w, production, 2)
	if len(ownHooks) != 1 || ownHooks[0].Title != hooks[0].Title || len(own) != 1 || own[0].Name != campaigns[0].Name {
		t.Errorf("its own are %+v and %+v", ownHooks, own)
	}
	if h, c := stands(t, w, staging, 1); !reflect.DeepEqual(h, hooks) || !reflect.DeepEqual(c, campaigns) {
		t.Errorf("the other's are\n%+v\n%+v\nwere\n%+v\n%+v", h, c, hooks, campaigns)
	}
	for _, st := range []steps.State{staging, production} {
		if p, _, err := engine.New(w).Plan(t.Context(), st); err != nil || !p.NoChanges() {
			t.Errorf("%s: afterwards the plan is %+v (%v)", st.Profile, p.Changes, err)
		}
	}
	production.Origin = setup.Origin{Profile: "staging"} // as where staging is not saved any more
	if p, _, err := engine.New(w).Plan(t.Context(), production); err != nil || !p.NoChanges() {
		t.Errorf("without the other's answers the plan is %+v (%v)", p.Changes, err)
	}
}

func TestWithoutASignInTheOthersCampaignIsCopiedAndACardHoldsWhatDiffersInTheRule(t *testing.T) {
	t.Parallel()
	w, staging, production := staged(t)
	hooks, _ := stands(t, w, staging, 1)
	production.Answers = production.Answers.With(setup.Unpublished, "false", setup.Typed)
	r := mixedRun(t, w, production)
	if _, own := stands(t, w, production, 2); len(own) != 1 || own[0].State != "disabled" || r.Enabled {
		t.Fatalf("the campaigns are %+v, enabled %v", own, r.Enabled)
	}
	if len(r.Left) != 2 || r.Left[0].Resource != plan.Webhook || r.Left[1].Resource != plan.Rule {
		t.Fatalf("left is %v", resources(r.Left))
	}
	if !strings.Contains(r.Left[0].Why, fmt.Sprintf("webhook %d stays as it is", hooks[0].ID)) {
		t.Errorf("the webhook is left because %q", r.Left[0].Why)
	}
	var labels []string
	for _, f := range r.Left[1].Card.Fields {
		labels = append(labels, f.Label+": "+f.Seen+" to "+f.Value)
	}
	if want := fmt.Sprintf("[Exact day: 31 December 18:00 to 1 January 18:00 to 1 January 2027 Webhook: %s (%d) to %[1]s]", hooks[0].Title, hooks[0].ID); fmt.Sprint(labels) != want {
		t.Errorf("the rule's card has %q, want %q", labels, want)
	}
	production.Answers = production.Answers.With(setup.Unpublished, "true", setup.Typed)
	r = mixedRun(t, w, production)
	if _, own := stands(t, w, production, 2); len(own) != 1 || !r.Enabled || len(r.Left) > 0 {
		t.Errorf("signed in then: campaigns %+v, enabled %v, left %v", own, r.Enabled, resources(r.Left))
	}
}

func TestWhereTheOthersCampaignCannotBeCopiedAllOfTheRuleIsMadeByHand(t *testing.T) {
	t.Parallel()
	together(t, []transport.Kind{transport.Refused, transport.Rejected, transport.NotFound}, transport.Kind.String, func(t *testing.T, kind transport.Kind) {
		w, _, production := staged(t)
		r := mixedRun(t, cutting(w, &cut{copies: no(kind)}), production)
		if len(r.Left) != 2 || r.Left[0].Resource != plan.Campaign || r.Left[1].Resource != plan.Rule {
			t.Fatalf("left is %v", resources(r.Left))
		}
		_, wanted, err := engine.New(w).Plan(t.Context(), production)
		if err != nil {
			t.Fatal(err)
		}
		if r.Left[0].Card.Title != guide.Campaign(wanted).Title || len(r.Left[1].Card.Fields) != len(guide.Rule(wanted).Fields) {
			t.Errorf("the cards are %q and %+v", r.Left[0].Card.Title, r.Left[1].Card.Fields)
		}
	})
}

// blindfold is a key that may not read the campaigns of one Application.
type blindfold struct{ engine.TalonOne }

func (b blindfold) Campaigns(ctx context.Context, application int, name string) ([]talonone.Campaign, error) {
	if application == 1 {
		return nil, no(transport.Refused)
	}
	return b.TalonOne.Campaigns(ctx, application, name)
}

func TestACampaignThatMayNotBeReadIsNotSaidToBeAbsentWhereItIsToBePaused(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	if _, err := run(t, w, st); err != nil {
		t.Fatal(err)
	}
	open := w.TalonOne
	w.TalonOne = func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
		t, err := open(url, management, integration)
		return blindfold{t}, err
	}
	if err := engine.New(w).Pause(t.Context(), st); err == nil || errors.Is(err, steps.ErrNoCampaign) || err.Error() != no(transport.Refused).Error() {
		t.Errorf("the pause says %v, want why the campaigns were not read", err)
	}
}

func TestAKeyThatMayNotReadTheOthersCampaignCopiesNone(t *testing.T) {
	t.Parallel()
	w, _, production := staged(t)
	production.Answers = production.Answers.With(setup.Unpublished, "false", setup.Typed)
	open := w.TalonOne
	w.TalonOne = func(url string, management, integration secret.Secret) (engine.TalonOne, error) {
		t, err := open(url, management, integration)
		return blindfold{t}, err
	}
	p, _, err := engine.New(w).Plan(t.Context(), production)
	if c := p.Of(plan.Campaign); err != nil || c.Action != plan.Manual || len(c.Card.Fields) == 0 {
		t.Errorf("the campaign is %s by %s (%v)", c.Action, c.Route, err)
	}
}
