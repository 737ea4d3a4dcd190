package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) applyCommand() *cobra.Command {
	var f setupFlags
	c := &cobra.Command{
		Use: "apply", Short: "Change what the plan shows, prove it, and enable it last",
		RunE: func(cmd *cobra.Command, _ []string) error { return a.apply(cmd.Context(), f) },
	}
	c.Flags().BoolVar(&f.yes, "yes", false, "do not ask")
	f.forChanges(c)
	return a.withMarkdown(a.withJSON(a.withAnswers(c)))
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

// agree shows the plan and asks for a yes.
func (a *app) agree(ctx context.Context, p plan.Plan) error {
	if err := report.Plan(a.err, a.style(), p); err != nil || p.NoChanges() {
		return err
	}
	return a.agreed(ctx, false, "\nApply this?")
}

// onlyShown shows the plan where nobody can say yes to it.
func (a *app) onlyShown(ctx context.Context, session *steps.Session, st steps.State, date string) (err error) {
	if date != "" {
		if st, err = session.Another(ctx, st, date); err != nil {
			return err
		}
	}
	if err := steps.FitForSetup(st); err != nil {
		return err
	}
	p, _, err := session.Plan(ctx, st)
	if err != nil {
		return err
	}
	if err := report.Plan(a.err, a.style(), p); err != nil {
		return err
	}
	return usage("there is no terminal to ask in, so nothing was changed; look at the plan, then run it with --yes")
}
