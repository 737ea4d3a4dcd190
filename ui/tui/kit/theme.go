package kit

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"

	"github.com/talontap/talontap/ui/text"
)

// Theme dresses Huh's fields in the colours of a screen, or in none. Titles,
// frames, errors and help are drawn around them, so only their insides are dressed.
func Theme(dark, coloured bool) *huh.Styles {
	in := func(t text.Tone) lipgloss.Style { return style(t, dark, coloured) }
	var f huh.FieldStyles
	f.MultiSelectSelector = in(text.Accent).SetString("▸ ")
	f.SelectedPrefix = in(text.Good).SetString("[✓] ")
	f.UnselectedPrefix = in(text.Dim).SetString("[ ] ")
	f.FocusedButton = in(text.Accent).Bold(true).MarginRight(3).SetString("●")
	f.BlurredButton = in(text.Dim).MarginRight(3).SetString("○")
	f.TextInput.Placeholder = in(text.Dim)
	return &huh.Styles{Focused: f, Blurred: f}
}

// Palette is the inks of a screen, in colours or in weights alone.
func Palette(dark, coloured bool) text.Palette {
	if !coloured {
		return text.Monochrome()
	}
	return text.Screen(dark)
}

// style is a tone for what others draw.
func style(t text.Tone, dark, coloured bool) lipgloss.Style {
	if !coloured {
		return lipgloss.NewStyle()
	}
	return lipgloss.NewStyle().Foreground(text.Colour(t, dark))
}
