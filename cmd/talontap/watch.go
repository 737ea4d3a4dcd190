package main

import (
	"cmp"
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/watch"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/tui"
)

func (a *app) watchCommand() *cobra.Command {
	var line bool
	c := &cobra.Command{
		Use: "watch", Short: words.WatchShort, Long: words.WatchLong,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.watch(cmd.Context(), line) },
	}
	c.Flags().BoolVar(&line, "plain", false, words.WatchPlain)
	return a.withJSON(a.withAnswers(c))
}

func (a *app) watch(ctx context.Context, line bool) error {
	session, st, err := a.opens(ctx, a.world())
	if err != nil {
		return err
	}
	end, err := a.follows(ctx, line, func(ctx context.Context, tell func(watch.Picture)) (watch.End, error) {
		return session.WatchDay(ctx, st, tell)
	})
	return a.watched(ctx, end, nil, err)
}

// follows shows the day on a screen or line by line; with --json it is silent.
func (a *app) follows(ctx context.Context, line bool, follow tui.Follow) (watch.End, error) {
	switch {
	case a.json:
		return follow(ctx, func(watch.Picture) {})
	case a.terminal && !a.linewise(line):
		return tui.Watch(ctx, follow, tui.Options{Look: a.look(), In: a.in, Out: a.screen})
	}
	lines := report.NewWatchLines(a.style())
	return follow(ctx, func(p watch.Picture) {
		for _, l := range lines.Of(p) {
			a.say(l)
		}
	})
}

// watched reports the day, and a rehearsal by whether it found what was planted.
func (a *app) watched(ctx context.Context, end watch.End, rehearsed *report.Rehearsed, err error) error {
	if err != nil && end.Begins.IsZero() {
		return err // nothing was watched, and the error says why
	}
	verdict := end.Verdict()
	if rehearsed != nil && end.Over {
		verdict = check.Failed
		if rehearsed.Right() {
			verdict = check.Right
		}
	}
	err = cmp.Or(err, ctx.Err())
	if a.json {
		if !end.Over {
			rehearsed = nil
		}
		return cmp.Or(report.WatchJSON(a.out, end, rehearsed, err), a.reported(verdict, err))
	}
	full := len(end.Checks.Checks) > 0 && (a.details || !a.outTTY)
	werr := a.end(report.EndOfDay(end, rehearsed, a.profile), full, func(style report.Style) error { return report.Checklist(a.out, style, end.Checks) })
	if werr != nil {
		return werr
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, tui.ErrLeft) {
		return &exitError{code: exitCancelled}
	}
	return a.reported(verdict, err)
}
