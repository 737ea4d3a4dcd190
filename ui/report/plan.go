package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

// Plan writes the whole plan: a row for every resource with the fields that
// differ, a card for each thing a person does, and the counts.
func Plan(w io.Writer, style Style, p plan.Plan) error { return planned(w, style, p, p.ByHand()) }

// Overview writes the plan without its cards.
func Overview(w io.Writer, style Style, p plan.Plan) error { return planned(w, style, p, nil) }

func planned(w io.Writer, style Style, p plan.Plan, cards []plan.Change) error {
	s := newSheet(style)
	s.heading("Plan")
	s.changes(p)
	s.cards(cards)
	s.capacity(p.Capacity)
	s.counts(p)
	return s.flush(w)
}

func (s *sheet) changes(p plan.Plan) {
	if !s.style.narrow() {
		s.prose("", text.Dim, "")
		s.put(row{lead: "   " + cells("RESOURCE", "ACTION", "ROUTE", "PUBLISHED"), leadTone: text.Dim, text: "NAME", tone: text.Dim})
	}
	for _, c := range p.Changes {
		s.change(c)
	}
}

func (s *sheet) change(c plan.Change) {
	mark, tone := changeMark(c)
	if s.style.narrow() {
		s.gap()
		s.put(row{lead: " " + mark + " ", leadTone: tone, text: c.Title() + ": " + action(c.Action), tone: tone})
		s.prose("   ", text.Plain, c.Name)
		s.prose("   ", text.Dim, fmt.Sprintf(words.ReportRoute, c.Route, c.Published))
	} else {
		lead := " " + mark + " " + cells(c.Title(), action(c.Action), string(c.Route), string(c.Published))
		s.put(row{lead: lead, leadTone: tone, text: c.Name})
	}
	if carded(c) {
		s.remark(fmt.Sprintf(words.ReportLeftByHand, phrase.Counted(len(c.Steps), "step")))
		return
	}
	s.remark(c.Why)
	for _, f := range c.Fields {
		s.field(f)
	}
}

// field writes one difference: what is new, or what becomes what.
func (s *sheet) field(f plan.Field) {
	switch {
	case f.From == "":
		s.value("     ", value{label: "+ " + f.Name + ": ", text: f.To})
	case text.Width(f.Name+f.From+f.To)+12 <= s.style.width():
		s.value("     ", value{label: "~ " + f.Name + ": ", text: f.From + " → " + cmp.Or(f.To, "nothing")})
	default:
		s.prose("     ", text.Plain, "~ "+f.Name+":")
		s.value("       ", value{label: "from ", text: f.From})
		s.value("       ", value{label: "to   ", text: cmp.Or(f.To, "nothing")})
	}
}

// capacity says whether the rule's day can be served.
func (s *sheet) capacity(c plan.Capacity) {
	if c.Status == "" {
		return
	}
	s.gap()
	s.put(marked(c.Status, c.Says+" "+c.Without()))
	s.fix("     ", c.Fix)
}

// counts closes a plan: how much there is to do, or that nothing is.
func (s *sheet) counts(p plan.Plan) {
	s.gap()
	if p.NoChanges() {
		s.prose("", text.Strong, words.ReportNoChanges)
		return
	}
	parts := tallied([]tally{
		{p.Count(plan.Create), words.ReportToCreate}, {p.Count(plan.Update), words.ReportToUpdate}, {p.Count(plan.Manual), "by hand"},
		{p.Count(plan.Adopt), words.ReportToAdopt}, {p.Count(plan.Keep), "kept"}, {p.Count(plan.Unread), words.NotLookedAt},
	})
	s.prose("", text.Strong, "Plan: "+strings.Join(parts, ", ")+".")
}

func changeMark(c plan.Change) (mark string, tone text.Tone) {
	switch {
	case c.Action == plan.Create:
		return "+", text.Good
	case c.Made():
		return "~", text.Warn
	case c.ByHand():
		return text.Mark(status.Manual)
	case c.Action == plan.Unread:
		return text.Mark(status.Unseen)
	}
	return "=", text.Dim
}

// cells pads the columns before the name.
func cells(resource, action, route, published string) string {
	return fmt.Sprintf("%-16s%-9s%-8s%-11s", resource, action, route, published)
}
