package text

import (
	"net/url"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Width is how many columns a text takes on a terminal.
func Width(s string) int { return ansi.StringWidth(s) }

// Line folds a text that may hold line breaks into one line.
func Line(s string) string { return strings.Join(strings.Fields(s), " ") }

// Pad fills a text with blanks up to width columns; a longer one stays.
func Pad(s string, width int) string { return s + strings.Repeat(" ", max(0, width-Width(s))) }

// Short cuts a text to width columns; … shows that it is not all.
func Short(s string, width int) string { return ansi.Truncate(s, max(width, 0), "…") }

// Tail is the end of a text, in width columns; … shows that it is not all.
func Tail(s string, width int) string {
	if over := Width(s) - max(width, 1); over > 0 {
		return ansi.TruncateLeft(s, over+1, "…")
	}
	return s
}

// Sides puts two texts at the two ends of a line. Where there is no room for
// both, the left one is cut and the right one goes.
func Sides(left, right string, width int) string {
	gap := width - Width(left) - Width(right)
	switch {
	case right == "":
		return left
	case gap < 1:
		return Short(left, width)
	}
	return left + strings.Repeat(" ", gap) + right
}

// Host is the host of an address, for showing it; what is no address stays.
func Host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u.Host
	}
	return address
}
