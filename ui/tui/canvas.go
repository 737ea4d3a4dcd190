package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// canvas is a window and what is drawn with on it.
type canvas struct {
	look          Look
	width, height int
	dark          bool
	ink           text.Palette
	foot          kit.Footer
	ascii         *text.ASCII // nil: all characters can be drawn
}

func newCanvas(look Look) canvas {
	c := canvas{look: look, dark: !look.Light}
	if look.ASCII {
		c.ascii = text.InASCII()
	}
	c.dress()
	return c
}

func (c *canvas) dress() {
	c.ink, c.foot = kit.Palette(c.dark, !c.look.NoColor), kit.NewFooter(c.dark, !c.look.NoColor)
}

// The windows from which on a frame shows more.
const (
	headerFrom, footerFrom, upperRuleFrom, lowerRuleFrom = 3, 5, 7, 8

	airyFrom = 20 // rows, for a blank line below the upper rule
	widest   = 92 // columns of text, so that lines stay readable
)

// air is how many rows stay empty below the upper rule.
func (c *canvas) air() int {
	if c.height >= airyFrom {
		return 1
	}
	return 0
}

// framed draws the whole window, never larger than it is, around a middle of exactly
// as many rows as it is given.
func (c *canvas) framed(header, rule func() string, middle func(height int) []string, hints func() []kit.Hint) []string {
	if c.width < 1 || c.height < 1 {
		return nil
	}
	room := c.height
	for _, from := range [...]int{headerFrom, footerFrom, upperRuleFrom, lowerRuleFrom} {
		if c.height >= from {
			room--
		}
	}
	within := middle(room) // first: it knows whether it can be scrolled
	var rows []string
	if c.height >= headerFrom {
		rows = append(rows, header())
	}
	if c.height >= upperRuleFrom {
		rows = append(rows, rule())
	}
	rows = append(rows, within...)
	if c.height >= lowerRuleFrom {
		rows = append(rows, c.ink.Of(text.Rule, strings.Repeat("─", c.width)))
	}
	if c.height >= footerFrom {
		rows = append(rows, c.foot.Draw(hints(), c.width))
	}
	for i := range rows {
		rows[i] = ansi.Truncate(rows[i], c.width, "")
	}
	return rows
}

func (c *canvas) view(rows []string, title string) tea.View {
	v := tea.NewView(c.ascii.Of(strings.Join(rows, "\n")))
	v.AltScreen = true
	v.WindowTitle = c.ascii.Of(title)
	return v
}
