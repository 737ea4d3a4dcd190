package trail_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/trail"
)

func TestAListHasOneEntryALineHoweverItWasSaved(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                  nil,
		"\n \n\r\n":                         nil,
		"NY-1\nNY-2":                        {"NY-1", "NY-2"},
		"\ufeffNY-1\r\n  customer 7 \r\n":   {"NY-1", "customer 7"},
		"käufer\n":                          {"käufer"},
		"\"customer-1\"\r\n \"NY-1\"\n\"\n": {"customer-1", "NY-1", "\""}, // as a spreadsheet saves one column
	} {
		got, err := trail.List(strings.NewReader(text))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %q (%v), want %q", text, got, err, want)
		}
	}
}

func TestAListThatIsNoneSaysWhereAndWhy(t *testing.T) {
	for text, want := range map[string]string{
		"NY-1\nNY\x002":                     "line 2: this is no text",
		"\xff\xfeN\x00":                     "line 1: this is no text",
		strings.Repeat("x", 1001):           "line 1: an entry has more than 1000",
		strings.Repeat("x", 70_000):         "more than 1000",
		strings.Repeat("x\n", trail.Most+1): "more than 10000",
		strings.Repeat("\x1b[2Jx\n", 1):     "line 1: this is no text",
	} {
		if got, err := trail.List(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) || got != nil {
			t.Errorf("%.20q: %d entries, %v; want %q", text, len(got), err, want)
		}
	}
}

func FuzzAListHoldsNothingButEntries(f *testing.F) {
	for _, text := range []string{"NY-1\nNY-2\r\n", "\ufeff\n\n", "a\x00", "\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := trail.List(strings.NewReader(text))
		if err != nil && all != nil {
			t.Fatalf("%q gives entries and %v", text, err)
		}
		for _, one := range all {
			if again, err := trail.Entry(one); err != nil || again != one || one == "" {
				t.Errorf("%q holds %q, which is no entry (%q, %v)", text, one, again, err)
			}
		}
	})
}
