package screens

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// Masked is a text with the secrets in it as they are shown: a plan and a card
// write them as [redacted].
func Masked(says string) string { return strings.ReplaceAll(says, "[redacted]", kit.Masks) }

// carded are the changes that a person makes by a card.
func carded(changes []plan.Change) []plan.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c plan.Change) bool { return c.Card.IsZero() })
}

// card is one of them: where a person is on it, and what was seen of it last.
type card struct {
	plan.Change
	field   int
	variant int // 0: the card itself
	seen    steps.WatchedCard
	pasted  *guide.Mark // of the placeholder that a person showed; nil: none
}

// ways are the card itself and its other ways.
func (c *card) ways() []guide.Card { return append([]guide.Card{c.Card}, c.Card.Variants...) }

// shown is the way shown.
func (c *card) shown() guide.Card { return c.ways()[c.variant] }

// next is the way that v leads to.
func (c *card) next() int { return (c.variant + 1) % len(c.ways()) }

func (c *card) entries() []entry {
	all := entries(c.shown(), c.seen.Marks)
	for i := range all {
		if c.pasted != nil && all[i].Label == guide.PlaceholderField {
			all[i].mark = *c.pasted
		}
	}
	return all
}

// here is the field pointed at; a card may have none.
func (c *card) here() (e entry, ok bool) {
	all := c.entries()
	if len(all) == 0 {
		return entry{}, false
	}
	return all[min(c.field, len(all)-1)], true
}

// wrongs stands for what is to be mended, so that a change of it is noticed.
func (c *card) wrongs() (out string) {
	for _, e := range c.entries() {
		if e.amiss() {
			out += e.Label + e.mark.Seen + "\n"
		}
	}
	return out
}

// secret is the field whose secret is meant: the one pointed at, else the first.
func (c *card) secret() (guide.Field, bool) {
	if e, ok := c.here(); ok && e.Secret {
		return e.Field, true
	}
	fields := c.shown().Fields
	i := slices.IndexFunc(fields, func(f guide.Field) bool { return f.Secret })
	if i < 0 {
		return guide.Field{}, false
	}
	return fields[i], true
}

// move goes to another field, or to another way.
func (c *card) move(key string) bool {
	const page = 5
	switch key {
	case "pgdown":
		c.field += page
	case "pgup":
		c.field -= page
	case "v":
		c.field, c.variant = 0, c.next()
	default:
		return moved(&c.field, key, len(c.entries()))
	}
	c.field = max(0, min(c.field, len(c.entries())-1))
	return true
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
func (e entry) sign(r Room, untouched bool) (sign, says string, colour text.Ink) {
	switch e.mark.State {
	case guide.Right:
		return "✓", "", r.Ink[text.Good]
	case guide.Wrong:
		return "✗", fmt.Sprintf("saw: %s", Masked(e.mark.Seen)), r.Ink[text.Bad]
	case guide.Missing:
		if untouched {
			return "·", "", r.Ink[text.Dim]
		}
		return "✗", "missing", r.Ink[text.Bad]
	case guide.Unseen:
		if e.mark.Seen != "" {
			return "?", fmt.Sprintf("saw: %s", Masked(e.mark.Seen)), r.Ink[text.Dim]
		}
		return "?", words.ScreenCannotBeSeen, r.Ink[text.Dim]
	}
	return "·", "", r.Ink[text.Dim]
}
