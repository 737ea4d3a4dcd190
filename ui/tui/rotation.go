package tui

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/report"
)

// RotateOptions is everything that showing a rotation needs. Prepare is required.
type RotateOptions struct {
	Credential rotate.Credential
	State      steps.State // without the old credential (steps.ForRotation)
	// Prepare gathers keychain, accounts and journal of the rotation. It runs
	// behind the first frame, and again where a person begins anew.
	Prepare func(ctx context.Context) (rotate.Rotation, error)
	Sure    bool // forgets the old one even if the vendor still accepts it
	NoColor bool
	In      io.Reader // nil: standard input
	Out     io.Writer // nil: standard output
}

// RotateOutcome is how a rotation ended.
type RotateOutcome struct {
	Result    rotate.Result // of the run that counts; the zero Outcome: nothing was changed
	Err       error         // what kept it from its end
	Expires   string        // the new one's last day; "": none was told
	StillKept bool          // the one before is not revoked, so none was asked for
	Cancelled bool          // the person left before the end
}

// Rotate shows the rotation of one credential until the person finishes or
// leaves, or the context ends, and puts the terminal back as it was. What runs
// then puts things back first. The RotateOutcome is good beside an error too.
//
// Signals are the caller's, as in Run.
func Rotate(ctx context.Context, o RotateOptions) (RotateOutcome, error) {
	ctx, fall := context.WithCancelCause(ctx)
	defer fall(nil)
	w := newRotation(ctx, o, clock{now: time.Now, local: time.Local})
	err := w.present(ctx, fall)
	return w.rotation.outcome(w), err
}

func newRotation(ctx context.Context, o RotateOptions, c clock) *wizard {
	w := blank(ctx, Options{NoColor: o.NoColor, In: o.In, Out: o.Out}, c, steps.Rotating(o.Credential))
	w.state = o.State
	w.rotation = &rotation{o: o}
	w.first = w.show()
	return w
}

// rotation is what the screens of a rotation share.
type rotation struct {
	o         RotateOptions
	engine    rotate.Rotation // as Prepare gave it
	errand    errand          // of the next run
	stillKept bool

	lock   sync.Mutex // a run that is waited for at the end writes what is below
	result rotate.Result
	err    error
	forgot rotate.Result // of the run that forgot the one before
}

// errand is what a run is for.
type errand int

const (
	bringIn  errand = iota // a new one
	goOn                   // with an unfinished rotation
	takeBack               // an unfinished rotation
	forget                 // the one before, which is revoked
)

func (e errand) run(ctx context.Context, r rotate.Rotation, st steps.State, sure bool) (rotate.Result, error) {
	switch e {
	case goOn:
		return r.Run(ctx, steps.State{}.Answers.Secret(r.Credential.Key()))
	case takeBack:
		return r.Undo(ctx)
	case forget:
		return r.Revoked(ctx, sure)
	}
	return r.Run(ctx, st.Answers.Secret(r.Credential.Key()))
}

// note keeps how a run ended.
func (r *rotation) note(e errand, result rotate.Result, err error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.result, r.err = result, err
	if e == forget && err == nil {
		r.forgot = result
	}
}

func (r *rotation) outcome(w *wizard) RotateOutcome {
	r.lock.Lock()
	defer r.lock.Unlock()
	out := RotateOutcome{Result: r.result, Err: r.err, StillKept: r.stillKept, Cancelled: !w.out.Finished,
		Expires: w.state.Answers.Text(r.o.Credential.Expires())}
	if out.Result.Outcome == "" && r.forgot.Outcome != "" {
		out.Result = r.forgot
	}
	return out
}

// admits says of the credential that was typed why it cannot come in; nothing
// where it can.
func (r *rotation) admits(ctx context.Context, st steps.State) []steps.Finding {
	if err := r.engine.Admits(ctx, st.Answers.Secret(r.o.Credential.Key())); err != nil {
		return []steps.Finding{amiss(err)}
	}
	return nil
}

// amiss is an error as a finding that stops.
func amiss(err error) steps.Finding {
	what, why, fix := report.ErrorText(err)
	if why != "" {
		what += ": " + why
	}
	return steps.Finding{Stop: true, Text: what, Fix: fix}
}

// changed says for the header what has been changed so far.
func (r *rotation) changed(w *wizard) string {
	if s, runs := w.screen.(*rotating); runs {
		if text := s.changed(); text != "" {
			return text
		}
	}
	if r.forgot.Outcome == rotate.Revoked {
		return "the one before is forgotten"
	}
	return "nothing changed yet"
}

// leaving says what becomes of what was begun.
func (r *rotation) leaving(w *wizard) string {
	s, runs := w.screen.(*rotating)
	switch {
	case runs && w.job != nil && s.card() != nil:
		return "The change by hand is not undone: the old one stays in use, both are good meanwhile, and the next run goes on from here."
	case runs && w.job != nil:
		return "What runs now is stopped first, and what it changed is put back: the old one stays in use."
	case r.forgot.Outcome == rotate.Revoked:
		return "The one before is forgotten here; nothing else was changed."
	}
	return "Nothing was changed; the old one stays in use."
}
