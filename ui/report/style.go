package report

import "charm.land/lipgloss/v2"

// Style says how a text is laid out. The zero Style is text without colour for
// 80 columns.
type Style struct {
	Color bool // symbols are there always, colour only where this is set
	Width int  // in columns; 0 is 80
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

// ink is the meaning that a piece of text is coloured by.
type ink string

// The inks are the terminal's own sixteen colours: whoever chose a light or a
// dark theme chose readable ones.
const (
	none  ink = ""
	bold  ink = "1"
	faint ink = "2"
	bad   ink = "1;31"
	good  ink = "32"
	heed  ink = "33"
)

func (s Style) paint(i ink, text string) string {
	if !s.Color || i == none || text == "" {
		return text
	}
	return "\x1b[" + string(i) + "m" + text + "\x1b[0m"
}

// columns is how many columns a text takes on a terminal.
func columns(text string) int { return lipgloss.Width(text) }
