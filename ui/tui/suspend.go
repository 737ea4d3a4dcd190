package tui

import (
	"context"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/ui/pause"
	"github.com/talontap/talontap/ui/tui/kit"
)

// continued says that the wizard was stopped by somebody else, and goes on.
type continued struct{}

// passOn tells a program that it goes on, until the context ends.
func passOn(ctx context.Context, watch *pause.Watch, p *tea.Program) {
	for {
		select {
		case <-watch.Continued():
			p.Send(continued{})
		case <-ctx.Done():
			return
		}
	}
}

// suspend gives the terminal back and stops the wizard until the shell has it go on.
func (w *wizard) suspend() tea.Cmd { return withoutTerminal(w.pauses.Stop) }

// takeTerminal sets the terminal's modes again and paints everything anew.
func takeTerminal() tea.Cmd { return withoutTerminal(func() {}) }

// withoutTerminal does something while the terminal is as the shell left it.
func withoutTerminal(do func()) tea.Cmd {
	return tea.Exec(given{do}, func(error) tea.Msg { return nil })
}

// given is what is done while the terminal is given back.
type given struct{ do func() }

// settled is long enough for Bubble Tea to have stopped painting. It stops its
// ticker beside, and one that it starts again before that never ticks.
const settled = 50 * time.Millisecond

// Run implements tea.ExecCommand.
func (g given) Run() error {
	time.Sleep(settled)
	g.do()
	return nil
}

// SetStdin, SetStdout and SetStderr implement tea.ExecCommand.
func (given) SetStdin(r io.Reader) { kit.StartsAnew(r) }
func (given) SetStdout(io.Writer)  {}
func (given) SetStderr(io.Writer)  {}
