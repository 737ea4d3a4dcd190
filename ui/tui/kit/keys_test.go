package kit_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/ui/tui/kit"
)

func TestAFooterKeepsTheFirstKeyAndHelpTheLongest(t *testing.T) {
	keys := kit.Keys("enter", "next", "esc", "back", "↑↓", "choose", "?", "help")
	for width, want := range map[int]string{
		80: " enter next   esc back   ↑↓ choose   ? help",
		40: " enter next   esc back   ? help",
		20: " enter next   ? help",
		10: " enter next   ? help", // the frame cuts it
	} {
		for _, coloured := range []bool{true, false} {
			if got := ansi.Strip(kit.NewFooter(true, coloured).Draw(keys, width)); got != want {
				t.Errorf("in %d columns %q, want %q", width, got, want)
			}
		}
	}
	if keys[2].Help().Key != "↑↓" || strings.Count(ansi.Strip(kit.NewFooter(false, true).Draw(keys, 80)), "   ") != 3 {
		t.Error("drawing a small footer changes the keys of the next")
	}
}
