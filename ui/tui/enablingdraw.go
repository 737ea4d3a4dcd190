package tui

import (
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
	"github.com/talontap/talontap/ui/tui/kit"
)

func (s *enabling) draw(w *wizard, r kit.Room) []string {
	switch s.stage {
	case weighing:
		return kit.Fit(r.Height, kit.Block{Lines: []string{w.spinner() + " one moment…"}})
	case comparing:
		return s.drawComparing(w, r)
	case choosing:
		return s.drawChoice(w, r)
	case closed:
		return s.drawClosed(w, r)
	case switching:
		return kit.Fit(r.Height, kit.Block{Lines: []string{w.spinner() + " enabling the campaign…"}})
	case failed:
		if card := s.byHand(w, r.Width); card != nil {
			return kit.Fit(r.Height,
				kit.Block{Lines: kit.Hang(w.ink.Of(text.Bad, "✗"), "The campaign was not enabled: "+s.err.Error(), 2, r.Width), Least: 2},
				kit.Block{Lines: card, Firm: true}, kit.Block{Lines: text.Fill("It stays disabled until you did it. Enter ends here.", r.Width), Rank: 1})
		}
		return kit.Fit(r.Height,
			kit.Block{Lines: kit.Hang(w.ink.Of(text.Bad, "✗"), "Enabling the campaign failed: "+advised(s.err), 2, r.Width), Least: 2},
			kit.Block{Lines: text.Fill("Press r to look and try again, or Enter to end here.", r.Width)})
	case checking:
		return kit.Fit(r.Height, kit.Block{Lines: []string{w.spinner() + " looking at everything once more, for the checklist… " + w.ink.Of(text.Dim, phrase.Waited(w.elapsed()))}})
	}
	return s.page.Draw(r.Height, s.end(w, r.Width))
}

func (s *enabling) drawChoice(w *wizard, r kit.Room) []string {
	name := w.state.Answers.Text(setup.CampaignName)
	intro := fmt.Sprintf("The code's way to the customer is proven. Once enabled, %q makes a coupon on %s when your shop calls Talon.One for a customer%s.", name, s.day(w), howOften(w.state))
	lines, at := choice(w, r, s.now, [2]option{
		{"Enable now", "The campaign is switched on; until its day it makes nothing.", true},
		{"Not yet", "It stays disabled. Start talontap again any day: it goes on here.", false},
	})
	var known []string
	for _, b := range s.blockers {
		known = append(known, kit.Hang(w.ink.Of(text.Bad, "!"), "Before you do: "+b, 2, r.Width)...)
	}
	return kit.Fit(r.Height, kit.Block{Lines: known, Least: min(2, len(known))}, kit.Block{Lines: text.Fill(intro, r.Width), Rank: 1}, kit.Block{Lines: lines, Firm: true, From: at, To: at})
}

// howOften says how often it does so for one customer.
func howOften(st steps.State) string {
	if each := form.Answer(st, setup.CouponsEach); each != "" && each != "0" {
		return ", at most " + each + " for each"
	}
	return ", each time anew"
}

// option is one of two answers to a question that is not asked lightly.
type option struct {
	title, text string
	yes         bool
}

// choice draws two options, and says at which line the chosen one stands. In a
// low window only their titles stand.
func choice(w *wizard, r kit.Room, yes bool, options [2]option) (lines []string, at int) {
	low := r.Height < airyFrom-4
	for i, o := range options {
		if i > 0 && !low && o.text != "" {
			lines = append(lines, "")
		}
		title := "  ○ " + o.title
		if o.yes == yes {
			at = len(lines)
			title = w.ink.Of(text.Accent, "▸ ● "+o.title)
		}
		lines = append(lines, title)
		if !low && o.text != "" {
			lines = append(lines, dimmed(w, kit.Hang("", o.text, 4, r.Width))...)
		}
	}
	return lines, at
}

// drawComparing says what cannot be seen, what it has to look like and where a
// person sees it, and asks whether they did.
func (s *enabling) drawComparing(w *wizard, r kit.Room) []string {
	card := s.card(w)
	intro := s.gate.Unseen[0].Lead() + s.gate.Unseen[0].Says + ". The rest of the rule is proven."
	lines, at := choice(w, r, s.compared, [2]option{
		{"Not yet", "The campaign stays " + state(s.enabled) + ".", false},
		{"I compared it myself", "It is noted with today's date, for " + object(s.gate.Unseen[0]) + " as it stands; a changed one is asked about again.", true},
	})
	var fields []string
	for _, f := range card.Fields {
		fields = append(fields, drawField(w, plan.Field{Name: f.Label, To: f.Value}, r.Width)...)
	}
	here := s.page.At(len(fields))
	blocks := []kit.Block{
		{Lines: kit.Hang(w.ink.Of(text.Warn, "!"), intro, 2, r.Width), Least: 2, To: 1},
		{Lines: text.Fill("Compare it at "+spot(card), r.Width), Rank: 1},
		{Lines: fields, Least: 2, From: here, To: here},
		{Lines: lines, Firm: true, From: at, To: at},
	}
	return kit.Fit(r.Height, append(blocks, kit.Block{Lines: w.note.draw(w, r.Width)})...)
}

func state(enabled bool) string {
	if enabled {
		return "enabled"
	}
	return "disabled"
}

// object is what a word is given for.
func object(of live.Item) string {
	if of.About == "" {
		return "this rule"
	}
	return "this " + string(of.About)
}

func spot(card guide.Card) string {
	return strings.TrimSuffix(card.Where, " › Create Rule")
}

// byHand is what a person does where an account refuses to enable.
func (s *enabling) byHand(w *wizard, width int) []string {
	byHand := (*steps.ByHandError)(nil)
	if !errors.As(s.err, &byHand) {
		return nil
	}
	return kit.Hang(w.ink.Of(text.Accent, "→"), "Do it by hand: "+strings.Join(byHand.Change.Steps, "; "), 2, width)
}

func (s *enabling) day(w *wizard) string {
	day, err := setup.ParseDay(form.Answer(w.state, setup.RuleDate), w.state.Observed.Zone)
	if err != nil {
		return "the rule's day"
	}
	return day.Words()
}

func (s *enabling) drawClosed(w *wizard, r kit.Room) []string {
	if s.enabled {
		return kit.Fit(r.Height, kit.Block{Lines: kit.Hang(w.ink.Of(text.Good, "✓"), "The campaign is enabled already; there is nothing left to switch on.", 2, r.Width)},
			kit.Block{Lines: text.Fill("Enter shows the checklist.", r.Width), Rank: 1})
	}
	lines := text.Fill("The campaign stays disabled: not everything that can be proven is.", r.Width)
	var reasons []string
	if w.result == nil {
		reasons = append(reasons, kit.Hang(w.ink.Of(text.Bad, "✗"), "no test coupon was followed, because something has to be made by hand first", 2, r.Width)...)
	} else {
		for _, f := range s.gate.Failures {
			reasons = append(reasons, kit.Hang(w.ink.Of(text.Bad, "✗"), f, 2, r.Width)...)
		}
		for _, u := range s.gate.Unseen {
			reasons = append(reasons, kit.Hang(w.ink.Of(text.Warn, "!"), "not seen: "+u.Says, 2, r.Width)...)
		}
	}
	return kit.Fit(r.Height, kit.Block{Lines: lines}, kit.Block{Lines: reasons, Least: 2},
		kit.Block{Lines: text.Fill("Mend what is listed, then press r: talontap looks again. Enter goes on to the end without enabling.", r.Width), Rank: 1})
}

// end is the last page: what is proven, the checklist, what is left, and where
// everything is kept.
func (s *enabling) end(w *wizard, width int) []string {
	var lines []string
	add := func(more ...string) {
		if len(more) > 0 && len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, more...)
	}
	add(s.headline(w, width)...)
	if w.result != nil {
		add(list(w, "Proven", w.ink.Of(text.Good, "✓"), w.result.Proven, width)...)
		add(list(w, "Rehearsed by talontap", w.ink.Of(text.Good, "≈"), w.result.Rehearsed, width)...)
		add(list(w, "Only on the day", w.ink.Of(text.Warn, "·"), w.result.OnTheDay, width)...)
	}
	var hand []string
	for _, c := range w.left {
		hand = append(hand, resource(c.Resource)+", "+c.Name)
	}
	add(list(w, "Left by hand", w.ink.Of(text.Warn, "○"), hand, width)...)
	add(s.checks(w, width)...)
	if w.result != nil {
		add(list(w, "Left behind by the test", w.ink.Of(text.Dim, "·"), w.result.Left, width)...)
	}
	add(s.keeping(w, width)...)
	return lines
}

func (s *enabling) headline(w *wizard, width int) []string {
	switch {
	case w.tally.enabled && (s.seen != nil || steps.Verdict(s.list, w.result) != check.Right):
		return kit.Hang(w.ink.Of(text.Bad, "✗"), "The campaign is enabled, but not everything was seen to be right: see the checklist.", 2, width)
	case w.tally.enabled:
		return kit.Hang(w.ink.Of(text.Good, "✓"), "Done. The campaign is enabled and makes coupons on "+s.day(w)+".", 2, width)
	case len(w.left) > 0:
		return kit.Hang(w.ink.Of(text.Warn, "○"), "Set up as far as talontap may. What is left by hand is listed below; the campaign is not enabled.", 2, width)
	}
	return kit.Hang(w.ink.Of(text.Good, "✓"), "Set up. The campaign is not enabled yet.", 2, width)
}

func list(w *wizard, title, mark string, items []string, width int) []string {
	if len(items) == 0 {
		return nil
	}
	lines := []string{w.ink.Of(text.Strong, title)}
	for _, item := range items {
		lines = append(lines, kit.Hang(mark, item, 2, width)...)
	}
	return lines
}

func (s *enabling) checks(w *wizard, width int) []string {
	if s.seen != nil {
		return kit.Hang(w.ink.Of(text.Bad, "✗"), "The checklist could not be made: "+advised(s.seen)+". talontap verify makes it any day.", 2, width)
	}
	sum := s.list.Summary
	lines := []string{w.ink.Of(text.Strong, "Checklist") + w.ink.Of(text.Dim, fmt.Sprintf("  %d pass, %d fail, %d to look at", sum.Pass, sum.Fail, sum.Warn+sum.Manual))}
	for _, c := range s.list.Checks {
		lines = append(lines, kit.Hang(w.checkMark(c.Status), c.Title, 2, width)...)
		if c.Status == check.Pass || c.Status == check.Skip {
			continue
		}
		for _, words := range []string{c.Detail, c.Fix} {
			if words != "" {
				lines = append(lines, dimmed(w, kit.Hang("", words, 2, width))...)
			}
		}
	}
	return lines
}

func (w *wizard) checkMark(st check.Status) string {
	switch st {
	case check.Pass:
		return w.ink.Of(text.Good, "✓")
	case check.Fail:
		return w.ink.Of(text.Bad, "✗")
	case check.Warn:
		return w.ink.Of(text.Warn, "!")
	case check.Manual:
		return w.ink.Of(text.Warn, "○")
	}
	return w.ink.Of(text.Dim, "–")
}

func (s *enabling) keeping(w *wizard, width int) []string {
	lines := []string{w.ink.Of(text.Strong, "From now on")}
	add := func(label, words string) {
		lines = append(lines, kit.Hang(w.ink.Of(text.Dim, label), words, 13, width)...)
	}
	if w.kept != "" {
		add("Credentials", w.kept)
	}
	if w.o.Keep != nil {
		add("Answers", "saved as profile "+w.state.Profile)
	} else {
		add("Answers", "not saved in this run")
	}
	add("Any day", "talontap verify looks at everything again, reading only")
	add("New keys", newKeys)
	return lines
}
