package report

import (
	"fmt"
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
	var b strings.Builder
	mark, _ := text.Mark(standingOf(o.Verdict).mark)
	fmt.Fprintf(&b, "# %s %s: %s\n", mark, span(o.Profile), escaped(outcomeWords(o)))
	markdownAmiss(&b, o)
	if r != nil {
		b.WriteString("\n## " + words.LiveCheckTitle + "\n\n")
		for _, h := range r.Hops {
			mark, _ := text.Mark(h.Status)
			fmt.Fprintf(&b, "- %s **%s**: %s\n", mark, escaped(h.ID.Title()), escaped(text.Line(h.Detail)))
		}
	}
	markdownChecks(&b, l)
	_, err := io.WriteString(w, b.String())
	return err
}

// AllMarkdown writes a table of many setups, and then what is amiss with each.
func AllMarkdown(w io.Writer, all []fleet.Outcome) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s", strings.TrimSuffix(allWords(all), "."), words.AllTable)
	for _, o := range all {
		mark, _ := text.Mark(standingOf(o.Verdict).mark)
		fmt.Fprintf(&b, "| %s | %s | %s |\n", mark, span(o.Profile), escaped(outcomeWords(o)))
	}
	for _, o := range all {
		if o.Verdict != check.Right && o.Verdict != check.Cancelled {
			fmt.Fprintf(&b, "\n## %s\n", span(o.Profile))
			markdownAmiss(&b, o)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownAmiss lists what is amiss with a setup; nothing where nothing is.
func markdownAmiss(b *strings.Builder, o fleet.Outcome) {
	amiss := append(o.Failing, o.Unseen...)
	if len(amiss) > 0 || o.Err != nil {
		b.WriteString("\n")
	}
	for _, c := range amiss {
		markdownCheck(b, c)
	}
	if o.Err != nil {
		what, why, fix := ErrorText(o.Err)
		fmt.Fprintf(b, "- [ ] %s\n  - do: %s\n", escaped(text.Line(joined(what, why))), escaped(text.Line(fix)))
	}
}
