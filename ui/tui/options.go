package tui

import (
	"io"
	"time"

	"github.com/talontap/talontap/steps"
)

// Look is how a wizard draws. The zero Look is for a dark terminal with colours and
// all characters.
type Look struct {
	NoColor bool
	Light   bool // the background, as far as is known
	Fixed   bool // the terminal is not asked for its background
	ASCII   bool // no other characters
	Still   bool // nothing turns, and nothing is slowed down to be followed
}

// Options is everything a wizard needs. Flow is required.
type Options struct {
	Flow  *steps.Flow
	Saves bool // the flow keeps answers
	// Copy puts text on the system's clipboard. Nil asks the terminal (OSC 52),
	// which not every terminal grants.
	Copy func(string) error
	// Open shows an address in the person's browser. Nil, or an error: the address
	// is shown instead.
	Open    func(url string) error
	Console string // in a rehearsal, the page that plays both consoles
	Look    Look
	Pace    time.Duration // that a hop is shown for at least, where it is no wait; 0: as it comes
	In      io.Reader     // nil: standard input
	Out     io.Writer     // nil: standard output
}
