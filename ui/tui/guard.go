package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps/crash"
)

// A fault of ours must not be Bubble Tea's to catch: it would print the value of
// the panic, which may hold a secret. Caught here it ends the wizard like a
// signal does: the terminal is put back, what was answered is kept, and Run gives
// the crash to whoever reports it.

// guard runs what the wizard itself does.
func (w *wizard) guard(do func()) {
	if w.fall == nil {
		do()
		return
	}
	if err := crash.Guard(func() error { do(); return nil })(); err != nil {
		w.fall(err)
	}
}

// guarded is a command whose own commands are guarded too.
func (w *wizard) guarded(c tea.Cmd) tea.Cmd {
	if c == nil || w.fall == nil {
		return c
	}
	return func() (msg tea.Msg) {
		w.guard(func() { msg = c() })
		if several, are := msg.(tea.BatchMsg); are {
			for i := range several {
				several[i] = w.guarded(several[i])
			}
		}
		return msg
	}
}
