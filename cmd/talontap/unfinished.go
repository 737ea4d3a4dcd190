package main

import (
	"slices"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/rotate"
)

// unfinished reads in the journal whether an earlier run did not come to its end,
// of those whose marks are meant. A journal that cannot be read is said when it is
// to be written.
func (a *app) unfinished(meant func(mark string) bool) (u steps.Unfinished) {
	entries, err := a.journaled().Entries()
	if err != nil {
		return u
	}
	for _, e := range entries {
		if !meant(e.Mark) {
			continue
		}
		if u.Began.IsZero() {
			u.Began = e.At.Local()
		}
		switch {
		case e.Outcome == "", e.Outcome == journal.Perhaps:
			u.Cut = append(u.Cut, e.Resource)
		case e.Outcome == journal.Done && e.Resource != journal.TestCoupon: // which is gone again
			u.Made = append(u.Made, e.Resource)
		}
	}
	return u
}

// recall says that an earlier run was cut off, where nothing else shows it.
func (a *app) recall(u steps.Unfinished) {
	if !u.IsZero() {
		a.say(u.Words() + " " + words.UnfinishedGoOn)
	}
}

// ofSetup tells the lines of setups, and of taking them back, from a rotation's.
func ofSetup(mark string) bool {
	return !slices.ContainsFunc(rotate.Credentials(), func(c rotate.Credential) bool { return slices.Contains(c.Marks(), mark) })
}

// settleSetup forgets what the journal has of setups, and of taking them back.
func (a *app) settleSetup() error {
	to := a.journaled()
	entries, err := to.Entries()
	if err != nil {
		return err
	}
	var marks []string
	for _, e := range entries {
		if ofSetup(e.Mark) {
			marks = append(marks, e.Mark)
		}
	}
	return to.Forget(marks...)
}
