package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
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
		return []string{w.ink.Of(text.Good, text.Short(n.text, width))}
	}
	return w.ink[text.Warn].All(text.Fill(n.text, width))
}

// unclipped is a text that this machine's clipboard did not take, so that the
// terminal's is asked.
type unclipped struct{ text, called string }

// copy puts a text on the clipboard: the system's, else through the terminal,
// and says which. called is what the text is called; "": it is shown itself.
func (w *wizard) copy(words, called string) tea.Cmd {
	if called == "" {
		called = words
	}
	if w.o.Copy == nil {
		w.note = note{"Sent to your terminal's clipboard: " + called, true}
		return tea.SetClipboard(words)
	}
	put := w.o.Copy
	return func() tea.Msg {
		if put(words) != nil {
			return unclipped{words, called}
		}
		return note{"Copied to the clipboard: " + called, true}
	}
}

// copySecret lets the engine put a secret on the clipboard; its value never
// comes here.
func copySecret(called string, put func() error) tea.Cmd {
	return func() tea.Msg {
		if err := put(); err != nil {
			return note{"Not copied: " + err.Error(), false}
		}
		return note{"Copied to the clipboard: " + called + ". It is taken off in a minute.", true}
	}
}

// drawDoubt asks whether a secret may go where every program can read it.
func drawDoubt(w *wizard, r kit.Room, called string) []string {
	words := "Copy " + called + "? Every program on this machine can read the clipboard, and some keep what was on it. It is taken off again after a minute, or when talontap ends."
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Hang(w.ink.Of(text.Warn, "!"), words, 2, r.Width), Least: 2},
		kit.Block{Lines: text.Fill("s copies it, any other key does not. This is asked once.", r.Width)})
}

// doubtHints are the keys that answer drawDoubt.
func doubtHints() []kit.Hint {
	return []kit.Hint{kit.Key("s", "copy it all the same"), kit.Key("any other key", "do not")}
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
