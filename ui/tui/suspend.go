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
func (w *wizard) suspend() tea.Cmd { return whenSettled(w.pauses.Stop) }

// takeTerminal sets the terminal's modes again and paints everything anew.
func takeTerminal() tea.Cmd { return whenSettled(func() {}) }

// settled is long enough for Bubble Tea to have stopped painting. It stops its
// ticker beside, and one that it starts again before that never ticks.
const settled = 50 * time.Millisecond

func whenSettled(do func()) tea.Cmd {
	return withoutTerminal(func(io.Reader, io.Writer) error {
		time.Sleep(settled)
		do()
		return nil
	})
}

// withoutTerminal does something while the terminal is as the shell left it. Meanwhile
// the wizard draws nothing.
func withoutTerminal(do func(in io.Reader, out io.Writer) error) tea.Cmd {
	return tea.Exec(&outside{do: do}, func(error) tea.Msg { return nil })
}

// outside is what is done while the terminal is given back.
type outside struct {
	do  func(in io.Reader, out io.Writer) error
	in  io.Reader
	out io.Writer
}

// Run implements tea.ExecCommand.
func (o *outside) Run() error { return o.do(o.in, o.out) }

// SetStdin, SetStdout and SetStderr implement tea.ExecCommand.
func (o *outside) SetStdin(r io.Reader) {
	kit.StartsAnew(r)
	o.in = r
}
func (o *outside) SetStdout(w io.Writer) { o.out = w }
func (o *outside) SetStderr(io.Writer)   {}
