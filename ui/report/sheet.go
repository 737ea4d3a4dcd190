package report

import (
	"io"
	"strings"
)

// sheet collects a text line by line.
type sheet struct {
	style Style
	text  strings.Builder
}

// flush writes all of it at once.
func (s *sheet) flush(w io.Writer) error {
	_, err := io.WriteString(w, s.text.String())
	return err
}

// gap leaves one empty line, except at the top.
func (s *sheet) gap() {
	if s.text.Len() > 0 {
		s.text.WriteString("\n")
	}
}

// heading opens a part of the text.
func (s *sheet) heading(text string) {
	s.gap()
	s.prose("", bold, text)
}

// row is a text behind a lead, each with its ink. Further lines of the text
// stand under its beginning.
type row struct {
	lead    string
	leadInk ink
	text    string
	ink     ink
}

// put writes a row, wrapped between words.
func (s *sheet) put(r row) {
	indent := columns(r.lead)
	lead := s.style.paint(r.leadInk, r.lead)
	for _, line := range wrapped(r.text, s.style.width()-indent) {
		s.text.WriteString(trimmed(lead+s.style.paint(r.ink, line)) + "\n")
		lead = strings.Repeat(" ", indent)
	}
}

// prose writes a text behind a lead without ink.
func (s *sheet) prose(lead string, i ink, text string) {
	s.put(row{lead: lead, text: text, ink: i})
}

// remark writes what belongs to the row above; nothing for no text.
func (s *sheet) remark(text string) {
	if text != "" {
		s.prose("     ", faint, text)
	}
}

// value writes a value behind its label. The value is never broken: where it
// does not fit there it has a line of its own, which the terminal folds without
// putting anything into it.
func (s *sheet) value(lead string, v value) {
	line := lead + v.label + behindSpace(v.text, v.remark)
	if columns(line) <= s.style.width() && !strings.Contains(line, "\n") {
		s.text.WriteString(line + "\n")
		return
	}
	s.prose(lead, none, v.label)
	under := strings.Repeat(" ", columns(lead)+2)
	for line := range strings.Lines(v.text) {
		s.text.WriteString(under + strings.TrimRight(line, "\n") + "\n")
	}
	if v.remark != "" {
		s.prose(under, faint, v.remark)
	}
}

func behindSpace(text, remark string) string {
	if remark == "" {
		return text
	}
	return text + " " + remark
}

// list writes a heading and its points; nothing where there are none.
func (s *sheet) list(heading string, points []string) {
	if len(points) == 0 {
		return
	}
	s.heading(heading)
	for _, p := range points {
		s.prose("  · ", none, p)
	}
}

// fix writes what to do about something; nothing where nothing is to be done.
func (s *sheet) fix(indent string, text string) {
	if text != "" {
		label, text := advice(text)
		s.put(row{lead: indent + label, leadInk: bold, text: text})
	}
}
