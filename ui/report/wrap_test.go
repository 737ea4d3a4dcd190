package report

import (
	"slices"
	"strings"
	"testing"
)

func FuzzWrappingLosesNoWordAndKeepsToTheWidth(f *testing.F) {
	f.Add("the webhook is as wanted in every field", 12)
	f.Add("über 日本語 und ✓", 4)
	f.Add("one\ntwo  three\n\nfour", 80)
	f.Add("", 0)
	f.Fuzz(func(t *testing.T, text string, width int) {
		lines := wrapped(text, width)
		if got, want := strings.Fields(strings.Join(lines, " ")), strings.Fields(text); !slices.Equal(got, want) {
			t.Fatalf("words %q became %q", want, got)
		}
		for _, line := range lines {
			if columns(line) > width && len(strings.Fields(line)) > 1 {
				t.Fatalf("%q is wider than %d and holds more than one word", line, width)
			}
		}
	})
}

func TestFurtherLinesStandUnderTheBeginningOfTheText(t *testing.T) {
	got := Style{Width: 20}.Wrap("  do: ", "run talontap apply again")
	if want := "  do: run talontap\n      apply again"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
