package tui

import (
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// previewFrom is the window's height from which on a step shows what comes of
// its answers.
const previewFrom = 24

func (s *asking) draw(w *wizard, r kit.Room) []string {
	focused := s.phase == answering
	lines, from, to := s.form.Draw(w.ink, r.Width, r.Height, focused)
	blocks := []kit.Block{
		{Lines: w.drawNews(r.Width), Rank: 2},
		{Lines: dimmed(w, text.Fill(w.step.Intro, r.Width)), Rank: 1},
		{Lines: lines, Least: min(len(lines), to-from+4), From: from, To: to, Rank: quietRank(focused)},
	}
	blocks = append(blocks, kit.Block{Lines: w.note.draw(w, r.Width), Firm: true})
	switch {
	case s.phase == trying || s.phase == searching:
		blocks = append(blocks, kit.Block{Lines: s.waiting(w, r.Width)})
	case len(s.findings) > 0:
		blocks = append(blocks, kit.Block{Lines: drawFindings(w, s.findings, r.Width), Firm: true})
	}
	if focused {
		blocks = append(blocks, kit.Block{Lines: s.form.Aside(w.ink, r.Width), Firm: true, Rank: s.asideRank()})
		if w.height >= previewFrom {
			blocks = append(blocks, kit.Block{Lines: s.form.Preview(w.ink, w.clock.local, r.Width), Rank: 3})
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

func (s *asking) waiting(w *wizard, width int) []string {
	words := "trying it…"
	if w.job != nil {
		words = w.job.doing
	}
	lines := text.Fill(words, width-2)
	lines[0] = w.spinner() + " " + lines[0]
	return lines
}

// drawNews shows what the step before found, and what could not be saved.
func (w *wizard) drawNews(width int) []string {
	lines := drawFindings(w, w.news, width)
	if w.kept != "" && w.step.ID == steps.EventStep {
		lines = append(lines, kit.Hang(w.ink.Of(text.Good, "✓"), "credentials: "+w.kept, 2, width)...)
	}
	if w.unsaved != "" {
		lines = append(lines, kit.Hang(w.ink.Of(text.Warn, "!"), "the answers could not be saved: "+w.unsaved, 2, width)...)
	}
	return lines
}

// drawFindings lists findings: what was seen, how long it took, and what to do.
func drawFindings(w *wizard, findings []steps.Finding, width int) []string {
	var lines []string
	for _, f := range findings {
		words := kit.Hang(mark(w, f), f.Text, 2, width)
		if t := phrase.Took(f.Took); t != "" {
			last := len(words) - 1
			words[last] = text.Sides(words[last], w.ink.Of(text.Dim, t), max(width, len(t)))
		}
		lines = append(lines, words...)
		if f.Fix != "" {
			for _, l := range kit.Hang("", f.Fix, 2, width) {
				lines = append(lines, w.ink.Of(text.Dim, l))
			}
		}
		if f.WrongRegion {
			lines = append(lines, kit.Hang(w.ink.Of(text.Accent, "?"), "It may belong to another region. Trying them sends the passcode to CleverTap's other hosts.", 2, width)...)
		}
	}
	return lines
}

func mark(w *wizard, f steps.Finding) string {
	switch {
	case f.Stop:
		return w.ink.Of(text.Bad, "✗")
	case f.Good && f.Fix == "":
		return w.ink.Of(text.Good, "✓")
	}
	return w.ink.Of(text.Warn, "!")
}

func dimmed(w *wizard, lines []string) []string {
	for i := range lines {
		lines[i] = w.ink.Of(text.Dim, strings.TrimRight(lines[i], " "))
	}
	return lines
}
