package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

// rotated keeps and tells what a rotation came to. Whoever left it before its end
// left it; shown is why a face could not go on.
func (a *app) rotated(run begun, flow *steps.Flow, which rotate.Credential, left bool, shown error) error {
	result, err := flow.Rotated()
	result.Unended = run.session.Unended()
	kept := a.keepRotation(result, flow.State().Answers.Text(which.Expires()))
	switch {
	case shown != nil:
		return a.leftRotation(result, err, shown)
	case kept != nil && err == nil:
		return a.reportRotation(result, kept)
	case flow.Next().At == steps.AtStillKept:
		return &exitError{code: exitCancelled, err: errors.New(words.RotateWouldLose)}
	case left:
		return a.leftRotation(result, err, &exitError{code: exitCancelled})
	}
	return a.reportRotation(result, err)
}

// leftRotation says what stands after a rotation that was left before its end.
func (a *app) leftRotation(result rotate.Result, err, why error) error {
	if result.Outcome == "" && result.Unended == "" {
		a.say(words.RotateLeftUnchanged)
		return why
	}
	return cmp.Or(a.writeRotation(result, err), why)
}

// keepRotation writes down what a rotation changed about the profile, and closes
// its lines in the journal: where it stands now was read, so nothing of an
// earlier run is open any more. A rotation that waits keeps its lines.
func (a *app) keepRotation(result rotate.Result, expires string) error {
	// Since when the credential is in use, when it ends (nobody told: unknown), and what
	// the admin vouched for.
	term := func(p *store.Profile) {
		key := string(result.Credential.Expires())
		delete(p.Answers, key)
		if expires != "" && result.Outcome == rotate.Rotated {
			p.Answers[key] = setup.CleanDate(expires)
		}
		p.Noted = steps.Renewed(note.Read(p.Noted), result.Credential, result.Word, a.now()).Texts()
	}
	switch result.Outcome {
	case rotate.Rotated, rotate.Undone:
		if err := a.change(term); err != nil {
			return fmt.Errorf("the credential is in use, but the profile was not saved: %w", err)
		}
	case rotate.Waiting, "":
		return nil
	}
	return a.journaled().Forget(result.Credential.Marks()...)
}

func (a *app) reportRotation(result rotate.Result, err error) error {
	if a.json {
		return cmp.Or(report.RotationJSON(a.out, a.profile, result, err), a.reported(check.Right, err))
	}
	if err != nil && result.Outcome == "" && result.Unended == "" {
		return err // nothing was changed, and the error says why
	}
	return cmp.Or(a.writeRotation(result, err), err)
}

// writeRotation writes how a rotation ended, for a person.
func (a *app) writeRotation(result rotate.Result, err error) error {
	werr := a.end(report.EndOfRotation(result, a.profile), a.details, func(style report.Style) error { return report.Rotation(a.out, style, result) })
	if werr != nil {
		return werr
	}
	if p, ok := errors.AsType[*rotate.Problem](err); ok && errors.Is(err, context.Canceled) {
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
