package report

import (
	"io"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/text"
)

// ChecklistMarkdown writes a verification for the page of a pipeline or a chat: what
// it comes to, then what is amiss, then all of it; r may be nil.
func ChecklistMarkdown(w io.Writer, o fleet.Outcome, l check.List, r *live.Result) error {
	p := &markdownPen{}
	mark, _ := text.Mark(standingOf(o.Verdict).mark)
	p.heading(1, says(mark+" "), code(o.Profile), says(": "+outcomeWords(o)))
	penAmiss(p, o)
	if r != nil {
		p.heading(2, says(words.LiveCheckTitle))
		for _, h := range r.Hops {
			mark, _ := text.Mark(h.Status)
			p.item(0, noBox, says(mark+" "), strong(h.ID.Title()), says(": "+text.Line(h.Detail)))
		}
	}
	if len(l.Checks) > 0 {
		p.heading(2, says("Checklist"))
		penChecks(p, l.Checks)
		p.prose(says(summary(l.Summary)))
	}
	_, err := io.WriteString(w, p.page())
	return err
}

// AllMarkdown writes a table of many setups, and then what is amiss with each.
func AllMarkdown(w io.Writer, all []fleet.Outcome) error {
	p := &markdownPen{}
	p.heading(1, says(strings.TrimSuffix(allWords(all), ".")))
	p.out.WriteString("\n" + words.AllTable)
	for _, o := range all {
		mark, _ := text.Mark(standingOf(o.Verdict).mark)
		p.out.WriteString("| " + mark + " | " + fenced(o.Profile) + " | " + escaped(outcomeWords(o)) + " |\n")
	}
	for _, o := range all {
		if o.Verdict != check.Right && o.Verdict != check.Cancelled {
			p.heading(2, code(o.Profile))
			penAmiss(p, o)
		}
	}
	_, err := io.WriteString(w, p.page())
	return err
}

// penAmiss lists what is amiss with a setup; nothing where nothing is.
func penAmiss(p pen, o fleet.Outcome) {
	penChecks(p, append(o.Failing, o.Unseen...))
	if o.Err != nil {
		what, why, fix := ErrorText(o.Err)
		p.item(0, open, says(text.Line(joined(what, why))))
		p.item(1, noBox, says("do: "+text.Line(fix)))
	}
}
