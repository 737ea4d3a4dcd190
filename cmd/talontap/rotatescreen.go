package main

import (
	"context"

	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/tui"
)

// rotateOnScreen rotates with a person in front of a whole screen. What the line
// mode reports is left behind on the screen that comes back.
func (a *app) rotateOnScreen(ctx context.Context, run begun, which rotate.Credential, f rotateFlags) error {
	out, shown := tui.Rotate(ctx, tui.RotateOptions{Credential: which, State: forRotation(run.state, which, f), Sure: f.yes,
		Prepare: func(ctx context.Context) (rotate.Rotation, error) { return a.rotation(ctx, run, which, f) },
		NoColor: !a.colour(a.color), In: a.in, Out: a.out})
	out.Result.Unended = run.session.Unended()
	kept := a.keepRotation(out.Result, out.Expires)
	switch {
	case shown != nil:
		return a.leftRotation(out, shown)
	case kept != nil && out.Err == nil:
		return a.reportRotation(out.Result, kept)
	case out.StillKept:
		return errStillKept()
	case out.Cancelled:
		return a.leftRotation(out, &exitError{code: exitCancelled})
	}
	return a.reportRotation(out.Result, out.Err)
}

// leftRotation says what stands after a rotation that was left before its end.
func (a *app) leftRotation(out tui.RotateOutcome, why error) error {
	if out.Result.Outcome == "" && out.Result.Unended == "" {
		a.say("talontap: left. Nothing was changed.")
		return why
	}
	if err := a.writeRotation(out.Result, out.Err); err != nil {
		return err
	}
	return why
}
