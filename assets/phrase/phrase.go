// Package phrase puts numbers and times into words, one way for the whole
// program: what steps says in a finding and what ui writes around it read alike.
//
// It must never know what is counted, or import anything of this module.
package phrase

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Counted is a number with its noun: "1 coupon", "3 coupons".
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(float64(n)) + " " + noun + "s"
}

// Part is how many of all: "1 of 1 code", "3 of 4 codes".
func Part(n, all int, noun string) string {
	return Number(float64(n)) + " of " + Counted(all, noun)
}

// Spelled is Counted within a sentence: "no coupon", "one coupon", "3 coupons".
func Spelled(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun
	case 1:
		return "one " + noun
	}
	return Counted(n, noun)
}

// YesNo answers.
func YesNo(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

// Capital begins a sentence.
func Capital(s string) string {
	if strings.HasPrefix(s, "talontap ") { // a command, or who does it
		return s
	}
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// Sentence is words with a capital and a full stop.
func Sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return Capital(s)
	}
	return Capital(s) + "."
}

// Number is a whole number that people read: 12,400.
func Number(n float64) string {
	digits := strconv.FormatFloat(n, 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// Took is how long something took: the shorter, the finer. "" for no time at all.
func Took(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Millisecond:
		return "< 1 ms"
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return minutes(d)
}

// Waited is how long something goes on already, in whole seconds, so that it
// does not flicker. "" for less than one.
func Waited(d time.Duration) string {
	switch {
	case d < time.Second:
		return ""
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	}
	return minutes(d)
}

// About is a time within a sentence; there is always one.
func About(d time.Duration) string {
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return Waited(d)
}

// Until is how long it is to something, the coarser the longer.
func Until(d time.Duration) string {
	const aDay = 24 * time.Hour
	switch {
	case d >= 2*aDay:
		return fmt.Sprintf("%d days", d/aDay)
	case d >= time.Hour:
		return strings.TrimSuffix(fmt.Sprintf("%d h %d min", d/time.Hour, d/time.Minute%60), " 0 min")
	}
	return About(d)
}

func minutes(d time.Duration) string {
	return strings.TrimSuffix(fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60), " 0 s")
}
