package phrase_test

import (
	"testing"
	"time"

	"github.com/talontap/talontap/assets/phrase"
)

func TestNumbersAgreeWithTheirNouns(t *testing.T) {
	for n, want := range map[int][2]string{0: {"0 coupons", "no coupon"}, 1: {"1 coupon", "one coupon"}, 3: {"3 coupons", "3 coupons"}, 12_400: {"12,400 coupons", "12,400 coupons"}} {
		if counted, spelled := phrase.Counted(n, "coupon"), phrase.Spelled(n, "coupon"); counted != want[0] || spelled != want[1] {
			t.Errorf("%d: %q and %q, want %q", n, counted, spelled, want)
		}
	}
}

func TestAPartIsSaidOfAll(t *testing.T) {
	for part, want := range map[[2]int]string{{1, 1}: "1 of 1 code", {0, 3}: "0 of 3 codes", {1_200, 12_400}: "1,200 of 12,400 codes"} {
		if got := phrase.Part(part[0], part[1], "code"); got != want {
			t.Errorf("%v: %q, want %q", part, got, want)
		}
	}
}

func TestSentencesBeginAndEnd(t *testing.T) {
	for words, want := range map[string]string{"": "", "élan is there": "Élan is there.", "Done.": "Done.", " why? ": "Why?"} {
		if got := phrase.Sentence(words); got != want {
			t.Errorf("%q became %q, want %q", words, got, want)
		}
	}
}

func TestATimeWithinASentenceIsNeverEmpty(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "0.0 s", 4100 * time.Millisecond: "4.1 s", 12345 * time.Millisecond: "12 s"} {
		if got := phrase.About(d); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestTimesAreAsFineAsAPersonCares(t *testing.T) {
	for _, c := range []struct {
		d            time.Duration
		took, waited string
	}{
		{0, "", ""},
		{100 * time.Microsecond, "< 1 ms", ""},
		{312 * time.Millisecond, "312 ms", ""},
		{1240 * time.Millisecond, "1.2 s", "1 s"},
		{95 * time.Second, "1 min 35 s", "95 s"},
		{125 * time.Second, "2 min 5 s", "2 min 5 s"},
	} {
		if took, waited := phrase.Took(c.d), phrase.Waited(c.d); took != c.took || waited != c.waited {
			t.Errorf("%v: %q and %q, want %q and %q", c.d, took, waited, c.took, c.waited)
		}
	}
}
