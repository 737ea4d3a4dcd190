package keychain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
)

// queue lets one call at a time reach the keychain, or a few that only read, and
// gives up waiting for an answer when its time is over. The zero queue is ready.
//
// A call that was given up on cannot be stopped: the library offers no way. It
// keeps its turn until the keychain answers, so that a call made later can never
// overtake it.
type queue struct {
	mu      sync.Mutex
	holders []*turn // the calls that are being answered
	read    bool    // a reading was answered: no person is asked to unlock it
}

type turn struct {
	over  chan struct{} // closed when the keychain has answered
	reads bool          // and may go beside others that do
	given atomic.Bool   // nobody waits for the answer any more
}

// mostReaders is how many read at once: the Secret Service takes two to seven messages
// for one secret, most of whose time is waiting.
const mostReaders = 4

// patience is how long a caller waits for one answer, its own or that of a call before
// it (of which there may be hundreds, each soon over), and whether also for a call that somebody
// else has given up on. That makes sense only when a person may be typing the
// keychain's password: otherwise each of three secrets would cost a full wait.
type patience struct {
	limit   time.Duration
	overdue bool
}

type work func(context.Context) (secret.Secret, error)

// job is what is asked of the keychain.
type job struct {
	work  work
	reads bool // and may go beside others that do
}

// ask runs work in its turn. It comes back with ErrTimeout where an answer takes
// longer than p.limit, or with the cause of ctx when that ends first; work may then
// still be running, and must look at its context before each further step.
func (q *queue) ask(ctx context.Context, p patience, job job) (secret.Secret, error) {
	mine, err := q.enter(ctx, p, job.reads)
	if err != nil {
		return secret.Secret{}, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, p.limit, ErrTimeout)
	defer cancel()
	answer := make(chan func() (secret.Secret, error), 1)
	go func() {
		value, err := guarded(ctx, job.work)
		q.leave(mine, err == nil)
		answer <- func() (secret.Secret, error) { return value, err }
	}()
	select {
	case got := <-answer:
		return got()
	case <-ctx.Done():
		mine.given.Store(true)
		return secret.Secret{}, ended(ctx)
	}
}

// ended says why ctx is over: ErrTimeout when it was our own limit, otherwise what
// the caller's context gives, in a form that errors.Is finds under both names.
func ended(ctx context.Context) error {
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, ErrTimeout), errors.Is(cause, ctx.Err()):
		return cause
	default:
		return fmt.Errorf("%w: %w", ctx.Err(), cause)
	}
}

func (q *queue) enter(ctx context.Context, p patience, reads bool) (*turn, error) {
	for {
		if ctx.Err() != nil {
			return nil, ended(ctx)
		}
		mine, before, hopeless := q.try(reads)
		switch {
		case mine != nil:
			return mine, nil
		case hopeless && !p.overdue:
			return nil, fmt.Errorf(words.KeychainEarlier, ErrTimeout)
		}
		select {
		case <-before.over:
		case <-time.After(p.limit):
			return nil, ErrTimeout
		case <-ctx.Done():
			return nil, ended(ctx)
		}
	}
}

// try takes a turn if it is free, and says who has it if not: of several, one that is
// given up on.
func (q *queue) try(reads bool) (mine, before *turn, hopeless bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, t := range q.holders {
		if before = t; t.given.Load() {
			return nil, t, true
		}
	}
	beside := reads && q.read && len(q.holders) < mostReaders
	if before != nil && !(beside && before.reads) {
		return nil, before, false
	}
	mine = &turn{over: make(chan struct{}), reads: reads}
	q.holders = append(q.holders, mine)
	return mine, nil, false
}

func (q *queue) leave(mine *turn, answered bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.read = q.read || mine.reads && answered
	q.holders = slices.DeleteFunc(q.holders, func(t *turn) bool { return t == mine })
	close(mine.over)
}

// guarded turns a panic into an error. The D-Bus part of the library panics when
// the connection is lost while a prompt is open, and a panic outside the main
// goroutine would leave the terminal in raw mode. Of the panic only its type is
// told: its text could hold anything.
func guarded(ctx context.Context, work work) (value secret.Secret, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf(words.KeychainBrokeOff, ErrUnavailable, p)
		}
	}()
	return work(ctx)
}
