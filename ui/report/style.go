package report

import (
	"strings"

	"github.com/talontap/talontap/ui/text"
)

// Style says how a text is laid out. The zero Style is text without colour for
// 80 columns.
type Style struct {
	Color bool // symbols are there always, colour only where this is set
	Width int  // in columns; 0 is 80
	Rows  int  // that an ending may take; 0: as many as it needs
}

const usualWidth = 80

func (s Style) width() int {
	if s.Width <= 0 {
		return usualWidth
	}
	return s.Width
}

// narrow reports whether a table of five columns would be unreadable.
func (s Style) narrow() bool { return s.width() < 64 }

func (s Style) palette() text.Palette {
	if !s.Color {
		return text.Palette{}
	}
	return text.Terminal()
}

// Wrap breaks prose behind a lead to the style's width, between words only;
// further lines stand under the beginning of the prose. The last line has no line
// break.
func (s Style) Wrap(lead, prose string) string {
	indent := text.Width(lead)
	lines := text.Hang(lead, indent, text.Wrap(prose, s.width()-indent))
	return strings.TrimRight(strings.Join(lines, "\n"), " ")
}
