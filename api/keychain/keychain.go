package keychain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/zalando/go-keyring"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
)

// MaxSize is the longest secret that is taken, in bytes. The tightest keychain,
// that of Windows, holds 2560.
const MaxSize = 2400

// Options are the limits of waiting. The zero value stands for the defaults.
type Options struct {
	Timeout     time.Duration // of a call that nobody watches; 0 means 4 s
	Interactive time.Duration // of a call that a person may have to permit; 0 means 60 s
}

// Keychain is the keychain of this machine. It may be used by several goroutines;
// their calls wait for each other, but for readings of the Secret Service.
type Keychain struct {
	ring     ring
	look     func() place
	queue    *queue
	wait     patience
	attended patience // while a person is watching
}

// Open prepares the use of the keychain and touches nothing: the first call does.
func Open(o Options) *Keychain { return open(&system{}, here, o) }

func open(r ring, look func() place, o Options) *Keychain {
	return &Keychain{
		ring: r, look: look, queue: &queue{},
		wait:     patience{limit: cmp.Or(o.Timeout, 4*time.Second)},
		attended: patience{limit: cmp.Or(o.Interactive, time.Minute), overdue: true},
	}
}

// Attended is the same keychain for calls made while a person is watching, who
// may be asked to unlock it or to allow the access: they wait for
// Options.Interactive.
func (k *Keychain) Attended() *Keychain {
	attended := *k
	attended.wait = k.attended
	return &attended
}

// Get reads a secret. It is ErrNotFound only when the keychain answered that it
// has no such entry; see the other kinds of failure beside it.
func (k *Keychain) Get(ctx context.Context, r Ref) (secret.Secret, error) {
	return k.run(ctx, "reading", r, true, func(context.Context) (secret.Secret, error) { return k.ring.get(r.account()) })
}

// Set keeps a secret: it is written only if the keychain holds another value, and
// read back. ErrTooLarge beyond MaxSize, before anything is touched; ErrNotKept
// when what comes back is not what went in. An empty secret is refused.
func (k *Keychain) Set(ctx context.Context, r Ref, value secret.Secret) error {
	if err := fits(value); err != nil {
		return doing("keeping", r, err)
	}
	_, err := k.run(ctx, "keeping", r, false, func(ctx context.Context) (secret.Secret, error) {
		return value, keep(ctx, k.ring, r.account(), value)
	})
	return err
}

// Delete removes a secret, and looks whether it is gone: ErrNotDeleted where it is
// not, as when the person was asked and said no. One that is absent is no error.
func (k *Keychain) Delete(ctx context.Context, r Ref) error {
	_, err := k.run(ctx, "deleting", r, false, func(ctx context.Context) (none secret.Secret, err error) {
		return none, drop(ctx, k.ring, r.account())
	})
	return err
}

// State is whether secrets can be kept on this machine.
type State struct {
	Available bool
	Kind      string // the name of the keychain that this system has
	Problem   string // what is missing; empty when available
	Fix       string // what to do about it; empty when available
}

// State finds out by reading an entry that no profile has. On a desktop with a
// locked keyring that may ask the person to unlock it.
func (k *Keychain) State(ctx context.Context) State {
	_, err := k.call(ctx, true, func(context.Context) (secret.Secret, error) {
		return k.ring.get("is-there-a-keychain")
	})
	kind := k.look().kind()
	var t *trouble
	switch {
	case err == nil, errors.Is(err, ErrNotFound):
		return State{Available: true, Kind: kind}
	case errors.As(err, &t):
		return State{Kind: kind, Problem: t.problem, Fix: t.fix}
	}
	return State{Kind: kind, Problem: fmt.Sprintf(words.KeychainNotAsked, kind, err.Error()), Fix: words.TryAgain}
}

func (k *Keychain) run(ctx context.Context, what string, r Ref, reads bool, work work) (value secret.Secret, err error) {
	if err = r.check(); err == nil {
		value, err = k.call(ctx, reads, work)
	}
	return value, doing(what, r, err)
}

// call lets work use the keychain, where there is one, and explains its failure.
func (k *Keychain) call(ctx context.Context, reads bool, work work) (secret.Secret, error) {
	p := k.look()
	if p.usesBus() && p.bus != ownBus {
		return secret.Secret{}, p.noSession()
	}
	value, err := k.queue.ask(ctx, k.wait, job{work, reads && p.usesBus()})
	return value, diagnose(p, err)
}

func fits(value secret.Secret) error {
	switch {
	case value.IsZero():
		return errors.New(words.KeychainNothingToKeep)
	case value.Len() > MaxSize:
		return fmt.Errorf(words.KeychainTooManyBytes, ErrTooLarge, value.Len(), MaxSize)
	}
	return nil
}

// keep writes a value if it is new and reads it back. Between the steps it stops
// if nobody waits any more, so that a call that was given up on does not write
// when the keychain thaws.
func keep(ctx context.Context, ring ring, account string, value secret.Secret) error {
	old, err := ring.get(account)
	switch {
	case err == nil && old.Equal(value):
		return nil
	case err != nil && !errors.Is(err, ErrNotFound):
		return err
	case ctx.Err() != nil:
		return ended(ctx)
	}
	if err := ring.set(account, value); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ended(ctx)
	}
	kept, err := ring.get(account)
	switch {
	case errors.Is(err, ErrNotFound):
		return &trouble{kind: ErrNotKept, problem: fmt.Sprintf(words.KeychainHasNone, ErrNotKept.Error()), fix: words.KeychainAllow}
	case err != nil:
		return fmt.Errorf("reading it back: %w", err)
	case !kept.Equal(value):
		return fmt.Errorf(words.KeychainGaveBack, ErrNotKept, kept.Len(), value.Len(), account)
	}
	return nil
}

// drop deletes an entry and reads back. One that comes to light behind it, under
// the same name and with another value, is deleted as well; one that is as before
// was not deleted.
func drop(ctx context.Context, ring ring, account string) error {
	before, err := ring.get(account)
	for err == nil {
		if ctx.Err() != nil {
			return ended(ctx)
		}
		if err := ring.remove(account); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		var after secret.Secret
		if after, err = ring.get(account); err == nil && after.Equal(before) {
			return &trouble{kind: ErrNotDeleted, problem: fmt.Sprintf("%v %q", ErrNotDeleted, account),
				fix: fmt.Sprintf(words.KeychainAllowDelete, service)}
		}
		before = after
	}
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// ring is what a Keychain needs of a keychain: three calls that may take for
// ever. get and remove give ErrNotFound for an absent entry.
type ring interface {
	get(account string) (secret.Secret, error)
	set(account string, value secret.Secret) error
	remove(account string) error
}

// system is the library, which opens the Secret Service anew for each secret, and what
// stays open of it once a secret was read.
type system struct{ again atomic.Pointer[opened] }

func (s *system) get(account string) (secret.Secret, error) {
	again := s.again.Load()
	if value, ok := again.read(account); ok {
		return secret.New(value), nil
	}
	value, err := keyring.Get(service, account)
	if err == nil && again == nil {
		s.again.Store(begin())
	}
	return secret.New(value), plain(err)
}

// set is where a secret leaves its wrapping.
func (*system) set(account string, value secret.Secret) error {
	bare := value.Reveal()
	return withoutQuoting(bare, plain(keyring.Set(service, account, bare)))
}

func (*system) remove(account string) error {
	return plain(keyring.Delete(service, account))
}

// plain translates the two errors of the library that have a meaning of their
// own.
func plain(err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooLarge
	}
	return err
}

// withoutQuoting drops the text of an error that shows the value. The library's
// errors are not known to; they come from programs that may change.
func withoutQuoting(bare string, err error) error {
	if err != nil && strings.Contains(err.Error(), bare) {
		return errors.New(words.KeychainReasonHidden)
	}
	return err
}
