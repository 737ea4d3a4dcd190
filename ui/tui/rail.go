package tui

import (
	"strings"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/screens"
)

const railWidth = 32

// rail lists the steps down the left side of a wide window: what is done and
// with which answer, where one is, and what is to come.
func (w *wizard) rail(height int) []string {
	if w.width < railFrom {
		return nil
	}
	lines := []string{""}
	before := true
	for _, step := range w.flow.List() {
		if step.Shown != nil && !step.Shown(w.turn.State) {
			continue
		}
		if step.ID == w.turn.Step.ID {
			before = false
			lines = append(lines, " "+w.ink.Of(text.Accent, "▸ "+inRail(step.Title)))
			continue
		}
		lines = append(lines, w.railLine(step, before))
		if s := screens.Summary(w.turn.State, step.ID); s != "" && w.turn.State.Confirmed[step.ID] && height > 2*len(w.flow.List()) {
			lines = append(lines, "   "+w.ink.Of(text.Dim, inRail(s)))
		}
	}
	for i := range lines {
		lines[i] = text.Pad(lines[i], railWidth-2) + w.ink.Of(text.Rule, "│")
	}
	bar := strings.Repeat(" ", railWidth-2) + w.ink.Of(text.Rule, "│")
	for len(lines) < height {
		lines = append(lines, bar)
	}
	return lines[:height]
}

// inRail is as much of a text as there is room for beside its mark.
func inRail(s string) string { return text.Short(s, railWidth-6) }

func (w *wizard) railLine(step steps.Step, before bool) string {
	if !w.turn.State.Confirmed[step.ID] {
		return " " + w.ink.Of(text.Dim, "· "+inRail(step.Title))
	}
	mark := w.ink.Of(text.Good, "✓")
	if !before {
		return " " + mark + " " + w.ink.Of(text.Dim, inRail(step.Title))
	}
	return " " + mark + " " + inRail(step.Title)
}
