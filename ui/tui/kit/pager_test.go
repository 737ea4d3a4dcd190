package kit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/ui/tui/kit"
)

func TestAPagerShowsWhereMoreIsAndNeverScrollsPastAnEnd(t *testing.T) {
	lines := strings.Split("1 2 3 4 5 6 7 8", " ")
	var p kit.Pager
	for _, step := range []struct {
		key    string
		height int
		want   []string
	}{
		{"", 9, lines},
		{"down", 4, []string{"1", "2", "3", "⋯ 5 more below"}},
		{"down", 4, []string{"⋯ 2 more above", "3", "4", "⋯ 4 more below"}},
		{"pgdown", 4, []string{"⋯ 4 more above", "5", "6", "⋯ 2 more below"}},
		{"pgdown", 4, []string{"⋯ 5 more above", "6", "7", "8"}},
		{"down", 4, []string{"⋯ 5 more above", "6", "7", "8"}},
		{"pgup", 4, []string{"⋯ 3 more above", "4", "5", "⋯ 3 more below"}},
		{"pgup", 4, []string{"1", "2", "3", "⋯ 5 more below"}},
		{"up", 1, []string{"1"}},
		{"", 0, []string{}},
	} {
		p.Press(step.key)
		if got := p.Draw(step.height, lines); !slices.Equal(got, step.want) {
			t.Errorf("after %q: %q in %d lines, want %q", step.key, got, step.height, step.want)
		}
	}
	if p.Press("c") {
		t.Error("c is no key for scrolling")
	}
}
