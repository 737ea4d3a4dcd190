package screens

import (
	"slices"
	"strings"

	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// Masked is a text with the secrets in it as they are shown: a plan and a card
// write them as [redacted].
func Masked(words string) string { return strings.ReplaceAll(words, "[redacted]", kit.Masks) }

// carded are the changes that a person makes by a card.
func carded(changes []plan.Change) []plan.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c plan.Change) bool { return c.Card.IsZero() })
}

// entry is one field of a card with what was seen of it.
type entry struct {
	guide.Field
	mark guide.Mark // zero: not looked at yet, or nobody looks at it
}

// entries are a card's fields with their marks, and behind them what is not
// right although the card does not ask for it.
func entries(c guide.Card, marks []guide.Mark) []entry {
	var out []entry
	asked := map[string]bool{}
	for _, f := range c.Fields {
		e := entry{Field: f}
		for _, m := range marks {
			if m.Field == f.Label {
				e.mark = m
			}
		}
		asked[f.Label] = true
		out = append(out, e)
	}
	for _, m := range guide.Amiss(marks) {
		if !asked[m.Field] {
			out = append(out, entry{Field: guide.Field{Label: m.Field, Value: m.Wanted}, mark: m})
		}
	}
	return out
}

// value is what to enter, as it is shown.
func (e entry) value() string { return Masked(e.Value) }

// amiss reports whether it is to be mended.
func (e entry) amiss() bool { return e.mark.State == guide.Wrong || e.mark.State == guide.Missing }

// score is how far a card is: how many of its fields are right, and how many to mend.
func score(all []entry) (right, amiss int) {
	for _, e := range all {
		switch {
		case e.mark.State == guide.Right:
			right++
		case e.amiss():
			amiss++
		}
	}
	return right, amiss
}

// untouched reports whether nothing of a card is there yet: then nothing is
// wrong with it either.
func untouched(all []entry) bool {
	return !slices.ContainsFunc(all, func(e entry) bool { return e.mark.State != guide.Missing && e.mark.State != "" })
}

// sign is an entry's mark, and in a few words what was seen.
func (e entry) sign(r Room, untouched bool) (sign, words string, colour text.Ink) {
	switch e.mark.State {
	case guide.Right:
		return "✓", "", r.Ink[text.Good]
	case guide.Wrong:
		return "✗", "saw: " + Masked(e.mark.Seen), r.Ink[text.Bad]
	case guide.Missing:
		if untouched {
			return "·", "", r.Ink[text.Dim]
		}
		return "✗", "missing", r.Ink[text.Bad]
	case guide.Unseen:
		if e.mark.Seen != "" {
			return "?", "saw: " + Masked(e.mark.Seen), r.Ink[text.Dim]
		}
		return "?", "cannot be seen", r.Ink[text.Dim]
	}
	return "·", "", r.Ink[text.Dim]
}
