package main

import (
	"time"

	"github.com/talontap/talontap/api/store"
)

// journal writes each change down before it is sent, in the profile's journal.
type journal struct {
	to  *store.Journal
	run string
	now func() time.Time
}

func (a *app) journal() journal {
	return journal{to: a.store.Journal(a.profile), run: a.now().UTC().Format("20060102T150405"), now: a.now}
}

func (j journal) Begin(resource, action, mark string) error {
	return j.to.Begin(store.Entry{At: j.now(), Run: j.run, Resource: resource, Action: action, Mark: mark})
}

func (j journal) Done(resource, action, mark, outcome string) error {
	return j.to.Done(store.Entry{At: j.now(), Run: j.run, Resource: resource, Action: action, Mark: mark, Outcome: outcome})
}
