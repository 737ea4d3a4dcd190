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

// Wrap breaks prose into lines of at most width columns, between words only: a
// word that is longer stays whole, for it may be a value that a person copies.
// Line breaks stay, other white space is one blank. There is always at least one
// line.
//
// The breaking of x/ansi can't serve: it breaks behind every hyphen, and so within
// --profile and within an identifier.
func Wrap(s string, width int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, fold(Line(paragraph), width, whole)...)
	}
	return lines
}

// Fill breaks a text for a screen, where no line may be wider: it cuts a word that
// is longer than a line. Blanks at the beginning of a line stay, where they leave
// room for a word, and so do all blanks of a line that fits.
func Fill(s string, width int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, fold(paragraph, max(width, 1), cut)...)
	}
	return lines
}

// Hang stands lines behind a lead, the further ones below the beginning of the
// first.
func Hang(lead string, indent int, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = Pad(lead, indent) + line
		lead = ""
	}
	return out
}

func fold(s string, width int, pieces func(string, int) []string) []string {
	if Width(s) <= width {
		return []string{s}
	}
	var lines []string
	indent := s[:len(s)-len(strings.TrimLeft(s, " "))]
	if len(indent) >= width {
		indent = ""
	}
	line, gap := indent, ""
	for word := range strings.FieldsSeq(s) {
		if Width(line+gap+word) <= width {
			line, gap = line+gap+word, " "
			continue
		}
		if gap != "" {
			lines = append(lines, line)
		}
		parts := pieces(word, width)
		last := len(parts) - 1
		lines, line, gap = append(lines, parts[:last]...), parts[last], " "
	}
	return append(lines, line)
}

func whole(word string, _ int) []string { return []string{word} }

// cut parts a word that is longer than a line, behind a sign that parts it where
// there is one beyond its first third.
func cut(word string, width int) []string {
	var out []string
	for Width(word) > width {
		piece := ansi.Truncate(word, width, "")
		if piece == "" { // a single character wider than the line
			break
		}
		if at := strings.LastIndexAny(piece, ",/&"); at+1 > len(piece)/3 {
			piece = piece[:at+1]
		}
		out = append(out, piece)
		word = word[len(piece):]
	}
	return append(out, word)
}
