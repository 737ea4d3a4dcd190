package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	depth          string
	wait           time.Duration
	insist, takeUp bool
}

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	c := &cobra.Command{
		Use: "verify", Short: words.VerifyShort,
		Long: fmt.Sprintf(words.VerifyLong, depthHelp()),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context(), f) },
	}
	c.Flags().StringVar(&f.depth, "live", "", words.VerifyLive)
	c.Flags().Lookup("live").NoOptDefVal = string(live.DepthSimulate)
	c.Flags().DurationVar(&f.wait, "wait", live.DefaultWait, words.RotateWaitFlag)
	c.Flags().BoolVar(&f.takeUp, "take-up", false, words.VerifyTakeUp)
	c.Flags().BoolVar(&f.insist, "insist", false, insistHelp)
	return a.withJSON(a.withAnswers(c))
}

const insistHelp = words.VerifyInsist

// depthHelp says of each depth what it touches and leaves.
func depthHelp() string {
	var b strings.Builder
	for _, d := range live.Depths() {
		flag := "--live=" + string(d)
		if d == live.DepthSimulate {
			flag = "--live"
		}
		fmt.Fprintf(&b, "  %s\n", flag)
		for _, line := range text.Wrap(d.Touches(), 90) {
			fmt.Fprintf(&b, "      %s\n", line)
		}
	}
	return b.String()
}

func (a *app) verify(ctx context.Context, f verifyFlags) error {
	if err := f.fit(); err != nil {
		return err
	}
	st, err := a.state(ctx)
	if err != nil {
		return err
	}
	st = a.withSecrets(ctx, st)
	world := a.world()
	world.Wait, world.Insist, world.TakesUp = f.wait, f.insist, st.Saved
	st.Now = world.Now()
	session := engine.New(world)
	if _, ok := session.OnItsWay(st); f.takeUp && !ok {
		return usage("--take-up: %w; --live=relay sends one", steps.ErrNothingOnItsWay)
	}
	list, err := session.Checklist(ctx, st)
	if err != nil {
		return err
	}
	var result *live.Result
	if (f.depth != "" || f.takeUp) && list.Followable() {
		result, err = a.follow(ctx, session, st, f)
		if err == nil {
			st, result, err = a.askInbox(ctx, session, st, result)
		}
		if result == nil && err != nil {
			return err // nothing was followed, and the error says why
		}
		list = session.Judged()
	}
	verdict := steps.Verdict(list, result)
	err = cmp.Or(err, ctx.Err(), a.noteVerdict(verdict, session.Noted(st)))
	if werr := a.writeChecklist(list, result, err); werr != nil {
		return werr
	}
	return a.reported(verdict, err)
}

// noteVerdict keeps what a verification found out, whatever it came to, and that
// it passed only where every core check was seen to be right.
func (a *app) noteVerdict(verdict check.Exit, noted note.Notes) error {
	if verdict == check.Right {
		return a.noteVerified(a.now(), noted)
	}
	return a.noteLeft(noted)
}

func (f verifyFlags) fit() error {
	switch {
	case f.depth != "" && !slices.Contains(live.Depths(), live.Depth(f.depth)):
		return usage(words.VerifyLiveValues, f.depth)
	case f.takeUp && f.depth != "" && f.depth != string(live.DepthRelay):
		return usage(words.VerifyTakeUpAlone)
	}
	return nil
}

// follow makes the live check, or takes one up. A real run that cannot be made now
// is a wrong use, and nothing was sent.
func (a *app) follow(ctx context.Context, session *engine.Session, st steps.State, f verifyFlags) (*live.Result, error) {
	if f.takeUp {
		result, err := session.TakeUp(ctx, st, a.hops())
		return &result, cmp.Or(err, ctx.Err())
	}
	depth := live.Depth(f.depth)
	if err := session.MayFollow(depth); err != nil {
		return nil, usage("--live=%s: %w", depth, err)
	}
	a.say(st.Channel().Say(depth.Touches()))
	result, err := session.Live(ctx, st, depth, a.hops())
	if len(result.Hops) == 0 {
		return nil, err
	}
	return &result, cmp.Or(err, ctx.Err())
}

// sayAgain is how often a hop that waits says so on a stream that only grows.
const sayAgain = 15 * time.Second

// hops says each hop when it has ended, and now and then how long it waits.
func (a *app) hops() func(live.Hop) {
	said := time.Duration(0)
	return func(h live.Hop) {
		switch {
		case h.Status == live.Running && h.Next == 0:
			said = 0
		case h.Status == live.Running && h.Took-said >= sayAgain:
			said = h.Took
			a.say("… " + h.Title() + ": " + h.Detail)
		}
		a.say(report.HopLine(h))
	}
}

func (a *app) writeChecklist(list check.List, result *live.Result, err error) error {
	if a.json {
		return report.ChecklistJSON(a.out, list, result, err)
	}
	if result != nil {
		if err := report.Live(a.out, a.style(), *result); err != nil {
			return err
		}
		fmt.Fprintln(a.out)
	}
	return report.Checklist(a.out, a.style(), list)
}
