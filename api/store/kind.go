package store

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/talontap/talontap/assets/words"
)

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
