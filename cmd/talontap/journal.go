package main

import (
	"time"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/steps/journal"
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
