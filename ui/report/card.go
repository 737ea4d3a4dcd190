package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/steps/plan"
)

// Cards writes what a person has to do, one card for each thing with its steps
// in order. Changes without steps have no card.
func Cards(w io.Writer, style Style, changes []plan.Change) error {
	s := sheet{style: style}
	s.cards(changes)
	return s.flush(w)
}

func (s *sheet) cards(changes []plan.Change) {
	cards := withSteps(changes)
	for i, c := range cards {
		s.heading(fmt.Sprintf("By hand, %d of %d: %s %q", i+1, len(cards), c.Resource, c.Name))
		if c.Why != "" {
			s.prose("  ", faint, c.Why)
		}
		for n, text := range c.Steps {
			s.step(fmt.Sprintf("  %2d. ", n+1), text)
		}
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

func carded(c plan.Change) bool {
	return len(c.Steps) > 0 && (c.Action == plan.Manual || c.Action == plan.Adopt)
}

func withSteps(changes []plan.Change) []plan.Change {
	var out []plan.Change
	for _, c := range changes {
		if carded(c) {
			out = append(out, c)
		}
	}
	return out
}
