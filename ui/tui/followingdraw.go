package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps/live"
)

func (s *following) draw(w *wizard, r room) []string {
	if len(s.missing) > 0 {
		return s.drawNothing(w, r)
	}
	detail := s.detail(w, r.width)
	return fit(r.height,
		block{lines: picture(s.stations(w), r.width), rank: 1},
		block{lines: s.rows(w, r.width), firm: true, from: s.at, to: s.at},
		block{lines: detail, firm: true, to: max(0, min(2, len(detail)-1))},
		block{lines: s.verdict(w, r.width), rank: 2})
}

func (s *following) drawNothing(w *wizard, r room) []string {
	text := "There is nothing to follow yet. First comes by hand: " + strings.Join(s.missing, ", ") + "."
	return fit(r.height,
		block{lines: hang(w.ink.warn.of("○"), text, 2, r.width), least: 2},
		block{lines: wrap("Do what the cards list, then press r: talontap looks again. Enter goes on to the end; talontap verify --live follows a coupon any day.", r.width), least: 2})
}

func (s *following) stations(w *wizard) []node {
	at := func(title string, ids ...live.HopID) node {
		sign, caption, ink := s.station(w, ids)
		return node{title: title, sign: sign, caption: caption, ink: ink}
	}
	return []node{
		at("Talon.One rule", live.Simulate, live.Coupon),
		at("webhook", live.Webhook, live.Send, live.Accepted),
		at("CleverTap event", live.OnProfile, live.Property),
		at("email", live.Email, live.Inbox),
	}
}

// station sums up the hops at one station: the worst of them is what it shows.
func (s *following) station(w *wizard, ids []live.HopID) (sign, caption string, colour ink) {
	has := map[live.Status]int{}
	for _, id := range ids {
		has[s.hops[id].Status]++
	}
	switch {
	case has[live.Fail] > 0:
		return "✗", "stopped here", w.ink.bad
	case has[live.Running] > 0:
		return w.turning(), waited(w.elapsed()), w.ink.accent
	case has[live.Waiting] == len(ids):
		return "·", "to come", w.ink.dim
	case has[live.Waiting] > 0:
		return w.turning(), waited(w.elapsed()), w.ink.accent
	case has[live.Warn] > 0:
		return "!", "see below", w.ink.warn
	case has[live.Manual] > 0:
		return "○", "for you to see", w.ink.warn
	case has[live.Skip] == len(ids):
		return "–", "not reached", w.ink.dim
	}
	return "✓", s.proof(w, ids[0]), w.ink.good
}

// proof is what a station that is passed has to show.
func (s *following) proof(w *wizard, first live.HopID) string {
	switch first {
	case live.Simulate:
		return "1 coupon"
	case live.Webhook:
		return "taken"
	case live.OnProfile:
		if w.result != nil && w.result.CouponCode != "" {
			return w.result.CouponCode
		}
		return "the same code"
	}
	return "arrived"
}

// hopColumn is where what a hop saw begins.
const hopColumn = 24

// rows has one row for each hop; the selected one is told in full below them.
func (s *following) rows(w *wizard, width int) []string {
	var lines []string
	for i, id := range live.Hops() {
		h := s.hops[id]
		sign, ink := w.hopSign(h.Status)
		lead, title := " ", pad(id.Title(), hopColumn-3)
		switch {
		case i == s.at:
			lead, title = w.ink.accent.of("▸"), w.ink.accent.of(title)
		case h.Status == live.Waiting || h.Status == live.Skip:
			title = w.ink.dim.of(title)
		}
		end := took(h.Took)
		if h.Status == live.Running {
			end = waited(w.elapsed())
		}
		line := lead + " " + ink.of(sign) + " " + title
		if width >= narrow {
			line += s.glance(w, h, width-hopColumn-10)
		}
		lines = append(lines, sides(line, w.ink.dim.of(end), max(width, ansi.StringWidth(line)+1)))
	}
	return lines
}

// glance is as much of what a hop saw as there is room for beside it.
func (s *following) glance(w *wizard, h live.Hop, room int) string {
	if h.Status == live.Skip {
		return w.ink.dim.of(short(h.Detail, room))
	}
	return short(h.Detail, room)
}

// detail is the selected hop in full: what was seen, by whom, and what to do.
func (s *following) detail(w *wizard, width int) []string {
	h := s.hops[live.Hops()[s.at]]
	if h.Detail == "" {
		return nil
	}
	sign, ink := w.hopSign(h.Status)
	text := h.Detail
	if who := doneBy(h.By); who != "" && h.Status != live.Skip {
		text += " (" + who + ")"
	}
	lines := hang(ink.of(sign), text, 2, width)
	if h.Fix != "" && h.Status != live.Pass {
		lines = append(lines, hang(w.ink.accent.of("→"), h.Fix, 2, width)...)
	}
	return lines
}

// doneBy names who did a hop.
func doneBy(by string) string {
	switch by {
	case live.ByTalontap:
		return "by talontap"
	case live.ByTalonOne:
		return "by Talon.One"
	case live.ByCleverTap:
		return "seen in CleverTap"
	}
	return ""
}

func (w *wizard) hopSign(st live.Status) (sign string, colour ink) {
	switch st {
	case live.Running:
		return w.turning(), w.ink.accent
	case live.Pass:
		return "✓", w.ink.good
	case live.Fail:
		return "✗", w.ink.bad
	case live.Warn:
		return "!", w.ink.warn
	case live.Manual:
		return "○", w.ink.warn
	case live.Skip:
		return "–", w.ink.dim
	}
	return "·", w.ink.dim
}

// verdict is the live check in a sentence.
func (s *following) verdict(w *wizard, width int) []string {
	switch {
	case w.job != nil:
		return dimmed(w, wrap(w.o.Live.Touches(), width))
	case s.err != nil:
		return hang(w.ink.bad.of("✗"), "The check could not be made: "+s.err.Error()+". Press r to try again.", 2, width)
	case w.result == nil:
		return nil
	case w.result.Arrived:
		return hang(w.ink.good.of("✓"), "The code "+w.result.CouponCode+" has arrived in CleverTap.", 2, width)
	case len(w.result.Failing()) > 0:
		return hang(w.ink.bad.of("✗"), "It did not get through. Do what stands behind the arrow, then press r.", 2, width)
	case w.o.Live == live.DepthSimulate:
		return hang(w.ink.good.of("✓"), "Simulated; nothing was sent.", 2, width)
	}
	return hang(w.ink.warn.of("!"), "It was sent, but has not been seen to arrive. Press r to follow another one.", 2, width)
}
