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
	for _, word := range a.args {
		for _, part := range append(strings.FieldsFunc(word, between), strings.TrimLeft(word, "-")) {
			if couldBeSecret(part) {
				all = append(all, secret.New(part))
			}
		}
	}
	return all
}

func between(r rune) bool { return strings.ContainsRune("=/,:\"", r) }

// couldBeSecret is true for what is long enough for a credential and looks as the
// vendors make them: capitals and digits alone, or digits strewn among letters.
// Words, names of hosts, files and customers, numbers, dates and times do not.
func couldBeSecret(word string) bool {
	const shortest = 8
	if len(word) < shortest || strings.Contains(word, "://") || strings.HasPrefix(word, "/") || noLetters(word) {
		return false
	}
	return strings.ToUpper(word) == word || changes(word) > 2 || len(word) > shortest && strings.ContainsAny(word, "%+&<>\\'$!^*~|")
}

// noLetters is true also for a time, which has a T or Z in it.
func noLetters(word string) bool { return strings.Trim(word, "0123456789TZ:.+- ") == "" }

// changes counts how often digits begin or end.
func changes(word string) (n int) {
	for i := 1; i < len(word); i++ {
		if digit(word[i]) != digit(word[i-1]) {
			n++
		}
	}
	return n
}

func digit(b byte) bool { return '0' <= b && b <= '9' }
