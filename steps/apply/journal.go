package apply

import (
	"errors"
	"fmt"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/plan"
)

// Journal records each remote write before it is sent. A nil Journal records
// nothing, as in the demo.
type Journal interface {
	Begin(resource, action, mark string) error
	Done(resource, action, mark, outcome string) error
}

// How a write ended, as the journal has it. Any other outcome is the kind of
// failure with which the vendor, or the line, said no.
const (
	WasDone = "done"
	Perhaps = "perhaps" // there was no answer to tell: only a look does
)

func perhapsDone(err error) bool {
	var f *transport.Failure
	return errors.As(err, &f) && f.Sent
}

// recorded writes the journal around one remote write.
func (a *Applier) recorded(c plan.Change, mark string, write func() error) error {
	if a.Journal == nil {
		return write()
	}
	if err := a.journal(func() error { return a.Journal.Begin(string(c.Resource), string(c.Action), mark) }); err != nil {
		return fmt.Errorf("writing the journal, without which nothing is changed: %w", err)
	}
	err := write()
	outcome := WasDone
	switch {
	case perhapsDone(err):
		outcome = Perhaps
	case err != nil:
		outcome = transport.KindOf(err).String()
	}
	jerr := a.journal(func() error { return a.Journal.Done(string(c.Resource), string(c.Action), mark, outcome) })
	if err == nil && jerr != nil {
		return fmt.Errorf("writing the journal: %w", jerr)
	}
	return err
}

// journal writes one line at a time: changes that are made side by side share
// one journal.
func (a *Applier) journal(write func() error) error {
	a.journaling.Lock()
	defer a.journaling.Unlock()
	return write()
}
