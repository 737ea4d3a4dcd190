package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps/live"
)

func (s *following) draw(w *wizard, r room) []string {
	if len(s.missing) > 0 {
		return s.drawNothing(w, r)
	}
	detail, mail := s.detail(w, r.width), s.mail(w, r.width)
	rows := block{lines: s.rows(w, r), firm: true, from: s.at, to: s.at}
	if len(mail) > 0 { // it is what one came for
		detail, rows.firm, rows.least = nil, false, 1
	}
	letter := s.mailed.draw(w, r)
	if len(letter) > 0 {
		detail, rows.firm, rows.least = nil, false, 1
	}
	verdict := block{lines: s.verdict(w, r.width), firm: true}
	if verdict.to = max(0, min(2, len(verdict.lines)-1)); w.job != nil {
		verdict.rank = 2
	}
	return fit(r.height,
		block{lines: picture(s.stations(w), r.width), rank: 3},
		rows,
		block{lines: detail, firm: true, to: max(0, min(2, len(detail)-1))},
		block{lines: mail, firm: true, to: max(0, min(3, len(mail)-1))},
		block{lines: letter, firm: true, to: max(0, len(letter)-1)},
		verdict,
		block{lines: s.spent(w, r.width), rank: 1})
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
	case s.hops[live.Inbox].Status == live.Pass && slices.Contains(ids, live.Inbox):
		return "✓", "arrived", w.ink.good
	case has[live.Running] > 0:
		return w.turning(), s.underWay(w, ids), w.ink.accent
	case has[live.Waiting] == len(ids):
		return "·", "to come", w.ink.dim
	case has[live.Waiting] > 0:
		return w.turning(), "", w.ink.accent
	case has[live.Warn] > 0:
		return "!", "see below", w.ink.warn
	case has[live.Manual] > 0:
		return "○", "for you to see", w.ink.warn
	case has[live.Skip] == len(ids):
		return "–", "not reached", w.ink.dim
	}
	return "✓", s.proof(w, ids[0]), w.ink.good
}

// underWay is how long the hop that runs has been running.
func (s *following) underWay(w *wizard, ids []live.HopID) string {
	for _, id := range ids {
		if h := s.hops[id]; h.Status == live.Running {
			since, _ := s.running(w, h)
			return waited(since)
		}
	}
	return ""
}

// proof is what a station that is passed has to show.
func (s *following) proof(w *wizard, first live.HopID) string {
	switch first {
	case live.Simulate:
		if s.depth == live.DepthSimulate {
			return "simulated"
		}
		return "1 coupon"
	case live.Webhook:
		return "taken"
	case live.OnProfile:
		if w.result != nil && w.result.CouponCode != "" {
			return w.result.CouponCode
		}
		return "the same code"
	}
	return "campaign runs" // what came of it stands at its own hop
}

// hopColumn is where what a hop saw begins.
const hopColumn = 24

// rows has one row for each hop; the selected one is told in full below them.
func (s *following) rows(w *wizard, r room) []string {
	var lines []string
	width := r.width
	for i, id := range live.Hops() {
		h := s.hops[id]
		detail, end := h.Detail, took(h.Took)
		if h.Status == live.Running {
			since, _ := s.running(w, h)
			detail, end = "", waited(since) // what it says of the next look was so when it was said
		}
		lines = append(lines, w.stepRow(stepped{h.Status, id.Title(), detail, end}, i == s.at, width))
	}
	if w.job == nil && w.result != nil && said(*w.result) && r.height < roomyFrom {
		return lines // it stands below
	}
	return append(lines, s.checkout(w, width)...)
}

// checkout is whether a shop would take the code, which is no hop on its way.
func (s *following) checkout(w *wizard, width int) []string {
	if w.job != nil || w.result == nil || w.result.Redeem == nil {
		return nil
	}
	redeem := w.result.Redeem
	sign, ink := w.hopSign(redeem.Status)
	line := "  " + ink.of(sign) + " " + pad("At the checkout", hopColumn-3)
	if width >= narrow {
		line += short(redeem.Detail, width-hopColumn-1)
	}
	return []string{line}
}

// stepped is one of several things that are done one after the other.
type stepped struct {
	status             live.Status
	title, detail, end string
}

// stepRow is a row for it: how it went, as much of what was seen as there is
// room for, and how long it took.
func (w *wizard) stepRow(of stepped, here bool, width int) string {
	sign, ink := w.hopSign(of.status)
	lead, title := " ", pad(of.title+" ", hopColumn-3)
	switch {
	case here:
		lead, title = w.ink.accent.of("▸"), w.ink.accent.of(title)
	case of.status == live.Waiting || of.status == live.Skip:
		title = w.ink.dim.of(title)
	}
	line := lead + " " + ink.of(sign) + " " + title
	if width >= narrow {
		glance := short(of.detail, width-hopColumn-10)
		if of.status == live.Skip {
			glance = w.ink.dim.of(glance)
		}
		line += glance
	}
	return sides(line, w.ink.dim.of(of.end), max(width, ansi.StringWidth(line)+1))
}

// detail is the selected hop in full: what was seen, by whom, and what to do.
func (s *following) detail(w *wizard, width int) []string {
	h := s.hops[live.Hops()[s.at]]
	if h.Status == live.Running {
		return s.waiting(w, h, width)
	}
	seenAlready := h.Status == live.Pass && !s.moved && width >= narrow
	asked := h.ID == live.Inbox && !s.moved && s.awaitsInbox(w) // the verdict asks for it
	if h.Detail == "" || seenAlready || asked || s.saidBelow(w, h) {
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

// waiting says how long a hop has been running, and when it looks again.
func (s *following) waiting(w *wizard, h live.Hop, width int) []string {
	since, next := s.running(w, h)
	text := h.ID.Title() + ": just begun"
	if so := waited(since); so != "" {
		text = h.ID.Title() + ": " + so + " so far"
	}
	if h.Next > 0 {
		text += ", at most " + atMost(h.Most) + "; "
		if next >= time.Second {
			text += "looks again in " + waited(next)
		} else {
			text += "looks again now"
		}
	}
	return hang(w.spinner(), text+".", 2, width)
}

func atMost(d time.Duration) string {
	if d < time.Minute {
		return counted(int(d.Seconds()), "second")
	}
	return counted(int(d.Round(time.Minute).Minutes()), "minute")
}

// saidBelow reports whether the diagnosis says what the hop says.
func (s *following) saidBelow(w *wizard, h live.Hop) bool {
	return w.job == nil && w.result != nil && w.result.Diagnosis != nil && w.result.Diagnosis.Hop == h.ID &&
		w.result.Diagnosis.Sentence == h.Detail
}

// mail is the email as the customer reads it, where somebody could see it.
func (s *following) mail(w *wizard, width int) []string {
	if w.job != nil || !s.day || w.result == nil || w.result.Email == nil {
		return nil
	}
	m := w.result.Email
	if width < narrow {
		return append(painted(wrap(m.Subject, width), w.ink.strong), wrap(strings.TrimSpace(m.Body), width)...)
	}
	inner := min(width, 64) - 4
	line := func(text string, with ink) string {
		return "│ " + pad(with.of(short(text, inner)), inner) + " │"
	}
	lines := []string{"┌─" + strings.Repeat("─", max(0, inner)) + "─┐"}
	for _, l := range wrap(m.Subject, inner) {
		lines = append(lines, line(l, w.ink.strong))
	}
	for _, l := range wrap(strings.TrimSpace(m.Body), inner) {
		lines = append(lines, line(l, ink{}))
	}
	return append(lines, "└─"+strings.Repeat("─", max(0, inner))+"─┘")
}

// spent is how many requests the check took, of each vendor.
func (s *following) spent(w *wizard, width int) []string {
	if w.job != nil || w.result == nil || len(w.result.Requests) == 0 {
		return nil
	}
	vendors := map[string]int{}
	all := 0
	for _, r := range w.result.Requests {
		vendor, _, _ := strings.Cut(r.Call, " ")
		vendors[vendor] += r.Count
		all += r.Count
	}
	text := counted(all, "request")
	for i, vendor := range slices.Sorted(maps.Keys(vendors)) {
		text += [...]string{": ", ", "}[min(i, 1)] + fmt.Sprintf("%d to %s", vendors[vendor], vendor)
	}
	return []string{w.ink.dim.of(short(text, width))}
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

// verdict is the live check in a sentence, and what to do.
func (s *following) verdict(w *wizard, width int) []string {
	switch {
	case w.job != nil:
		return dimmed(w, wrap(s.depth.Touches(), width))
	case s.err != nil:
		return hang(w.ink.bad.of("✗"), "The check could not be made: "+advised(s.err)+". Press r to try again.", 2, width)
	case w.result == nil:
		return nil
	}
	lines := s.outcome(w, width)
	if s.awaitsInbox(w) && !s.mailed.open {
		lines = append(lines, hang(w.ink.accent.of("→"), "Open the mail of "+w.wanted.Test.Address+" and paste here what it shows, or press i and type the code.", 2, width)...)
	}
	if d := w.result.Diagnosis; d != nil {
		sign, ink := w.hopSign(d.Status)
		lines = append(lines, hang(ink.of(sign), d.Sentence, 2, width)...)
		if d.Fix != "" {
			lines = append(lines, hang(w.ink.accent.of("→"), d.Fix, 2, width)...)
		}
	}
	return lines
}

// outcome is whether the code arrived; nil where the diagnosis says it.
func (s *following) outcome(w *wizard, width int) []string {
	switch {
	case w.result.Arrived && s.day:
		return hang(w.ink.good.of("✓"), "On the day: the rule made "+w.result.CouponCode+", Talon.One sent it, and the customer has it.", 2, width)
	case w.result.Arrived:
		text := "The code " + w.result.CouponCode + " has arrived in CleverTap"
		if h := s.hops[live.Inbox]; h.Status == live.Pass && h.By == live.ByPerson && w.wanted.Test.Address != "" {
			text += ", and in the mail of " + w.wanted.Test.Address
		}
		return hang(w.ink.good.of("✓"), text+".", 2, width)
	case w.result.Diagnosis != nil:
		return nil
	case len(w.result.Failing()) > 0:
		return hang(w.ink.bad.of("✗"), "It did not get through. Do what stands behind the arrow, then press r.", 2, width)
	case s.depth == live.DepthSimulate:
		return hang(w.ink.good.of("✓"), "Simulated; nothing was sent.", 2, width)
	}
	return hang(w.ink.warn.of("!"), "It was sent, but has not been seen to arrive. Press r to follow another one.", 2, width)
}
