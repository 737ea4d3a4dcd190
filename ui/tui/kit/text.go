package kit

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks a plain text into lines of at most width columns, at blanks where
// there are any. Line breaks stay, and so do blanks at the beginning of a line
// that leave room for a word.
func Wrap(s string, width int) []string {
	width = max(width, 1)
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		lines = append(lines, wrapOne(paragraph, width)...)
	}
	return lines
}

func wrapOne(s string, width int) []string {
	if ansi.StringWidth(s) <= width {
		return []string{s}
	}
	var lines []string
	line := s[:len(s)-len(strings.TrimLeft(s, " "))]
	if len(line) >= width {
		line = ""
	}
	for _, word := range strings.Fields(s) {
		joined := line + word
		if strings.TrimSpace(line) != "" {
			joined = line + " " + word
		}
		if ansi.StringWidth(joined) <= width {
			line = joined
			continue
		}
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
		pieces := split(word, width)
		lines = append(lines, pieces[:len(pieces)-1]...)
		line = pieces[len(pieces)-1]
	}
	return append(lines, line)
}

// split cuts a word that is longer than a line, behind a sign that parts it
// where there is one beyond its first third.
func split(word string, width int) []string {
	var out []string
	for ansi.StringWidth(word) > width {
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

// Hang wraps a text behind a label and keeps its further lines below its first.
func Hang(label, s string, indent, width int) []string {
	lines := Wrap(s, width-indent)
	for i := range lines {
		if i == 0 {
			lines[i] = Pad(label, indent) + lines[i]
			continue
		}
		lines[i] = strings.Repeat(" ", indent) + lines[i]
	}
	return lines
}

// Pad fills a text with blanks up to width columns; a longer one stays.
func Pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}

// Short cuts a text to width columns and shows with … that it did.
func Short(s string, width int) string {
	if ansi.StringWidth(s) <= width {
		return s
	}
	return ansi.Truncate(s, max(width, 0), "…")
}

// Tail is the end of a text, in width columns; … shows that it is not all.
func Tail(s string, width int) string {
	over := ansi.StringWidth(s) - max(width, 1)
	if over <= 0 {
		return s
	}
	return ansi.TruncateLeft(s, over+1, "…")
}

// Sides puts two texts at the two ends of a line.
func Sides(left, right string, width int) string {
	if right == "" {
		return left
	}
	gap := width - ansi.StringWidth(left) - ansi.StringWidth(right)
	if gap < 1 {
		return Short(left, width)
	}
	return left + strings.Repeat(" ", gap) + right
}

// Took is a duration as a person reads it; "" for none.
func Took(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Millisecond:
		return "1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
}

// Waited is how long something has been going on, in whole seconds, so that it
// does not flicker; "" for less than one.
func Waited(d time.Duration) string {
	if d < time.Second {
		return ""
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}

// Counted writes a number with its noun: "1 thing", "3 things".
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Capital begins a sentence.
func Capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// Sentence is words with a capital and a full stop.
func Sentence(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return Capital(s)
	}
	return Capital(s) + "."
}
