package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps/guide"
)

// note says how something went that a key did outside the screen. The next key
// takes it away.
type note struct {
	text string
	good bool
}

func (n note) draw(w *wizard, width int) []string {
	if n.text == "" {
		return nil
	}
	if n.good {
		return []string{w.ink.good.of(short(n.text, width))}
	}
	return painted(wrap(n.text, width), w.ink.warn)
}

// unclipped is a text that this machine's clipboard did not take, so that the
// terminal's is asked.
type unclipped struct{ text, called string }

// copy puts a text on the clipboard: the system's, else through the terminal,
// and says which. called is what the text is called; "": it is shown itself.
func (w *wizard) copy(text, called string) tea.Cmd {
	if called == "" {
		called = text
	}
	if w.o.Copy == nil {
		w.note = note{"Sent to your terminal's clipboard: " + called, true}
		return tea.SetClipboard(text)
	}
	put := w.o.Copy
	return func() tea.Msg {
		if put(text) != nil {
			return unclipped{text, called}
		}
		return note{"Copied to the clipboard: " + called, true}
	}
}

// copySecret lets the engine put a field's secret on the clipboard; its value
// never comes here.
func (w *wizard) copySecret(f guide.Field) tea.Cmd {
	put := w.o.Session.CopySecret
	return func() tea.Msg {
		if err := put(f); err != nil {
			return note{"Not copied: " + err.Error(), false}
		}
		return note{"Copied to the clipboard: the secret of " + f.Label + ". Paste it, then copy something else.", true}
	}
}

// browse opens an address in the person's browser, or shows it.
func (w *wizard) browse(address string) tea.Cmd {
	shown := note{"Open this in your browser: " + address, false}
	switch {
	case address == "":
		w.note = note{"There is no address to open; go there by the menus.", false}
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
		return note{"Opened in your browser: " + address, true}
	}
}
