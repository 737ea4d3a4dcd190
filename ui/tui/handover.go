package tui

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/screens"
)

// handOver lays a card as Markdown over the screen, for a colleague. Nothing is
// written anywhere.
func (w *wizard) handOver(c plan.Change) {
	c.Steps = c.Card.Lines()
	var b strings.Builder
	if err := report.Markdown(&b, report.Runbook{Profile: w.turn.State.Profile, Cards: []plan.Change{c}}); err != nil {
		w.note = screens.Note{Text: fmt.Sprintf(words.ScreenNotWritten, err)}
		return
	}
	w.cover = cover{kind: handed, words: b.String()}
}

func (w *wizard) drawHanded(r screens.Room) []string {
	foot := w.note.Draw(w.ink, r.Width)
	if len(foot) > 0 {
		foot = append([]string{""}, foot...)
	}
	if len(foot) >= r.Height {
		foot = nil
	}
	lines := w.cover.page.Draw(r.Height-len(foot), text.Fill(strings.TrimRight(w.cover.words, "\n"), r.Width))
	return append(lines, foot...)
}
