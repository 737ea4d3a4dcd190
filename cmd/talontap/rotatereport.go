package main

import (
	"context"
	"errors"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/report"
)

func (a *app) reportRotation(result rotate.Result, err error) error {
	if a.json {
		if werr := report.RotationJSON(a.out, a.profile, result, err); werr != nil {
			return werr
		}
		if err != nil {
			return &exitError{code: status(err)}
		}
		return nil
	}
	if err != nil && result.Outcome == "" && result.Unended == "" {
		return err // nothing was changed, and the error says why
	}
	if werr := a.writeRotation(result, err); werr != nil {
		return werr
	}
	return err
}

// writeRotation writes how a rotation ended, for a person.
func (a *app) writeRotation(result rotate.Result, err error) error {
	werr := a.end(report.EndOfRotation(result, a.profile), a.details, func(style report.Style) error { return report.Rotation(a.out, style, result) })
	if werr != nil {
		return werr
	}
	var p *rotate.Problem
	if errors.Is(err, context.Canceled) && errors.As(err, &p) {
		a.say(p.Advice) // all that a run that was stopped says else is that it was
	}
	return nil
}

// rotationStatus is the exit status of a rotation that did not come to its end.
func rotationStatus(p *rotate.Problem) int {
	switch {
	case transport.KindOf(p) == transport.Unauthorised:
		return exitRejected
	case errors.Is(p, context.Canceled):
		return exitCancelled
	case p.Kind == rotate.Unfit:
		return exitUsage
	case p.Kind == rotate.Unsound:
		return exitCheck
	}
	return exitFailed
}
