package tui

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// ink paints one line of text. It is the two escape sequences of a style, found
// once: a frame paints some hundred pieces of text.
type ink struct{ before, after string }

func (i ink) of(s string) string {
	if s == "" || i.before == "" {
		return s
	}
	return i.before + s + i.after
}

// painted paints each line of a text.
func painted(lines []string, with ink) []string {
	for i := range lines {
		lines[i] = with.of(lines[i])
	}
	return lines
}

func inkOf(s lipgloss.Style) ink {
	before, after, _ := strings.Cut(s.Render("x"), "x")
	return ink{before, after}
}

// palette is the few inks of the wizard. Every state has its own character too,
// so that nothing is lost without colours.
type palette struct {
	accent, strong, good, warn, bad, dim, rule, cursor ink

	tone tones
}

// tones are the colours behind the inks, for what Huh draws.
type tones struct{ accent, good, bad, dim color.Color }

// newPalette chooses colours with enough contrast on a dark or a light
// background, or none at all.
func newPalette(dark, colour bool) palette {
	plain := lipgloss.NewStyle()
	if !colour {
		none := lipgloss.NoColor{}
		return palette{accent: inkOf(plain.Bold(true)), strong: inkOf(plain.Bold(true)), cursor: inkOf(plain.Reverse(true)),
			tone: tones{none, none, none, none}}
	}
	pick := lipgloss.LightDark(dark)
	of := func(light, dark string) color.Color { return pick(lipgloss.Color(light), lipgloss.Color(dark)) }
	t := tones{accent: of("#1D5FBF", "#8AB8FF"), good: of("#1B7F4B", "#7FCF9F"), bad: of("#B3261E", "#F5918A"), dim: of("#5C6370", "#949CAB")}
	ink := func(c color.Color) ink { return inkOf(plain.Foreground(c)) }
	return palette{
		accent: inkOf(plain.Foreground(t.accent).Bold(true)), strong: inkOf(plain.Bold(true)),
		good: ink(t.good), bad: ink(t.bad), dim: ink(t.dim),
		warn: ink(of("#8A5A00", "#E8C274")), rule: ink(of("#BFC5CE", "#4C5361")),
		cursor: inkOf(plain.Reverse(true)), tone: t,
	}
}
