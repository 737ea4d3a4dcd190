package screens

import (
	"fmt"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// previewFrom is the window's height from which on a step shows what comes of
// its answers.
const previewFrom = 24

// Draw implements Screen.
func (s *asking) Draw(r Room) []string {
	focused := s.answering()
	lines, from, to := s.form.Draw(r.Ink, r.Width, r.Height, focused)
	blocks := []kit.Block{
		{Lines: s.news(r), Rank: 2},
		{Lines: r.dimmed(text.Fill(s.turn.Step.Intro, r.Width)), Rank: 1},
		{Lines: lines, Least: min(len(lines), to-from+4), From: from, To: to, Rank: quietRank(focused)},
	}
	blocks = append(blocks, kit.Block{Lines: r.note(), Firm: true})
	switch {
	case s.runs():
		blocks = append(blocks, kit.Block{Lines: r.said(status.Running, s.doing())})
	case len(s.findings) > 0:
		blocks = append(blocks, kit.Block{Lines: r.findings(s.findings), Firm: true})
	}
	if focused {
		blocks = append(blocks, kit.Block{Lines: s.form.Aside(r.Ink, r.Width), Firm: true, Rank: s.asideRank()})
		if r.Window >= previewFrom {
			blocks = append(blocks, kit.Block{Lines: s.form.Preview(r.Ink, r.Local, r.Width), Rank: 3})
		}
	}
	return kit.Fit(r.Height, blocks...)
}

// quietRank lets the findings have a small window to themselves while they, and
// not the form, are what has to be read.
func quietRank(focused bool) int {
	if focused {
		return 0
	}
	return 3
}

// asideRank lets the explanations go where findings need the room: F1 has both.
func (s *asking) asideRank() int {
	if len(s.findings) > 0 {
		return 2
	}
	return 0
}

// news shows what the step before found, and what could not be saved.
func (s *asking) news(r Room) []string {
	lines := r.findings(s.turn.News)
	if r.Kept != "" && s.turn.Step.ID == steps.EventStep {
		lines = append(lines, r.said(status.Pass, fmt.Sprintf(words.ScreenCredentials, r.Kept))...)
	}
	if r.Unsaved != "" {
		lines = append(lines, r.said(status.Warn, fmt.Sprintf(words.ScreenAnswersUnsaved, r.Unsaved))...)
	}
	return lines
}
