package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

// Checklist writes every check with what was seen and what to do, then the counts.
func Checklist(w io.Writer, style Style, l check.List) error {
	s := newSheet(style)
	s.checklist(l)
	return s.flush(w)
}

func (s *sheet) checklist(l check.List) {
	s.heading("Checklist")
	s.checks(l)
}

// checks are those of a list, and then their counts.
func (s *sheet) checks(l check.List) {
	for _, c := range l.Checks {
		s.check(c)
	}
	s.gap()
	s.prose("", text.Plain, summary(l.Summary))
}

// EndOfCheck is how a verification ended; r may be nil. listed is where the whole
// checklist is.
func EndOfCheck(o fleet.Outcome, l check.List, r *live.Result, listed string) Ending {
	e := Ending{listed: listed, done: []string{strings.TrimSuffix(summary(l.Summary), ".")}}
	e.left = tasks(steps.Report{Checklist: l, Live: r}, e.listed)
	for _, c := range l.Checks {
		e.lost, e.onWay = append(e.lost, c.Lost...), append(e.onWay, c.OnWay...)
	}
	if r != nil {
		e.done = append(e.done, followed(*r))
	}
	switch {
	case o.Verdict != check.Right:
		e.next = []string{run("verify", o.Profile, words.NextAgain)}
	case r == nil:
		e.next = []string{run("verify --live=relay", o.Profile, words.NextRelay)}
	default:
		e.next = []string{run("verify", o.Profile, words.NextVerify)}
	}
	e.verdict, e.tone = checked(o, r)
	e.verdict += arrival(r)
	return e
}

// checked is what a verification comes to, in one sentence.
func checked(o fleet.Outcome, r *live.Result) (string, text.Tone) {
	switch {
	case o.Verdict == check.Right:
		return words.EndVerified, text.Good
	case o.Err == nil && o.Verdict == check.Wrong && len(o.Failing) == 0 && r != nil:
		says, _ := verdict(*r)
		return says, text.Bad
	}
	return phrase.Sentence(phrase.Capital(outcomeWords(o))), text.Bad
}

func (s *sheet) check(c check.Check) {
	switch {
	case c.Status == check.Fail:
		s.put(shouted(check.Fail, "FAILS: "+c.Title))
	case c.Unseen():
		s.put(shouted(status.Unseen, fmt.Sprintf(words.ReportNotSeen, c.Title)))
	case c.Acknowledged != nil: // a warning that needs nobody's eye
		s.put(marked(status.Waiting, c.Title))
	default:
		s.put(marked(c.Status, c.Title))
	}
	s.remark(behind(c.Detail, phrase.Took(c.Took)))
	if c.Status != check.Pass {
		s.fix("     ", c.Fix)
	}
}

func summary(n check.Summary) string {
	warned := words.ReportWarned
	if n.Acknowledged > 0 {
		warned = fmt.Sprintf(words.ReportWarnedKnown, n.Acknowledged)
	}
	parts := tallied([]tally{
		{n.Pass, "passed"}, {n.Fail, "failed"}, {n.Warn, warned},
		{n.Manual, words.ReportManual}, {n.Skip, words.NotLookedAt},
	})
	if len(parts) == 0 {
		return words.ReportNothingChecked
	}
	return strings.Join(parts, ", ") + "."
}

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
