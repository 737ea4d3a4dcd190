package report

import (
	"fmt"
	"io"
	"slices"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/text"
)

// Handover is what is handed to a colleague: what is left to do by hand, and what
// is to be looked at. A part that is empty is left out.
type Handover struct {
	Profile string // the saved setup's name; may be empty
	Cards   []plan.Change
	Checks  check.List
	Run     steps.Report // what was changed by a run, and what it left open
	Err     error        // what kept that run from its end
}

// Markdown writes what is handed over as GitHub's Markdown.
func Markdown(w io.Writer, r Handover) error {
	p := &markdownPen{}
	p.heading(1, says(words.BookTitle))
	if r.Profile != "" {
		p.prose(says(words.BookSetup+": "), code(r.Profile))
	}
	penEnd(p, r)
	penCards(p, withSteps(r.Cards))
	if len(r.Checks.Checks) > 0 {
		p.heading(2, says("Checklist"))
		penChecks(p, r.Checks.Checks)
		p.prose(says(summary(r.Checks.Summary)))
	}
	_, err := io.WriteString(w, p.page())
	return err
}

// penEnd says what kept a run from its end and what it had changed by then.
func penEnd(p pen, r Handover) {
	if r.Err != nil {
		what, why, fix := ErrorText(r.Err)
		p.heading(2, says("It did not finish"))
		for _, line := range append([]string{joined(what, why), fix}, changes(r.Run)...) {
			p.item(0, noBox, says(text.Line(line)))
		}
	}
	if r.Run.Unended != "" {
		p.heading(2, says(words.EndOpen))
		p.item(0, noBox, says(text.Line(r.Run.Unended)))
	}
}

func penCards(p pen, cards []plan.Change) {
	if len(cards) == 0 {
		return
	}
	p.heading(2, says("By hand"))
	for i, c := range cards {
		p.heading(3, says(fmt.Sprintf("%d. %s ", i+1, c.Title())), code(c.Name))
		if c.Why != "" {
			p.prose(says(words.BookWhy + text.Line(c.Why)))
		}
		penCard(p, c.Card, nil)
	}
}

// penCard writes a card with its fields as boxes to tick, in the parts of the form
// they stand in. A field that was seen to be right is ticked.
func penCard(p pen, c guide.Card, marks []guide.Mark) {
	title := []span{strong(c.Title)}
	if c.Minutes > 0 {
		title = append(title, says(", about "+phrase.Counted(c.Minutes, "minute")))
	}
	p.prose(title...)
	p.prose(says(c.Where))
	if c.Address != "" {
		p.prose(says("At "), link(c.Address))
	}
	if c.Before != "" {
		p.quote(says(c.Before))
	}
	under := ""
	for _, f := range c.Fields {
		if f.Under != under && f.Under != "" {
			p.item(0, noBox, says(f.Under))
		}
		under = f.Under
		penField(p, f, markOf(marks, f.Label))
	}
	if c.After != "" {
		unseen := slices.ContainsFunc(marks, func(m guide.Mark) bool { return m.State == guide.Unseen })
		p.item(0, ticking(guide.Done(marks) && !unseen), says(c.After))
	}
	for _, v := range c.Variants {
		p.prose(says("Instead: " + v.Title + ". " + phrase.Sentence(text.Line(v.Why))))
	}
}

func penField(p pen, f guide.Field, m guide.Mark) {
	depth := 0
	if f.Under != "" {
		depth = 1
	}
	in := []span{says(f.Label + ": "), code(f.Value)}
	if f.Secret {
		in[1] = says(words.ReportPasscode)
	}
	switch {
	case f.Seen != "":
		in = append(in, says(words.ReportInPlaceOf), code(f.Seen))
	case m.Seen != "" && m.Seen != f.Value && !f.Secret:
		in = append(in, says(words.BookSeen), code(m.Seen))
	}
	if f.Why != "" {
		in = append(in, says(" ("+text.Line(f.Why)+")"))
	}
	p.item(depth, ticking(m.State == guide.Right), in...)
}

// markOf is the mark of a field; zero where there is none.
func markOf(marks []guide.Mark, label string) (m guide.Mark) {
	if i := slices.IndexFunc(marks, func(m guide.Mark) bool { return m.Field == label }); i >= 0 {
		m = marks[i]
	}
	return m
}

func penChecks(p pen, checks []check.Check) {
	for _, c := range checks {
		p.item(0, ticking(c.Status == check.Pass), strong(c.Title), says(": "+text.Line(behind(string(c.Status), c.Detail))))
		if c.Fix != "" && c.Status != check.Pass {
			p.item(1, noBox, says("do: "+text.Line(c.Fix)))
		}
	}
}
