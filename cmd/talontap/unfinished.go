package main

import (
	"slices"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
)

// unfinished reads in the journal whether an earlier run of the setup did not
// come to its end. A journal that cannot be read is said when it is to be written.
func (a *app) unfinished() (u steps.Unfinished) {
	entries, err := a.journal().to.Entries()
	if err != nil {
		return u
	}
	for _, e := range entries {
		if ofRotation(e.Mark) {
			continue
		}
		if u.Began.IsZero() {
			u.Began = e.At.Local()
		}
		switch e.Outcome {
		case "":
			u.Cut = append(u.Cut, e.Resource)
		case "done":
			u.Made = append(u.Made, e.Resource)
		}
	}
	return u
}

// ofRotation tells a rotation's lines, which the next rotation settles, from
// those of the setup.
func ofRotation(mark string) bool {
	return slices.ContainsFunc(rotate.Credentials(), func(c rotate.Credential) bool { return c.Mark() == mark })
}
