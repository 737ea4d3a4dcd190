package setup

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// Command is the key of the answer that says which program prints a secret:
// "secret_command.clevertap_passcode".
func (k Key) Command() Key {
	return "secret_command." + Key(strings.ReplaceAll(string(k), ".", "_"))
}

// commands are the fields for the commands of all secrets.
func commands(fields []Field) (out []Field) {
	for _, f := range fields {
		if f.Secret {
			out = append(out, Field{Key: f.Key.Command(), Kind: Command, Title: fmt.Sprintf(words.CommandFor, f.Title), Clean: strings.TrimSpace, Check: optional(checkCommand)})
		}
	}
	return out
}

// ParseCommand reads a command, which an answer holds as a JSON list: the program,
// and each of its words. No shell ever sees it.
func ParseCommand(text string) ([]string, error) {
	var argv []string
	ended := func(word string) bool { return strings.ContainsRune(word, 0) }
	if json.Unmarshal([]byte(text), &argv) != nil || len(argv) == 0 || strings.TrimSpace(argv[0]) == "" || slices.ContainsFunc(argv, ended) {
		return nil, errors.New(words.CommandForm)
	}
	return argv, nil
}

func checkCommand(text string) error {
	argv, err := ParseCommand(text)
	return cmp.Or(err, unless(!slices.ContainsFunc(argv, LooksSecret), words.CommandHoldsSecret))
}
