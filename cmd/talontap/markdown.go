package main

import (
	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

// withMarkdown adds the flag of commands whose cards can be handed to a
// colleague.
func (a *app) withMarkdown(c *cobra.Command) *cobra.Command {
	c.Flags().BoolVar(&a.markdown, "markdown", false, words.FlagMarkdown)
	return c
}

// planMarkdown writes the cards of a plan.
func (a *app) planMarkdown(p plan.Plan, st steps.State) error {
	return report.Markdown(a.out, report.Handover{Profile: st.Profile, Cards: p.ByHand()})
}

// setupMarkdown writes what a run left, with the checklist behind it, and what
// kept it from its end.
func (a *app) setupMarkdown(end ending) error {
	return report.Markdown(a.out, report.Handover{Profile: end.state.Profile, Cards: end.report.Left, Checks: end.report.Checklist, Run: end.report, Err: end.err})
}
