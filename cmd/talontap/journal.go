package main

import (
	"slices"
	"time"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/rotate"
)

// journalLines keep the lines of one run in the profile's journal.
type journalLines struct {
	to  *store.Journal
	run string
	now func() time.Time
}

// journal writes each change down before it is sent, in the profile's journal.
func (a *app) journal() *journal.Journal {
	return journal.New(journalLines{to: a.journaled(), run: a.now().UTC().Format("20060102T150405"), now: a.now})
}

// journaled is what the profile's journal tells of this run and earlier ones.
func (a *app) journaled() *store.Journal { return a.store.Journal(a.profile) }

func (l journalLines) Begin(resource, action, mark string) error {
	return l.to.Begin(store.Entry{At: l.now(), Run: l.run, Resource: resource, Action: action, Mark: mark})
}

func (l journalLines) Done(resource, action, mark, outcome string) error {
	return l.to.Done(store.Entry{At: l.now(), Run: l.run, Resource: resource, Action: action, Mark: mark, Outcome: outcome})
}

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
