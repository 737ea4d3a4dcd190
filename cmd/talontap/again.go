package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/steps/setup"
)

func (a *app) againCommand() *cobra.Command {
	var f setupFlags
	var date string
	c := &cobra.Command{
		Use: "again", Short: "Set up another day, with a campaign of its own",
		Long: "again moves a saved setup whose day has come to another day. The campaign that had its day stays as it\n" +
			"is, with its coupons, counters and limits: a copy of it is made, what differs is changed in that, it is\n" +
			"proven like the first, and enabled last.",
		RunE: func(cmd *cobra.Command, _ []string) error { return a.again(cmd.Context(), f, date) },
	}
	c.Flags().StringVar(&date, "date", "", "the other day, such as 2028-01-01")
	c.Flags().BoolVar(&f.yes, "yes", false, "do not ask")
	f.forChanges(c)
	return a.withMarkdown(a.withJSON(c))
}

func (a *app) again(ctx context.Context, f setupFlags, date string) error {
	if f.date = setup.CleanDate(date); f.date == "" {
		return usage("again wants the other day: --date 2028-01-01")
	}
	run, err := a.begin(ctx, f)
	if err != nil {
		return err
	}
	defer run.lock.Unlock()
	f.asks = !f.yes
	return a.unattended(ctx, run.session, a.withSecrets(ctx, run.state), f)
}
