package trail

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talontap/talontap/assets/words"
)

// mostLetters bounds one entry: no integration ID is longer (published).
const mostLetters = 1000

// List reads codes and customers from a text, one a line. Empty lines say nothing.
func List(from io.Reader) (asked []string, err error) {
	lines := bufio.NewScanner(from)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' { // as a spreadsheet saves it
			text = text[1 : len(text)-1]
		}
		entry, err := Entry(text)
		switch {
		case err != nil:
			return nil, fmt.Errorf(words.TraceLine, n, err)
		case entry == "":
		case len(asked) == Most:
			return nil, fmt.Errorf(words.TraceTooMany, Most)
		default:
			asked = append(asked, entry)
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return nil, fmt.Errorf(words.TraceTooLong, mostLetters)
	}
	return asked, lines.Err()
}

// Entry is one code or customer without the blanks around it; what cannot be either
// is an error.
func Entry(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case !utf8.ValidString(text), strings.ContainsFunc(text, unicode.IsControl):
		return "", errors.New(words.TraceNoText)
	case utf8.RuneCountInString(text) > mostLetters:
		return "", fmt.Errorf(words.TraceTooLong, mostLetters)
	}
	return text, nil
}
