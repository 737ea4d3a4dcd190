package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/steps/plan"
)

// card is what is left for a person: for each thing the steps in the vendor's
// console, with every value ready to copy.
type card struct {
	lines []cardLine
	at    int    // among the lines that can be copied; -1: there is none
	told  string // how the last copying went
}

// cardLine is one line of a card. A step has a text, and where it names a field
// also a value.
type cardLine struct {
	kind        cardKind
	text, value string
}

type cardKind int

const (
	cardGap cardKind = iota
	cardTitle
	cardReason
	cardStep
)

// redacted is how a plan writes a secret.
const redacted = "[redacted]"

func newCard(left []plan.Change) card {
	c := card{at: -1}
	for i, change := range left {
		if i > 0 {
			c.lines = append(c.lines, cardLine{kind: cardGap})
		}
		c.lines = append(c.lines, cardLine{kind: cardTitle, text: title(change)})
		if change.Why != "" {
			c.lines = append(c.lines, cardLine{kind: cardReason, text: change.Why})
		}
		for _, step := range change.Steps {
			line := cardLine{kind: cardStep, text: step}
			if name, value, ok := strings.Cut(step, ": "); ok {
				line.text, line.value = name, value
			}
			c.lines = append(c.lines, line)
		}
	}
	c.move(1)
	return c
}

func title(c plan.Change) string {
	name := resource(c.Resource)
	name = strings.ToUpper(name[:1]) + name[1:]
	if c.Name == "" {
		return name
	}
	return name + ": " + c.Name
}

// move goes to the next step in a direction.
func (c *card) move(by int) {
	for i := c.at + by; i >= 0 && i < len(c.lines); i += by {
		if c.lines[i].kind == cardStep {
			c.at, c.told = i, ""
			return
		}
	}
}

func (c *card) press(key string) {
	const page = 5
	switch key {
	case "down", "j":
		c.move(1)
	case "up", "k":
		c.move(-1)
	case "pgdown":
		for range page {
			c.move(1)
		}
	case "pgup":
		for range page {
			c.move(-1)
		}
	}
}

// draw gives all lines, and which of them must be seen: the selected step, and
// the title above it where the step is the first below one.
func (c *card) draw(w *wizard, width int) (lines []string, from, to int) {
	head := 0
	column := 0
	for i, l := range c.lines {
		if l.kind == cardTitle {
			head, column = len(lines), c.column(i, width)
		}
		if i == c.at {
			from = len(lines)
			if c.lines[i-1].kind != cardStep {
				from = head
			}
		}
		lines = append(lines, l.draw(w, i == c.at, column, width)...)
		if i == c.at {
			to = len(lines) - 1
		}
	}
	return lines, from, to
}

// column is where the values below one title begin.
func (c *card) column(title, width int) int {
	column, most := 0, min(34, width*2/5)
	for _, l := range c.lines[title+1:] {
		if l.kind == cardTitle {
			break
		}
		if n := ansi.StringWidth(l.text); l.value != "" && n <= most {
			column = max(column, n)
		}
	}
	return column + 2
}

func (l cardLine) draw(w *wizard, here bool, column, width int) []string {
	switch l.kind {
	case cardGap:
		return []string{""}
	case cardTitle:
		return []string{w.ink.strong.of(short(l.text, width))}
	case cardReason:
		return dimmed(w, wrap(l.text, width))
	}
	mark, name, value := "  ", w.ink.dim, ink{}
	if here {
		mark, name, value = w.ink.accent.of("▸")+" ", w.ink.accent, w.ink.strong
	}
	shown := strings.ReplaceAll(l.value, redacted, masks)
	var lines []string
	switch {
	case l.value == "":
		lines = painted(wrap(l.text, width-2), value)
	case ansi.StringWidth(l.text) > column-2:
		lines = append(painted(wrap(l.text+":", width-2), name), painted(hang("", shown, 2, width-2), value)...)
	default:
		lines = painted(wrap(shown, width-2-column), value)
		for i := range lines {
			label := ""
			if i == 0 {
				label = name.of(l.text)
			}
			lines[i] = pad(label, column) + lines[i]
		}
	}
	for i := range lines {
		if i > 0 {
			mark = "  "
		}
		lines[i] = mark + lines[i]
	}
	return lines
}

func painted(lines []string, with ink) []string {
	for i := range lines {
		lines[i] = with.of(lines[i])
	}
	return lines
}

// copied says how copying went.
type copied string

// copy puts the selected value on the clipboard: the system's, else through the
// terminal, and says which.
func (c *card) copy(w *wizard) tea.Cmd {
	if c.at < 0 {
		return nil
	}
	value := c.lines[c.at].value
	if value == "" {
		value = c.lines[c.at].text
	}
	if strings.Contains(value, redacted) {
		c.told = "This is a secret and stays hidden: enter it from where you keep it."
		return nil
	}
	if w.o.Copy == nil {
		c.told = "Sent to your terminal's clipboard: " + value
		return tea.SetClipboard(value)
	}
	put := w.o.Copy
	return func() tea.Msg {
		if err := put(value); err != nil {
			return copied("Not copied: " + err.Error())
		}
		return copied("Copied to the clipboard: " + value)
	}
}

func (c *card) said(w *wizard, width int) []string {
	if c.told == "" {
		return nil
	}
	return []string{w.ink.good.of(short(c.told, width))}
}
