package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// keepRotation writes down what a rotation changed about the profile, and closes
// its lines in the journal: where it stands now was read, so nothing of an
// earlier run is open any more. A rotation that waits keeps its lines.
func (a *app) keepRotation(t turn, result rotate.Result) error {
	switch result.Outcome {
	case rotate.Rotated, rotate.Undone:
		if err := a.keepTerm(t, result); err != nil {
			return fmt.Errorf("the credential is in use, but the profile was not saved: %w", err)
		}
	case rotate.Waiting, "":
		return nil
	}
	return a.closeJournal(result.Credential.Mark(), result.Credential.BackMark())
}

// keepTerm notes since when the credential is in use, when it ends, and what the
// admin vouched for.
func (a *app) keepTerm(t turn, result rotate.Result) error {
	p, err := a.store.Load(a.profile, schema())
	if errors.Is(err, store.ErrNoProfile) {
		return nil
	}
	if err != nil {
		return err
	}
	expires := string(result.Credential.Expires())
	delete(p.Answers, expires)
	if t.expires != "" && result.Outcome == rotate.Rotated {
		p.Answers[expires] = setup.CleanDate(t.expires)
	}
	p.Noted = steps.Renewed(p.Noted, result.Credential, result.Word, time.Now())
	return a.store.Save(a.profile, p, schema())
}

// closeJournal ends the pending lines of some marks, and forgets the
// journal where no others are left.
func (a *app) closeJournal(marks ...string) error {
	to := a.journal().to
	pending, err := to.Pending()
	if err != nil {
		return err
	}
	others := 0
	for _, e := range pending {
		if !slices.Contains(marks, e.Mark) {
			others++
			continue
		}
		e.At, e.Outcome = time.Now(), "settled by reading"
		if err := to.Done(e); err != nil {
			return err
		}
	}
	if others > 0 {
		return nil
	}
	return to.Clear()
}
