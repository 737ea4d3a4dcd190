package steps_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
)

// savedState is a saved setup of an account, as a run finds it.
func savedState(confirmed ...steps.ID) steps.State {
	st := steps.State{Profile: "shop", Saved: true, Now: autumn}
	for k, v := range map[setup.Key]string{setup.ProjectID: "R74-ZWR-R44Z", setup.Region: "eu1", setup.TalonOneURL: "https://shop.europe-west1.talon.one", setup.Application: "7"} {
		st.Answers = st.Answers.With(k, v, setup.FromProfile)
	}
	for _, id := range confirmed {
		st = st.Done(id)
	}
	st.Whose = st.Answers.Account()
	return st
}

func TestAnAnswerForAnotherAccountThanTheSavedOneIsRefused(t *testing.T) {
	for k, v := range map[setup.Key]string{setup.ProjectID: "W74-ZWR-R44Z", setup.TalonOneURL: "https://other.europe-west1.talon.one", setup.Application: "8"} {
		st := savedState(steps.Apply)
		st.Answers = st.Answers.With(k, v, setup.FromVariable)
		var another *steps.AnotherError
		if _, err := st.Same(); !errors.As(err, &another) || !strings.Contains(err.Error(), "shop") || !strings.Contains(another.Fix(), "--profile NAME") {
			t.Errorf("%s = %s: %v", k, v, err)
		}
	}
	if st, err := savedState(steps.Apply).Same(); err != nil || st.Whose == (setup.Account{}) {
		t.Errorf("the saved one itself: %v, %+v", err, st.Whose)
	}
}

func TestTheWizardTakesNoOtherProjectOnceTheSavedSetupWasApplied(t *testing.T) {
	q := questions()[string(setup.ProjectID)]
	applied, err := savedState(steps.Apply).Same()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := q.Take(applied, "W74-ZWR-R44Z"); err == nil || !strings.Contains(err.Error(), "talontap --profile NAME") || got.Answers.Text(setup.ProjectID) != "R74-ZWR-R44Z" {
		t.Errorf("another project is taken: %v, %s", err, got.Answers.Text(setup.ProjectID))
	}
	if _, err := q.Take(applied, "R74-ZWR-R44Z"); err != nil {
		t.Errorf("its own project: %v", err)
	}
	begun, err := savedState().Same()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := q.Take(begun, "W74-ZWR-R44Z"); err != nil || got.Answers.Text(setup.ProjectID) != "W74-ZWR-R44Z" {
		t.Errorf("a wrong project cannot be corrected before anything was applied: %v", err)
	}
}
