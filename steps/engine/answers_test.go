package engine_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/setup"
)

// wizard answers every question of every step as somebody does who presses Enter
// where something stands there, and pastes what only they can know.
func wizard(t *testing.T, session *engine.Session, given steps.State) steps.State {
	t.Helper()
	st := steps.State{Profile: given.Profile, Now: given.Now}
	for {
		step, done := steps.Resolve(steps.List(), st)
		if done || step.ID == steps.Review {
			return st
		}
		for _, q := range step.Questions {
			if q.Shown != nil && !q.Shown(st) {
				continue
			}
			typed := q.Preset(st)
			switch {
			case q.Kind == steps.Hidden:
				typed = given.Answers.Secret(q.Key).Reveal()
			case given.Answers.Has(q.Key):
				typed = given.Answers.Text(q.Key)
			}
			next, err := q.Take(st, typed)
			if err != nil {
				t.Fatalf("%s: %s: %v", step.ID, q.Title, err)
			}
			st = next
		}
		if step.Looks {
			observed, findings := session.Look(t.Context(), step.ID, st)
			for _, f := range findings {
				if f.Stop {
					t.Fatalf("%s stops: %s %s", step.ID, f.Text, f.Fix)
				}
			}
			st.Observed = observed
		}
		st = st.Done(step.ID)
	}
}

// plans gives a plan as bytes, as a script would read it.
func plans(t *testing.T, session *engine.Session, st steps.State) []byte {
	t.Helper()
	p, _, err := session.Plan(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestTheWizardAndAnswersFromVariablesGiveTheSamePlan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		bare bool
		more []string
	}{
		{"the tutorial's values", false, nil},
		{"without a sample", true, nil},
		{"by hand", false, []string{string(setup.Unpublished), "false"}},
		{"other values", false, []string{string(setup.RuleDate), "14 February 2028", string(setup.EventName), " Gift Made ", string(setup.CouponsEach), "0",
			string(setup.TestAddress), "you@example.com", string(setup.CouponParameter), "GiftCode"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			box, w := rehearse(t, sandbox.Options{Bare: c.bare})
			given := answered(box)
			for i := 0; i+1 < len(c.more); i += 2 {
				f, _ := setup.FieldOf(setup.Key(c.more[i]))
				given.Answers = given.Answers.With(f.Key, f.Cleaned(c.more[i+1]), setup.FromFlag)
			}
			asked := engine.New(w)
			typed := plans(t, asked, wizard(t, asked, given))
			if plain := plans(t, engine.New(w), given); !bytes.Equal(typed, plain) {
				t.Errorf("the wizard's plan is\n%s\nand that of the variables\n%s", typed, plain)
			}
		})
	}
}
