package kit

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestWrapBreaksAtBlanksAndLosesNothing(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"short", 10, []string{"short"}},
		{"Coupon Generated - CouponCode", 17, []string{"Coupon Generated", "- CouponCode"}},
		{"R74-ZWR-R44Z stays whole", 14, []string{"R74-ZWR-R44Z", "stays whole"}},
		{"one\ntwo", 10, []string{"one", "two"}},
		{"  indented text", 10, []string{"  indented", "text"}},
		{"https://eu1.example/a/b", 10, []string{"https://", "eu1.exampl", "e/a/b"}},
		{"漢字漢字", 4, []string{"漢字", "漢字"}},
	} {
		if got := Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("wrap(%q, %d) = %q, wanted %q", c.text, c.width, got, c.want)
		}
	}
}

func FuzzWrapKeepsEveryWordAndTheWidth(f *testing.F) {
	f.Add("a coupon code that Talon.One makes", 9)
	f.Add("{\"d\":[{\"type\":\"event\"}]}", 7)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = 2 + abs(width)%100
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 }) {
			return // the transport lets no such text through
		}
		lines := Wrap(text, width)
		if bare(strings.Join(lines, "")) != bare(text) {
			t.Errorf("wrap(%q, %d) = %q", text, width, lines)
		}
		for _, l := range lines {
			if ansi.StringWidth(l) > width {
				t.Errorf("%q is wider than %d", l, width)
			}
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

// bare leaves the white space out, which wrapping may change.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }

func TestTookSpeaksOfTimeAsAPersonDoes(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "", 300 * time.Microsecond: "1 ms", 84 * time.Millisecond: "84 ms", 4100 * time.Millisecond: "4.1 s", 95 * time.Second: "1 min 35 s",
	} {
		if got := Took(d); got != want {
			t.Errorf("took(%v) = %q, wanted %q", d, got, want)
		}
	}
}

func TestFitLeavesOutTheLeastFirstAndSaysWhatItCut(t *testing.T) {
	intro := Block{Lines: []string{"intro", "intro"}, Rank: 1}
	main := Block{Lines: strings.Split("1 2 3 4 5 6 7 8", " "), Least: 3, From: 5, To: 5}
	foot := Block{Lines: []string{"foot"}}
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
		if got := Fit(height, intro, main, foot); !slices.Equal(got, want) {
			t.Errorf("in %d Lines: %q, wanted %q", height, got, want)
		}
	}
}
