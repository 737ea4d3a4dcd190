package store

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

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

// KeyKind says what the value of a key must be.
type KeyKind int

// The kinds of value, and how an answer holds them as text.
const (
	Unknown KeyKind = iota // no such key
	Text                   // as it is
	Integer                // decimal digits, with a minus if negative: "100"
	Boolean                // "true" or "false"
	Date                   // "2027-01-01", or never
	Command                // a program and its words, as a JSON list: ["op","read"]
)

// never stands where a date would, for what has no last day.
const never = "never"

// wants says it to a person, with an example.
func (k KeyKind) wants() string {
	return [...]string{"nothing", words.FilesText, words.FilesNumber, words.FilesBool, words.FilesDate, words.FilesCommand}[k]
}

// text is the one answer that a value of a file is, which may also be in quotes.
func (k KeyKind) text(value any) (string, bool) {
	if text, quoted := value.(string); quoted && k != Text {
		value = k.value(strings.TrimSpace(text))
	}
	switch v := value.(type) {
	case string:
		return v, k == Text || k == Date && v == never
	case int64:
		return strconv.FormatInt(v, 10), k == Integer
	case bool:
		return strconv.FormatBool(v), k == Boolean
	case toml.LocalDate:
		return v.String(), k == Date
	case []any:
		list, err := json.Marshal(v)
		return string(list), k == Command && err == nil && !slices.ContainsFunc(v, notText)
	}
	return "", false
}

// value is an answer as TOML has it. One that is not of its kind stays a text:
// Parse will then say what is wrong with it.
func (k KeyKind) value(text string) any {
	switch k {
	case Integer:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case Boolean:
		switch strings.ToLower(text) {
		case "true":
			return true
		case "false":
			return false
		}
	case Date:
		var day toml.LocalDate
		if day.UnmarshalText([]byte(text)) == nil {
			return day
		}
	case Command:
		var list []any
		if json.Unmarshal([]byte(text), &list) == nil && list != nil {
			return list
		}
	}
	return text
}

func notText(v any) bool {
	_, text := v.(string)
	return !text
}
