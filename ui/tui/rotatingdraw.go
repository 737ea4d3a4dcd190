package tui

import (
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

func (s *rotating) draw(w *wizard, r kit.Room) []string {
	switch {
	case s.end != nil:
		return s.page.Draw(r.Height, s.text(w, r.Width))
	case s.doubt:
		return drawDoubt(w, r, theNewOne)
	case s.asked != nil:
		return s.drawQuestion(w, r)
	case s.card() != nil:
		return s.drawCard(w, r)
	}
	return kit.Fit(r.Height,
		s.rows(w, r.Width, false),
		kit.Block{Lines: s.detail(w, r.Width), Firm: true},
		kit.Block{Lines: dimmed(w, text.Fill("The old one stays in use until the new one is proven; what fails before is put back.", r.Width)), Rank: 1})
}

// rows has one row for each step. Aside they stand above something that matters
// more.
func (s *rotating) rows(w *wizard, width int, aside bool) kit.Block {
	var lines []string
	for i, id := range s.order {
		lines = append(lines, w.stepRow(s.row(w, id), i == s.at && !aside, width))
	}
	if aside {
		here := max(0, len(lines)-1)
		for i, id := range s.order {
			if id == s.last {
				here = i
			}
		}
		return kit.Block{Lines: lines, Least: 1, From: here, To: here, Rank: 2}
	}
	return kit.Block{Lines: lines, Firm: true, From: s.at, To: s.at}
}

// detail is the selected step in full: what was seen, and what to do about it.
func (s *rotating) detail(w *wizard, width int) []string {
	if s.last == "" || s.at >= len(s.order) {
		return kit.Hang(w.spinner(), "looking once more where things stand… "+phrase.Waited(w.elapsed()), 2, width)
	}
	id := s.order[s.at]
	step := s.steps[id]
	if step.Status == rotate.Running {
		words := id.Title() + ": just begun"
		if so := phrase.Waited(s.running(w, id)); so != "" {
			words = id.Title() + ": " + so + " so far"
		}
		return kit.Hang(w.spinner(), words+".", 2, width)
	}
	if step.Detail == "" {
		return nil
	}
	return s.told(w, step, width)
}

// told is a step in full.
func (s *rotating) told(w *wizard, step rotate.Step, width int) []string {
	sign, ink := w.hopSign(live.Status(step.Status))
	lines := kit.Hang(ink.Of(sign), step.Detail, 2, width)
	if step.Fix != "" {
		lines = append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), step.Fix, 2, width)...)
	}
	return lines
}

func (s *rotating) drawQuestion(w *wizard, r kit.Room) []string {
	lines, at := choice(w, r, s.yes, [2]option{{"No", "", false}, {"Yes", "", true}})
	blocks := []kit.Block{s.rows(w, r.Width, true)}
	if card, from, to := s.cardLines(w, r.Width); len(card) > 0 {
		blocks = append(blocks, kit.Block{Lines: card, Least: 2, From: from, To: to, Rank: 3})
	}
	question := kit.Hang(w.ink.Of(text.Warn, "?"), s.asked.question, 2, r.Width)
	return kit.Fit(r.Height, append(blocks, kit.Block{Lines: question, Least: min(len(question), 2), To: 0, Firm: true},
		kit.Block{Lines: lines, Firm: true, From: at, To: at})...)
}

// drawCard shows what to enter, and that it is watched for.
func (s *rotating) drawCard(w *wizard, r kit.Room) []string {
	step := s.steps[s.last]
	card, from, to := s.cardLines(w, r.Width)
	why := text.Fill("By hand: "+step.Detail+".", r.Width)
	return kit.Fit(r.Height,
		s.rows(w, r.Width, true),
		kit.Block{Lines: dimmed(w, why), Rank: 1},
		kit.Block{Lines: card, Firm: true, From: from, To: to},
		kit.Block{Lines: s.watch(w, r.Width), Firm: true, To: 0},
		kit.Block{Lines: dimmed(w, text.Fill(phrase.Sentence(step.Fix), r.Width)), Rank: 2})
}

// cardLines are a card's lines, and which of them the one pointed at takes. What
// stays as it is stands back.
func (s *rotating) cardLines(w *wizard, width int) (lines []string, from, to int) {
	for i, entry := range s.card() {
		lead, ink := " ", text.Ink{}
		switch {
		case i == s.line:
			lead, from = w.ink.Of(text.Accent, "▸"), len(lines)
			ink = w.ink[text.Strong]
		case strings.HasSuffix(entry, "(stays)"):
			ink = w.ink[text.Dim]
		}
		for _, l := range text.Fill(entry, width-2) {
			lines = append(lines, text.Pad(lead, 2)+ink.Of(l))
			lead = ""
		}
		if i == s.line {
			to = len(lines) - 1
		}
	}
	return lines, from, to
}

// watch says that it is looked for, or what a key did.
func (s *rotating) watch(w *wizard, width int) []string {
	switch {
	case w.note.text != "":
		return w.note.draw(w, width)
	case s.leaves:
		return kit.Hang(w.spinner(), "leaving it for later…", 2, width)
	}
	words := "Looking for it in Talon.One"
	if so := phrase.Waited(s.running(w, s.last)); so != "" {
		words += ", " + so + " so far"
	}
	return kit.Hang(w.spinner(), words+".", 2, width)
}

// drawTidying shows how what was changed is put back, before it is left.
func (s *rotating) drawTidying(w *wizard, r kit.Room) []string {
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Hang(w.spinner(), "stopping, and putting back what was changed…", 2, r.Width)},
		s.rows(w, r.Width, true),
		kit.Block{Lines: text.Fill("This takes a few seconds; it is left by itself.", r.Width), Rank: 1})
}

// text is the end: how it stands, what is left to do, and what was done.
func (s *rotating) text(w *wizard, width int) []string {
	r := s.end.result
	lines := s.verdict(w, width)
	if left := report.LeftOfRotation(r); len(left) > 0 {
		lines = append(lines, "", w.ink.Of(text.Strong, "Left to do"))
		for _, step := range left {
			step.Detail = step.ID.Title() + ": " + step.Detail
			lines = append(lines, s.told(w, step, width)...)
			for _, entry := range step.Card {
				lines = append(lines, kit.Hang("", entry, 4, width)...)
			}
		}
	}
	if len(s.steps) == 0 {
		return lines
	}
	lines = append(lines, "", w.ink.Of(text.Strong, "What was done"))
	for _, id := range s.order {
		if s.steps[id].Status != rotate.Manual {
			lines = append(lines, w.stepRow(s.row(w, id), false, width))
		}
	}
	return lines
}

// verdict is the end in one sentence, and why it is not another.
func (s *rotating) verdict(w *wizard, width int) []string {
	sign, ink := "✓", w.ink[text.Good]
	switch s.end.result.Outcome {
	case rotate.Restored, "":
		sign, ink = "✗", w.ink[text.Bad]
	case rotate.Waiting:
		sign, ink = "!", w.ink[text.Warn]
	}
	lines := kit.Hang(ink.Of(sign), report.RotationSentence(s.end.result), 2, width)
	if s.end.err == nil {
		return lines
	}
	what, why, fix := report.ErrorText(s.end.err)
	if why != "" {
		what += ": " + why
	}
	lines = append(lines, kit.Hang("", phrase.Sentence(what), 2, width)...)
	return append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), fix, 2, width)...)
}
