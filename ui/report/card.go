package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
)

// Cards writes what a person has to do, one card for each thing with its steps
// in order. Changes without steps have no card.
func Cards(w io.Writer, style Style, changes []plan.Change) error {
	s := sheet{style: style}
	s.cards(changes)
	return s.flush(w)
}

// Card writes one of several cards.
func Card(w io.Writer, style Style, c plan.Change, number, of int) error {
	s := sheet{style: style}
	s.card(c, number, of)
	return s.flush(w)
}

// Marks writes what a look at one card told: the fields that are not right, each
// with what was seen and what to do, and how many are.
func Marks(w io.Writer, style Style, marks []guide.Mark) error {
	s := sheet{style: style}
	right := 0
	for _, m := range marks {
		switch m.State {
		case guide.Right:
			right++
		case guide.Unseen:
			s.put(row{lead: "☐ ", leadInk: heed, text: m.Field + ": " + m.Says})
		default:
			s.put(row{lead: "✗ ", leadInk: bad, text: m.Field + ": " + m.Says})
			s.seenAndWanted(m)
			s.fix("  ", m.Mend)
		}
	}
	s.put(row{lead: "✓ ", leadInk: good, text: counted(right, "field") + " of " + fmt.Sprint(len(marks)) + " right"})
	return s.flush(w)
}

func (s *sheet) seenAndWanted(m guide.Mark) {
	if m.Seen != "" {
		s.value("  ", value{label: "seen:   ", text: m.Seen})
	}
	s.value("  ", value{label: "wanted: ", text: m.Wanted})
}

func (s *sheet) cards(changes []plan.Change) {
	cards := withSteps(changes)
	for i, c := range cards {
		s.card(c, i+1, len(cards))
	}
}

func (s *sheet) card(c plan.Change, number, of int) {
	s.heading(fmt.Sprintf("By hand, %d of %d: %s %q", number, of, c.Resource, c.Name))
	if c.Why != "" {
		s.prose("  ", faint, c.Why)
	}
	for n, text := range c.Steps {
		s.step(fmt.Sprintf("  %2d. ", n+1), text)
	}
}

// step writes one step. Where it names a value to type or paste, that stays in
// one piece.
func (s *sheet) step(lead, text string) {
	v, ok := valueIn(text)
	if !ok {
		s.prose(lead, none, text)
		return
	}
	s.value(lead, v)
}

// value is what a person types or pastes, with what it is for and, in some
// steps, what was seen instead.
type value struct{ label, text, remark string }

// valueIn reads the value out of a step such as "Verb: POST (seen: GET)". A way
// through menus is no value.
func valueIn(step string) (v value, ok bool) {
	v.label, v.text, ok = strings.Cut(step, ": ")
	if !ok || strings.Contains(v.text, " › ") {
		return value{}, false
	}
	v.label += ": "
	if text, seen, mended := strings.Cut(v.text, " (seen: "); mended {
		v.text, v.remark = text, "(seen: "+seen
	}
	return v, true
}

func carded(c plan.Change) bool { return len(c.Steps) > 0 && c.ByHand() }

func withSteps(changes []plan.Change) []plan.Change {
	var out []plan.Change
	for _, c := range changes {
		if carded(c) {
			out = append(out, c)
		}
	}
	return out
}
