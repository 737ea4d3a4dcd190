package screens

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// findings lists findings: what was seen, how long it took, and what to do.
func (r Room) findings(findings []steps.Finding) []string {
	var lines []string
	for _, f := range findings {
		says := r.said(gravity(f), f.Text)
		if t := phrase.Took(f.Took); t != "" {
			last := len(says) - 1
			says[last] = text.Sides(says[last], r.Ink.Of(text.Dim, t), max(r.Width, len(t)))
		}
		lines = append(lines, says...)
		if f.Fix != "" {
			lines = append(lines, r.dimmed(kit.Hang("", f.Fix, 2, r.Width))...)
		}
		if f.WrongRegion {
			lines = append(lines, kit.Hang(r.Ink.Of(text.Accent, "?"), words.ScreenOtherRegion, 2, r.Width)...)
		}
	}
	return lines
}

func gravity(f steps.Finding) status.Status {
	switch {
	case f.Stop:
		return status.Fail
	case f.Good && f.Fix == "":
		return status.Pass
	}
	return status.Warn
}

// dimmed lines stand back.
func (r Room) dimmed(lines []string) []string {
	for i := range lines {
		lines[i] = r.Ink.Of(text.Dim, strings.TrimRight(lines[i], " "))
	}
	return lines
}

// Prose wraps a step's introduction; its points hang behind a dot.
func (r Room) Prose(says string) []string {
	var lines []string
	for _, paragraph := range strings.Split(says, "\n") {
		if item, ok := strings.CutPrefix(paragraph, " · "); ok {
			lines = append(lines, kit.Hang(" "+r.Ink.Of(text.Accent, "·"), item, 3, r.Width)...)
			continue
		}
		lines = append(lines, text.Fill(paragraph, r.Width)...)
	}
	return lines
}

// option is one of two answers to a question that is not asked lightly.
type option struct {
	title, says string
	yes         bool
}

// textsFrom is the height from which on the options of a choice are explained.
const textsFrom = 16

// choice draws two options, and says at which line the chosen one stands. In a
// low window only their titles stand.
func choice(r Room, yes bool, options [2]option) (lines []string, at int) {
	low := r.Height < textsFrom
	for i, o := range options {
		if i > 0 && !low && o.says != "" {
			lines = append(lines, "")
		}
		title := "  ○ " + o.title
		if o.yes == yes {
			at = len(lines)
			title = r.Ink.Of(text.Accent, "▸ ● "+o.title)
		}
		lines = append(lines, title)
		if !low && o.says != "" {
			lines = append(lines, r.dimmed(kit.Hang("", o.says, 4, r.Width))...)
		}
	}
	return lines, at
}

// stepped is one of several things that are done one after the other.
type stepped struct {
	status             live.Status
	title, detail, end string
}

// stepRow is a row for it: how it went, as much of what was seen as there is
// room for, and how long it took, up to the edge. A tall window has all of it, on further lines.
func (r Room) stepRow(of stepped, here bool, edge int) []string {
	lead, title := " ", text.Pad(of.title+" ", hopColumn-3)
	switch {
	case here:
		lead, title = r.Ink.Of(text.Accent, "▸"), r.Ink.Of(text.Accent, title)
	case of.status == live.Waiting || of.status == live.Skip:
		title = r.Ink.Of(text.Dim, title)
	}
	line := lead + " " + r.mark(of.status) + " " + title
	var rest []string
	if room := r.Wide - hopColumn - 10; r.Width >= kit.Narrow {
		glance := []string{text.Short(of.detail, room)}
		if r.Height >= roomyFrom {
			glance = text.Fill(of.detail, room)
		}
		if of.status == live.Skip {
			glance = r.dimmed(glance)
		}
		line += glance[0]
		rest = text.Hang("", hopColumn+1, glance)[1:]
	}
	line = text.Sides(line, r.Ink.Of(text.Dim, of.end), max(edge, text.Width(line)+1))
	return append([]string{line}, rest...)
}

// stepRows has the rows of all of them, of which one is selected; -1: none. What they
// took stands below each other, behind the longest that was seen.
func (r Room) stepRows(all []stepped, at int) kit.Block {
	var b kit.Block
	edge := r.Width
	if r.Width >= kit.Narrow {
		for _, of := range all {
			edge = min(r.Wide, max(edge, hopColumn+1+text.Width(of.detail)+text.Width(of.end)+2))
		}
	}
	for i, of := range all {
		if i == at {
			b.From, b.To = len(b.Lines), len(b.Lines)
		}
		b.Lines = append(b.Lines, r.stepRow(of, i == at, edge)...)
	}
	return b
}

// begun says what runs, and behind it for how long and how long it waits.
func (r Room) begun(says string, task steps.Task) []string {
	return r.said(status.Running, says+" "+r.Ink.Of(text.Dim, r.elapsed(task)))
}

// elapsed is how long a task runs, and how long it waits for each answer; "" for one
// that has just begun.
func (r Room) elapsed(task steps.Task) string {
	so := phrase.Waited(r.Elapsed)
	if so == "" {
		return ""
	}
	return fmt.Sprintf(words.ScreenWaitsEach, so, phrase.Until(task.Waits()))
}

// soFar is something that runs, for how long, and how long it waits: at most so long
// in all, or for each answer of a task.
func soFar(what string, since, most time.Duration, task steps.Task) string {
	so := cmp.Or(phrase.Waited(since), words.ScreenJustBegun)
	if most > 0 {
		return what + ": " + fmt.Sprintf(words.ScreenWaits, so, phrase.Until(most))
	}
	return what + ": " + fmt.Sprintf(words.ScreenWaitsEach, so, phrase.Until(task.Waits()))
}

// sign is the mark of a status; what runs turns.
func (r Room) sign(of status.Status) (sign string, ink text.Ink) {
	sign, tone := text.Mark(of)
	if of == status.Running {
		sign = r.Turning
	}
	return sign, r.Ink[tone]
}

// mark is a status's mark as it is drawn.
func (r Room) mark(of status.Status) string {
	sign, ink := r.sign(of)
	return ink.Of(sign)
}

// said hangs words behind the mark of how something stands.
func (r Room) said(of status.Status, says string) []string {
	return kit.Hang(r.mark(of), says, 2, r.Width)
}

// next says what to do; nothing where there is nothing.
func (r Room) next(says string) []string {
	if says == "" {
		return nil
	}
	return kit.Hang(r.Ink.Of(text.Accent, "→"), says, 2, r.Width)
}

func drawField(r Room, f plan.Field) []string {
	column := min(24, r.Width/3)
	label := f.Name
	to := f.To
	if f.From != "" {
		to = f.From + " → " + f.To
	}
	to = Masked(to)
	if len(label) < column {
		return kit.Hang(r.Ink.Of(text.Dim, label), to, column, r.Width)
	}
	return append([]string{r.Ink.Of(text.Dim, text.Short(label, r.Width))}, kit.Hang("", to, 2, r.Width)...)
}

// advised is an error for a person: what went wrong, and what to do about it.
func advised(err error) string {
	_, _, fix := report.ErrorText(err)
	return fmt.Sprintf("%s; do: %s", err, fix)
}

// amiss is an error as a finding that stops.
func amiss(err error) steps.Finding {
	what, why, fix := report.ErrorText(err)
	if why != "" {
		what += ": " + why
	}
	return steps.Finding{Stop: true, Text: what, Fix: fix}
}

func (r Room) note() []string { return r.Note.Draw(r.Ink, r.Width) }

// Draw gives a note's lines.
func (n Note) Draw(with text.Palette, width int) []string {
	if n.Text == "" {
		return nil
	}
	if n.Good {
		return []string{with.Of(text.Good, text.Short(n.Text, width))}
	}
	return with[text.Warn].All(text.Fill(n.Text, width))
}

// kept says in one line where the credentials are kept; why they are not in a
// keychain stands in the help.
func (r Room) kept(p steps.Place) []string {
	if p.Why == "" {
		return kit.Hang(r.Ink.Of(text.Dim, "Credentials"), p.Where, 14, r.Width)
	}
	return []string{text.Short(r.mark(status.Warn)+" "+fmt.Sprintf(words.ScreenNotKept, p.Where), r.Width)}
}

// keptWhy is why the credentials are not in a keychain; nothing where they are.
func (r Room) keptWhy(p steps.Place) []string {
	if p.Why == "" {
		return nil
	}
	return append([]string{""}, r.said(status.Warn, p.String())...)
}
