package main

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
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

func (a *app) againCommand() *cobra.Command {
	var f setupFlags
	var date string
	c := &cobra.Command{
		Use: "again", Short: words.AgainShort,
		Long: words.AgainLong,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.date = setup.CleanDate(date); f.date == "" {
				return usage(words.AgainNeedsDate)
			}
			return a.apply(cmd.Context(), f)
		},
	}
	c.Flags().StringVar(&date, "date", "", words.AgainDate)
	c.Flags().BoolVar(&f.yes, "yes", false, words.CommandYes)
	f.forChanges(c)
	return a.withMarkdown(a.withJSON(c))
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
