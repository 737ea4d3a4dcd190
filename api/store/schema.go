package store

import (
	"reflect"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// Key is one key that a profile may have.
type Key struct {
	Name string // dotted: "clevertap.region"
	Kind KeyKind
}

// Keys are keys of a profile, in the order in which they are written.
type Keys []Key

// Schema is all keys that a profile may have, and the shape that they give it. The
// tables progress and noted and the key version are the store's own.
type Schema struct {
	Keys
	document reflect.Type
}

// NewSchema makes the shape once: it costs more than reading a profile does.
func NewSchema(keys Keys) Schema { return Schema{keys, documentOf(keys)} }

func (s Keys) kind(name string) KeyKind {
	for _, key := range s {
		if key.Name == name {
			return key.Kind
		}
	}
	return Unknown
}

// Nearest finds the known key that was likely meant: one a few letters away, or
// the only one of the same name in another table. Empty when there is none.
func (s Keys) Nearest(name string) string {
	best, least := "", 1+max(2, len(name)/4)
	var namesakes []string
	for _, key := range s {
		if d := Distance(name, key.Name); d < least {
			best, least = key.Name, d
		}
		if last(key.Name) == last(name) {
			namesakes = append(namesakes, key.Name)
		}
	}
	if best == "" && len(namesakes) == 1 {
		return namesakes[0]
	}
	return best
}

func last(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// Distance counts the letters to add, drop or change to get from a to b, without
// regard to case and to whether words are joined by - or _.
func Distance(a, b string) int {
	a, b = alike(a), alike(b)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

func alike(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), "-", "_")
}

// secretWords end the names of keys that would hold a secret.
var secretWords = []string{"passcode", "password", "passwd", "secret", "token", "credential", "credentials", "apikey", "api_key", "management_key", "integration_key", "private_key"}

// looksSecret reports whether a key would hold a secret, whatever the schema
// says. A known key such as passcode_expires, which only mentions one, does not, and
// neither does one that holds the command which prints the secret.
func (s Keys) looksSecret(name string) bool {
	if s.kind(name) == Command {
		return false
	}
	name = alike(name)
	ends := func(word string) bool { return strings.HasSuffix(name, word) }
	mentions := func(word string) bool { return strings.Contains(name, word) }
	return slices.ContainsFunc(secretWords, ends) ||
		s.kind(name) == Unknown && slices.ContainsFunc(secretWords, mentions)
}

// told is a name from a file as errors may repeat it. What is as long as a secret
// and written unlike any key may be one that was pasted in the wrong place.
func told(name string) string {
	const shortest, longest = 8, 100
	if len(name) > longest {
		return words.FilesLongName
	}
	for _, part := range strings.Split(name, ".") {
		odd := strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' || r == '_' || r == '-' {
				return -1
			}
			return r
		}, part)
		if len(part) >= shortest && len(odd) > 1 && !slices.Contains(secretWords, alike(part)) {
			return words.FilesHiddenName
		}
	}
	return name
}

// variableFor names the variable that takes the secret instead.
func variableFor(name string) string {
	name = alike(name)
	for _, known := range []struct{ word, variable string }{
		{"passcode", "TALONTAP_CLEVERTAP_PASSCODE"},
		{"management", "TALONTAP_TALONONE_MANAGEMENT_KEY"},
		{"integration", "TALONTAP_TALONONE_INTEGRATION_KEY"},
		{"password", "TALONTAP_TALONONE_PASSWORD"},
	} {
		if strings.Contains(name, known.word) {
			return known.variable
		}
	}
	return words.FilesVariableForIt
}
