package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

func (s *following) draw(w *wizard, r kit.Room) []string {
	if len(s.missing) > 0 {
		return s.drawNothing(w, r)
	}
	detail, mail := s.detail(w, r.Width), s.mail(w, r.Width)
	rows := kit.Block{Lines: s.rows(w, r), Firm: true, From: s.at, To: s.at}
	if len(mail) > 0 { // it is what one came for
		detail, rows.Firm, rows.Least = nil, false, 1
	}
	letter := s.mailed.draw(w, r)
	if len(letter) > 0 {
		detail, rows.Firm, rows.Least = nil, false, 1
	}
	verdict := kit.Block{Lines: s.verdict(w, r.Width), Firm: true}
	if verdict.To = max(0, min(2, len(verdict.Lines)-1)); w.job != nil {
		verdict.Rank = 2
	}
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Picture(s.stations(w), r.Width), Rank: 3},
		rows,
		kit.Block{Lines: detail, Firm: true, To: max(0, min(2, len(detail)-1))},
		kit.Block{Lines: mail, Firm: true, To: max(0, min(3, len(mail)-1))},
		kit.Block{Lines: letter, Firm: true, To: max(0, len(letter)-1)},
		verdict,
		kit.Block{Lines: s.spent(w, r.Width), Rank: 1})
}

func (s *following) drawNothing(w *wizard, r kit.Room) []string {
	words := "There is nothing to follow yet. First comes by hand: " + strings.Join(s.missing, ", ") + "."
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Hang(w.ink.Of(text.Warn, "○"), words, 2, r.Width), Least: 2},
		kit.Block{Lines: text.Fill("Do what the cards list, then press r: talontap looks again. Enter goes on to the end; talontap verify --live follows a coupon any day.", r.Width), Least: 2})
}

func (s *following) stations(w *wizard) []kit.Node {
	at := func(title string, ids ...live.HopID) kit.Node {
		sign, caption, ink := s.station(w, ids)
		return kit.Node{Title: title, Sign: sign, Caption: caption, Ink: ink}
	}
	return []kit.Node{
		at("Talon.One rule", live.Simulate, live.Coupon),
		at("webhook", live.Webhook, live.Send, live.Accepted),
		at("CleverTap event", live.OnProfile, live.Property),
		at("email", live.Email, live.Inbox),
	}
}

// station sums up the hops at one station: the worst of them is what it shows.
func (s *following) station(w *wizard, ids []live.HopID) (sign, caption string, colour text.Ink) {
	has := map[live.Status]int{}
	for _, id := range ids {
		has[s.hops[id].Status]++
	}
	switch {
	case has[live.Fail] > 0:
		return "✗", "stopped here", w.ink[text.Bad]
	case s.hops[live.Inbox].Status == live.Pass && slices.Contains(ids, live.Inbox):
		return "✓", "arrived", w.ink[text.Good]
	case has[live.Running] > 0:
		return w.turning(), s.underWay(w, ids), w.ink[text.Accent]
	case has[live.Waiting] == len(ids):
		return "·", "to come", w.ink[text.Dim]
	case has[live.Waiting] > 0:
		return w.turning(), "", w.ink[text.Accent]
	case has[live.Warn] > 0:
		return "!", "see below", w.ink[text.Warn]
	case has[live.Manual] > 0:
		return "○", "for you to see", w.ink[text.Warn]
	case has[live.Skip] == len(ids):
		return "–", "not reached", w.ink[text.Dim]
	}
	return "✓", s.proof(w, ids[0]), w.ink[text.Good]
}

// underWay is how long the hop that runs has been running.
func (s *following) underWay(w *wizard, ids []live.HopID) string {
	for _, id := range ids {
		if h := s.hops[id]; h.Status == live.Running {
			since, _ := s.running(w, h)
			return phrase.Waited(since)
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
func (s *following) rows(w *wizard, r kit.Room) []string {
	var lines []string
	width := r.Width
	for i, id := range live.Hops() {
		h := s.hops[id]
		detail, end := h.Detail, phrase.Took(h.Took)
		if h.Status == live.Running {
			since, _ := s.running(w, h)
			detail, end = "", phrase.Waited(since) // what it says of the next look was so when it was said
		}
		lines = append(lines, w.stepRow(stepped{h.Status, id.Title(), detail, end}, i == s.at, width))
	}
	if w.job == nil && w.result != nil && said(*w.result) && r.Height < roomyFrom {
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
	line := "  " + ink.Of(sign) + " " + text.Pad("At the checkout", hopColumn-3)
	if width >= kit.Narrow {
		line += text.Short(redeem.Detail, width-hopColumn-1)
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
	lead, title := " ", text.Pad(of.title+" ", hopColumn-3)
	switch {
	case here:
		lead, title = w.ink.Of(text.Accent, "▸"), w.ink.Of(text.Accent, title)
	case of.status == live.Waiting || of.status == live.Skip:
		title = w.ink.Of(text.Dim, title)
	}
	line := lead + " " + ink.Of(sign) + " " + title
	if width >= kit.Narrow {
		glance := text.Short(of.detail, width-hopColumn-10)
		if of.status == live.Skip {
			glance = w.ink.Of(text.Dim, glance)
		}
		line += glance
	}
	return text.Sides(line, w.ink.Of(text.Dim, of.end), max(width, ansi.StringWidth(line)+1))
}

// detail is the selected hop in full: what was seen, by whom, and what to do.
func (s *following) detail(w *wizard, width int) []string {
	h := s.hops[live.Hops()[s.at]]
	if h.Status == live.Running {
		return s.waiting(w, h, width)
	}
	seenAlready := h.Status == live.Pass && !s.moved && width >= kit.Narrow
	asked := h.ID == live.Inbox && !s.moved && s.awaitsInbox(w) // the verdict asks for it
	if h.Detail == "" || seenAlready || asked || s.saidBelow(w, h) {
		return nil
	}
	sign, ink := w.hopSign(h.Status)
	words := h.Detail
	if who := doneBy(h.By); who != "" && h.Status != live.Skip {
		words += " (" + who + ")"
	}
	lines := kit.Hang(ink.Of(sign), words, 2, width)
	if h.Fix != "" && h.Status != live.Pass {
		lines = append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), h.Fix, 2, width)...)
	}
	return lines
}

// waiting says how long a hop has been running, and when it looks again.
func (s *following) waiting(w *wizard, h live.Hop, width int) []string {
	since, next := s.running(w, h)
	words := h.ID.Title() + ": just begun"
	if so := phrase.Waited(since); so != "" {
		words = h.ID.Title() + ": " + so + " so far"
	}
	if h.Next > 0 {
		words += ", at most " + atMost(h.Most) + "; "
		if next >= time.Second {
			words += "looks again in " + phrase.Waited(next)
		} else {
			words += "looks again now"
		}
	}
	return kit.Hang(w.spinner(), words+".", 2, width)
}

func atMost(d time.Duration) string {
	if d < time.Minute {
		return phrase.Counted(int(d.Seconds()), "second")
	}
	return phrase.Counted(int(d.Round(time.Minute).Minutes()), "minute")
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
	if width < kit.Narrow {
		return append(w.ink[text.Strong].All(text.Fill(m.Subject, width)), text.Fill(strings.TrimSpace(m.Body), width)...)
	}
	inner := min(width, 64) - 4
	line := func(words string, with text.Ink) string {
		return "│ " + text.Pad(with.Of(text.Short(words, inner)), inner) + " │"
	}
	lines := []string{"┌─" + strings.Repeat("─", max(0, inner)) + "─┐"}
	for _, l := range text.Fill(m.Subject, inner) {
		lines = append(lines, line(l, w.ink[text.Strong]))
	}
	for _, l := range text.Fill(strings.TrimSpace(m.Body), inner) {
		lines = append(lines, line(l, text.Ink{}))
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
	words := phrase.Counted(all, "request")
	for i, vendor := range slices.Sorted(maps.Keys(vendors)) {
		words += [...]string{": ", ", "}[min(i, 1)] + fmt.Sprintf("%d to %s", vendors[vendor], vendor)
	}
	return []string{w.ink.Of(text.Dim, text.Short(words, width))}
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

func (w *wizard) hopSign(st live.Status) (sign string, colour text.Ink) {
	switch st {
	case live.Running:
		return w.turning(), w.ink[text.Accent]
	case live.Pass:
		return "✓", w.ink[text.Good]
	case live.Fail:
		return "✗", w.ink[text.Bad]
	case live.Warn:
		return "!", w.ink[text.Warn]
	case live.Manual:
		return "○", w.ink[text.Warn]
	case live.Skip:
		return "–", w.ink[text.Dim]
	}
	return "·", w.ink[text.Dim]
}

// verdict is the live check in a sentence, and what to do.
func (s *following) verdict(w *wizard, width int) []string {
	switch {
	case w.job != nil:
		return dimmed(w, text.Fill(s.depth.Touches(), width))
	case s.err != nil:
		return kit.Hang(w.ink.Of(text.Bad, "✗"), "The check could not be made: "+advised(s.err)+". Press r to try again.", 2, width)
	case w.result == nil:
		return nil
	}
	lines := s.outcome(w, width)
	if s.awaitsInbox(w) && !s.mailed.open {
		lines = append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), "Open the mail of "+w.wanted.Test.Address+" and paste here what it shows, or press i and type the code.", 2, width)...)
	}
	if d := w.result.Diagnosis; d != nil {
		sign, ink := w.hopSign(d.Status)
		lines = append(lines, kit.Hang(ink.Of(sign), d.Sentence, 2, width)...)
		if d.Fix != "" {
			lines = append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), d.Fix, 2, width)...)
		}
	}
	return lines
}

// outcome is whether the code arrived; nil where the diagnosis says it.
func (s *following) outcome(w *wizard, width int) []string {
	switch {
	case w.result.Arrived && s.day:
		return kit.Hang(w.ink.Of(text.Good, "✓"), "On the day: the rule made "+w.result.CouponCode+", Talon.One sent it, and the customer has it.", 2, width)
	case w.result.Arrived:
		words := "The code " + w.result.CouponCode + " has arrived in CleverTap"
		if h := s.hops[live.Inbox]; h.Status == live.Pass && h.By == live.ByPerson && w.wanted.Test.Address != "" {
			words += ", and in the mail of " + w.wanted.Test.Address
		}
		return kit.Hang(w.ink.Of(text.Good, "✓"), words+".", 2, width)
	case w.result.Diagnosis != nil:
		return nil
	case len(w.result.Failing()) > 0:
		return kit.Hang(w.ink.Of(text.Bad, "✗"), "It did not get through. Do what stands behind the arrow, then press r.", 2, width)
	case s.depth == live.DepthSimulate:
		return kit.Hang(w.ink.Of(text.Good, "✓"), "Simulated; nothing was sent.", 2, width)
	}
	return kit.Hang(w.ink.Of(text.Warn, "!"), "It was sent, but has not been seen to arrive. Press r to follow another one.", 2, width)
}
