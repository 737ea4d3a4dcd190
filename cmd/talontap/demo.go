package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/setup"
)

// demoAddress receives the demo's email, in the sandbox's own inbox.
const demoAddress = "you@example.com"

func (a *app) demoCommand() *cobra.Command {
	var line bool
	c := &cobra.Command{
		Use: "demo", Short: "Try it all against an embedded sandbox: no account, nothing installed, nothing kept",
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), line) },
	}
	c.Flags().BoolVar(&line, "plain", false, "run unattended, line by line")
	return a.withJSON(c)
}

func (a *app) demo(ctx context.Context, line bool) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	box, err := sandbox.Start(ctx, sandbox.Options{})
	if err != nil {
		return fmt.Errorf("starting the sandbox: %w", err)
	}
	defer box.Close()
	session := steps.NewSession(a.rehearsal(box))
	st := tutorialState(box)
	if !a.terminal || line || a.json {
		return a.unattended(ctx, session, st, setupFlags{})
	}
	return a.attended(ctx, attendedRun{session: session, state: st, plain: a.linewise(false),
		keep: func(steps.State) error { return nil }, enableDefault: true})
}

// tutorialState answers everything as the tutorial does, so that Enter alone
// leads to the end.
func tutorialState(box *sandbox.Sandbox) steps.State {
	st := steps.State{Profile: "demo", Rehearsal: true, Now: box.Now(), Noted: map[string]string{},
		Secrets: "nowhere: the demo keeps nothing"}
	for _, v := range box.Env() {
		for _, f := range setup.Fields() {
			switch {
			case f.Key.Variable() != v.Name:
			case f.Secret:
				st.Answers = st.Answers.WithSecret(f.Key, secret.New(v.Value), setup.FromSandbox)
			default:
				st.Answers = st.Answers.With(f.Key, v.Value, setup.FromSandbox)
			}
		}
	}
	st.Answers = st.Answers.With(setup.TestAddress, demoAddress, setup.FromSandbox)
	for _, p := range check.Prerequisites() {
		st.Noted[p.ID] = st.Now.Format("2 January 2006")
	}
	return st
}
