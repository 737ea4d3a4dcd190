package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) verifyCommand() *cobra.Command {
	var depth string
	var wait time.Duration
	c := &cobra.Command{
		Use: "verify", Short: "Go through the checklist, reading only",
		Long: "verify looks at everything and changes nothing.\n\n" +
			"  --live          also simulates the rule at the edges of its day (no side effects)\n" +
			"  --live=relay    also sends one test coupon to a test customer",
		RunE: func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context(), depth, wait) },
	}
	c.Flags().StringVar(&depth, "live", "", "simulate, or relay to send one test coupon")
	c.Flags().Lookup("live").NoOptDefVal = string(live.DepthSimulate)
	c.Flags().DurationVar(&wait, "wait", live.DefaultWait, "how long to wait for the test coupon")
	return a.withJSON(a.withAnswers(c))
}

func (a *app) verify(ctx context.Context, depth string, wait time.Duration) error {
	if err := knownDepth(depth); err != nil {
		return err
	}
	st, err := a.state()
	if err != nil {
		return err
	}
	st = a.withSecrets(ctx, st)
	world := a.world()
	world.Wait = wait
	st.Now = world.Now()
	session := steps.NewSession(world)
	list, err := session.Checklist(ctx, st)
	if err != nil {
		return err
	}
	var result *live.Result
	if depth != "" && list.Followable() {
		if result, list, err = a.follow(ctx, session, st, live.Depth(depth)); err != nil {
			return err
		}
	}
	return a.reportChecklist(list, result)
}

func knownDepth(depth string) error {
	switch live.Depth(depth) {
	case "", live.DepthSimulate, live.DepthRelay:
		return nil
	}
	return usage("--live is simulate or relay, not %q", depth)
}

// follow adds a live check to the checklist.
func (a *app) follow(ctx context.Context, session *steps.Session, st steps.State, depth live.Depth) (*live.Result, check.List, error) {
	a.say(depth.Touches())
	result, err := session.Live(ctx, st, depth, func(h live.Hop) { a.say(report.HopLine(h)) })
	if err != nil {
		return nil, check.List{}, err
	}
	return &result, session.Judged(), ctx.Err()
}

func (a *app) reportChecklist(list check.List, result *live.Result) error {
	if err := a.writeChecklist(list, result); err != nil {
		return err
	}
	switch {
	case list.Rejected:
		return &exitError{code: exitRejected}
	case len(list.Failing()) > 0 || result != nil && len(result.Failing()) > 0:
		return &exitError{code: exitCheck}
	}
	return a.noteVerified(time.Now())
}

func (a *app) writeChecklist(list check.List, result *live.Result) error {
	if a.json {
		return report.ChecklistJSON(a.out, list, result)
	}
	if result != nil {
		if err := report.Live(a.out, a.style(), *result); err != nil {
			return err
		}
		fmt.Fprintln(a.out)
	}
	return report.Checklist(a.out, a.style(), list)
}
