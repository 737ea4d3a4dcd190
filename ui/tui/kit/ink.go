// Package kit is what screens are drawn with: inks, words on lines, blocks in a
// room, a pager, a picture of stations. It knows no setup and no flow, and must
// never hold a sentence that a person reads about one.
package kit

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Ink paints one line of text. It is the two escape sequences of a style, found
// once: a frame paints some hundred pieces of text.
type Ink struct{ before, after string }

func (i Ink) Of(s string) string {
	if s == "" || i.before == "" {
		return s
	}
	return i.before + s + i.after
}

// Painted paints each line of a text.
func Painted(lines []string, with Ink) []string {
	for i := range lines {
		lines[i] = with.Of(lines[i])
	}
	return lines
}

func inkOf(s lipgloss.Style) Ink {
	before, after, _ := strings.Cut(s.Render("x"), "x")
	return Ink{before, after}
}

// Palette is the few inks of the wizard. Every state has its own character too,
// so that nothing is lost without colours.
type Palette struct {
	Accent, Strong, Good, Warn, Bad, Dim, Rule, Cursor Ink

	tone tones
}

// tones are the colours behind the inks, for what Huh draws.
type tones struct{ accent, good, bad, dim color.Color }

// NewPalette chooses colours with enough contrast on a dark or a light
// background, or none at all.
func NewPalette(dark, colour bool) Palette {
	plain := lipgloss.NewStyle()
	if !colour {
		none := lipgloss.NoColor{}
		return Palette{Accent: inkOf(plain.Bold(true)), Strong: inkOf(plain.Bold(true)), Cursor: inkOf(plain.Reverse(true)),
			tone: tones{none, none, none, none}}
	}
	pick := lipgloss.LightDark(dark)
	of := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	t := tones{accent: of("#1D5FBF", "#8AB8FF"), good: of("#1B7F4B", "#7FCF9F"), bad: of("#B3261E", "#F5918A"), dim: of("#5C6370", "#949CAB")}
	ink := func(c color.Color) Ink { return inkOf(plain.Foreground(c)) }
	return Palette{
		Accent: inkOf(plain.Foreground(t.accent).Bold(true)), Strong: inkOf(plain.Bold(true)),
		Good: ink(t.good), Bad: ink(t.bad), Dim: ink(t.dim),
		Warn: ink(of("#8A5A00", "#E8C274")), Rule: ink(of("#BFC5CE", "#4C5361")),
		Cursor: inkOf(plain.Reverse(true)), tone: t,
	}
}
