package main

import (
	"fmt"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// keepRotation writes down what a rotation changed about the profile, and closes
// its lines in the journal: where it stands now was read, so nothing of an
// earlier run is open any more. A rotation that waits keeps its lines.
func (a *app) keepRotation(result rotate.Result, expires string) error {
	switch result.Outcome {
	case rotate.Rotated, rotate.Undone:
		if err := a.keepTerm(result, expires); err != nil {
			return fmt.Errorf("the credential is in use, but the profile was not saved: %w", err)
		}
	case rotate.Waiting, "":
		return nil
	}
	return a.journaled().Forget(result.Credential.Marks()...)
}

// keepTerm notes since when the credential is in use, when it ends ("": nobody
// told), and what the admin vouched for.
func (a *app) keepTerm(result rotate.Result, expires string) error {
	return a.change(func(p *store.Profile) {
		key := string(result.Credential.Expires())
		delete(p.Answers, key)
		if expires != "" && result.Outcome == rotate.Rotated {
			p.Answers[key] = setup.CleanDate(expires)
		}
		p.Noted = steps.Renewed(note.Read(p.Noted), result.Credential, result.Word, a.now()).Texts()
	})
}
