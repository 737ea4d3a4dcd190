package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/tui"
)

// demoPace is how long each hop of a demo is shown, so that it can be followed.
const demoPace = 300 * time.Millisecond

// demoAddress receives the demo's email, in the sandbox's own inbox.
const demoAddress = "you@example.com"

func (a *app) demoCommand() *cobra.Command {
	var line, guided, fast, day bool
	c := &cobra.Command{
		Use: "demo", Short: words.DemoShort,
		Long: words.DemoLong,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case day && (guided || fast || a.markdown):
				return usage(words.DemoDayAlone)
			case day:
				return a.demoDay(cmd.Context(), line)
			}
			return a.demo(cmd.Context(), line, guided, fast)
		},
	}
	c.Flags().BoolVar(&line, "plain", false, words.DemoJSON)
	c.Flags().BoolVar(&fast, "fast", false, words.DemoFast)
	c.Flags().BoolVar(&day, "day", false, words.DemoDay)
	c.Flags().BoolVar(&guided, "guided", false, words.DemoGuided)
	return a.withMarkdown(a.withJSON(c))
}

func (a *app) demo(ctx context.Context, line, guided, fast bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	box, err := sandbox.Start(ctx, sandbox.Options{RefuseUnpublished: guided, Bare: guided, Hurry: a.sandboxHurry()})
	if err != nil {
		return fmt.Errorf("starting the sandbox: %w", err)
	}
	defer box.Close()
	session := engine.New(a.rehearsal(box))
	st := tutorialState(box)
	if guided {
		st.Answers = st.Answers.With(setup.Unpublished, "false", setup.FromSandbox)
	}
	if !a.terminal || line && !guided || a.json || a.markdown {
		return a.unattended(ctx, session, st, setupFlags{})
	}
	pace := demoPace
	if fast || a.hurry > 0 {
		pace = 0
	}
	console := ""
	if guided {
		console = box.TalonOneURL() + "/_sandbox/"
		a.say(fmt.Sprintf(words.DemoPage, console))
		a.say(fmt.Sprintf(words.DemoPasscode, passcodeOf(box)))
	}
	screen := tui.Options{Console: console, Pace: pace}
	_, err = a.attended(ctx, session, st, steps.SetupOptions{Enable: true}, a.linewise(line), screen)
	return err
}

// passcodeOf is the rehearsal's passcode, which nothing else knows or accepts.
func passcodeOf(box *sandbox.Sandbox) string {
	for _, v := range box.Env() {
		if v.Name == setup.Passcode.Variable() {
			return v.Value
		}
	}
	return ""
}

// tutorialState answers everything as the tutorial does, so that Enter alone
// leads to the end.
func tutorialState(box *sandbox.Sandbox) steps.State {
	st := steps.State{Profile: "demo", Rehearsal: true, Now: box.Now(),
		Secrets: steps.Place{Where: words.DemoKeeps}}
	for _, v := range box.Env() {
		for _, f := range setup.Fields() {
			if f.Key.Variable() == v.Name {
				st.Answers, _ = accept(st.Answers, f.Key, v.Value, setup.FromSandbox) // the sandbox's own are fit
			}
		}
	}
	st.Answers = st.Answers.With(setup.TestAddress, demoAddress, setup.FromSandbox)
	var met []string
	for _, p := range check.Prerequisites(phrase.Email) {
		met = append(met, p.ID)
	}
	st.Noted = st.Noted.WithTicked(met, note.On(st.Now))
	return st
}
