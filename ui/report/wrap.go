package report

import "strings"

// Wrap breaks prose behind a lead to the style's width, between words only;
// further lines stand under the beginning of the text. A word that is longer
// than the width stays whole. The last line has no line break.
func (s Style) Wrap(lead, text string) string {
	indent := columns(lead)
	under := "\n" + strings.Repeat(" ", indent)
	return trimmed(lead + strings.Join(wrapped(text, s.width()-indent), under))
}

// wrapped breaks a text into lines of at most width columns, between words
// only: a word that is longer has a line of its own, whole. Line breaks in the
// text are kept. There is always at least one line.
func wrapped(text string, width int) []string {
	var out []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		out = append(out, folded(paragraph, width)...)
	}
	return out
}

func folded(paragraph string, width int) []string {
	var out []string
	line := ""
	for _, word := range strings.Fields(paragraph) {
		switch {
		case line == "":
			line = word
		case columns(line+" "+word) <= width:
			line += " " + word
		default:
			out = append(out, line)
			line = word
		}
	}
	return append(out, line)
}

// oneLine folds a text that may hold line breaks into a single line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func trimmed(text string) string { return strings.TrimRight(text, " ") }
