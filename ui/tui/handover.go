package tui

import (
	"strings"

	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// handOver lays a card as Markdown over the screen, for a colleague. Nothing is
// written anywhere.
func (w *wizard) handOver(c plan.Change, card guide.Card) {
	c.Card, c.Steps = card, card.Lines()
	var b strings.Builder
	if err := report.Markdown(&b, report.Runbook{Profile: w.state.Profile, Cards: []plan.Change{c}}); err != nil {
		w.note = note{"It could not be written: " + err.Error(), false}
		return
	}
	w.cover = cover{kind: handed, text: b.String()}
}

func (w *wizard) drawHanded(r kit.Room) []string {
	foot := w.note.draw(w, r.Width)
	if len(foot) > 0 {
		foot = append([]string{""}, foot...)
	}
	if len(foot) >= r.Height {
		foot = nil
	}
	lines := w.cover.page.Draw(r.Height-len(foot), text.Fill(strings.TrimRight(w.cover.text, "\n"), r.Width))
	return append(lines, foot...)
}
