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
)

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
