package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/plain"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/tui"
)

type rotateFlags struct {
	fromStdin, undo, revoked, yes, switched, plain bool

	expires string
	wait    time.Duration
	watch   time.Duration
}

func (a *app) rotateCommand() *cobra.Command {
	var f rotateFlags
	c := &cobra.Command{
		Use: "rotate", Short: words.RotateShort,
		Long: words.RotateLong,
		RunE: func(*cobra.Command, []string) error {
			return usage(words.RotateWhich)
		},
	}
	flags := c.PersistentFlags()
	flags.BoolVar(&f.fromStdin, "secret-stdin", false, words.RotateStdin)
	flags.BoolVar(&f.undo, "undo", false, words.RotateUndoFlag)
	flags.BoolVar(&f.revoked, "revoked", false, words.RotateRevokedFlag)
	flags.BoolVar(&f.switched, "switched", false, words.RotateSwitchedFlag)
	flags.BoolVar(&f.yes, "yes", false, words.RotateYesFlag)
	flags.BoolVar(&f.plain, "plain", false, words.FlagPlain)
	flags.StringVar(&f.expires, "expires", "", words.RotateExpiresFlag)
	flags.DurationVar(&f.wait, "wait", live.DefaultWait, words.RotateWaitFlag)
	flags.DurationVar(&f.watch, "watch", 0, words.RotateWatchFlag)
	for _, which := range rotate.Credentials() {
		c.AddCommand(a.withJSON(a.withAnswers(&cobra.Command{
			Use: string(which), Short: fmt.Sprintf(words.RotateTitle, which.Title()),
			Args: func(cmd *cobra.Command, args []string) error {
				if len(args) > 0 {
					return usage(words.RotateNoWords, cmd.CommandPath())
				}
				return nil
			},
			RunE: func(cmd *cobra.Command, _ []string) error { return a.rotate(cmd.Context(), which, f) },
		})))
	}
	return c
}

func (f rotateFlags) fit() error {
	switch {
	case f.undo && (f.revoked || f.fromStdin):
		return usage(words.RotateUndoAlone)
	case f.expires != "":
		if _, err := setup.ParseDay(f.expires, nil); err != nil {
			return usage("--expires: %w", err)
		}
	}
	return nil
}

func (a *app) rotate(ctx context.Context, which rotate.Credential, f rotateFlags) error {
	if err := f.fit(); err != nil {
		return err
	}
	fresh, err := a.piped(ctx, which, f)
	if err != nil {
		return err
	}
	run, err := a.begin(ctx, setupFlags{wait: f.wait})
	if err != nil {
		return err
	}
	defer run.lock.Unlock()
	if a.terminal && !a.json && !f.settled() && !a.linewise(f.plain) {
		return a.rotateOnScreen(ctx, run, which, f)
	}
	return a.rotateByLines(ctx, run, which, f, fresh)
}

// rotateByLines rotates line by line, asking whoever is there.
func (a *app) rotateByLines(ctx context.Context, run begun, which rotate.Credential, f rotateFlags, fresh secret.Secret) error {
	r, err := a.rotation(ctx, run, which, f)
	if err != nil {
		return err
	}
	if u := a.unfinished(func(mark string) bool { return slices.Contains(which.Marks(), mark) }); len(u.Cut) > 0 {
		a.recall(steps.Unfinished{Began: u.Began, Cut: u.Cut})
	}
	if a.terminal {
		r.Ask = a.askYes
	}
	flow := steps.NewRotation(forRotation(run.state, which, f), steps.RotationOptions{Credential: which, Fresh: fresh, Undo: f.undo, Revoked: f.revoked, Sure: f.yes,
		Prepare: func(context.Context) (rotate.Rotation, error) { return r, nil }})
	if a.terminal && !f.settled() {
		defer restoreEcho()()
		err = plain.Run(ctx, plain.Options{Flow: flow, In: a.in, Out: a.err, Style: a.style(),
			ReadSecret: func(prompt string) (string, error) { return readHidden(a.err, prompt) }})
	} else {
		_, err = steps.Alone{Rotated: func(step rotate.Step) { a.say(report.RotationProgress(step)) }}.Run(ctx, flow)
	}
	if errors.Is(err, steps.ErrNobody) {
		return usage(words.RotateNoTerminal)
	}
	if _, own := flow.Rotated(); errors.Is(err, own) {
		err = nil // the rotation's own end, which is told with it
	}
	return a.rotated(run, flow, which, !flow.Ended(), err)
}

// rotateOnScreen rotates with a person in front of a whole screen. What the line
// mode reports is left behind on the screen that comes back.
func (a *app) rotateOnScreen(ctx context.Context, run begun, which rotate.Credential, f rotateFlags) error {
	flow := steps.NewRotation(forRotation(run.state, which, f), steps.RotationOptions{Credential: which, Sure: f.yes, Asks: true,
		Prepare: func(ctx context.Context) (rotate.Rotation, error) { return a.rotation(ctx, run, which, f) }})
	left, shown := tui.Run(ctx, tui.Options{Flow: flow, Look: a.look(), In: a.in, Out: a.screen})
	return a.rotated(run, flow, which, left, shown)
}

// forRotation is the state in which a new credential is asked for, with its last
// day where the flags tell it.
func forRotation(st steps.State, which rotate.Credential, f rotateFlags) steps.State {
	st = steps.ForRotation(st, which)
	st.Answers = st.Answers.With(which.Expires(), f.expires, setup.Typed)
	return st
}

// settled reports whether the flags say all there is to ask.
func (f rotateFlags) settled() bool { return f.fromStdin || f.undo || f.revoked }

// rotation prepares a rotation, with the keychain, and with as much time for a
// change by hand as whoever is there has.
func (a *app) rotation(ctx context.Context, run begun, which rotate.Credential, f rotateFlags) (rotate.Rotation, error) {
	r, err := run.session.Rotation(ctx, a.withSecrets(ctx, run.state), which)
	if err != nil {
		return r, err
	}
	left, err := a.journaled().Begun(which.Marks()...)
	for _, e := range left {
		r.Left = append(r.Left, rotate.Line{Mark: e.Mark, Action: e.Action})
	}
	r.Vault, r.Word, r.Watch = a.vaultOf(which), f.switched, f.watch
	if a.terminal && r.Watch == 0 {
		r.Watch = 24 * time.Hour
	}
	return r, err
}

// piped reads the new credential from standard input, where that was asked for.
func (a *app) piped(ctx context.Context, which rotate.Credential, f rotateFlags) (secret.Secret, error) {
	if !f.fromStdin {
		return secret.Secret{}, nil
	}
	text, err := beside(ctx, func() (string, error) {
		data, err := io.ReadAll(io.LimitReader(a.in, plain.Longest))
		return string(data), err
	})
	if err != nil {
		return secret.Secret{}, fmt.Errorf("reading the new credential from standard input: %w", err)
	}
	field, _ := setup.FieldOf(which.Key())
	value, err := field.Fitting(secret.New(strings.TrimPrefix(text, "\ufeff"))) // the mark some Windows programs put first
	if err != nil {
		return secret.Secret{}, &rotate.Problem{Kind: rotate.Unfit, Text: fmt.Sprintf(words.RotateNotThat, which.Title()),
			Advice: fmt.Sprintf(words.RotateNotThatFix, which.Made()), Err: err}
	}
	return value, nil
}
