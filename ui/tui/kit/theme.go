package kit

import (
	"charm.land/huh/v2"
	"charm.land/lipgloss/v2"
)

// Theme dresses Huh's fields in the wizard's colours. Titles, frames, errors
// and help are the wizard's own, so only the insides of a field are dressed.
func Theme(p Palette) *huh.Styles {
	plain := lipgloss.NewStyle()
	var f huh.FieldStyles
	f.MultiSelectSelector = plain.Foreground(p.tone.accent).SetString("▸ ")
	f.SelectedPrefix = plain.Foreground(p.tone.good).SetString("[✓] ")
	f.UnselectedPrefix = plain.Foreground(p.tone.dim).SetString("[ ] ")
	f.FocusedButton = plain.Foreground(p.tone.accent).Bold(true).MarginRight(3).SetString("●")
	f.BlurredButton = plain.Foreground(p.tone.dim).MarginRight(3).SetString("○")
	f.TextInput.Placeholder = plain.Foreground(p.tone.dim)
	return &huh.Styles{Focused: f, Blurred: f}
}
