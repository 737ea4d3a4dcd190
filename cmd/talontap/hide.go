package main

import (
	"strings"

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
		for _, part := range append(partsOf(word, "=/,:\""), strings.TrimLeft(word, "-")) {
			if couldBeSecret(part) {
				all = append(all, secret.New(part))
			}
		}
	}
	return all
}

// withoutKey is what was given for an answer, without the answer's name: that is
// what tells which one to mend.
func withoutKey(word string) string {
	key, value, given := strings.Cut(strings.TrimPrefix(word, "--set="), "=")
	if _, known := setup.FieldOf(setup.Key(key)); given && known {
		return value
	}
	return word
}

func partsOf(word, between string) []string {
	return strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune(between, r) })
}

// couldBeSecret is true for what is long enough for a credential and looks as the
// vendors make them: capitals and digits alone, digits strewn among the letters of a
// part, or a long number with a letter in it, as an encoded one may be. Words, names of
// hosts, files, setups and customers, numbers, dates and times do not.
func couldBeSecret(word string) bool {
	const shortest = 8
	if len(word) < shortest || strings.Contains(word, "://") || strings.HasPrefix(word, "/") || noLetters(word) {
		return false
	}
	return strings.ToUpper(word) == word || changes(word) > 2 || mostlyDigits(word) || len(word) > shortest && strings.ContainsAny(word, "%+&<>\\'$!^*~|")
}

// noLetters is true also for a time, which has a T or Z in it.
func noLetters(word string) bool { return strings.Trim(word, "0123456789TZ:.+- ") == "" }

// mostlyDigits is true for a long number, in a part of a name, that is not one.
func mostlyDigits(word string) bool {
	const shortest = 16
	for _, part := range partsOf(word, "-_.") {
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
