package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) applyCommand() *cobra.Command {
	var f setupFlags
	c := &cobra.Command{
		Use: "apply", Short: words.ApplyShort,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.apply(cmd.Context(), f) },
	}
	c.Flags().BoolVar(&f.yes, "yes", false, words.CommandYes)
	f.forChanges(c)
	return a.withMarkdown(a.withJSON(a.withAnswers(a.withFrom(c))))
}

func (a *app) apply(ctx context.Context, f setupFlags) error {
	run, err := a.begin(ctx, f)
	if err != nil {
		return err
	}
	defer run.lock.Unlock()
	f.asks = !f.yes
	return a.unattended(ctx, run.session, a.withSecrets(ctx, run.state), f)
}

// agree shows the plan and asks for a yes. Without a terminal nobody can give it.
func (a *app) agree(ctx context.Context, p plan.Plan) error {
	if err := report.Plan(a.err, a.style(), p); err != nil {
		return err
	}
	if !a.terminal {
		return usage(words.ApplyNoTerminal)
	}
	if p.NoChanges() {
		return nil
	}
	return a.agreed(ctx, false, "\nApply this?")
}
