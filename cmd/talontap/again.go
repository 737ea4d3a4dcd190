package main

import (
	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

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
