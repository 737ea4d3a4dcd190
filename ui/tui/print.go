package tui

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/ui/tui/kit"
	"github.com/talontap/talontap/ui/tui/screens"
)

// printout is a card on the terminal itself, behind the wizard's screen: there
// the terminal breaks long lines and joins them again when the mouse marks them,
// where a screen that is drawn would put a line break into a payload.
type printout struct {
	words string
	stop  <-chan struct{} // the wizard ends
	in    io.Reader
	out   io.Writer
}

// print leaves the screen for a card's text, until Enter.
func (w *wizard) print(card guide.Card) tea.Cmd {
	words := card.Title + "\n" + strings.Join(card.Lines(), "\n")
	return tea.Exec(&printout{words: screens.Masked(words), stop: w.ctx.Done()}, func(error) tea.Msg { return nil })
}

// Run implements tea.ExecCommand. While it waits, the wizard draws nothing.
func (p *printout) Run() error {
	defer kit.StartsAnew(p.in)
	if _, err := fmt.Fprintf(p.out, "\n%s\n\nPress Enter to go back. ", p.words); err != nil {
		return err
	}
	entered := make(chan error, 1)
	go func() {
		_, err := bufio.NewReader(p.in).ReadString('\n')
		entered <- err
	}()
	select {
	case err := <-entered:
		return err
	case <-p.stop:
		return nil
	}
}

// SetStdin, SetStdout and SetStderr implement tea.ExecCommand.
func (p *printout) SetStdin(r io.Reader) {
	kit.StartsAnew(r)
	p.in = r
}
func (p *printout) SetStdout(w io.Writer) { p.out = w }
func (p *printout) SetStderr(io.Writer)   {}
