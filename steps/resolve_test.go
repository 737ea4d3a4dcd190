package steps_test

import (
	"crypto/rand"
	"slices"
	"testing"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// at is the state in which a step is shown: all before it are confirmed.
func at(id steps.ID) steps.State {
	var st steps.State
	for _, s := range steps.List() {
		if s.ID == id {
			break
		}
		st = st.Done(s.ID)
	}
	return st
}

func shown(t testing.TB, st steps.State) steps.ID {
	t.Helper()
	s, done := steps.Resolve(steps.List(), st)
	if done {
		return "done"
	}
	return s.ID
}

func TestTheStepShownIsTheFirstThatIsNotConfirmed(t *testing.T) {
	for _, s := range steps.List() {
		st := at(s.ID)
		if got := shown(t, st); got != s.ID && (s.Shown == nil || s.Shown(st)) {
			t.Errorf("shown is %s, want %s", got, s.ID)
		}
	}
	if got := shown(t, steps.State{}); got != steps.Welcome {
		t.Errorf("the zero state shows %s", got)
	}
	all := steps.State{}.AllDone()
	if got := shown(t, all); got != "done" {
		t.Errorf("with everything confirmed %s is shown", got)
	}
	if got := shown(t, all.Undone(steps.RuleStep, steps.Enable)); got != steps.RuleStep {
		t.Errorf("of two open steps %s is shown, want the first", got)
	}
}

func TestAStepThatIsNotShownIsPassedOver(t *testing.T) {
	list := steps.List()
	hidden := slices.IndexFunc(list, func(s steps.Step) bool { return s.ID == steps.Expiry })
	list[hidden].Shown = func(steps.State) bool { return false }
	st := at(steps.Expiry)
	if s, _ := steps.Resolve(list, st); s.ID != steps.RuleStep {
		t.Errorf("shown is %s, want the rule", s.ID)
	}
	if got, _ := steps.Resolve(list, steps.Back(list, st)); got.ID != steps.Application {
		t.Errorf("back from the rule leads to %s, want over the hidden step to the Application", got.ID)
	}
}

func TestBackLeadsToTheStepBeforeAlsoWhereTwoShareANumber(t *testing.T) {
	for from, want := range map[steps.ID]steps.ID{
		steps.Welcome: steps.Welcome, steps.Prerequisites: steps.Welcome, steps.TalonOneStep: steps.CleverTapStep, steps.Application: steps.TalonOneStep,
		steps.Expiry: steps.Application, steps.RuleStep: steps.Expiry, steps.Values: steps.RuleStep, steps.Review: steps.Values,
		steps.Apply: steps.Review, steps.Live: steps.Review, steps.Enable: steps.Review, "done": steps.Review,
	} {
		st := at(from)
		back := steps.Back(steps.List(), st)
		if got := shown(t, back); got != want {
			t.Errorf("back from %s leads to %s, want %s", from, got, want)
		}
		if got := shown(t, st); got != from {
			t.Errorf("going back changed the state it came from: it now shows %s", got)
		}
	}
}

func TestBackKeepsAnswers(t *testing.T) {
	st := at(steps.RuleStep)
	st.Answers = st.Answers.With(setup.EventName, "Gift", setup.Typed)
	if got := steps.Back(steps.List(), st).Answers.Text(setup.EventName); got != "Gift" {
		t.Errorf("the event is %q afterwards", got)
	}
}

func TestConfirmingChangesOnlyTheNewState(t *testing.T) {
	var none steps.State
	one := none.Done(steps.Welcome)
	two := one.Done(steps.Prerequisites)
	three := two.Undone(steps.Welcome)
	if none.Confirmed != nil || len(one.Confirmed) != 1 || len(two.Confirmed) != 2 || len(three.Confirmed) != 1 || len(none.Undone(steps.Welcome).Confirmed) != 0 {
		t.Errorf("confirmed are %v, %v, %v, %v", none.Confirmed, one.Confirmed, two.Confirmed, three.Confirmed)
	}
}

// saved is a profile with everything answered and confirmed, and its secrets.
func saved() steps.State {
	st := steps.State{Profile: "shop", Now: autumn, Saved: true}
	for k, v := range map[setup.Key]string{setup.Region: "eu1", setup.ProjectID: "R74-ZWR-R44Z", setup.TalonOneURL: "https://shop.talon.one", setup.Application: "1"} {
		st.Answers = st.Answers.With(k, v, setup.FromProfile)
	}
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		st.Answers = st.Answers.WithSecret(k, secret.New(rand.Text()), setup.FromKeychain)
	}
	return st.AllDone()
}

func TestASavedProfileResumesAtWhatIsMissing(t *testing.T) {
	if got := shown(t, steps.Open(steps.List(), saved())); got != "done" {
		t.Errorf("with nothing missing %s is shown", got)
	}
	for k, want := range map[setup.Key]steps.ID{
		setup.Passcode: steps.CleverTapStep, setup.ProjectID: steps.CleverTapStep, setup.Region: steps.CleverTapStep, setup.ManagementKey: steps.TalonOneStep,
		setup.TalonOneURL: steps.TalonOneStep, setup.Application: steps.Application, setup.IntegrationKey: steps.Application,
	} {
		st := saved()
		if f, _ := setup.FieldOf(k); f.Secret {
			st.Answers = st.Answers.WithSecret(k, secret.Secret{}, setup.Typed)
		} else {
			st.Answers = st.Answers.With(k, "", setup.Typed)
		}
		if got := shown(t, steps.Open(steps.List(), st)); got != want {
			t.Errorf("without %s it resumes at %s, want %s", k, got, want)
		}
	}
}

func TestASavedProfileLooksAtEverythingAnewFromTheReviewOn(t *testing.T) {
	st := steps.Open(steps.List(), saved().Anew())
	if got := shown(t, st); got != steps.Review {
		t.Errorf("it resumes at %s, want the review", got)
	}
}
