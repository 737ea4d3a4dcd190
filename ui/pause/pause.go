// Package pause is about the shell's job control: Ctrl-Z or a SIGTSTP stops the
// program, and fg has it go on.
//
// The shell changes the terminal's modes in between. Who reads a terminal that is
// raw, or that does not show what is typed, listens here and takes it again.
//
// SIGTSTP itself is left to the system: it knows where no shell is there that
// could continue the program, and Go gives the signal never back once it was
// listened for. The package must never touch the terminal; that is for who listens.
package pause

import "os"

// Watch hears that the program was stopped by somebody else and goes on. The nil
// Watch hears nothing.
type Watch struct{ heard chan os.Signal }

// Open begins to listen.
func Open() *Watch {
	w := &Watch{heard: make(chan os.Signal, 1)}
	w.listen()
	return w
}

// Continued tells that the program goes on.
func (w *Watch) Continued() <-chan os.Signal { return w.heard }

// Close ends the listening.
func (w *Watch) Close() { w.leave() }

// Stop stops the program and what was started together with it, as Ctrl-Z does,
// and returns once it goes on. The Watch hears nothing of that.
func (w *Watch) Stop() {
	if w == nil {
		return
	}
	w.leave()
	defer w.listen()
	stop()
}
