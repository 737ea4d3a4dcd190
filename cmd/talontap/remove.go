package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) removeCommand() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use: "remove", Short: words.RemoveShort,
		Long: words.RemoveLong,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.remove(cmd.Context(), yes) },
	}
	c.Flags().BoolVar(&yes, "yes", false, words.CommandYes)
	return a.withJSON(a.withAnswers(c))
}

func (a *app) remove(ctx context.Context, yes bool) error {
	if !yes && !a.terminal {
		return a.agreed(ctx, yes, "")
	}
	run, err := a.begin(ctx, setupFlags{})
	if err != nil {
		return err
	}
	defer run.lock.Unlock()
	st := a.withSecrets(ctx, run.state)
	a.recall(st.Earlier)
	what, err := run.session.Removable(ctx, st)
	if err != nil {
		return err
	}
	if question := what.Question(); question != "" {
		if err := a.agreed(ctx, yes, question); err != nil {
			return err
		}
	}
	things, err := run.session.Remove(ctx, st, what, func(t apply.TakenBack) { a.say(report.RemovalLine(t)) })
	if err != nil {
		return err
	}
	if a.json {
		return report.RemovalJSON(a.out, a.profile, things)
	}
	return report.Removal(a.out, a.style(), things)
}
