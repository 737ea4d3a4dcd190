package tui

import (
	"strings"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
)

// previewFrom is the window's height from which on a step shows what comes of
// its answers.
const previewFrom = 24

func (s *asking) draw(w *wizard, r room) []string {
	focused := s.phase == answering
	lines, from, to := s.form.draw(w, r.width, r.height, focused)
	blocks := []block{
		{lines: w.drawNews(r.width), rank: 2},
		{lines: dimmed(w, wrap(w.step.Intro, r.width)), rank: 1},
		{lines: lines, least: min(len(lines), to-from+4), from: from, to: to, rank: quietRank(focused)},
	}
	blocks = append(blocks, block{lines: w.note.draw(w, r.width), firm: true})
	switch {
	case s.phase == trying || s.phase == searching:
		blocks = append(blocks, block{lines: s.waiting(w, r.width)})
	case len(s.findings) > 0:
		blocks = append(blocks, block{lines: drawFindings(w, s.findings, r.width), firm: true})
	}
	if focused {
		blocks = append(blocks, block{lines: s.aside(w, r.width), firm: true, rank: s.asideRank()})
		if w.height >= previewFrom {
			blocks = append(blocks, block{lines: preview(w, s.form, r.width), rank: 3})
		}
	}
	return fit(r.height, blocks...)
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
	text := "trying it…"
	if w.job != nil {
		text = w.job.doing
	}
	lines := wrap(text, width-2)
	lines[0] = w.spinner() + " " + lines[0]
	return lines
}

// drawNews shows what the step before found, and what could not be saved.
func (w *wizard) drawNews(width int) []string {
	lines := drawFindings(w, w.news, width)
	if w.kept != "" && w.step.ID == steps.EventStep {
		lines = append(lines, hang(w.ink.good.of("✓"), "credentials: "+w.kept, 2, width)...)
	}
	if w.unsaved != "" {
		lines = append(lines, hang(w.ink.warn.of("!"), "the answers could not be saved: "+w.unsaved, 2, width)...)
	}
	return lines
}

// drawFindings lists findings: what was seen, how long it took, and what to do.
func drawFindings(w *wizard, findings []steps.Finding, width int) []string {
	var lines []string
	for _, f := range findings {
		text := hang(mark(w, f), f.Text, 2, width)
		if t := took(f.Took); t != "" {
			last := len(text) - 1
			text[last] = sides(text[last], w.ink.dim.of(t), max(width, len(t)))
		}
		lines = append(lines, text...)
		if f.Fix != "" {
			for _, l := range hang("", f.Fix, 2, width) {
				lines = append(lines, w.ink.dim.of(l))
			}
		}
		if f.WrongRegion {
			lines = append(lines, hang(w.ink.accent.of("?"), "It may belong to another region. Trying them sends the passcode to CleverTap's other hosts.", 2, width)...)
		}
	}
	return lines
}

func mark(w *wizard, f steps.Finding) string {
	switch {
	case f.Stop:
		return w.ink.bad.of("✗")
	case f.Good && f.Fix == "":
		return w.ink.good.of("✓")
	}
	return w.ink.warn.of("!")
}

// aside says what the question in focus is for and where its answer is found.
func (s *asking) aside(w *wizard, width int) []string {
	here := s.form.current()
	var lines []string
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, hang(w.ink.dim.of(label), text, 8, width)...)
		}
	}
	add("What", here.q.Help)
	add("Where", here.q.Where)
	if here.ticks != nil {
		add("Where", whereToLook(here))
	}
	return lines
}

// whereToLook is the place in the console where the tick at the cursor is seen.
func whereToLook(f *field) string {
	id, ok := f.ticks.Hovered()
	if !ok {
		return ""
	}
	for _, p := range check.Prerequisites() {
		if p.ID == id {
			return p.Where
		}
	}
	return ""
}

func dimmed(w *wizard, lines []string) []string {
	for i := range lines {
		lines[i] = w.ink.dim.of(strings.TrimRight(lines[i], " "))
	}
	return lines
}
