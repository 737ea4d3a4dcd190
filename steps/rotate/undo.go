package rotate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/setup"
)

// Undo goes back: an unfinished rotation is taken back, a finished one is
// reversed while the one before is still kept. Going back is a rotation like any
// other, proven at each step, and what was in use is kept as previous.
func (r Rotation) Undo(ctx context.Context) (Result, error) {
	w := r.begin()
	return w.end(w.undo(ctx))
}

func (w *way) undo(ctx context.Context) error {
	settled, err := w.settle(ctx)
	if err != nil {
		return err
	}
	if w.turned() && w.slots != nil && (settled || w.slots[Next].IsZero()) {
		return w.wentBack(ctx)
	}
	next, previous := w.slots[Next], w.slots[Previous]
	switch {
	case !next.IsZero() && !next.Equal(previous):
		return w.takeBack(ctx)
	case previous.IsZero() && w.slots == nil && w.fromElsewhere():
		return unfit(fmt.Sprintf(words.RotateUndoElsewhere, w.Source), words.RotateUndoVariableFix)
	case previous.IsZero():
		return unfit(words.RotateUndoNothing, words.RotateUndoNothingFix)
	}
	w.fresh, w.back = previous, true
	return w.came(Undone, w.rotate(ctx))
}

// turned reports whether an earlier undo had begun to take its turn, and no
// rotation has begun since: each begins by keeping what comes in as next.
func (w *way) turned() (back bool) {
	for _, l := range w.Left {
		switch {
		case l.Mark == w.Credential.BackMark():
			back = true
		case l.Action == keepAs(Next):
			back = false
		}
	}
	return back
}

func (w *way) wentBack(ctx context.Context) error {
	w.fresh = w.old
	if w.inPlace() {
		return w.came(Undone, w.again(ctx))
	}
	return w.came(Undone, w.rotate(ctx))
}

// came notes what a run came to, where it did.
func (w *way) came(to Outcome, err error) error {
	if err == nil {
		w.result.Outcome = to
	}
	return err
}

// takeBack ends a rotation that was cut off before its last proof. It needs the
// old credential to live: what the webhook holds must never be swapped for a
// dead one.
func (w *way) takeBack(ctx context.Context) error {
	w.fresh = w.slots[Next]
	if w.hook.value.Equal(w.fresh) {
		living, err := w.lives(ctx, w.old)
		if err != nil {
			return err
		}
		if !living {
			return unsound(words.RotateUndoDead, fmt.Sprintf(words.RotateUndoDeadFix, w.Credential))
		}
	}
	return w.came(TakenBack, w.step(ctx, Restore, w.returned))
}

// returned gives the webhook the old passcode again, by hand if need be, and
// forgets the new one.
func (w *way) returned(ctx context.Context) (Step, error) {
	if w.hook.readable() {
		s, err := w.hookBack(ctx, w.old)
		if err != nil {
			s.Card = []CardLine{{Text: "Talon.One: Account › Tools › Webhooks"}, {Text: fmt.Sprintf(words.RotateHeaderOld, setup.HeaderPasscode)}, {Text: "Save"}}
			return s, err
		}
	}
	if err := w.drop(ctx, Next); err != nil {
		return Step{}, err
	}
	s := Step{Status: Pass, Detail: words.RotateUndoDone}
	if w.hook.hidden {
		s.Status, s.Fix = Warn, w.Webhook.place().undo
	}
	return s, nil
}

// RestoreTime is what a run that was stopped still takes at most to put things
// back.
const RestoreTime = 20 * time.Second

// restore puts the old state back on both sides after a failure before the last
// proof, and gives the failure on. It does nothing where a person is at work,
// and where the journal cannot be written: then the next run decides.
func (w *way) restore(ctx context.Context, cause error) error {
	if errors.Is(cause, errByHand) || errors.Is(cause, journal.ErrUnwritten) {
		w.result.Outcome = Waiting
		return cause
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), RestoreTime)
	defer cancel()
	if err := w.step(ctx, Restore, w.putBack); err != nil {
		w.result.Outcome = Waiting
		if errors.Is(err, errByHand) {
			return cause
		}
		return fmt.Errorf(words.RotatePutBackFailed, cause, w.Credential, err)
	}
	w.result.Outcome = Restored
	return cause
}

func (w *way) putBack(ctx context.Context) (Step, error) {
	if w.Webhook != nil && !w.hook.hidden {
		s, err := w.hookBack(ctx, w.before())
		if err != nil {
			return s, err
		}
	}
	if err := w.drop(ctx, Next); err != nil {
		return Step{}, err
	}
	return Step{Status: Pass, Detail: words.RotateAsBefore}, nil
}

// before is what the webhook is given back: what it held when the run began, or
// the old one where an earlier run had switched it.
func (w *way) before() secret.Secret {
	if w.hook.value.Equal(w.fresh) || w.hook.value.IsZero() {
		return w.old
	}
	return w.hook.value
}

// hookBack takes the new passcode out of the webhook. One that holds another is
// left alone: either it never got the new one, or somebody else changed it.
func (w *way) hookBack(ctx context.Context, value secret.Secret) (Step, error) {
	hook, err := w.Webhook.Reader.Webhook(ctx, w.Webhook.ID)
	if err != nil {
		return Step{}, fmt.Errorf("reading the webhook: %w", err)
	}
	if !heldBy(hook).value.Equal(w.fresh) || value.IsZero() || value.Equal(w.fresh) {
		return Step{}, nil
	}
	err = errByHand
	if w.Webhook.Write != nil {
		err = w.write(ctx, hook, value, words.RotatePutBack)
	}
	if errors.Is(err, errByHand) || transport.KindOf(err) == transport.Refused {
		return Step{Detail: words.RotateChangedByHand,
			Fix: fmt.Sprintf(words.RotateChangedByHandFix, hook.Title, w.Credential)}, errByHand
	}
	return Step{}, err
}
