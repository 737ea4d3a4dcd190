package plan

import (
	"slices"
	"strings"

	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/whole"
)

// HiddenRule is what a person compares where Talon.One does not show the rule.
const HiddenRule = "the rule, which Talon.One does not show in a form that can be read"

// Item names a difference that a person has to judge.
func Item(r Resource, d whole.Difference) string { return "the " + string(r) + "'s " + d.String() }

// beside takes in what a thing holds that the setup does not ask for: what is
// wrong is one more field that differs.
func (c *Change) beside(all []whole.Difference) {
	c.Beside = all
	c.Fields = append(c.Fields, fieldsOf(whole.Of(whole.Wrong, all))...)
}

func fieldsOf(all []whole.Difference) (out []Field) {
	for _, d := range all {
		out = append(out, Field{d.Field, d.Seen, d.Wanted})
	}
	return out
}

// ask leaves to a person what nobody else can judge. Where talontap writes the
// thing anew, it is gone by that, or asked after when it is read again.
func (c *Change) ask(w setup.Wanted, s Seen) {
	open := c.open(s)
	switch {
	case len(open) == 0 && len(whole.Of(whole.Unknown, c.Beside)) > 0 && c.Action == Keep && c.Why == "":
		c.Why = "what talontap cannot judge of it you looked at yourself on " + s.Campaign.Compared
	case len(open) == 0 || c.Made():
	case c.Action == Keep:
		c.Fields = fieldsOf(open)
		c.leave(Manual, judging(open), mending(c.Resource, w, s, c.Fields))
		c.Compare = true
	default:
		c.Fields = append(c.Fields, fieldsOf(open)...)
		c.Why += "; " + judging(open)
		c.Card.Why = c.Why
	}
}

// open are the differences that nobody has judged yet.
func (c *Change) open(s Seen) []whole.Difference {
	return slices.DeleteFunc(whole.Of(whole.Unknown, c.Beside), func(d whole.Difference) bool { return s.Campaign.answered(Item(c.Resource, d)) })
}

func judging(open []whole.Difference) string {
	var all []string
	for _, d := range open {
		all = append(all, d.String())
	}
	return "it holds what talontap cannot judge; take it out, or look at it and say that it is meant: " + strings.Join(all, "; ")
}

// Beside is what all that stands holds beside what the setup asks for.
func (s Standing) Beside(w setup.Wanted) map[Resource][]whole.Difference {
	out := map[Resource][]whole.Difference{}
	if s.Webhook.ID != 0 {
		out[Webhook] = whole.Webhook(w, s.Webhook)
	}
	if s.Campaign.ID != 0 {
		out[Campaign] = whole.Campaign(w, s.Campaign, s.Customers)
	}
	out[Rule] = whole.Rule(w, s.Rule, s.Talang)
	return out
}
