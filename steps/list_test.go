package steps_test

import (
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/setup"
)

var autumn = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// questions are all questions of all steps, by key; those without one by title.
func questions() map[string]steps.Question {
	out := map[string]steps.Question{}
	for _, step := range steps.List() {
		for _, q := range step.Questions {
			name := string(q.Key)
			if name == "" {
				name = q.Title
			}
			out[name] = q
		}
	}
	return out
}

func ask(t testing.TB, k setup.Key) steps.Question {
	t.Helper()
	q, ok := questions()[string(k)]
	if !ok {
		t.Fatalf("nothing asks for %s", k)
	}
	return q
}

func TestEveryFieldIsAskedOnceAndEveryQuestionIsAField(t *testing.T) {
	asked := map[setup.Key]int{}
	for _, step := range steps.List() {
		for _, q := range step.Questions {
			if q.Key == "" {
				continue
			}
			asked[q.Key]++
			f, ok := setup.FieldOf(q.Key)
			if !ok {
				t.Errorf("%s asks for %q, which is no answer", step.ID, q.Key)
			}
			if f.Secret != (q.Kind == steps.Hidden) {
				t.Errorf("%s: secret %v, asked hidden %v", q.Key, f.Secret, q.Kind == steps.Hidden)
			}
			if f.Required && q.Optional {
				t.Errorf("%s is required, and the question may stay empty", q.Key)
			}
			if mayBeEmpty := f.Check("") == nil; q.Optional != mayBeEmpty {
				t.Errorf("%s: the answer may be empty: %v, the question: %v", q.Key, mayBeEmpty, q.Optional)
			}
		}
	}
	for _, f := range setup.Fields() {
		if f.Key == setup.RedeemedElsewhere || f.Kind == setup.Command {
			continue // the check that it is about names it; a command is for runs that nobody sits at
		}
		if asked[f.Key] != 1 {
			t.Errorf("%s is asked %d times", f.Key, asked[f.Key])
		}
	}
}

func TestEverySecretIsAskedWithItsUseOrItsPlace(t *testing.T) {
	for name, q := range questions() {
		if q.Title == "" || q.Kind == steps.Hidden && q.Help == "" && q.Where == "" {
			t.Errorf("%s is asked without a title, or without a word on what it is for or where it is", name)
		}
		if q.Kind == steps.Hidden && q.Preset(steps.State{}) != "" {
			t.Errorf("%s stands in its field before it is typed", name)
		}
		if (q.Kind == steps.Choice || q.Kind == steps.Search || q.Kind == steps.Checklist) && q.Options == nil {
			t.Errorf("%s is chosen from nothing", name)
		}
	}
}

func TestStepsAreNumberedInOrder(t *testing.T) {
	seen, number := map[steps.ID]bool{}, 0
	for _, s := range steps.List() {
		if s.Title == "" || seen[s.ID] || s.Number < number || s.Number > number+1 {
			t.Errorf("%s has no title, is there twice, or has the number %d after %d", s.ID, s.Number, number)
		}
		seen[s.ID], number = true, s.Number
		if at, of := steps.Position(steps.List(), s); at != s.Number || of != 10 {
			t.Errorf("%s stands at %d of %d", s.ID, at, of)
		}
	}
	if number != 10 {
		t.Errorf("the last step has the number %d, want 10", number)
	}
}

func TestEveryPresetThatStandsThereIsAccepted(t *testing.T) {
	st := steps.State{Profile: "shop", Now: autumn}
	st.Answers = st.Answers.With(setup.Region, "eu1", setup.FromProfile)
	for name, q := range questions() {
		if preset := q.Preset(st); preset != "" {
			if err := q.Check(st, preset); err != nil {
				t.Errorf("%s: Enter on %q says %v", name, preset, err)
			}
		}
	}
}

func TestAnOptionThatIsOfferedIsAccepted(t *testing.T) {
	st := steps.State{Profile: "shop", Now: autumn}
	st.Answers = st.Answers.With(setup.Region, "eu1", setup.Typed)
	st.Observed.Events, st.Observed.Campaigns = []string{"Coupon Generated"}, []string{"Sample"}
	for name, q := range questions() {
		if q.Options == nil {
			continue
		}
		for _, o := range q.Options(st) {
			if err := q.Check(st, o.Value); err != nil || o.Label == "" {
				t.Errorf("%s offers %q as %q, and then says %v", name, o.Value, o.Label, err)
			}
		}
	}
	if n := len(questions()["What is in place?"].Options(st)); n != len(check.Prerequisites(phrase.Email)) {
		t.Errorf("%d prerequisites are offered", n)
	}
}

func TestASignInIsAskedOnlyOfWhoAllowsIt(t *testing.T) {
	step, _ := steps.Resolve(steps.List(), at(steps.TalonOneStep))
	var st steps.State
	without := len(step.Asked(st))
	st.Answers = st.Answers.With(setup.Unpublished, "true", setup.Typed)
	if with := len(step.Asked(st)); with != without+2 {
		t.Errorf("%d questions with and %d without, want email and password between them", with, without)
	}
}

func TestTheKindOfAccountStandsInCapitals(t *testing.T) {
	for _, c := range []struct {
		project, application, want string
	}{
		{"", "", ""}, {"R74-ZWR-R44Z", "", "LIVE"}, {"TEST-R74-ZWR-R44Z", "", "TEST"}, {"R74-ZWR-R44Z", "1", "LIVE"}, {"TEST-R74-ZWR-R44Z", "2", "TEST"},
		{"R74-ZWR-R44Z", "2", "TEST and LIVE mixed"}, {"TEST-R74-ZWR-R44Z", "1", "TEST and LIVE mixed"},
	} {
		st := steps.State{Observed: steps.Observed{Applications: applications()}}
		st.Answers = st.Answers.With(setup.ProjectID, c.project, setup.Typed).With(setup.Application, c.application, setup.Typed)
		if got := st.AccountKind(); got != c.want {
			t.Errorf("%s with Application %q is %q, want %q", c.project, c.application, got, c.want)
		}
		st.Rehearsal = true
		if got := st.AccountKind(); got != "REHEARSAL" {
			t.Errorf("a rehearsal is %q", got)
		}
	}
}

func TestMissingAnswersAreListedWithTheirVariables(t *testing.T) {
	err := steps.FitForSetup(steps.State{Now: autumn})
	for _, f := range setup.Fields() {
		if f.Required && (err == nil || !strings.Contains(err.Error(), f.Key.Variable())) {
			t.Errorf("%v does not name %s", err, f.Key.Variable())
		}
	}
}

func TestHowManyCustomersComeIsAskedOnlyWhereTalonOneDoesNotSay(t *testing.T) {
	asked := func(st steps.State) bool {
		for _, step := range steps.List() {
			for _, q := range step.Asked(st) {
				if q.Key == setup.Customers {
					return true
				}
			}
		}
		return false
	}
	if asked(steps.State{}) || !asked(steps.State{Observed: steps.Observed{Uncounted: true}}) {
		t.Error("it is asked where it is known, or not asked where it is not")
	}
}
