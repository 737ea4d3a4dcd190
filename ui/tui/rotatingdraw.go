package tui

import (
	"strings"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/report"
)

func (s *rotating) draw(w *wizard, r room) []string {
	switch {
	case s.end != nil:
		return s.page.draw(r.height, s.text(w, r.width))
	case s.doubt:
		return drawDoubt(w, r, theNewOne)
	case s.asked != nil:
		return s.drawQuestion(w, r)
	case s.card() != nil:
		return s.drawCard(w, r)
	}
	return fit(r.height,
		s.rows(w, r.width, false),
		block{lines: s.detail(w, r.width), firm: true},
		block{lines: dimmed(w, wrap("The old one stays in use until the new one is proven; what fails before is put back.", r.width)), rank: 1})
}

// rows has one row for each step. Aside they stand above something that matters
// more.
func (s *rotating) rows(w *wizard, width int, aside bool) block {
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
		return block{lines: lines, least: 1, from: here, to: here, rank: 2}
	}
	return block{lines: lines, firm: true, from: s.at, to: s.at}
}

// detail is the selected step in full: what was seen, and what to do about it.
func (s *rotating) detail(w *wizard, width int) []string {
	if s.last == "" || s.at >= len(s.order) {
		return hang(w.spinner(), "looking once more where things stand… "+waited(w.elapsed()), 2, width)
	}
	id := s.order[s.at]
	step := s.steps[id]
	if step.Status == rotate.Running {
		text := id.Title() + ": just begun"
		if so := waited(s.running(w, id)); so != "" {
			text = id.Title() + ": " + so + " so far"
		}
		return hang(w.spinner(), text+".", 2, width)
	}
	if step.Detail == "" {
		return nil
	}
	return s.told(w, step, width)
}

// told is a step in full.
func (s *rotating) told(w *wizard, step rotate.Step, width int) []string {
	sign, ink := w.hopSign(live.Status(step.Status))
	lines := hang(ink.of(sign), step.Detail, 2, width)
	if step.Fix != "" {
		lines = append(lines, hang(w.ink.accent.of("→"), step.Fix, 2, width)...)
	}
	return lines
}

func (s *rotating) drawQuestion(w *wizard, r room) []string {
	lines, at := choice(w, r, s.yes, [2]option{{"No", "", false}, {"Yes", "", true}})
	blocks := []block{s.rows(w, r.width, true)}
	if card, from, to := s.cardLines(w, r.width); len(card) > 0 {
		blocks = append(blocks, block{lines: card, least: 2, from: from, to: to, rank: 3})
	}
	question := hang(w.ink.warn.of("?"), s.asked.question, 2, r.width)
	return fit(r.height, append(blocks, block{lines: question, least: min(len(question), 2), to: 0, firm: true},
		block{lines: lines, firm: true, from: at, to: at})...)
}

// drawCard shows what to enter, and that it is watched for.
func (s *rotating) drawCard(w *wizard, r room) []string {
	step := s.steps[s.last]
	card, from, to := s.cardLines(w, r.width)
	why := wrap("By hand: "+step.Detail+".", r.width)
	return fit(r.height,
		s.rows(w, r.width, true),
		block{lines: dimmed(w, why), rank: 1},
		block{lines: card, firm: true, from: from, to: to},
		block{lines: s.watch(w, r.width), firm: true, to: 0},
		block{lines: dimmed(w, wrap(sentence(step.Fix), r.width)), rank: 2})
}

// cardLines are a card's lines, and which of them the one pointed at takes. What
// stays as it is stands back.
func (s *rotating) cardLines(w *wizard, width int) (lines []string, from, to int) {
	for i, entry := range s.card() {
		lead, ink := " ", ink{}
		switch {
		case i == s.line:
			lead, from = w.ink.accent.of("▸"), len(lines)
			ink = w.ink.strong
		case strings.HasSuffix(entry, "(stays)"):
			ink = w.ink.dim
		}
		for _, l := range wrap(entry, width-2) {
			lines = append(lines, pad(lead, 2)+ink.of(l))
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
		return hang(w.spinner(), "leaving it for later…", 2, width)
	}
	text := "Looking for it in Talon.One"
	if so := waited(s.running(w, s.last)); so != "" {
		text += ", " + so + " so far"
	}
	return hang(w.spinner(), text+".", 2, width)
}

// drawTidying shows how what was changed is put back, before it is left.
func (s *rotating) drawTidying(w *wizard, r room) []string {
	return fit(r.height,
		block{lines: hang(w.spinner(), "stopping, and putting back what was changed…", 2, r.width)},
		s.rows(w, r.width, true),
		block{lines: wrap("This takes a few seconds; it is left by itself.", r.width), rank: 1})
}

// text is the end: how it stands, what is left to do, and what was done.
func (s *rotating) text(w *wizard, width int) []string {
	r := s.end.result
	lines := s.verdict(w, width)
	if left := report.LeftOfRotation(r); len(left) > 0 {
		lines = append(lines, "", w.ink.strong.of("Left to do"))
		for _, step := range left {
			step.Detail = step.ID.Title() + ": " + step.Detail
			lines = append(lines, s.told(w, step, width)...)
			for _, entry := range step.Card {
				lines = append(lines, hang("", entry, 4, width)...)
			}
		}
	}
	if len(s.steps) == 0 {
		return lines
	}
	lines = append(lines, "", w.ink.strong.of("What was done"))
	for _, id := range s.order {
		if s.steps[id].Status != rotate.Manual {
			lines = append(lines, w.stepRow(s.row(w, id), false, width))
		}
	}
	return lines
}

// verdict is the end in one sentence, and why it is not another.
func (s *rotating) verdict(w *wizard, width int) []string {
	sign, ink := "✓", w.ink.good
	switch s.end.result.Outcome {
	case rotate.Restored, "":
		sign, ink = "✗", w.ink.bad
	case rotate.Waiting:
		sign, ink = "!", w.ink.warn
	}
	lines := hang(ink.of(sign), report.RotationSentence(s.end.result), 2, width)
	if s.end.err == nil {
		return lines
	}
	what, why, fix := report.ErrorText(s.end.err)
	if why != "" {
		what += ": " + why
	}
	lines = append(lines, hang("", sentence(what), 2, width)...)
	return append(lines, hang(w.ink.accent.of("→"), fix, 2, width)...)
}
