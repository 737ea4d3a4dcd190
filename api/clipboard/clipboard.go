// Package clipboard puts a text, or a secret, on this machine's clipboard.
//
// It exists so that a secret can be handed from where it is kept to where a
// person pastes it without any other package holding its value: it is one of the
// few that may reveal one. It must never read the clipboard, never write a secret
// anywhere else, a terminal's own clipboard sequence included (a terminal may log
// it), and never put the value into an error.
package clipboard

import (
	"errors"

	"github.com/atotto/clipboard"

	"github.com/talontap/talontap/api/secret"
)

// Text puts a text on the clipboard. An error sends a caller to another way.
func Text(text string) error { return clipboard.WriteAll(text) }

// ErrNone says that this machine has no clipboard that can be written to, as on a
// server or over SSH.
var ErrNone = errors.New("this machine has no clipboard that a secret may be put on; enter it from where you keep it")

// Secret puts a secret's value on the clipboard, where whatever runs on the
// machine can read it: only a person's own key press may ask for it.
func Secret(s secret.Secret) error {
	if s.IsZero() {
		return errors.New("there is no secret to copy")
	}
	if clipboard.WriteAll(s.Reveal()) != nil {
		return ErrNone // the cause could hold what was written
	}
	return nil
}
