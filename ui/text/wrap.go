package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a text into lines of at most width columns, between words only: a
// word that is longer stays whole, for it may be a value that a person copies.
// Line breaks stay, and so do blanks at the beginning of a line that leave room
// for a word. There is always at least one line.
//
// The breaking of x/ansi can't serve: it breaks behind every hyphen, and so within
// --profile and within an identifier.
func Wrap(s string, width int) []string { return wrap(s, width, whole) }

// Fill is Wrap for a screen, where no line may be wider: it cuts a word that is
// longer than a line.
func Fill(s string, width int) []string { return wrap(s, max(width, 1), cut) }

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

func wrap(s string, width int, pieces func(string, int) []string) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(s, "\n") {
		lines = append(lines, fold(paragraph, width, pieces)...)
	}
	return lines
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
