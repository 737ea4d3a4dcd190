package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

// Checklist writes every check with what was seen and what to do, then the
// counts, and the failing ones once more by name.
func Checklist(w io.Writer, style Style, l check.List) error {
	s := newSheet(style)
	s.checklist(l)
	return s.flush(w)
}

func (s *sheet) checklist(l check.List) {
	s.heading("Checklist")
	for _, c := range l.Checks {
		s.check(c)
	}
	s.gap()
	s.prose("", text.Plain, summary(l.Summary))
	s.again(l.Failing(), check.Fail, words.ReportCheckFails, words.ReportChecksFail)
	s.again(l.Unseen(), status.Unseen, words.ReportCheckUnseen, words.ReportChecksUnseen)
}

func (s *sheet) check(c check.Check) {
	switch {
	case c.Status == check.Fail:
		s.put(shouted(check.Fail, "FAILS: "+c.Title))
	case c.Unseen():
		s.put(shouted(status.Unseen, fmt.Sprintf(words.ReportNotSeen, c.Title)))
	default:
		s.put(marked(shownAs(c), c.Title))
	}
	s.remark(behind(c.Detail, phrase.Took(c.Took)))
	if c.Status != check.Pass {
		s.fix("     ", c.Fix)
	}
}

// shownAs is the status whose mark a check gets: an acknowledged warning has that of
// what needs nobody's eye.
func shownAs(c check.Check) status.Status {
	if c.Acknowledged != nil {
		return status.Waiting
	}
	return c.Status
}

// again repeats what must not be overlooked at the end of a long list.
func (s *sheet) again(checks []check.Check, st status.Status, one, many string) {
	if len(checks) == 0 {
		return
	}
	if len(checks) > 1 {
		one = many
	}
	s.gap()
	s.prose("", text.Bad, fmt.Sprintf("%d %s", len(checks), one))
	for _, c := range checks {
		s.put(shouted(st, c.Title))
	}
}

func summary(n check.Summary) string {
	var parts []string
	warned := words.ReportWarned
	if n.Acknowledged > 0 {
		warned = fmt.Sprintf(words.ReportWarnedKnown, n.Acknowledged)
	}
	for _, p := range []struct {
		n     int
		words string
	}{
		{n.Pass, "passed"}, {n.Fail, "failed"}, {n.Warn, warned},
		{n.Manual, words.ReportManual}, {n.Skip, words.NotLookedAt},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.words))
		}
	}
	if len(parts) == 0 {
		return words.ReportNothingChecked
	}
	return strings.Join(parts, ", ") + "."
}
