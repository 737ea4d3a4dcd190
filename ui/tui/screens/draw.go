package screens

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/tui/kit"
)

// drawFindings lists findings: what was seen, how long it took, and what to do.
func (r Room) findings(findings []steps.Finding) []string {
	var lines []string
	for _, f := range findings {
		text := kit.Hang(mark(r, f), f.Text, 2, r.Width)
		if t := kit.Took(f.Took); t != "" {
			last := len(text) - 1
			text[last] = kit.Sides(text[last], r.Ink.Dim.Of(t), max(r.Width, len(t)))
		}
		lines = append(lines, text...)
		if f.Fix != "" {
			for _, l := range kit.Hang("", f.Fix, 2, r.Width) {
				lines = append(lines, r.Ink.Dim.Of(l))
			}
		}
		if f.WrongRegion {
			lines = append(lines, kit.Hang(r.Ink.Accent.Of("?"), "It may belong to another region. Trying them sends the passcode to CleverTap's other hosts.", 2, r.Width)...)
		}
	}
	return lines
}

func mark(r Room, f steps.Finding) string {
	switch {
	case f.Stop:
		return r.Ink.Bad.Of("✗")
	case f.Good && f.Fix == "":
		return r.Ink.Good.Of("✓")
	}
	return r.Ink.Warn.Of("!")
}

// dimmed lines stand back.
func (r Room) dimmed(lines []string) []string {
	for i := range lines {
		lines[i] = r.Ink.Dim.Of(strings.TrimRight(lines[i], " "))
	}
	return lines
}

// Prose wraps a step's introduction; its points hang behind a dot.
func (r Room) Prose(text string) []string {
	var lines []string
	for _, paragraph := range strings.Split(text, "\n") {
		if item, ok := strings.CutPrefix(paragraph, " · "); ok {
			lines = append(lines, kit.Hang(" "+r.Ink.Accent.Of("·"), item, 3, r.Width)...)
			continue
		}
		lines = append(lines, kit.Wrap(paragraph, r.Width)...)
	}
	return lines
}

// option is one of two answers to a question that is not asked lightly.
type option struct {
	title, text string
	yes         bool
}

// textsFrom is the height from which on the options of a choice are explained.
const textsFrom = 16

// choice draws two options, and says at which line the chosen one stands. In a
// low window only their titles stand.
func choice(r Room, yes bool, options [2]option) (lines []string, at int) {
	low := r.Height < textsFrom
	for i, o := range options {
		if i > 0 && !low && o.text != "" {
			lines = append(lines, "")
		}
		title := "  ○ " + o.title
		if o.yes == yes {
			at = len(lines)
			title = r.Ink.Accent.Of("▸ ● " + o.title)
		}
		lines = append(lines, title)
		if !low && o.text != "" {
			lines = append(lines, r.dimmed(kit.Hang("", o.text, 4, r.Width))...)
		}
	}
	return lines, at
}

func (r Room) checkMark(st check.Status) string {
	switch st {
	case check.Pass:
		return r.Ink.Good.Of("✓")
	case check.Fail:
		return r.Ink.Bad.Of("✗")
	case check.Warn:
		return r.Ink.Warn.Of("!")
	case check.Manual:
		return r.Ink.Warn.Of("○")
	}
	return r.Ink.Dim.Of("–")
}

// stepped is one of several things that are done one after the other.
type stepped struct {
	status             live.Status
	title, detail, end string
}

// stepRow is a row for it: how it went, as much of what was seen as there is
// room for, and how long it took.
func (r Room) stepRow(of stepped, here bool) string {
	sign, ink := r.hopSign(of.status)
	lead, title := " ", kit.Pad(of.title+" ", hopColumn-3)
	switch {
	case here:
		lead, title = r.Ink.Accent.Of("▸"), r.Ink.Accent.Of(title)
	case of.status == live.Waiting || of.status == live.Skip:
		title = r.Ink.Dim.Of(title)
	}
	line := lead + " " + ink.Of(sign) + " " + title
	if r.Width >= kit.Narrow {
		glance := kit.Short(of.detail, r.Width-hopColumn-10)
		if of.status == live.Skip {
			glance = r.Ink.Dim.Of(glance)
		}
		line += glance
	}
	return kit.Sides(line, r.Ink.Dim.Of(of.end), max(r.Width, ansi.StringWidth(line)+1))
}

func (r Room) hopSign(st live.Status) (sign string, colour kit.Ink) {
	switch st {
	case live.Running:
		return r.Turning, r.Ink.Accent
	case live.Pass:
		return "✓", r.Ink.Good
	case live.Fail:
		return "✗", r.Ink.Bad
	case live.Warn:
		return "!", r.Ink.Warn
	case live.Manual:
		return "○", r.Ink.Warn
	case live.Skip:
		return "–", r.Ink.Dim
	}
	return "·", r.Ink.Dim
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
		return kit.Hang(r.Ink.Dim.Of(label), to, column, r.Width)
	}
	return append([]string{r.Ink.Dim.Of(kit.Short(label, r.Width))}, kit.Hang("", to, 2, r.Width)...)
}

// advised is an error for a person: what went wrong, and what to do about it.
func advised(err error) string {
	_, _, fix := report.ErrorText(err)
	return err.Error() + "; do: " + fix
}

// amiss is an error as a finding that stops.
func amiss(err error) steps.Finding {
	what, why, fix := report.ErrorText(err)
	if why != "" {
		what += ": " + why
	}
	return steps.Finding{Stop: true, Text: what, Fix: fix}
}

// note says how the last key's deed went.
func (r Room) note() []string { return r.Note.Draw(r.Ink, r.Width) }

// Draw gives a note's lines.
func (n Note) Draw(with kit.Palette, width int) []string {
	if n.Text == "" {
		return nil
	}
	if n.Good {
		return []string{with.Good.Of(kit.Short(n.Text, width))}
	}
	return kit.Painted(kit.Wrap(n.Text, width), with.Warn)
}

// drawDoubt asks whether a secret may go where every program can read it.
func drawDoubt(r Room, called string) []string {
	text := "Copy " + called + "? Every program on this machine can read the clipboard, and some keep what was on it. It is taken off again after a minute, or when talontap ends."
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Hang(r.Ink.Warn.Of("!"), text, 2, r.Width), Least: 2},
		kit.Block{Lines: kit.Wrap("s copies it, any other key does not. This is asked once.", r.Width)})
}

// doubtHints are the keys that answer drawDoubt.
func doubtHints() []kit.Hint {
	return kit.Keys("s", "copy it all the same", "any other key", "do not")
}
