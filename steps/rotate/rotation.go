package rotate

import (
	"context"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/setup"
)

// Vault keeps the three slots of one credential. A slot that is empty is the
// zero Secret; an error means that nobody knows.
type Vault interface {
	Get(ctx context.Context, slot Slot) (secret.Secret, error)
	Set(ctx context.Context, slot Slot, value secret.Secret) error
	Delete(ctx context.Context, slot Slot) error
}

// Slot is one of the three places of a credential.
type Slot string

// The slots.
const (
	Current  Slot = "current"
	Next     Slot = "next"
	Previous Slot = "previous"
)

// Proof is what trying a credential told beyond that it is accepted.
type Proof struct {
	Detail string
	Warn   string // what it could not tell, or what is missing but not needed; "": nothing
	Fix    string
}

// Rotation is one credential with everything around it that a rotation reads and
// writes.
type Rotation struct {
	Credential Credential
	Source     setup.Source  // where the credential in use came from
	Old        secret.Secret // the credential in use; zero: none is known here
	Since      string        // the day on which that came into use here, in words; "": not noted
	Vault      Vault         // nil: nothing is kept on this machine

	// Try says whether the vendor takes a credential, by reading only.
	Try func(ctx context.Context, value secret.Secret) (Proof, error)
	// Suits says whether a credential that is taken may do all it must; nil where
	// taken is all there is.
	Suits func(ctx context.Context, value, old secret.Secret) (Proof, error)
	// Webhook is who uses it; nil: nobody does.
	Webhook *Webhook
	// Prove follows a test coupon with the new credential; nil: there is nothing
	// to follow yet.
	Prove func(ctx context.Context, value secret.Secret) (Proof, error)
	Wait  time.Duration // that it takes at most
	// Others says who else may use it; nil: nobody can.
	Others func(ctx context.Context) (string, error)

	Journal *journal.Journal
	// Left are the writes that an earlier run began and did not come to its end
	// after, as the journal tells them.
	Left  []Line
	Now   func() time.Time
	After func(time.Duration) <-chan time.Time // nil: the real one
	Ask   func(ctx context.Context, question string) (bool, error)
	Copy  func(secret.Secret) error // puts one on the clipboard; nil: there is none
	// Lend is given the way to copy the new one while a person has it to enter, to
	// be used when they ask for it; nil: they are asked whether to copy it.
	Lend func(copy func() error)
	Tell func(Step) // each step when it begins and when it ends; may be nil
	// Watch is how long a change that a person makes is watched for; 0: it is
	// looked for once.
	Watch time.Duration
	// Later ends the watching when it is closed: the person leaves it for another
	// run. Nil: only the context ends it.
	Later <-chan struct{}
	// Word is the admin's word that what cannot be read was changed.
	Word bool
}

// Line is one write in the journal.
type Line struct{ Mark, Action string }

type way struct {
	Rotation
	result Result
	slots  map[Slot]secret.Secret // as last read or written; nil: nothing is kept
	hook   held                   // what the webhook held when the run began
	fresh  secret.Secret          // the credential that comes in
	old    secret.Secret          // the one that goes out
	dead   bool                   // the old one is not taken any more
	back   bool                   // this run is an undo
	mark   string                 // what its writes stand by in the journal
}

func (r Rotation) begin() *way {
	if r.After == nil {
		r.After = time.After
	}
	return &way{Rotation: r, result: Result{Credential: r.Credential}, old: r.Old, mark: r.Credential.Mark()}
}

// Run brings a new credential in. The zero Secret goes on with what an earlier
// run left unfinished. The result says what was done, also beside an error.
func (r Rotation) Run(ctx context.Context, fresh secret.Secret) (Result, error) {
	w := r.begin()
	return w.end(w.run(ctx, fresh))
}

// Admits says what keeps a credential from coming in, before anything is tried at
// the vendor or changed; nil where Run would go on.
func (r Rotation) Admits(ctx context.Context, fresh secret.Secret) error {
	w := r.begin()
	w.fresh = fresh
	if err := w.look(ctx); err != nil || w.doneBefore() {
		return err
	}
	return w.admissible()
}

// Situation is what a rotation finds before it begins.
type Situation struct {
	Unfinished bool // an earlier rotation was cut off, or waits for a person
	Switched   bool // the webhook has the new credential of it
	Kept       bool // the one before the current is still kept
}

// Look reads where things stand, and changes nothing.
func (r Rotation) Look(ctx context.Context) (Situation, error) {
	w := r.begin()
	if err := w.look(ctx); err != nil {
		return Situation{}, err
	}
	next := w.slots[Next]
	return Situation{
		Unfinished: !next.IsZero() || w.behind(),
		Switched:   !next.IsZero() && w.hook.value.Equal(next),
		Kept:       !w.slots[Previous].IsZero(),
	}, nil
}
