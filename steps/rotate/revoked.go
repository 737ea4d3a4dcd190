package rotate

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// Revoked forgets the old credential on the admin's word that it is revoked at
// the vendor. sure is asked of nobody: with it an old one that the vendor still
// takes is forgotten all the same, as another program may go on using it.
func (r Rotation) Revoked(ctx context.Context, sure bool) (Result, error) {
	w := r.begin()
	return w.end(w.revoked(ctx, sure))
}

func (w *way) revoked(ctx context.Context, sure bool) error {
	if _, err := w.settle(ctx); err != nil {
		return err
	}
	previous := w.slots[Previous]
	switch {
	case previous.IsZero():
		w.result.Outcome = Nothing
		w.note(Step{ID: Forget, Status: Skip, Detail: words.RotateNoOld})
		return nil
	case !w.slots[Next].IsZero(), w.behind():
		return unfit(words.RotateUnfinished, fmt.Sprintf(words.RotateUnfinishedFix, w.Credential))
	}
	if err := w.step(ctx, Prove, w.currentLives); err != nil {
		return err
	}
	if err := w.step(ctx, Revoke, func(ctx context.Context) (Step, error) { return w.gone(ctx, previous, sure) }); err != nil {
		return err
	}
	return w.came(Revoked, w.step(ctx, Forget, func(ctx context.Context) (Step, error) {
		return Step{Status: Pass, Detail: words.RotateForgotten}, w.drop(ctx, Previous)
	}))
}

// currentLives keeps an admin who revoked the wrong one from losing both.
func (w *way) currentLives(ctx context.Context) (Step, error) {
	proof, err := w.Try(ctx, w.old)
	if transport.KindOf(err) == transport.Unauthorised {
		return Step{}, &Problem{Text: words.RotateCurrentRejected,
			Advice: fmt.Sprintf(words.RotateCurrentRejectedFix, w.Credential), Err: err}
	}
	return passed(proof), err
}

func (w *way) gone(ctx context.Context, previous secret.Secret, sure bool) (Step, error) {
	living, err := w.lives(ctx, previous)
	switch {
	case err != nil:
		return Step{}, err
	case !living:
		return Step{Status: Pass, Detail: fmt.Sprintf(words.RotateOldRejected, w.Credential.Vendor())}, nil
	case !sure && w.Ask != nil:
		sure, err = w.Ask(ctx, fmt.Sprintf(words.RotateForgetAnyway, w.Credential.Vendor()))
		if err != nil {
			return Step{}, err
		}
	}
	if !sure {
		return Step{}, unsound(fmt.Sprintf(words.RotateOldAccepted, w.Credential.Vendor()), fmt.Sprintf(words.RotateOldAcceptedFix, w.Credential.revoke("old")))
	}
	return Step{Status: Warn, Detail: fmt.Sprintf(words.RotateForgottenAnyway, w.Credential.Vendor()), Fix: w.Credential.revoke("old")}, nil
}
