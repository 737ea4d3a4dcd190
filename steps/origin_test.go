package steps_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// begun is a new setup with the answers of one that is saved and whole.
func begun() steps.State {
	saved := savedState()
	o := setup.Origin{Profile: "staging", Answers: setup.Complete(saved.Answers, setup.Surroundings{Now: autumn, Profile: "staging"})}
	return steps.State{Profile: "production", Now: autumn}.Begin(o)
}

func TestWhatANewSetupHasOfAnotherIsSaidWithWhatIsToBeGivenAnew(t *testing.T) {
	st := begun()
	lines := st.Begun()
	if len(lines) != 2 || lines[0] != "From profile staging: 16 answers on event, webhook, campaign, rule, email." ||
		!strings.HasPrefix(lines[1], "To give anew: CleverTap region, CleverTap project ID, CleverTap passcode, Talon.One Campaign Manager URL,") {
		t.Errorf("it says %q", lines)
	}
	st.Answers = st.Answers.With(setup.Passcode.Command(), `["op"]`, setup.FromVariable).With(setup.ProjectID, "R74-ZWR-R44Z", setup.FromVariable)
	if lines = st.Begun(); len(lines) != 3 || strings.Contains(lines[1], "passcode") || !strings.Contains(lines[2], "is that of profile staging too") {
		t.Errorf("with a command and the same project it says %q", lines)
	}
	st = begun()
	st.Now = autumn.AddDate(1, 0, 0)
	if lines = st.Begin(st.Origin).Begun(); len(lines) != 3 || !strings.Contains(lines[1], "1 January 2027, has come") {
		t.Errorf("once the day has come it says %q", lines)
	}
	if lines = savedState().Begun(); lines != nil {
		t.Errorf("a setup with answers of its own says %q", lines)
	}
}

func TestTheApplicationOfTheSetupThatItBeganWithIsRefused(t *testing.T) {
	application, deployment := questions()[string(setup.Application)], questions()[string(setup.TalonOneURL)]
	st, err := deployment.Take(begun(), "https://shop.europe-west1.talon.one/login")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := application.Take(st, "7"); err == nil || !strings.Contains(err.Error(), "both would make one campaign their own") {
		t.Errorf("in the wizard it is %v", err)
	}
	if _, err := application.Take(st, "8"); err != nil {
		t.Errorf("another Application: %v", err)
	}
	st.Answers = st.Answers.With(setup.Application, "7", setup.FromVariable)
	var twice *steps.TwiceError
	if _, err := st.Same(); !errors.As(err, &twice) || !strings.Contains(twice.Fix(), "--profile staging") {
		t.Errorf("from a variable it is %v", err)
	}
	if _, err := st.Done(steps.Apply).Same(); err != nil {
		t.Errorf("once it was applied: %v", err)
	}
}

func TestANewSetupIsOfferedTheApplicationAndTheCampaignThatItsOriginLeavesIt(t *testing.T) {
	at := func(app string) setup.Answers {
		return setup.Answers{}.With(setup.TalonOneURL, "https://shop.talon.one", setup.Typed).With(setup.Application, app, setup.Typed)
	}
	st := steps.State{Answers: setup.Answers{}.With(setup.TalonOneURL, "https://shop.talon.one", setup.Typed), Origin: setup.Origin{Profile: "staging", Answers: at("1")},
		Observed: steps.Observed{Applications: applications(), Samples: []string{}}}
	if got := ask(t, setup.Application).Preset(st); got != "2" {
		t.Errorf("the Application %q is offered, want the other one", got)
	}
	if label := ask(t, setup.CampaignSample).Options(st)[0].Label; !strings.Contains(label, "staging") {
		t.Errorf("without a sample it says %q", label)
	}
}
