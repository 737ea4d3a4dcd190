package report

import (
	"cmp"
	"io"
	"strconv"
	"strings"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
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

// Wrap breaks prose behind a lead to the style's width, between words only;
// further lines stand under the beginning of the prose. The last line has no line
// break.
func (s Style) Wrap(lead, prose string) string {
	indent := text.Width(lead)
	lines := text.Hang(lead, indent, text.Wrap(prose, s.width()-indent))
	return strings.TrimRight(strings.Join(lines, "\n"), " ")
}

// sheet collects a text line by line.
type sheet struct {
	style Style
	ink   text.Palette
	out   strings.Builder
}

func newSheet(style Style) *sheet {
	s := &sheet{style: style}
	if style.Color {
		s.ink = text.Terminal()
	}
	return s
}

// flush writes all of it at once.
func (s *sheet) flush(w io.Writer) error {
	_, err := io.WriteString(w, s.out.String())
	return err
}

func (s *sheet) line(words string) { s.out.WriteString(words + "\n") }

// gap leaves one empty line, except at the top.
func (s *sheet) gap() {
	if s.out.Len() > 0 {
		s.line("")
	}
}

// heading opens a part of the text.
func (s *sheet) heading(words string) {
	s.gap()
	s.prose("", text.Strong, words)
}

// row is a text behind a lead, each with its tone. Further lines of the text
// stand under its beginning.
type row struct {
	lead     string
	leadTone text.Tone
	text     string
	tone     text.Tone
}

// marked is a row behind the mark of a status.
func marked(st status.Status, words string) row {
	mark, tone := text.Mark(st)
	return row{lead: " " + mark + " ", leadTone: tone, text: words}
}

// shouted is such a row that must not be overlooked.
func shouted(st status.Status, words string) row {
	r := marked(st, words)
	r.tone = r.leadTone
	return r
}

// put writes a row, wrapped between words.
func (s *sheet) put(r row) {
	indent := text.Width(r.lead)
	lines := s.ink[r.tone].All(text.Wrap(r.text, s.style.width()-indent))
	for _, line := range text.Hang(s.ink.Of(r.leadTone, r.lead), indent, lines) {
		s.line(strings.TrimRight(line, " "))
	}
}

// prose writes a text behind a lead without ink.
func (s *sheet) prose(lead string, tone text.Tone, words string) {
	s.put(row{lead: lead, text: words, tone: tone})
}

// remark writes what belongs to the row above; nothing for no text.
func (s *sheet) remark(words string) {
	if words != "" {
		s.prose("     ", text.Dim, words)
	}
}

// value writes a value behind its label. The value is never broken: where it
// does not fit there it has a line of its own, which the terminal folds without
// putting anything into it.
func (s *sheet) value(lead string, v value) {
	line := strings.TrimRight(lead+v.label+v.text+" "+v.remark, " ")
	if text.Width(line) <= s.style.width() && !strings.Contains(line, "\n") {
		s.line(line)
		return
	}
	s.prose(lead, text.Plain, v.label)
	under := strings.Repeat(" ", text.Width(lead)+2)
	for line := range strings.SplitSeq(v.text, "\n") {
		s.line(under + line)
	}
	if v.remark != "" {
		s.prose(under, text.Dim, v.remark)
	}
}

// list writes a heading and its points; nothing where there are none.
func (s *sheet) list(heading string, points []string) {
	if len(points) == 0 {
		return
	}
	s.heading(heading)
	for _, p := range points {
		s.prose("  · ", text.Plain, p)
	}
}

// fix writes what to do about something; nothing where nothing is to be done.
func (s *sheet) fix(indent, words string) {
	if words != "" {
		s.put(row{lead: indent + "do: ", leadTone: text.Strong, text: words})
	}
}

// doer is who did a hop, in a person's words.
func doer(by string) string {
	names := map[string]string{live.ByTalonOne: "Talon.One", live.ByCleverTap: "CleverTap", live.ByPerson: "you"}
	return cmp.Or(names[by], by)
}

// action is what is done with a resource, in a person's words.
func action(a plan.Action) string {
	if a == plan.Manual {
		return "by hand"
	}
	return string(a)
}

// tally is a number with what it counts.
type tally struct {
	n  int
	of string
}

// tallied are those of which there are any.
func tallied(all []tally) (parts []string) {
	for _, t := range all {
		if t.n > 0 {
			parts = append(parts, strconv.Itoa(t.n)+" "+t.of)
		}
	}
	return parts
}

// behind puts a remark in brackets behind a text, where there is one.
func behind(words, remark string) string {
	switch {
	case remark == "":
		return words
	case words == "":
		return remark
	}
	return words + " (" + remark + ")"
}

// joined puts a comma between two texts, where both are there.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}
