package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/steps/check"
)

// Checklist writes every check with what was seen and what to do, then the
// counts, and the failing ones once more by name.
func Checklist(w io.Writer, style Style, l check.List) error {
	s := sheet{style: style}
	s.checklist(l)
	return s.flush(w)
}

func (s *sheet) checklist(l check.List) {
	s.heading("Checklist")
	for _, c := range l.Checks {
		s.check(c)
	}
	s.gap()
	s.prose("", none, summary(l.Summary))
	s.failing(l.Failing())
}

func (s *sheet) check(c check.Check) {
	symbol, i := sign(string(c.Status))
	title := row{lead: " " + symbol + " ", leadInk: i, text: c.Title}
	if c.Status == check.Fail {
		title.text, title.ink = "FAILS: "+c.Title, i
	}
	s.put(title)
	s.remark(behind(c.Detail, duration(c.Took)))
	if c.Status != check.Pass {
		s.fix("     ", c.Fix)
	}
}

// failing repeats what must not be overlooked at the end of a long list.
func (s *sheet) failing(checks []check.Check) {
	if len(checks) == 0 {
		return
	}
	s.gap()
	s.prose("", bad, failCount(len(checks)))
	for _, c := range checks {
		s.put(row{lead: " ✗ ", leadInk: bad, text: c.Title, ink: bad})
	}
}

func failCount(n int) string {
	if n == 1 {
		return "1 check fails:"
	}
	return fmt.Sprintf("%d checks fail:", n)
}

func summary(n check.Summary) string {
	var parts []string
	for _, p := range []struct {
		n     int
		words string
	}{
		{n.Pass, "passed"}, {n.Fail, "failed"}, {n.Warn, "with a warning"},
		{n.Manual, "for you to look at"}, {n.Skip, "not looked at"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.words))
		}
	}
	if len(parts) == 0 {
		return "Nothing was checked."
	}
	return strings.Join(parts, ", ") + "."
}
