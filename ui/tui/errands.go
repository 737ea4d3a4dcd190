package tui

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/screens"
)

// unclipped is a text that this machine's clipboard did not take, so that the
// terminal's is asked.
type unclipped struct{ words, called string }

// copy puts a text on the clipboard: the system's, else through the terminal,
// and says which. called is what the text is called; "": it is shown itself.
func (w *wizard) copy(says, called string) tea.Cmd {
	called = cmp.Or(called, says)
	if w.o.Copy == nil {
		w.note = screens.Note{Text: fmt.Sprintf(words.ScreenSentToTerminal, called), Good: true}
		return tea.SetClipboard(says)
	}
	put := w.o.Copy
	return func() tea.Msg {
		if put(says) != nil {
			return unclipped{says, called}
		}
		return screens.Note{Text: fmt.Sprintf(words.ScreenCopied, called), Good: true}
	}
}

// copySecret lets the engine put a secret on the clipboard; its value never
// comes here.
func copySecret(called string, put func() error) tea.Cmd {
	return func() tea.Msg {
		if err := put(); err != nil {
			return screens.Note{Text: fmt.Sprintf(words.ScreenNotCopied, err)}
		}
		return screens.Note{Text: fmt.Sprintf(words.ScreenCopiedSecret, called), Good: true}
	}
}

// browse opens an address in the person's browser, or shows it.
func (w *wizard) browse(address string) tea.Cmd {
	shown := screens.Note{Text: fmt.Sprintf(words.ScreenOpenYourself, address)}
	switch {
	case address == "":
		w.note = screens.Note{Text: words.ScreenNoAddress}
		return nil
	case w.o.Open == nil:
		w.note = shown
		return nil
	}
	show := w.o.Open
	return func() tea.Msg {
		if show(address) != nil {
			return shown
		}
		return screens.Note{Text: fmt.Sprintf(words.ScreenOpened, address), Good: true}
	}
}

// handOver lays a card as Markdown over the screen, for a colleague. Nothing is
// written anywhere.
func (w *wizard) handOver(c plan.Change) {
	c.Steps = c.Card.Lines()
	var b strings.Builder
	if err := report.Markdown(&b, report.Handover{Profile: w.turn.State.Profile, Cards: []plan.Change{c}}); err != nil {
		w.note = screens.Note{Text: fmt.Sprintf(words.ScreenNotWritten, err)}
		return
	}
	w.cover = cover{kind: handed, words: b.String()}
}

func (w *wizard) drawHanded(r screens.Room) []string {
	foot := w.note.Draw(w.ink, r.Width)
	if len(foot) > 0 {
		foot = append([]string{""}, foot...)
	}
	if len(foot) >= r.Height {
		foot = nil
	}
	lines := w.cover.page.Draw(r.Height-len(foot), text.Fill(strings.TrimRight(w.cover.words, "\n"), r.Width))
	return append(lines, foot...)
}
