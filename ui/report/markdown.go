package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/text"
)

// Runbook is what is handed to a colleague: what is to be done by hand, and what
// is to be looked at. A part that is empty is left out.
type Runbook struct {
	Profile string // the saved setup's name; may be empty
	Cards   []plan.Change
	Checks  check.List
	Run     steps.Report // what was changed by a run, and what it left open
	Err     error        // what kept that run from its end
}

// Markdown writes a runbook as GitHub's Markdown. Values to copy stand in code
// spans; text from elsewhere is escaped, so that no name is taken for markup.
func Markdown(w io.Writer, r Runbook) error {
	var b strings.Builder
	b.WriteString("# Runbook: coupon codes from Talon.One in CleverTap emails\n")
	if r.Profile != "" {
		fmt.Fprintf(&b, "\nSetup: %s\n", span(r.Profile))
	}
	markdownEnd(&b, r)
	markdownCards(&b, withSteps(r.Cards))
	markdownChecks(&b, r.Checks)
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownEnd says what kept a run from its end and what it had changed by then.
func markdownEnd(b *strings.Builder, r Runbook) {
	if r.Err != nil {
		what, why, fix := ErrorText(r.Err)
		b.WriteString("\n## It did not finish\n\n")
		for _, line := range []string{joined(what, why), fix} {
			b.WriteString("- " + escaped(text.Line(line)) + "\n")
		}
		for _, line := range changes(r.Run) {
			b.WriteString("- " + escaped(text.Line(line)) + "\n")
		}
	}
	if r.Run.Unended != "" {
		b.WriteString(fmt.Sprintf("\n## Left open\n\n- %s\n", escaped(text.Line(r.Run.Unended))))
	}
}

func markdownCards(b *strings.Builder, cards []plan.Change) {
	if len(cards) == 0 {
		return
	}
	b.WriteString("\n## By hand\n")
	for i, c := range cards {
		fmt.Fprintf(b, "\n### %d. %s %s\n\n", i+1, escaped(c.Title()), span(c.Name))
		if c.Why != "" {
			b.WriteString(fmt.Sprintf("Why by hand: %s\n\n", escaped(text.Line(c.Why))))
		}
		markdownCard(b, c.Card)
	}
}

// markdownCard writes a card with its fields as boxes to tick, in the parts of
// the form they stand in.
func markdownCard(b *strings.Builder, c guide.Card) {
	b.WriteString("**" + escaped(c.Title) + "**")
	if c.Minutes > 0 {
		b.WriteString(", about " + phrase.Counted(c.Minutes, "minute"))
	}
	b.WriteString("\n\n" + escaped(c.Where) + "\n")
	if c.Address != "" {
		b.WriteString("\nAt <" + text.Line(c.Address) + ">\n")
	}
	if c.Before != "" {
		b.WriteString("\n> " + escaped(c.Before) + "\n")
	}
	b.WriteString("\n")
	under := ""
	for _, f := range c.Fields {
		if f.Under != under && f.Under != "" {
			b.WriteString("- " + escaped(f.Under) + "\n")
		}
		under = f.Under
		b.WriteString(markdownField(f))
	}
	if c.After != "" {
		b.WriteString("- [ ] " + escaped(c.After) + "\n")
	}
	for _, v := range c.Variants {
		b.WriteString("\nInstead: " + escaped(v.Title) + ". " + escaped(text.Line(v.Why)) + "\n")
	}
}

func markdownField(f guide.Field) string {
	indent := ""
	if f.Under != "" {
		indent = "  "
	}
	value := span(f.Value)
	if f.Secret {
		value = words.ReportPasscode
	}
	line := indent + "- [ ] " + escaped(f.Label) + ": " + value
	if f.Seen != "" {
		line += fmt.Sprintf(words.ReportInPlaceOf, span(f.Seen))
	}
	if f.Why != "" {
		line += " (" + escaped(text.Line(f.Why)) + ")"
	}
	return line + "\n"
}

func markdownChecks(b *strings.Builder, l check.List) {
	if len(l.Checks) == 0 {
		return
	}
	b.WriteString("\n## Checklist\n\n")
	for _, c := range l.Checks {
		box := " "
		if c.Status == check.Pass {
			box = "x"
		}
		fmt.Fprintf(b, "- [%s] **%s**: %s\n", box, escaped(c.Title), escaped(text.Line(behind(string(c.Status), c.Detail))))
		if c.Fix != "" && c.Status != check.Pass {
			b.WriteString("  - do: " + escaped(text.Line(c.Fix)) + "\n")
		}
	}
	b.WriteString("\n" + summary(l.Summary) + "\n")
}

// span is a code span around any text: its fence is longer than any run of
// backticks inside.
func span(words string) string {
	words = text.Line(words)
	fence := "`"
	for strings.Contains(words, fence) {
		fence += "`"
	}
	if strings.HasPrefix(words, "`") || strings.HasSuffix(words, "`") {
		words = " " + words + " "
	}
	return fence + words + fence
}

// escaped keeps a text from being taken for markup.
func escaped(words string) string {
	return strings.NewReplacer(
		`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
		"<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`,
	).Replace(words)
}
