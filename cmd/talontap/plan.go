package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) planCommand() *cobra.Command {
	return a.withMarkdown(a.withJSON(a.withAnswers(a.withFrom(&cobra.Command{
		Use: "plan", Short: words.PlanShort,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.plan(cmd.Context()) },
	}))))
}

func (a *app) plan(ctx context.Context) error {
	world := a.world()
	world.Glance = a.glance(false)
	session, st, err := a.opens(ctx, world)
	if err != nil {
		return err
	}
	a.tellsReading(st)
	p, _, err := session.Plan(ctx, st)
	if p.Changes == nil {
		return err
	}
	return cmp.Or(a.reportPlan(p, st, err), a.reported(check.Right, err))
}

func (a *app) reportPlan(p plan.Plan, st steps.State, err error) error {
	switch {
	case a.json:
		return report.PlanJSON(a.out, p, err)
	case a.markdown:
		return report.Markdown(a.out, report.Handover{Profile: st.Profile, Cards: p.ByHand()})
	}
	return report.Plan(a.out, a.style(), p)
}
