package kit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/ui/tui/kit"
)

func TestFitLeavesOutTheLeastFirstAndSaysWhatItCut(t *testing.T) {
	intro := kit.Block{Lines: []string{"intro", "intro"}, Rank: 1}
	main := kit.Block{Lines: strings.Split("1 2 3 4 5 6 7 8", " "), Least: 3, From: 5, To: 5}
	foot := kit.Block{Lines: []string{"foot"}}
	for height, want := range map[int][]string{
		13: {"intro", "intro", "", "1", "2", "3", "4", "5", "6", "7", "8", "", "foot"},
		8:  {"intro", "intro", "", "⋯ 5 more above", "6", "⋯ 2 more below", "", "foot"},
		6:  {"intro", "intro", "⋯ 5 more above", "6", "⋯ 2 more below", "foot"},
		5:  {"⋯ 5 more above", "6", "⋯ 2 more below", "", "foot"},
		4:  {"⋯ 5 more above", "6", "⋯ 2 more below", "foot"},
		2:  {"6", "foot"},
		1:  {"6"},
		0:  nil,
	} {
		if got := kit.Fit(height, intro, main, foot); !slices.Equal(got, want) {
			t.Errorf("in %d lines: %q, wanted %q", height, got, want)
		}
	}
}
