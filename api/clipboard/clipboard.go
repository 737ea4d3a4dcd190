// Package clipboard puts a text, or a secret, on this machine's clipboard.
//
// It exists so that a secret can be handed from where it is kept to where a
// person pastes it without any other package holding its value: it is one of the
// few that may reveal one. A secret is marked as one where the system has a mark
// for that, so that no history keeps it, and is taken off again after a minute.
//
// It uses the programs that a system has for its clipboard, and hands a value to
// them on their standard input. It must never read the clipboard but to see
// whether a secret of its own is still there, never write a secret anywhere else,
// a terminal's own clipboard sequence included (a terminal may log it), and never
// put the value into an error or an argument.
package clipboard

import (
	"errors"
	"sync"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
)

// Stays is how long a secret stays on the clipboard.
const Stays = time.Minute

// ErrNone says that this machine has no clipboard that can be written to, as on a
// server or over SSH.
var ErrNone = errors.New(words.ClipboardNone)

// Board is this machine's clipboard. It may be used by several goroutines.
type Board struct {
	ways  func() []way
	stays time.Duration

	lock  sync.Mutex
	mine  secret.Secret // put there by us, and perhaps still there
	timer *time.Timer
}

// System is the clipboard of this machine. Nothing is looked for before it is used.
func System() *Board { return &Board{ways: here, stays: Stays} }

// Text puts a text on the clipboard. An error sends a caller to another way.
func (b *Board) Text(text string) error {
	for _, w := range b.ways() {
		if run(w.put, text) == nil {
			return nil
		}
	}
	return errors.New(words.ClipboardMissing)
}

// Secret puts a secret's value on the clipboard, where whatever runs on the
// machine can read it: only a person's own key press may ask for it.
func (b *Board) Secret(s secret.Secret) error {
	if s.IsZero() {
		return errors.New(words.ClipboardNoSecret)
	}
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, w := range b.ways() {
		for _, put := range [][]string{w.mark, w.put} {
			if run(put, s.Reveal()) != nil {
				continue // the cause could hold what was written
			}
			b.mine = s
			if b.timer != nil {
				b.timer.Stop()
			}
			b.timer = time.AfterFunc(b.stays, b.Clear)
			return nil
		}
	}
	return ErrNone
}

// Clear takes a secret off that Secret put there, if it is still there.
func (b *Board) Clear() {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.mine.IsZero() {
		return
	}
	b.timer.Stop()
	for _, w := range b.ways() {
		if held, err := look(w.read); err == nil && held.Equal(b.mine) {
			_ = run(w.clear, "") // there is nobody left to tell
		}
	}
	b.mine = secret.Secret{}
}
