package engine_test

import (
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// otherProperty is a setup whose email campaign stands, and which then wants
// Another property. Only a person sees the inbox.
func otherProperty(t *testing.T) (engine.World, steps.State) {
	t.Helper()
	box, w := rehearse(t, sandbox.Options{})
	w.Rehearsal = nil
	st := answered(box, string(setup.TestAddress), "you@example.com")
	session := engine.New(w)
	r, err := alone(t.Context(), session, st, steps.Alone{})
	if err != nil || !session.Weigh().May {
		t.Fatalf("the setup: left %v (%v)", resources(r.Left), err)
	}
	if c := r.Plan.Of(plan.EmailCampaign); c.Action != plan.Keep || !strings.Contains(c.Why, "CouponGenerated") {
		t.Errorf("nobody is asked, and the plan says of the email only %q", c.Why)
	}
	if c := checkOf(t, r.Checklist, "email.campaign"); c.Status != check.Pass || !strings.Contains(c.Detail, "CouponGenerated") {
		t.Errorf("nobody is asked, and the checklist says of the email only %q", c.Detail)
	}
	st.Noted = session.Noted(st)
	return w, with(st, setup.EventProperty, "CouponGenerated", setup.Typed)
}

func TestAnEmailThatTakesTheCodeFromElsewhereKeepsTheGateShut(t *testing.T) {
	t.Parallel()
	w, st := otherProperty(t)
	session := engine.New(w)
	r, err := alone(t.Context(), session, st, steps.Alone{Enable: true})
	if err != nil {
		t.Fatal(err)
	}
	c := r.Plan.Of(plan.EmailCampaign)
	if !c.ByHand() || len(c.Fields) != 1 || c.Fields[0] != (plan.Field{Name: "Property", From: "CouponCode", To: "CouponGenerated"}) || len(c.Card.Fields) != 1 {
		t.Errorf("the plan says %+v", c)
	}
	if r.Enabled || !r.Held || !r.Failed() || len(r.Live.Gate.Unseen) != 1 || r.Live.Gate.Unseen[0].ID != live.EmailText {
		t.Errorf("enabled %v, held %v, the gate %+v", r.Enabled, r.Held, r.Live.Gate)
	}
	if c := checkOf(t, r.Checklist, "email.campaign"); c.Status != check.Fail {
		t.Errorf("the checklist says %+v", c)
	}
	if again, _, err := engine.New(w).Plan(t.Context(), keeping(st, session)); err != nil || !again.Of(plan.EmailCampaign).ByHand() {
		t.Errorf("the next plan forgot it: %+v (%v)", again.Of(plan.EmailCampaign), err)
	}
	read, _, err := session.ReadInbox(st, r.Live.CouponCode)
	if err != nil || !session.Weigh().May {
		t.Errorf("with the code read in the inbox the gate is %+v (%v)", session.Weigh().Gate, err)
	}
	if p, _, err := engine.New(w).Plan(t.Context(), keeping(read, session)); err != nil || p.Of(plan.EmailCampaign).Action != plan.Keep || p.Of(plan.EmailCampaign).Why != "" {
		t.Errorf("then the plan says %+v (%v)", p.Of(plan.EmailCampaign), err)
	}
}

func TestThePlaceholderOrAPersonsWordOpensTheGateToo(t *testing.T) {
	t.Parallel()
	w, st := otherProperty(t)
	session := engine.New(w)
	if _, err := alone(t.Context(), session, st, steps.Alone{Enable: true}); err != nil || session.Weigh().May {
		t.Fatalf("the gate is open (%v)", err)
	}
	answered := session.Compared(st, live.ItemOf(live.EmailText))
	if !session.Weigh().May {
		t.Errorf("compared by a person, the gate is %+v", session.Weigh().Gate)
	}
	for name, st := range map[string]steps.State{"compared": answered, "pasted": st.PlaceholderRead(session.Wanted())} {
		r, err := alone(t.Context(), engine.New(w), st, steps.Alone{})
		if err != nil || !r.Live.Gate.Open || r.Plan.Of(plan.EmailCampaign).Action != plan.Keep {
			t.Errorf("%s: the gate is %+v, the plan %+v (%v)", name, r.Live.Gate, r.Plan.Of(plan.EmailCampaign), err)
		}
	}
}

// keeping is a state with what a session found out, as the next one gets it.
func keeping(st steps.State, s *engine.Session) steps.State {
	st.Noted = s.Noted(st)
	return st
}
