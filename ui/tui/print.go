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

// print leaves the screen for a card's text, until Enter or the wizard's end. On the
// terminal itself, behind the wizard's screen, the terminal breaks long lines and joins
// them again when the mouse marks them, where a screen that is drawn would put a line
// break into a payload.
func (w *wizard) print(card guide.Card) tea.Cmd {
	words := card.Title + "\n" + strings.Join(card.Lines(), "\n")
	return withoutTerminal(printout(screens.Masked(words), w.ctx.Done()))
}

func printout(words string, stop <-chan struct{}) func(io.Reader, io.Writer) error {
	return func(in io.Reader, out io.Writer) error {
		defer kit.StartsAnew(in)
		if _, err := fmt.Fprintf(out, "\n%s\n\nPress Enter to go back. ", words); err != nil {
			return err
		}
		entered := make(chan error, 1)
		go func() {
			_, err := bufio.NewReader(in).ReadString('\n')
			entered <- err
		}()
		select {
		case err := <-entered:
			return err
		case <-stop:
			return nil
		}
	}
}
