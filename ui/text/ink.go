package text

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// Tone is what a piece of text means, and so which ink it has.
type Tone int

// The tones.
const (
	Plain  Tone = iota
	Strong      // headings, and what a person copies
	Accent      // what to look at now
	Good
	Warn
	Bad
	Dim    // what may be passed over
	Rule   // lines between parts
	Cursor // where typing goes
	tones
)

// Ink paints one line of text. It is the two escape sequences of a style, found
// once: a frame paints some hundred pieces of text.
type Ink struct{ before, after string }

// Of paints a text; nothing stays nothing.
func (i Ink) Of(s string) string {
	if s == "" || i.before == "" {
		return s
	}
	return i.before + s + i.after
}

// All paints each line of a text.
func (i Ink) All(lines []string) []string {
	out := make([]string, len(lines))
	for at, line := range lines {
		out[at] = i.Of(line)
	}
	return out
}

// Palette has an ink for each tone. The zero Palette paints nothing.
type Palette [tones]Ink

// Of paints a text in a tone.
func (p Palette) Of(t Tone, s string) string { return p[t].Of(s) }

// Terminal is the terminal's own sixteen colours, for what is written once and
// scrolls by: whoever chose a light or a dark theme chose readable ones.
func Terminal() Palette {
	ink := func(codes string) Ink { return Ink{"\x1b[" + codes + "m", "\x1b[0m"} }
	return Palette{Strong: ink("1"), Accent: ink("1"), Good: ink("32"), Warn: ink("33"), Bad: ink("1;31"), Dim: ink("2"),
		Cursor: ink("7")}
}

// Monochrome has weights and no colours.
func Monochrome() Palette {
	plain := lipgloss.NewStyle()
	return Palette{Strong: inkOf(plain.Bold(true)), Accent: inkOf(plain.Bold(true)), Cursor: inkOf(plain.Reverse(true))}
}

// Screen has colours with enough contrast on a dark or a light background.
func Screen(dark bool) Palette {
	p := Monochrome()
	for _, t := range []Tone{Good, Warn, Bad, Dim, Rule} {
		p[t] = inkOf(lipgloss.NewStyle().Foreground(Colour(t, dark)))
	}
	p[Accent] = inkOf(lipgloss.NewStyle().Foreground(Colour(Accent, dark)).Bold(true))
	return p
}

// Colour is the colour of a tone on a screen, for what others draw; none for a
// tone that is a weight. Each is one that a terminal of sixteen colours shows in the
// same tone: of most ambers it makes a red.
func Colour(t Tone, dark bool) color.Color {
	both, coloured := map[Tone][2]string{
		Accent: {"#1D5FBF", "#8AB8FF"}, Good: {"#1B7F4B", "#7FCF9F"}, Warn: {"#6F6200", "#E8CC72"},
		Bad: {"#B3261E", "#F5918A"}, Dim: {"#5C6370", "#9EA0A6"}, Rule: {"#ABABAB", "#4C5361"},
	}[t]
	if !coloured {
		return lipgloss.NoColor{}
	}
	return lipgloss.LightDark(dark)(lipgloss.Color(both[0]), lipgloss.Color(both[1]))
}

func inkOf(s lipgloss.Style) Ink {
	before, after, _ := strings.Cut(s.Render("x"), "x")
	return Ink{before, after}
}
