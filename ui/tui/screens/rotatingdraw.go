package screens

import (
	"fmt"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

func (s *rotating) Draw(r Room) []string {
	switch {
	case !s.runs():
		return s.page.Draw(r.Height, s.text(r))
	case s.doubt:
		return drawDoubt(r, s.secret().Called)
	case s.asked != nil:
		return s.drawQuestion(r)
	case s.card() != nil:
		return s.drawCard(r)
	}
	return kit.Fit(r.Height,
		s.rows(r, false),
		kit.Block{Lines: s.detail(r), Firm: true},
		kit.Block{Lines: r.dimmed(text.Fill(words.ScreenOldStays, r.Width)), Rank: 1})
}

// rows has one row for each step. Aside they stand above something that matters
// more.
func (s *rotating) rows(r Room, aside bool) kit.Block {
	var all []stepped
	for _, id := range s.order {
		all = append(all, s.row(r, id))
	}
	if !aside {
		b := r.stepRows(all, s.at)
		b.Firm = true
		return b
	}
	b := r.stepRows(all, -1)
	b.From = max(0, len(b.Lines)-1)
	for i, id := range s.order {
		if id == s.last {
			b.From = len(r.stepRows(all[:i], -1).Lines)
		}
	}
	b.Least, b.To, b.Rank = 1, b.From, 2
	return b
}

// detail is the selected step in full: what was seen, and what to do about it.
func (s *rotating) detail(r Room) []string {
	if s.last == "" || s.at >= len(s.order) {
		return r.begun(words.ScreenLookingAgain, s.turn.Task)
	}
	id := s.order[s.at]
	step := s.steps[id]
	if step.Status == rotate.Running {
		return r.said(status.Running, soFar(id.Title(), s.running(r, id), step.Most, s.turn.Task)+".")
	}
	if step.Detail == "" {
		return nil
	}
	return append(r.said(step.Status, step.Detail), r.next(step.Fix)...)
}

func (s *rotating) drawQuestion(r Room) []string {
	lines, at := choice(r, s.yes, [2]option{{"No", "", false}, {"Yes", "", true}})
	blocks := []kit.Block{s.rows(r, true)}
	if card, from, to := s.cardLines(r); len(card) > 0 {
		blocks = append(blocks, kit.Block{Lines: card, Least: 2, From: from, To: to, Rank: 3})
	}
	question := kit.Hang(r.Ink.Of(text.Warn, "?"), s.asked.Question, 2, r.Width)
	return kit.Fit(r.Height, append(blocks, kit.Block{Lines: question, Least: min(len(question), 2), To: 0, Firm: true},
		kit.Block{Lines: lines, Firm: true, From: at, To: at})...)
}

// drawCard shows what to enter, and that it is watched for.
func (s *rotating) drawCard(r Room) []string {
	step := s.steps[s.last]
	card, from, to := s.cardLines(r)
	why := text.Fill(fmt.Sprintf(words.ScreenByHand, step.Detail), r.Width)
	return kit.Fit(r.Height,
		s.rows(r, true),
		kit.Block{Lines: r.dimmed(why), Rank: 1},
		kit.Block{Lines: card, Firm: true, From: from, To: to},
		kit.Block{Lines: s.watch(r), Firm: true, To: 0},
		kit.Block{Lines: r.dimmed(text.Fill(phrase.Sentence(step.Fix), r.Width)), Rank: 2})
}

// cardLines are a card's lines, and which of them the one pointed at takes. What
// stays as it is stands back.
func (s *rotating) cardLines(r Room) (lines []string, from, to int) {
	for i, entry := range s.card() {
		lead, ink := " ", text.Ink{}
		switch {
		case i == s.line:
			lead, from = r.Ink.Of(text.Accent, "▸"), len(lines)
			ink = r.Ink[text.Strong]
		case entry.Stays:
			ink = r.Ink[text.Dim]
		}
		for _, l := range text.Fill(entry.String(), r.Width-2) {
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
func (s *rotating) watch(r Room) []string {
	switch {
	case r.Note.Text != "":
		return r.note()
	case s.leaves:
		return r.said(status.Running, words.ScreenLeaving)
	}
	return r.said(status.Running, soFar(words.ScreenLookingFor, s.running(r, s.last), s.steps[s.last].Most, s.turn.Task)+".")
}

// Tidying shows how what was changed is put back, before it is left.
func (s *rotating) Tidying(r Room) []string {
	return kit.Fit(r.Height,
		kit.Block{Lines: r.said(status.Running, words.ScreenStopping)},
		s.rows(r, true),
		kit.Block{Lines: text.Fill(words.ScreenStoppingTakes, r.Width), Rank: 1})
}

// text is the end, as the line mode tells it, and why it is not another.
func (s *rotating) text(r Room) []string {
	end := report.EndOfRotation(s.turn.Result, s.turn.State.Profile)
	lines := end.Verdict(r.Ink, r.Width)
	if s.turn.Err != nil {
		why := amiss(s.turn.Err)
		lines = append(lines, kit.Hang("", phrase.Sentence(why.Text), 2, r.Width)...)
		lines = append(lines, r.next(why.Fix)...)
	}
	lines = append(lines, "")
	return append(lines, end.Lines(r.Ink, r.Width, max(r.Height-len(lines), leastEnding))...)
}
