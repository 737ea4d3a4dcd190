package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

// Cards writes what a person has to do, one card for each thing with its steps
// in order. Changes without steps have no card.
func Cards(w io.Writer, style Style, changes []plan.Change) error {
	s := newSheet(style)
	s.cards(changes)
	return s.flush(w)
}

// Card writes one of several cards.
func Card(w io.Writer, style Style, c plan.Change, number, of int) error {
	s := newSheet(style)
	s.card(c, number, of)
	return s.flush(w)
}

// Marks writes what a look at one card told: the fields that are not right, each
// with what was seen and what to do, and how many are.
func Marks(w io.Writer, style Style, marks []guide.Mark) error {
	s := newSheet(style)
	right := 0
	for _, m := range marks {
		switch m.State {
		case guide.Right:
			right++
		case guide.Unseen:
			s.put(unindented(status.Manual, m.Field+": "+m.Says))
		default:
			s.put(unindented(status.Fail, m.Field+": "+m.Says))
			if m.Seen != "" {
				s.value("  ", value{label: "seen:   ", text: m.Seen})
			}
			s.value("  ", value{label: "wanted: ", text: m.Wanted})
			s.fix("  ", m.Mend)
		}
	}
	s.put(unindented(status.Pass, fmt.Sprintf(words.ReportRight, phrase.Counted(right, "field"), len(marks))))
	return s.flush(w)
}

func (s *sheet) cards(changes []plan.Change) {
	cards := withSteps(changes)
	for i, c := range cards {
		s.card(c, i+1, len(cards))
	}
}

func (s *sheet) card(c plan.Change, number, of int) {
	s.heading(fmt.Sprintf(words.ReportByHand, number, of, c.Title(), c.Name))
	if c.Why != "" {
		s.prose("  ", text.Dim, c.Why)
	}
	for n, step := range c.Steps {
		s.step(fmt.Sprintf("  %2d. ", n+1), step)
	}
}

// step writes one step. Where it names a value to type or paste, that stays in
// one piece.
func (s *sheet) step(lead, step string) {
	if v, ok := valueIn(step); ok {
		s.value(lead, v)
		return
	}
	s.prose(lead, text.Plain, step)
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
	if wanted, seen, mended := strings.Cut(v.text, " (seen: "); mended {
		v.text, v.remark = wanted, "(seen: "+seen
	}
	return v, true
}

func carded(c plan.Change) bool { return len(c.Steps) > 0 && c.ByHand() }

func withSteps(changes []plan.Change) []plan.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c plan.Change) bool { return !carded(c) })
}

// unindented is a row of its own list, behind the mark of a status.
func unindented(st status.Status, words string) row {
	r := marked(st, words)
	r.lead = r.lead[1:]
	return r
}
