package main

import (
	"regexp"
	"strings"
	"sync"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps/setup"
)

// hidden are the values that an error must not repeat, whoever worded it: the
// secret variables, and whatever on the command line could be a secret that was
// given where none belongs.
func (a *app) hidden() (all []secret.Secret) {
	for _, f := range setup.Fields() {
		if f.Secret {
			all = append(all, secret.New(a.env(f.Key.Variable())))
		}
	}
	if _, path, found := strings.Cut(a.notifyAddress(), "://"); found {
		_, path, _ = strings.Cut(path, "/")
		all = append(all, secret.New(path))
	}
	for _, word := range a.args {
		word = withoutKey(word)
		for _, part := range append(partsOf(word, "=/\\,:\""), strings.TrimLeft(word, "-")) {
			if couldBeSecret(part) {
				all = append(all, secret.New(part))
			}
		}
	}
	return all
}

// withoutKey is what was given for a flag or an answer, without its name: that is
// what tells which one to mend.
func withoutKey(word string) string {
	word = flagName().ReplaceAllString(word, "")
	key, value, given := strings.Cut(word, "=")
	if _, known := setup.FieldOf(setup.Key(key)); given && known {
		return value
	}
	return word
}

func partsOf(word, between string) []string {
	return strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(between, r) })
}

// couldBeSecret is true for what is long enough for a credential and looks as the
// vendors make them: groups of capitals and digits as a passcode's, very many of them,
// digits strewn among the letters of a part, or a long number with a letter in it, as
// an encoded one may be; or as a person makes a password. Words, names of hosts, files,
// setups and customers, numbers, dates and times do not.
func couldBeSecret(word string) bool {
	const shortest = 8
	if len(word) < shortest || strings.Contains(word, "://") || place().MatchString(word) || noLetters(word) || uuid().MatchString(word) {
		return false
	}
	strange := len(word) > shortest && strings.ContainsAny(word, "%+&<>\\'$!^*~|") && !strings.Contains(word, " ")
	return vendorMade().MatchString(word) || changes(word) > 2 || mostlyDigits(word) || strange
}

var (
	vendorMade = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\b[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}|[A-Z0-9]{16}`)
	})
	uuid = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	})
	flagName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^--[a-z-]+=`) })

	// place is the beginning of a path, of which each part is looked at by itself.
	place = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(/|~[/\\]|\.{1,2}[/\\]|[A-Za-z]:\\)`) })
)

// noLetters is true also for a time or a duration, which has such a letter in it.
func noLetters(word string) bool { return strings.Trim(word, "0123456789TZ:.,+- dhmsw") == "" }

// mostlyDigits is true for a long number, in a part of a name, that is not one.
func mostlyDigits(word string) bool {
	const shortest = 16
	for _, part := range partsOf(word, "-_.") {
		if at := strings.IndexAny(part, "0123456789"); at > 2 {
			part = part[at:] // a folder's name and its number
		}
		digits := 0
		for i := range len(part) {
			if digit(part[i]) {
				digits++
			}
		}
		if len(part) >= shortest && digits < len(part) && digits > len(part)/2 {
			return true
		}
	}
	return false
}

// changes counts how often digits begin or end, in the part of a name where they
// do most: answers-2027-01-01.toml has no such part.
func changes(word string) (most int) {
	for _, part := range partsOf(word, "-_.") {
		n := 0
		for i := 1; i < len(part); i++ {
			if digit(part[i]) != digit(part[i-1]) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func digit(b byte) bool { return '0' <= b && b <= '9' }
