package screens

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

func (s *following) Draw(r Room) []string {
	if len(s.turn.Missing) > 0 {
		says := fmt.Sprintf(words.ScreenNothingToFollow, resources(s.turn.Missing))
		return kit.Fit(r.Height,
			kit.Block{Lines: r.said(status.Manual, says), Least: 2},
			kit.Block{Lines: text.Fill(words.ScreenFollowLater, r.Width), Least: 2})
	}
	detail, mail := s.detail(r), s.mail(r)
	rows := s.rows(r)
	if len(mail) > 0 { // it is what one came for
		detail = nil
	}
	letter := s.mailed.draw(r, s.turn.Wanted.Email.Channel)
	if len(letter) > 0 {
		detail, rows.Least = nil, 1
	}
	verdict := kit.Block{Lines: s.verdict(r), Firm: true}
	if verdict.To = max(0, min(2, len(verdict.Lines)-1)); s.runs() {
		verdict.Rank = 2
	}
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Picture(s.stations(r), r.Width), Firm: true},
		rows,
		kit.Block{Lines: detail, Firm: true, To: max(0, min(r.Height/6, len(detail)-1))},
		kit.Block{Lines: mail, Firm: true, To: max(0, min(3, len(mail)-1))},
		kit.Block{Lines: letter, Firm: true, To: max(0, len(letter)-1)},
		verdict,
		kit.Block{Lines: s.spent(r), Rank: 1})
}

func (s *following) stations(r Room) []kit.Node {
	at := func(title string, ids ...live.HopID) kit.Node {
		worst, caption := s.station(r, ids)
		sign, ink := r.sign(worst)
		return kit.Node{Title: title, Sign: sign, Caption: caption, Ink: ink}
	}
	return []kit.Node{
		at("Talon.One rule", live.Simulate, live.Coupon),
		at("webhook", live.Webhook, live.Send, live.Accepted),
		at("CleverTap event", live.OnProfile, live.Property),
		at(s.turn.Wanted.Email.Channel.Say("email"), live.Email, live.Inbox),
	}
}

// station sums up the hops at one station: the worst of them is what it shows.
func (s *following) station(r Room, ids []live.HopID) (worst status.Status, caption string) {
	has := map[status.Status]int{}
	for _, id := range ids {
		has[s.hops[id].Status]++
	}
	switch {
	case has[live.Fail] > 0:
		return live.Fail, words.StoppedHere
	case s.hops[live.Inbox].Status == live.Pass && slices.Contains(ids, live.Inbox):
		return live.Pass, "arrived"
	case has[live.Running] > 0:
		return live.Running, s.underWay(r, ids)
	case has[live.Waiting] == len(ids):
		return live.Waiting, "to come"
	case has[live.Waiting] > 0:
		return live.Running, ""
	case has[live.Warn] > 0:
		return live.Warn, "see below"
	case has[live.Manual] > 0:
		return live.Manual, words.ScreenForYouToSee
	case has[live.Skip] == len(ids):
		return live.Skip, words.NotReached
	}
	return live.Pass, s.proof(ids[0])
}

// underWay is how long the hop that runs has been running.
func (s *following) underWay(r Room, ids []live.HopID) string {
	for _, id := range ids {
		if h := s.hops[id]; h.Status == live.Running {
			since, _ := h.running(r.Now)
			return phrase.Waited(since)
		}
	}
	return ""
}

// proof is what a station that is passed has to show.
func (s *following) proof(first live.HopID) string {
	switch first {
	case live.Simulate:
		return "1 coupon"
	case live.Webhook:
		return "taken"
	case live.OnProfile:
		if s.result() != nil && s.result().CouponCode != "" {
			return s.result().CouponCode
		}
		return words.ScreenSameCode
	}
	return "campaign runs" // what came of it stands at its own hop
}

// hopColumn is where what a hop saw begins.
const hopColumn = 24

// rows has one row for each hop; the selected one is told in full below them.
func (s *following) rows(r Room) kit.Block {
	var all []stepped
	for _, id := range live.Hops() {
		h := s.hops[id]
		detail, end := h.Detail, phrase.Took(h.Took)
		if h.Status == live.Running {
			since, _ := h.running(r.Now)
			detail, end = "", phrase.Waited(since) // what it says of the next look was so when it was said
		}
		all = append(all, stepped{h.Status, s.turn.Wanted.Email.Channel.Say(id.Title()), detail, end})
	}
	b := r.stepRows(all, s.at)
	b.Least = 2
	if s.runs() || s.result() == nil || !said(*s.result()) || r.Height >= roomyFrom { // else it stands below
		b.Lines = append(b.Lines, s.checkout(r)...)
	}
	return b
}

// checkout is whether a shop would take the code, which is no hop on its way.
func (s *following) checkout(r Room) []string {
	if s.runs() || s.result() == nil || s.result().Redeem == nil {
		return nil
	}
	redeem := s.result().Redeem
	if redeem.Status == live.Warn && s.turn.Wanted.Elsewhere {
		return r.stepRow(stepped{status: live.Skip, title: words.ScreenCheckout, detail: words.LiveDayElsewhere}, false, 0)
	}
	return r.stepRow(stepped{status: redeem.Status, title: words.ScreenCheckout, detail: redeem.Detail}, false, 0)
}

// detail is the selected hop in full: what was seen, by whom, and what to do.
func (s *following) detail(r Room) []string {
	h := s.hops[live.Hops()[s.at]]
	if h.Status == live.Running {
		return s.waiting(r, h)
	}
	seenAlready := h.Status == live.Pass && !s.moved && r.Width >= kit.Narrow
	asked := h.ID == live.Inbox && !s.moved && s.turn.May(steps.ReadCode) // the verdict asks for it
	if h.Detail == "" || seenAlready || asked || s.saidBelow(h) {
		return nil
	}
	sign, ink := r.sign(h.Status)
	says := h.Detail
	if who := doneBy(h.By); who != "" && h.Status != live.Skip {
		says += " (" + who + ")"
	}
	lines := kit.Hang(ink.Of(sign), says, 2, r.Width)
	if h.Fix != "" && h.Status != live.Pass {
		lines = append(lines, r.next(h.Fix)...)
	}
	return lines
}

// waiting says how long a hop has been running, and when it looks again.
func (s *following) waiting(r Room, h followed) []string {
	since, next := h.running(r.Now)
	says := soFar(h.Title(), since, h.Most, s.turn.Task)
	switch {
	case h.Next > 0 && next >= time.Second:
		says = fmt.Sprintf(words.ScreenLooksAgainIn, says, phrase.Waited(next))
	case h.Next > 0:
		says = fmt.Sprintf(words.ScreenLooksAgainNow, says)
	}
	return r.said(status.Running, says+".")
}

// saidBelow reports whether the diagnosis says what the hop says.
func (s *following) saidBelow(h followed) bool {
	return !s.runs() && s.result() != nil && s.result().Diagnosis != nil && s.result().Diagnosis.Hop == h.ID &&
		s.result().Diagnosis.Sentence == h.Detail
}

// mail is the email as the customer reads it, where somebody could see it.
func (s *following) mail(r Room) []string {
	if s.runs() || s.moved || s.result() == nil || s.result().Email == nil {
		return nil
	}
	m := s.result().Email
	if r.Width < kit.Narrow {
		return append(r.Ink[text.Strong].All(text.Fill(m.Subject, r.Width)), text.Fill(strings.TrimSpace(m.Body), r.Width)...)
	}
	inner := min(r.Width, 64) - 4
	line := func(says string, with text.Ink) string {
		return "│ " + text.Pad(with.Of(text.Short(says, inner)), inner) + " │"
	}
	lines := []string{"┌─" + strings.Repeat("─", max(0, inner)) + "─┐"}
	switch sender, to := s.turn.Wanted.Email.Sender, s.turn.Wanted.Test.Address; {
	case to != "" && sender != "":
		lines = append(lines, line(fmt.Sprintf(words.ScreenMailFromTo, sender, to), r.Ink[text.Dim]))
	case to != "":
		lines = append(lines, line(fmt.Sprintf(words.ScreenMailTo, to), r.Ink[text.Dim]))
	}
	for _, l := range text.Fill(m.Subject, inner) {
		lines = append(lines, line(l, r.Ink[text.Strong]))
	}
	for _, l := range text.Fill(strings.TrimSpace(m.Body), inner) {
		lines = append(lines, line(l, text.Ink{}))
	}
	return append(lines, "└─"+strings.Repeat("─", max(0, inner))+"─┘")
}

// spent is how many requests the check took, of each vendor.
func (s *following) spent(r Room) []string {
	if s.runs() || s.result() == nil || len(s.result().Requests) == 0 {
		return nil
	}
	vendors := map[string]int{}
	all := 0
	for _, r := range s.result().Requests {
		vendor, _, _ := strings.Cut(r.Call, " ")
		vendors[vendor] += r.Count
		all += r.Count
	}
	says := phrase.Counted(all, "request")
	for i, vendor := range slices.Sorted(maps.Keys(vendors)) {
		says += [...]string{": ", ", "}[min(i, 1)] + fmt.Sprintf("%d to %s", vendors[vendor], vendor)
	}
	return []string{r.Ink.Of(text.Dim, text.Short(says, r.Width))}
}

// doneBy names who did a hop.
func doneBy(by string) string {
	return map[string]string{
		live.ByTalontap: words.ScreenByTalontap, live.ByTalonOne: words.ScreenByTalonOne,
		live.ByCleverTap: words.ScreenSeenInCleverTap,
	}[by]
}

// verdict is the live check in a sentence, and what to do.
func (s *following) verdict(r Room) []string {
	switch {
	case s.runs():
		return r.dimmed(text.Fill(s.turn.Wanted.Email.Channel.Say(s.depth.Touches()), r.Width))
	case s.turn.Err != nil && !s.turn.Read: // the check could not be made
		return r.said(status.Fail, fmt.Sprintf(words.ScreenNoCheck, advised(s.turn.Err)))
	case s.result() == nil:
		return nil
	}
	lines := s.outcome(r)
	if s.turn.May(steps.ReadCode) && !s.mailed.open {
		lines = append(lines, r.next(fmt.Sprintf(s.turn.Wanted.Email.Channel.Say(words.ScreenPasteMail), s.turn.Wanted.Test.Address))...)
	}
	if d := s.result().Diagnosis; d != nil {
		lines = append(lines, r.said(d.Status, d.Sentence)...)
		lines = append(lines, r.next(d.Fix)...)
	}
	return lines
}

// outcome is whether the code arrived; nil where the diagnosis says it.
func (s *following) outcome(r Room) []string {
	switch {
	case s.result().Arrived && s.day:
		return r.said(status.Pass, fmt.Sprintf(words.ScreenOnTheDayArrived, s.result().CouponCode))
	case s.result().Arrived:
		says := fmt.Sprintf(words.ScreenArrived, s.result().CouponCode)
		if h := s.hops[live.Inbox]; h.Status == live.Pass && h.By == live.ByPerson && s.turn.Wanted.Test.Address != "" {
			says = fmt.Sprintf(s.turn.Wanted.Email.Channel.Say(words.ScreenArrivedInMail), says, s.turn.Wanted.Test.Address)
		}
		return r.said(status.Pass, says+".")
	case s.result().Diagnosis != nil:
		return nil
	case len(s.result().Failing()) > 0:
		return r.said(status.Fail, words.ScreenNotThrough)
	}
	return r.said(status.Warn, words.ScreenNotSeenArriving)
}

// way is how far a test coupon came, where it is no longer followed.
func way(r Room, result *live.Result) []kit.Node {
	s := following{hops: map[live.HopID]followed{}}
	if result != nil {
		for _, h := range result.Hops {
			s.hops[h.ID] = followed{Hop: h}
		}
	}
	s.turn.Report.Live = result
	nodes := s.stations(r)
	for i := range nodes {
		nodes[i].Caption = ""
	}
	return nodes
}
