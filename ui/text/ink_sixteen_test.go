package text

import (
	"slices"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

func TestInSixteenColoursEachToneKeepsItsOwn(t *testing.T) {
	grey := []ansi.BasicColor{ansi.White, ansi.BrightBlack}
	for tone, own := range map[Tone][]ansi.BasicColor{
		Good: {ansi.Green, ansi.BrightGreen}, Warn: {ansi.Yellow, ansi.BrightYellow}, Bad: {ansi.Red, ansi.BrightRed},
		Accent: {ansi.Blue, ansi.BrightBlue}, Dim: grey, Rule: grey,
	} {
		for _, dark := range []bool{false, true} {
			shown, basic := colorprofile.ANSI.Convert(Colour(tone, dark)).(ansi.BasicColor)
			if !basic || !slices.Contains(own, shown) {
				t.Errorf("tone %d, dark %v: it is shown in %v, want one of %v", tone, dark, shown, own)
			}
		}
	}
}
