package report

import (
	"fmt"
	"io"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

// The lines of a log: each is one thing that has ended, and has no line break.
// Lines are only ever appended, so that a log and a screen reader get each thing
// once.

// ProgressLine is one change that has ended; "" for one that is still under way.
func ProgressLine(p apply.Progress) string {
	says := p.Title() + ": " + string(p.State)
	switch st := p.State.Status(); {
	case p.State == apply.Kept:
		return ended("=", fmt.Sprintf(words.ReportAsItIs, says), p.Detail, "")
	case st == status.Manual:
		return logged(st, says, p.Detail, "")
	case st == status.Pass || st == status.Fail:
		return logged(st, says, p.Detail, phrase.Took(p.Took))
	}
	return ""
}

// HopLine is one hop that has ended, likewise. What to do about a hop that did
// not pass stands at its end.
func HopLine(h live.Hop) string {
	if h.Status == status.Waiting || h.Status == status.Running {
		return ""
	}
	return logged(h.Status, h.Title(), h.Detail, phrase.Took(h.Took)) + todo(h.Status, h.Fix)
}

// RotationLine is one step of a rotation that has ended, or waits for a person. A
// card stands below it, line by line.
func RotationLine(s rotate.Step) string {
	if s.Status == status.Running {
		return ""
	}
	line := logged(s.Status, s.ID.Title(), s.Detail, phrase.Took(s.Took)) + todo(s.Status, s.Fix)
	for _, entry := range s.Card {
		line += "\n    " + text.Line(entry.String())
	}
	return line
}

// RotationProgress is RotationLine while the rotation goes on. Why a step failed is told
// with the error that ends it.
func RotationProgress(s rotate.Step) string {
	if s.Status == status.Fail {
		s.Detail, s.Fix = "", ""
	}
	return RotationLine(s)
}

// RemovalLine is one thing of a setup that was taken back, or stays.
func RemovalLine(t apply.TakenBack) string {
	st := status.Pass
	if t.Fate == apply.Stays {
		st = status.Manual
	}
	return logged(st, takenBack(t), t.Why, "")
}

func logged(st status.Status, what, detail, took string) string {
	mark, _ := text.Mark(st)
	return ended(mark, what, detail, took)
}

func ended(mark, what, detail, took string) string {
	return behind(joined(mark+" "+what, text.Line(detail)), took)
}

func todo(st status.Status, fix string) string {
	if fix == "" || st == status.Pass || st == status.Skip {
		return ""
	}
	return "; do: " + text.Line(fix)
}

const removeSchema = "talontap.remove/v1"

// Removal writes what was taken back, and what a person may remove.
func Removal(w io.Writer, style Style, things []apply.TakenBack) error {
	s := newSheet(style)
	s.heading(words.ReportTakenBack)
	for _, t := range things {
		if t.Fate != apply.Stays {
			s.put(marked(status.Pass, takenBack(t)))
			s.remark(t.Why)
		}
	}
	s.heading(words.ReportStays)
	for _, t := range things {
		if t.Where != "" {
			s.put(marked(status.Manual, string(t.Resource)+" "+t.Name))
			s.remark(t.Why)
			s.fix("     ", t.Where)
		}
	}
	return s.flush(w)
}

func takenBack(t apply.TakenBack) string {
	return string(t.Resource) + " " + t.Name + ": " + string(t.Fate)
}

// RemovalJSON writes the same for a script.
func RemovalJSON(w io.Writer, profile string, things []apply.TakenBack) error {
	return encode(w, struct {
		Schema  string            `json:"schema"`
		Profile string            `json:"profile"`
		Things  []apply.TakenBack `json:"things"`
	}{removeSchema, profile, list(things)})
}
