package main

import (
	"context"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/tui"
)

// rotateOnScreen rotates with a person in front of a whole screen. What the line
// mode reports is left behind on the screen that comes back.
func (a *app) rotateOnScreen(ctx context.Context, run begun, which rotate.Credential, f rotateFlags) error {
	flow := steps.NewRotation(forRotation(run.state, which, f), steps.RotationOptions{Credential: which, Sure: f.yes, Asks: true,
		Prepare: func(ctx context.Context) (rotate.Rotation, error) { return a.rotation(ctx, run, which, f) }})
	left, shown := tui.Run(ctx, tui.Options{Flow: flow, Look: a.look(), In: a.in, Out: a.screen})
	return a.rotated(run, flow, which, left, shown)
}

// leftRotation says what stands after a rotation that was left before its end.
func (a *app) leftRotation(result rotate.Result, err, why error) error {
	if result.Outcome == "" && result.Unended == "" {
		a.say(words.RotateLeftUnchanged)
		return why
	}
	if err := a.writeRotation(result, err); err != nil {
		return err
	}
	return why
}
