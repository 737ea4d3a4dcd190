package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) planCommand() *cobra.Command {
	return a.withMarkdown(a.withJSON(a.withAnswers(&cobra.Command{
		Use: "plan", Short: "Show what would change, and change nothing",
		RunE: func(cmd *cobra.Command, _ []string) error { return a.plan(cmd.Context()) },
	})))
}

func (a *app) plan(ctx context.Context) error {
	st, err := a.state()
	if err != nil {
		return err
	}
	st = a.withSecrets(ctx, st)
	world := a.world()
	st.Now, world.Glance = world.Now(), a.glance(false)
	p, _, err := steps.NewSession(world).Plan(ctx, st)
	if err != nil {
		return err
	}
	switch {
	case a.json:
		return report.PlanJSON(a.out, p)
	case a.markdown:
		return a.planMarkdown(p, st)
	}
	return report.Plan(a.out, a.style(), p)
}
