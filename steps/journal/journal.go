// Package journal writes down each write, at the vendors and in the keychain,
// before it is made, and how it ended. A run that is killed leaves word of what it
// may have made, and the next one looks for it.
//
// It must never let a write be made that is not written down, nor hold a value:
// what it writes is a name, an action, and the mark that the object will carry.
package journal

import (
	"errors"
	"fmt"
	"sync"

	"github.com/talontap/talontap/api/transport"
)

// Lines is where a journal is kept. Begin is on the disk when it returns.
type Lines interface {
	Begin(resource, action, mark string) error
	Done(resource, action, mark, outcome string) error
}

// How a write ended. Any other outcome is the kind of failure with which the
// vendor, or the line, said no.
const (
	Done    = "done"
	Perhaps = "perhaps" // there was no answer to tell: only a look does
)

// TestCoupon is what a journal calls the coupon of a live check.
const TestCoupon = "test coupon"

// ErrUnwritten is a line that could not be written. Nothing may be written anywhere
// after it, not even to put something back.
var ErrUnwritten = errors.New("writing the journal")

// Journal writes one line at a time, also around writes that are made side by
// side. A nil Journal records nothing, as in the demo.
type Journal struct {
	lock  sync.Mutex
	lines Lines
}

// New gives the journal that is kept in lines.
func New(lines Lines) *Journal { return &Journal{lines: lines} }

// Around makes one write between its two lines.
func (j *Journal) Around(resource, action, mark string, write func() error) error {
	if j == nil {
		return write()
	}
	if err := j.line(func() error { return j.lines.Begin(resource, action, mark) }); err != nil {
		return fmt.Errorf("%w, without which nothing is changed: %w", ErrUnwritten, err)
	}
	err := write()
	if unended := j.line(func() error { return j.lines.Done(resource, action, mark, outcome(err)) }); unended != nil && err == nil {
		return fmt.Errorf("%w: %w", ErrUnwritten, unended)
	}
	return err
}

func (j *Journal) line(write func() error) error {
	j.lock.Lock()
	defer j.lock.Unlock()
	return write()
}

func outcome(err error) string {
	var f *transport.Failure
	switch {
	case err == nil:
		return Done
	case errors.As(err, &f) && f.Sent:
		return Perhaps
	}
	return transport.KindOf(err).String()
}
