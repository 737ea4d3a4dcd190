package kit

import (
	"charm.land/bubbles/v2/help"
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
