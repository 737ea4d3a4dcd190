package main

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/plain"
)

// What the wizard and variables give is held to one plan in package steps; here
// the line mode and an answers file are held to each other in the same way.
func TestTheLineModeAndAnAnswersFileGiveTheSamePlan(t *testing.T) {
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	defer box.Close()
	typed := tutorialState(box)
	fromFile, _, err := steps.NewSession(hasty(box, failure{})).Plan(t.Context(), throughAFile(t, typed))
	if err != nil {
		t.Fatal(err)
	}
	flow := steps.NewSetup(steps.NewSession(hasty(box, failure{})), typed, steps.SetupOptions{})
	if err := plain.Run(t.Context(), plain.Options{Flow: flow, In: strings.NewReader(strings.Repeat("\n", 200)), Out: io.Discard}); err != nil {
		t.Fatal(err)
	}
	if got, want := written(t, flow.Report().Plan), written(t, fromFile); got != want || len(flow.Report().Plan.Changes) != 6 {
		t.Errorf("the line mode gives\n%s\nthe answers file\n%s", got, want)
	}
}

// throughAFile is a state whose answers were written to a file and read again;
// its secrets, which no file holds, stay as they are.
func throughAFile(t *testing.T, st steps.State) steps.State {
	t.Helper()
	p := store.Profile{Version: store.Version, Answers: map[string]string{}}
	for k, v := range st.Answers.Texts() {
		p.Answers[string(k)] = v
	}
	read, err := store.Parse("answers.toml", store.Format(p, schema()), schema())
	if err != nil {
		t.Fatal(err)
	}
	var answers setup.Answers
	for k, v := range read.Answers {
		answers = answers.With(setup.Key(k), v, setup.FromFile)
	}
	for _, f := range setup.Fields() {
		if f.Secret {
			answers = answers.WithSecret(f.Key, st.Answers.Secret(f.Key), setup.FromVariable)
		}
	}
	st.Answers = answers.With(setup.SignInEmail, st.Answers.Text(setup.SignInEmail), setup.FromVariable)
	return st
}

func written(t *testing.T, p plan.Plan) string {
	t.Helper()
	data, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
