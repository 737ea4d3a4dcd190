package steps_test

import (
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func TestTheDayOfASetupStaysItsDayWhenTheNextYearHasBegun(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Clock: autumn})
	st, kept := answered(box), &keeper{}
	w.Keeper = kept
	session := steps.NewSession(w)
	if _, err := alone(t.Context(), session, st, steps.Alone{Enable: true}); err != nil {
		t.Fatal(err)
	}
	if err := session.Keep(st.AllDone()); err != nil {
		t.Fatal(err)
	}
	saved := kept.kept.Answers.Texts()
	for _, f := range setup.Fields() {
		if used := setup.Complete(st.Answers, st.Surroundings()).Text(f.Key); !f.Secret && f.Key != setup.SignInEmail && saved[f.Key] != used {
			t.Errorf("%s was %q and is saved as %q", f.Key, used, saved[f.Key])
		}
	}
	box.SetClock(time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC))
	next := answered(box)
	for k, v := range saved {
		next.Answers = next.Answers.With(k, v, setup.FromProfile)
	}
	p, wanted, err := steps.NewSession(w).Plan(t.Context(), next)
	if err != nil || wanted.Rule.Day.ISO() != "2027-01-01" {
		t.Fatalf("on the day %s is wanted (%v)", wanted.Rule.Day.ISO(), err)
	}
	for _, c := range p.Changes {
		if c.Action != plan.Keep {
			t.Errorf("on the day %s would be changed: %s %v", c.Resource, c.Action, c.Fields)
		}
	}
	next.Now = box.Now()
	if err := steps.FitForSetup(next); err != nil {
		t.Errorf("on the day the saved answers are unfit: %v", err)
	}
	r, err := alone(t.Context(), steps.NewSession(w), next, steps.Alone{Enable: true})
	if err != nil || r.Failed() || !r.Enabled {
		t.Errorf("on the day an unattended setup: %v, left %v, enabled %v", err, resources(r.Left), r.Enabled)
	}
	list, err := steps.NewSession(w).Checklist(t.Context(), next)
	if err != nil || len(list.Failing()) > 0 {
		t.Errorf("on the day fails %v (%v)", list.Failing(), err)
	}
}
