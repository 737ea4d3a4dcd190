package kit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

func TestAPictureKeepsToItsRoomOrIsLeftOut(t *testing.T) {
	nodes := []kit.Node{
		{Title: "Talon.One rule", Caption: "1 January 2027", Sign: "✓"},
		{Title: "webhook", Caption: "a name that is longer than any picture has room for, wherever it stands"},
		{Title: "email"},
	}
	for width := range 120 {
		lines := kit.Picture(nodes, width)
		short := slices.Equal(lines, []string{"✓ rule → webhook → email"})
		if (lines == nil) != (width < 24) || short != (width >= 24 && width < 62) {
			t.Errorf("in %d columns: %q", width, lines)
		}
		for _, line := range lines {
			if text.Width(line) > width {
				t.Errorf("%d columns of %d: %q", text.Width(line), width, line)
			}
		}
	}
	if lines := kit.Picture(nodes, 100); !strings.Contains(lines[0], "▶ webhook") || !strings.HasPrefix(lines[1], "✓ 1 January 2027") {
		t.Errorf("got %q", lines)
	}
}
