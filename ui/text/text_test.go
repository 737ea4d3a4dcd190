package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
)

func TestLinesBreakAtBlanksAndLoseNothing(t *testing.T) {
	for _, c := range []struct {
		text      string
		width     int
		want, cut []string // cut: where it differs, what is filled into a screen
	}{
		{"", 10, []string{""}, nil},
		{"short", 10, []string{"short"}, nil},
		{"Coupon Generated - CouponCode", 17, []string{"Coupon Generated", "- CouponCode"}, nil},
		{"talontap setup --profile shop", 18, []string{"talontap setup", "--profile shop"}, nil},
		{"R74-ZWR-R44Z stays whole", 14, []string{"R74-ZWR-R44Z", "stays whole"}, nil},
		{"one\ntwo", 10, []string{"one", "two"}, nil},
		{"  indented text", 10, []string{"  indented", "text"}, nil},
		{"https://eu1.example/a/b", 10, []string{"https://eu1.example/a/b"}, []string{"https://", "eu1.exampl", "e/a/b"}},
		{"漢字漢字", 4, []string{"漢字漢字"}, []string{"漢字", "漢字"}},
	} {
		if got := text.Wrap(c.text, c.width); !slices.Equal(got, c.want) {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.text, c.width, got, c.want)
		}
		if c.cut == nil {
			c.cut = c.want
		}
		if got := text.Fill(c.text, c.width); !slices.Equal(got, c.cut) {
			t.Errorf("Fill(%q, %d) = %q, want %q", c.text, c.width, got, c.cut)
		}
	}
}

func FuzzWrappingLosesNoWordAndKeepsToTheWidth(f *testing.F) {
	f.Add("the webhook is as wanted in every field", 12)
	f.Add("über 日本語 und ✓", 4)
	f.Add("one\ntwo  three\n\nfour", 80)
	f.Add("{\"d\":[{\"type\":\"event\"}]}", 7)
	f.Add("", 0)
	f.Fuzz(func(t *testing.T, s string, width int) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, control) {
			return // the transport lets no such text through
		}
		width = 2 + max(width, -width-1)%100
		whole, cut := text.Wrap(s, width), text.Fill(s, width)
		if got, want := strings.Fields(strings.Join(whole, " ")), strings.Fields(s); !slices.Equal(got, want) {
			t.Errorf("words %q became %q", want, got)
		}
		if got, want := strings.Join(strings.Fields(strings.Join(cut, "")), ""), strings.Join(strings.Fields(s), ""); got != want {
			t.Errorf("%q became %q", want, got)
		}
		for _, line := range whole {
			if text.Width(line) > width && len(strings.Fields(line)) > 1 {
				t.Errorf("%q is wider than %d and holds more than one word", line, width)
			}
		}
		for _, line := range cut {
			if text.Width(line) > width {
				t.Errorf("%q is wider than %d", line, width)
			}
		}
	})
}

func control(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 }

func TestTextsKeepToTheirColumns(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{text.Pad("漢", 4), "漢  "},
		{text.Pad("longer", 4), "longer"},
		{text.Short("Send CleverTap Email", 8), "Send Cl…"},
		{text.Short("Send", 4), "Send"},
		{text.Tail("Send CleverTap Email", 6), "…Email"},
		{text.Tail("Email", 5), "Email"},
		{text.Sides("left", "right", 12), "left   right"},
		{text.Sides("left", "right", 9), "left"},
		{text.Sides("left", "", 3), "left"},
		{text.Line(" one\n two\tthree "), "one two three"},
		{text.Host("https://eu1.api.example/1"), "eu1.api.example"},
		{text.Host("not an address"), "not an address"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestEachStatusHasAMarkOfItsOwnInOneColumn(t *testing.T) {
	seen := map[string]status.Status{}
	for _, s := range []status.Status{status.Waiting, status.Running, status.Pass, status.Fail, status.Warn, status.Manual, status.Skip, status.Unseen} {
		mark, _ := text.Mark(s)
		if other, twice := seen[mark]; twice || text.Width(mark) != 1 {
			t.Errorf("%q has the mark %q, as has %q", s, mark, other)
		}
		seen[mark] = s
	}
}

func TestColoursOnlyRepeatWhatIsThere(t *testing.T) {
	for name, p := range map[string]text.Palette{"none": {}, "weights": text.Monochrome(), "terminal": text.Terminal(), "dark": text.Screen(true), "light": text.Screen(false)} {
		for tone := range p {
			if got := p.Of(text.Tone(tone), "x"); !strings.Contains(got, "x") || text.Width(got) != 1 {
				t.Errorf("%s: tone %d shows %q", name, tone, got)
			}
		}
	}
	if text.Screen(true) == text.Screen(false) {
		t.Error("dark and light have the same colours")
	}
}
