package report

import (
	"fmt"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/live"
)

// ProgressLine is one change that has ended, as one line without a line break;
// "" for one that is still under way. Lines are only ever appended, so that a
// log and a screen reader get each thing once.
func ProgressLine(p apply.Progress) string {
	switch p.State {
	case apply.Done:
		return ended("✓", string(p.Resource)+": done", p.Detail, duration(p.Took))
	case apply.Kept:
		return ended("=", string(p.Resource)+": kept as it is", p.Detail, "")
	case apply.ByHand:
		return ended("☐", string(p.Resource)+": by hand", p.Detail, "")
	case apply.Failed:
		return ended("✗", string(p.Resource)+": failed", p.Detail, duration(p.Took))
	}
	return ""
}

// HopLine is one hop that has ended, likewise. What to do about a hop that did
// not pass stands at its end.
func HopLine(h live.Hop) string {
	if h.Status == live.Waiting || h.Status == live.Running {
		return ""
	}
	symbol, _ := sign(string(h.Status))
	line := ended(symbol, h.ID.Title(), h.Detail, duration(h.Took))
	if h.Fix != "" && h.Status != live.Pass && h.Status != live.Skip {
		line += "; do: " + oneLine(h.Fix)
	}
	return line
}

func ended(symbol, what, detail, took string) string {
	line := symbol + " " + what
	if detail = oneLine(detail); detail != "" {
		line += ", " + detail
	}
	if took != "" {
		line += fmt.Sprintf(" (%s)", took)
	}
	return line
}
