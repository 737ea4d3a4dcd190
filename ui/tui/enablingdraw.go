package tui

import (
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func (s *enabling) draw(w *wizard, r room) []string {
	switch s.stage {
	case weighing:
		return fit(r.height, block{lines: []string{w.spinner() + " one moment…"}})
	case comparing:
		return s.drawComparing(w, r)
	case choosing:
		return s.drawChoice(w, r)
	case closed:
		return s.drawClosed(w, r)
	case switching:
		return fit(r.height, block{lines: []string{w.spinner() + " enabling the campaign…"}})
	case failed:
		if card := s.byHand(w, r.width); card != nil {
			return fit(r.height,
				block{lines: hang(w.ink.bad.of("✗"), "The campaign was not enabled: "+s.err.Error(), 2, r.width), least: 2},
				block{lines: card, firm: true}, block{lines: wrap("It stays disabled until you did it. Enter ends here.", r.width), rank: 1})
		}
		return fit(r.height,
			block{lines: hang(w.ink.bad.of("✗"), "Enabling the campaign failed: "+advised(s.err), 2, r.width), least: 2},
			block{lines: wrap("Press r to look and try again, or Enter to end here.", r.width)})
	case checking:
		return fit(r.height, block{lines: []string{w.spinner() + " looking at everything once more, for the checklist… " + w.ink.dim.of(waited(w.elapsed()))}})
	}
	return s.page.draw(r.height, s.end(w, r.width))
}

func (s *enabling) drawChoice(w *wizard, r room) []string {
	name := w.state.Answers.Text(setup.CampaignName)
	intro := fmt.Sprintf("The code's way to the customer is proven. Once enabled, %q makes a coupon on %s when your shop calls Talon.One for a customer%s.", name, s.day(w), howOften(w.state))
	lines, at := choice(w, r, s.now, [2]option{
		{"Enable now", "The campaign is switched on; until its day it makes nothing.", true},
		{"Not yet", "It stays disabled. Start talontap again any day: it goes on here.", false},
	})
	var known []string
	for _, b := range s.blockers {
		known = append(known, hang(w.ink.bad.of("!"), "Before you do: "+b, 2, r.width)...)
	}
	return fit(r.height, block{lines: known, least: min(2, len(known))}, block{lines: wrap(intro, r.width), rank: 1}, block{lines: lines, firm: true, from: at, to: at})
}

// howOften says how often it does so for one customer.
func howOften(st steps.State) string {
	if each := answer(st, setup.CouponsEach); each != "" && each != "0" {
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
func choice(w *wizard, r room, yes bool, options [2]option) (lines []string, at int) {
	low := r.height < airyFrom-4
	for i, o := range options {
		if i > 0 && !low && o.text != "" {
			lines = append(lines, "")
		}
		title := "  ○ " + o.title
		if o.yes == yes {
			at = len(lines)
			title = w.ink.accent.of("▸ ● " + o.title)
		}
		lines = append(lines, title)
		if !low && o.text != "" {
			lines = append(lines, dimmed(w, hang("", o.text, 4, r.width))...)
		}
	}
	return lines, at
}

// drawComparing says what cannot be seen, what it has to look like and where a
// person sees it, and asks whether they did.
func (s *enabling) drawComparing(w *wizard, r room) []string {
	card := s.card(w)
	intro := s.gate.Unseen[0].Lead() + s.gate.Unseen[0].Says + ". The rest of the rule is proven."
	lines, at := choice(w, r, s.compared, [2]option{
		{"Not yet", "The campaign stays " + state(s.enabled) + ".", false},
		{"I compared it myself", "It is noted with today's date, for " + object(s.gate.Unseen[0]) + " as it stands; a changed one is asked about again.", true},
	})
	var fields []string
	for _, f := range card.Fields {
		fields = append(fields, drawField(w, plan.Field{Name: f.Label, To: f.Value}, r.width)...)
	}
	s.page.at = max(0, min(s.page.at, len(fields)-1))
	blocks := []block{
		{lines: hang(w.ink.warn.of("!"), intro, 2, r.width), least: 2, to: 1},
		{lines: wrap("Compare it at "+spot(card), r.width), rank: 1},
		{lines: fields, least: 2, from: s.page.at, to: s.page.at},
		{lines: lines, firm: true, from: at, to: at},
	}
	return fit(r.height, append(blocks, block{lines: w.note.draw(w, r.width)})...)
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
	return hang(w.ink.accent.of("→"), "Do it by hand: "+strings.Join(byHand.Change.Steps, "; "), 2, width)
}

func (s *enabling) day(w *wizard) string {
	day, err := setup.ParseDay(answer(w.state, setup.RuleDate), w.state.Observed.Zone)
	if err != nil {
		return "the rule's day"
	}
	return day.Words()
}

func (s *enabling) drawClosed(w *wizard, r room) []string {
	if s.enabled {
		return fit(r.height, block{lines: hang(w.ink.good.of("✓"), "The campaign is enabled already; there is nothing left to switch on.", 2, r.width)},
			block{lines: wrap("Enter shows the checklist.", r.width), rank: 1})
	}
	lines := wrap("The campaign stays disabled: not everything that can be proven is.", r.width)
	var reasons []string
	if w.result == nil {
		reasons = append(reasons, hang(w.ink.bad.of("✗"), "no test coupon was followed, because something has to be made by hand first", 2, r.width)...)
	} else {
		for _, f := range s.gate.Failures {
			reasons = append(reasons, hang(w.ink.bad.of("✗"), f, 2, r.width)...)
		}
		for _, u := range s.gate.Unseen {
			reasons = append(reasons, hang(w.ink.warn.of("!"), "not seen: "+u.Says, 2, r.width)...)
		}
	}
	return fit(r.height, block{lines: lines}, block{lines: reasons, least: 2},
		block{lines: wrap("Mend what is listed, then press r: talontap looks again. Enter goes on to the end without enabling.", r.width), rank: 1})
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
		add(list(w, "Proven", w.ink.good.of("✓"), w.result.Proven, width)...)
		add(list(w, "Rehearsed by talontap", w.ink.good.of("≈"), w.result.Rehearsed, width)...)
		add(list(w, "Only on the day", w.ink.warn.of("·"), w.result.OnTheDay, width)...)
	}
	var hand []string
	for _, c := range w.left {
		hand = append(hand, resource(c.Resource)+", "+c.Name)
	}
	add(list(w, "Left by hand", w.ink.warn.of("○"), hand, width)...)
	add(s.checks(w, width)...)
	if w.result != nil {
		add(list(w, "Left behind by the test", w.ink.dim.of("·"), w.result.Left, width)...)
	}
	add(s.keeping(w, width)...)
	return lines
}

func (s *enabling) headline(w *wizard, width int) []string {
	switch {
	case w.tally.enabled && (s.seen != nil || steps.Verdict(s.list, w.result) != check.Right):
		return hang(w.ink.bad.of("✗"), "The campaign is enabled, but not everything was seen to be right: see the checklist.", 2, width)
	case w.tally.enabled:
		return hang(w.ink.good.of("✓"), "Done. The campaign is enabled and makes coupons on "+s.day(w)+".", 2, width)
	case len(w.left) > 0:
		return hang(w.ink.warn.of("○"), "Set up as far as talontap may. What is left by hand is listed below; the campaign is not enabled.", 2, width)
	}
	return hang(w.ink.good.of("✓"), "Set up. The campaign is not enabled yet.", 2, width)
}

func list(w *wizard, title, mark string, items []string, width int) []string {
	if len(items) == 0 {
		return nil
	}
	lines := []string{w.ink.strong.of(title)}
	for _, item := range items {
		lines = append(lines, hang(mark, item, 2, width)...)
	}
	return lines
}

func (s *enabling) checks(w *wizard, width int) []string {
	if s.seen != nil {
		return hang(w.ink.bad.of("✗"), "The checklist could not be made: "+advised(s.seen)+". talontap verify makes it any day.", 2, width)
	}
	sum := s.list.Summary
	lines := []string{w.ink.strong.of("Checklist") + w.ink.dim.of(fmt.Sprintf("  %d pass, %d fail, %d to look at", sum.Pass, sum.Fail, sum.Warn+sum.Manual))}
	for _, c := range s.list.Checks {
		lines = append(lines, hang(w.checkMark(c.Status), c.Title, 2, width)...)
		if c.Status == check.Pass || c.Status == check.Skip {
			continue
		}
		for _, text := range []string{c.Detail, c.Fix} {
			if text != "" {
				lines = append(lines, dimmed(w, hang("", text, 2, width))...)
			}
		}
	}
	return lines
}

func (w *wizard) checkMark(st check.Status) string {
	switch st {
	case check.Pass:
		return w.ink.good.of("✓")
	case check.Fail:
		return w.ink.bad.of("✗")
	case check.Warn:
		return w.ink.warn.of("!")
	case check.Manual:
		return w.ink.warn.of("○")
	}
	return w.ink.dim.of("–")
}

func (s *enabling) keeping(w *wizard, width int) []string {
	lines := []string{w.ink.strong.of("From now on")}
	add := func(label, text string) { lines = append(lines, hang(w.ink.dim.of(label), text, 13, width)...) }
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
