package kit

import (
	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	"charm.land/lipgloss/v2"

	"github.com/talontap/talontap/ui/text"
)

// Footer names keys, in the colours of a screen or in weights alone.
type Footer struct{ help help.Model }

// NewFooter is a footer for a dark or a light background.
func NewFooter(dark, coloured bool) Footer {
	h := help.New()
	h.ShortSeparator = "   "
	h.Styles = help.Styles{ShortKey: lipgloss.NewStyle().Bold(true), ShortDesc: style(text.Dim, dark, coloured)}
	return Footer{h}
}

// Draw names keys in one line, as many as there is room for. The first and the
// last, which is help, are the last to go.
func (f Footer) Draw(keys []Hint, width int) string {
	for {
		line := " " + f.help.ShortHelpView(keys)
		n := len(keys)
		if n <= 2 || text.Width(line) <= width {
			return line
		}
		keys = append(keys[:n-2:n-2], keys[n-1])
	}
}

// Hint is one key and what it does, for the footer and the help page.
type Hint = key.Binding

// Key is a hint of its name and its meaning.
func Key(name, does string) Hint {
	return key.NewBinding(key.WithKeys(name), key.WithHelp(name, does))
}

// Keys are hints of keys and what each does, in turn.
func Keys(pairs ...string) (out []Hint) {
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, Key(pairs[i], pairs[i+1]))
	}
	return out
}

// KeysIf are these hints, where they hold; else none.
func KeysIf(is bool, pairs ...string) []Hint {
	if !is {
		return nil
	}
	return Keys(pairs...)
}
