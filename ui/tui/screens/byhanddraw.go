package screens

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// roomyFrom is the height from which on a card also shows why it is by hand, its
// console's address, and the parts of the form that its fields stand in.
const roomyFrom = 30

// lowBelow is the height below which what to do comes first.
const lowBelow = 12

func (s *byHand) Draw(r Room) []string {
	if s.doubt {
		return drawDoubt(r, s.secret().Called)
	}
	all := s.here().entries()
	lines, from, to := s.table(r, all)
	tabs := kit.Block{Lines: s.tabs(r)}
	if r.Height < 7 { // it names the card wherever there is room for more than the field
		tabs.Rank = 2
	}
	return kit.Fit(r.Height, tabs,
		kit.Block{Lines: s.way(r), Rank: 1},
		kit.Block{Lines: lines, Least: min(len(lines), max(3, r.Height/2-1)), From: from, To: to},
		kit.Block{Lines: s.detail(r, all), Firm: true},
		kit.Block{Lines: s.foot(r, all), Firm: true})
}

// tabs is a line with everything that the setup consists of: what is there, and
// how far each card is.
func (s *byHand) tabs(r Room) []string {
	if r.Width < kit.Narrow {
		return []string{text.Short(r.Ink.Of(text.Accent, "▸ "+s.tab(s.here()))+gap+r.Ink.Of(text.Dim, fmt.Sprintf("card %d of %d", s.at+1, len(s.cards))), r.Width)}
	}
	var parts []string
	for _, name := range s.made {
		parts = append(parts, r.Ink.Of(text.Good, "✓")+" "+name)
	}
	for i, c := range s.cards {
		says := s.tab(c)
		switch {
		case i == s.at:
			parts = append(parts, r.Ink.Of(text.Accent, "▸ "+says))
		case c.seen.Right:
			parts = append(parts, r.Ink.Of(text.Good, "✓")+" "+says)
		default:
			parts = append(parts, r.Ink.Of(text.Dim, "· "+says))
		}
	}
	for n := len(s.made) + s.at; n > 0 && text.Width(strings.Join(parts, gap)) > r.Width; n-- {
		parts = parts[1:]
	}
	return []string{text.Short(strings.Join(parts, gap), r.Width)}
}

// tab names a card and says how many of its fields are right.
func (s *byHand) tab(c *card) string {
	all := c.entries()
	right, _ := score(all)
	says := resource(c.Change)
	if s.told && len(all) > 0 && !c.seen.Blind {
		says += fmt.Sprintf(" %d/%d", right, len(all))
	}
	return says
}

// gap stands between the things that a setup consists of.
const gap = "   "

// way says what is to be done, where, and what not to do.
func (s *byHand) way(r Room) []string {
	card, roomy := s.here().shown(), r.Height >= roomyFrom
	title := cmp.Or(card.Title, resource(s.here().Change)+" "+card.Name)
	time := ""
	if card.Minutes > 0 && r.Width >= kit.Narrow {
		time = fmt.Sprintf("about %s", phrase.Counted(card.Minutes, "minute"))
	}
	lines := []string{text.Sides(r.Ink.Of(text.Strong, text.Short(title, r.Width-len(time)-1)), r.Ink.Of(text.Dim, time), r.Width)}
	if s.here().seen.Waits {
		return append(lines, r.said(status.Pass, words.ScreenCardWaits)...)
	}
	if other := s.here().ways()[s.here().next()].Title; s.here().next() != s.here().variant && other != "" && roomy {
		lines = append(lines, r.dimmed(text.Fill(fmt.Sprintf(words.ScreenOtherWay, other), r.Width))...)
	}
	if card.Why != "" && roomy {
		lines = append(lines, r.dimmed(text.Fill(phrase.Sentence(card.Why), r.Width))...)
	}
	lines = append(lines, text.Fill(card.Where, r.Width)...)
	switch at := s.address(); {
	case s.set.Console != "":
		lines = append(lines, r.dimmed(text.Fill(fmt.Sprintf(words.ScreenConsolesPage, at), r.Width))...)
	case at != "" && roomy:
		lines = append(lines, r.Ink.Of(text.Dim, text.Short(at, r.Width)))
	}
	if card.Before != "" {
		lines = append(lines, r.said(status.Warn, card.Before+".")...)
	}
	return lines
}

// measures of the card's table.
type measures struct{ label, value int }

func measured(all []entry, width int) measures {
	m := measures{}
	most := min(30, width*2/5)
	for _, e := range all {
		if n := text.Width(e.Label); n <= most {
			m.label = max(m.label, n)
		}
	}
	m.label = cmp.Or(m.label, most)
	m.value = max(10, width-m.label-4-max(24, (width-m.label-4)*2/5))
	return m
}

// table has a row for each field, and says which lines must be seen.
func (s *byHand) table(r Room, all []entry) (lines []string, from, to int) {
	m, fresh := measured(all, r.Width), untouched(all)
	part := ""
	here := min(s.here().field, max(0, len(all)-1))
	for i, e := range all {
		if e.Under != part && r.Height >= roomyFrom && r.Width >= kit.Narrow {
			lines = append(lines, r.Ink.Of(text.Strong, text.Short("  "+e.Under, r.Width)))
		}
		part = e.Under
		if i == here {
			from, to = len(lines), len(lines)
		}
		lines = append(lines, s.row(r, e, i == here, fresh, m))
	}
	return lines, from, to
}

// row is one field: its label, its value and what was seen; in a small window
// its label alone.
func (s *byHand) row(r Room, e entry, here, fresh bool, m measures) string {
	sign, says, colour := e.sign(r, fresh)
	lead, label, value := "  ", r.Ink[text.Dim], text.Ink{}
	if here {
		lead, label, value = r.Ink.Of(text.Accent, "▸")+" ", r.Ink[text.Accent], r.Ink[text.Strong]
	}
	if r.Width < kit.Narrow {
		return lead + colour.Of(sign) + " " + label.Of(text.Short(e.Label, r.Width-4))
	}
	line := lead + label.Of(text.Pad(text.Short(e.Label, m.label), m.label)) + "  " + text.Pad(value.Of(text.Short(e.value(), m.value-1)), m.value)
	return line + colour.Of(text.Short(strings.TrimRight(sign+" "+says, " "), r.Width-m.label-m.value-4))
}

// detail is the field pointed at in full: the exact value, what is wrong with it
// and how to mend it, or else what it is for.
func (s *byHand) detail(r Room, all []entry) []string {
	low := r.Height < lowBelow
	e, ok := s.here().here()
	if !ok {
		return r.next(s.here().shown().After)
	}
	var lines []string
	sign, _, colour := e.sign(r, untouched(all))
	wrong := e.amiss() && sign != "·"
	if wrong {
		lines = kit.Hang(colour.Of(sign), phrase.Sentence(e.says()), 2, r.Width)
		if e.mark.Mend != "" {
			mend := r.next(phrase.Sentence(e.mark.Mend))
			if low { // the rest may be cut
				return append(mend, lines...)
			}
			lines = append(lines, mend...)
		}
	}
	if e.mark.State == guide.Wrong && !low {
		lines = append(lines, r.differing(Masked(e.mark.Seen), e.value())...)
	}
	if m := measured(all, r.Width); r.Width < kit.Narrow || text.Width(e.value()) > m.value-1 {
		lines = append(lines, r.Ink[text.Strong].All(text.Fill(e.value(), r.Width))...)
	}
	if e.mark.State == guide.Unseen && e.mark.Says != "" {
		lines = append(lines, kit.Hang(colour.Of(sign), phrase.Sentence(e.mark.Says), 2, r.Width)...)
	}
	if e.Why != "" && !wrong {
		lines = append(lines, r.dimmed(text.Fill(phrase.Sentence(e.Why), r.Width))...)
	}
	return lines
}

// around is how many characters before a difference are shown. A shorter text is
// compared where it shares half of what is wanted.
const around = 24

// differing shows what was seen above what is wanted, from shortly before the place
// where they part, with what differs painted; nothing for texts that are not alike.
func (r Room) differing(seen, wanted string) []string {
	a, b := []rune(seen), []rune(wanted)
	from := 0
	for from < min(len(a), len(b)) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < min(len(a), len(b))-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	if 2*(from+end) < len(b) && min(len(a), len(b)) < around {
		return nil
	}
	line := func(label string, of []rune, ink text.Ink) string {
		lead := ""
		if from > around {
			lead = "…"
		}
		differs := ink.Of(string(of[from : len(of)-end]))
		says := lead + string(of[max(0, from-around):from]) + differs + string(of[len(of)-end:])
		return r.Ink.Of(text.Dim, text.Pad(label, 7)) + text.Short(says, r.Width-7)
	}
	return []string{line(words.ScreenSaw, a, r.Ink[text.Bad]), line(words.ScreenWanted, b, r.Ink[text.Good])}
}

// shortEnough is the longest text that is told twice, in a row and in full.
const shortEnough = 60

// says is what is not right with a field, in a sentence.
func (e entry) says() string {
	says := e.mark.Says
	if e.mark.State == guide.Wrong && e.mark.Seen != "" && len(e.mark.Seen) <= shortEnough && !strings.Contains(says, e.mark.Seen) {
		says = fmt.Sprintf("%s (saw: %s)", says, Masked(e.mark.Seen))
	}
	return says
}

// foot is how far the card is and when it was looked at, or what a key did.
func (s *byHand) foot(r Room, all []entry) []string {
	switch {
	case s.takingBack:
		return r.said(status.Running, words.ScreenDisabling)
	case r.Note.Text != "":
		return r.note()
	}
	var lines []string
	if s.early {
		lines = kit.Hang(r.Ink.Of(text.Bad, "!"), words.ScreenActivatedEarly, 2, r.Width)
	}
	status := s.status(r, all)
	if r.Width < kit.Narrow {
		status = strings.Replace(status, words.ScreenMarksAfterSave+"l", "L", 1) // when marks come is left out
	}
	return append(lines, text.Fill(phrase.Capital(status), r.Width)...)
}

// status is how far the card is, and when it was looked at.
func (s *byHand) status(r Room, all []entry) string {
	switch {
	case s.ended != nil:
		return fmt.Sprintf(words.ScreenLooksNoMore, s.ended)
	case s.looked.IsZero():
		return words.ScreenFirstLook
	}
	seen := s.here().seen
	right, amiss := score(all)
	switch {
	case s.stayed:
		return words.ScreenPlanDisagrees
	case s.failed != "":
		return fmt.Sprintf(words.ScreenLookFailed, s.ago(r), s.failed)
	case seen.Blind && s.here().Resource == plan.EmailCampaign:
		return s.turn.Wanted.Email.Channel.Say(words.ScreenPastePlaceholder)
	case seen.Blind:
		return fmt.Sprintf(words.ScreenCardBlind, s.ago(r))
	case untouched(all):
		return fmt.Sprintf(words.ScreenNotSavedYet, words.ScreenMarksAfterSave, s.ago(r))
	case amiss > 0:
		return fmt.Sprintf(words.ScreenToFix, amiss, words.ScreenMarksAfterSave, s.ago(r))
	case right > 0:
		return fmt.Sprintf(words.ScreenSeenRight, s.ago(r))
	}
	return phrase.Capital(s.ago(r))
}

func (s *byHand) ago(r Room) string {
	ago := r.Now.Sub(s.looked).Truncate(time.Second)
	return fmt.Sprintf(words.ScreenLastLooked, int(ago.Seconds()))
}
