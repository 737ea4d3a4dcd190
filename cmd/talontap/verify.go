package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
)

type verifyFlags struct {
	depth          string
	wait           time.Duration
	insist, takeUp bool

	known acknowledgement

	all   bool
	named bool   // the profile, by its flag
	junit string // the file to write the checks to
	form  string // of what is posted to the address of --notify
	doors *doors // to the services, which many setups share
}

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	c := &cobra.Command{
		Use: "verify", Short: words.VerifyShort,
		Long: fmt.Sprintf(words.VerifyLong, depthHelp()),
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.named, f.doors = cmd.Flags().Changed("profile"), a.doors()
			if !f.all && !a.pattern() {
				return a.verify(cmd.Context(), f)
			}
			if err := forOne(cmd); err != nil {
				return err
			}
			return a.verifyAll(cmd.Context(), f)
		},
	}
	c.Flags().BoolVar(&f.all, "all", false, words.AllFlag)
	c.Flags().Var(format{a}, "format", words.FormatFlag)
	c.Flags().StringVar(&a.notify, "notify", "", words.NotifyFlag)
	c.Flags().StringVar(&f.form, "notify-form", "", words.NotifyFormFlag)
	c.Flags().StringVar(&f.known.id, "acknowledge", "", words.AcknowledgeFlag)
	c.Flags().StringVar(&f.known.why, "reason", "", words.AcknowledgeReasonFlag)
	c.Flags().StringVar(&f.known.until, "until", "", words.AcknowledgeUntilFlag)
	c.Flags().StringVar(&f.junit, "junit", "", words.JUnitFlag)
	c.Flags().StringVar(&f.depth, "live", "", words.VerifyLive)
	c.Flags().Lookup("live").NoOptDefVal = string(live.DepthSimulate)
	c.Flags().DurationVar(&f.wait, "wait", live.DefaultWait, words.RotateWaitFlag)
	c.Flags().BoolVar(&f.takeUp, "take-up", false, words.VerifyTakeUp)
	c.Flags().BoolVar(&f.insist, "insist", false, words.VerifyInsist)
	return a.withJSON(a.withAnswers(c))
}

// forOne refuses, with many setups, what is for one alone.
func forOne(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains([]string{"live", "take-up", "wait", "insist", "answers", "set", "acknowledge", "reason", "until"}, f.Name) {
			err = usage(words.AllOneOnly, f.Name)
		}
	})
	return err
}

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

type verified struct {
	list    check.List
	live    *live.Result
	verdict check.Exit
}

// verify shows what it found before anything else can fail, and passes it on.
func (a *app) verify(ctx context.Context, f verifyFlags) error {
	if err := f.fit(); err != nil {
		return err
	}
	bell, err := a.bell(f)
	if err != nil {
		return err
	}
	began := time.Now()
	found, err := a.lookOver(ctx, f)
	if _, misused := errors.AsType[*exitError](err); misused {
		return err
	}
	o := outcomeOf(found, err)
	o.Profile, o.Took = a.profile, time.Since(began)
	if found.list.Checks != nil {
		if err := a.writeChecklist(found, o); err != nil {
			return err
		}
	}
	unwritten := f.writeJUnit(func(w io.Writer) error { return report.ChecklistJUnit(w, o, found.list, found.live) })
	bell.ring(ctx, a, []fleet.Outcome{o})
	if found.list.Checks == nil {
		return err
	}
	return a.reported(max(found.verdict, a.warned(unwritten)), err)
}

// outcomeOf reduces what was found. What would be a wrong use, were it alone, is
// something that could not be looked at.
func outcomeOf(found verified, err error) fleet.Outcome {
	o := fleet.Of(found.list)
	o.Verdict = found.verdict
	if err != nil {
		o.Err, o.Verdict = err, check.Exit(status(err))
		if o.Verdict == check.Usage {
			o.Verdict = check.Failed
		}
	}
	return o
}

// lookOver goes through the checklist, and follows a coupon where that is asked for.
// Without checks in what is found, there is only the error to tell.
func (a *app) lookOver(ctx context.Context, f verifyFlags) (verified, error) {
	session, st, err := a.opensToVerify(ctx, f)
	if err != nil {
		return verified{}, err
	}
	if !a.ownAnswers { // of many, each is told when it is done
		a.tellsReading(st)
	}
	list, err := session.Checklist(ctx, st)
	if err != nil {
		return verified{}, err
	}
	return a.beyond(ctx, session, st, list, f)
}

func (a *app) opensToVerify(ctx context.Context, f verifyFlags) (*engine.Session, steps.State, error) {
	st, err := a.state(ctx)
	if err != nil {
		return nil, st, err
	}
	st = a.withSecrets(ctx, st)
	world := a.worldBehind(f.doors)
	world.Wait, world.Insist, world.TakesUp = f.wait, f.insist, st.Saved
	st.Now = world.Now()
	session := engine.New(world)
	if _, ok := session.OnItsWay(st); f.takeUp && !ok {
		return nil, st, usage("--take-up: %w; --live=relay sends one", steps.ErrNothingOnItsWay)
	}
	return session, st, nil
}

// beyond does what is asked for beyond the checklist, and keeps what all of it came to.
func (a *app) beyond(ctx context.Context, session *engine.Session, st steps.State, list check.List, f verifyFlags) (found verified, err error) {
	if f.known.id != "" {
		if st, list, err = a.acknowledge(session, st, f.known); err != nil {
			return found, err
		}
	}
	if (f.depth != "" || f.takeUp) && list.Followable() {
		found.live, err = a.follow(ctx, session, st, f)
		if err == nil {
			st, found.live, err = a.askInbox(ctx, session, st, found.live)
		}
		if found.live == nil && err != nil {
			return found, err // nothing was followed, and the error says why
		}
		list = session.Judged()
	}
	found.list, found.verdict = list, steps.Verdict(list, found.live)
	return found, cmp.Or(err, ctx.Err(), a.noteVerdict(found.verdict, session.Noted(st)))
}

// noteVerdict keeps what a verification found out, whatever it came to, and that
// it passed only where every core check was seen to be right.
func (a *app) noteVerdict(verdict check.Exit, noted note.Notes) error {
	return a.change(func(p *store.Profile) {
		if verdict == check.Right {
			p.Verified = a.now().UTC()
		}
		a.note(p, noted)
	})
}

func (f verifyFlags) fit() error {
	switch {
	case f.depth != "" && !slices.Contains(live.Depths(), live.Depth(f.depth)):
		return usage(words.VerifyLiveValues, f.depth)
	case f.known.id != "" && (f.depth != "" || f.takeUp):
		return usage(words.AcknowledgeAlone)
	case f.takeUp && f.depth != "" && f.depth != string(live.DepthRelay):
		return usage(words.VerifyTakeUpAlone)
	}
	return f.known.fit()
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

func (a *app) writeChecklist(found verified, o fleet.Outcome) error {
	switch {
	case a.json:
		return report.ChecklistJSON(a.out, found.list, found.live, o.Err)
	case a.markdown:
		return report.ChecklistMarkdown(a.out, o, found.list, found.live)
	}
	full, listed := a.details || !a.outTTY, words.EndListedMore
	if full {
		listed = words.EndListedAbove
	}
	return a.end(report.EndOfCheck(o, found.list, found.live, listed), full, func(style report.Style) error {
		if found.live != nil {
			if err := report.Live(a.out, style, *found.live); err != nil {
				return err
			}
			fmt.Fprintln(a.out)
		}
		return report.Checklist(a.out, style, found.list)
	})
}
