package rotate

import (
	"context"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
)

// Revoked forgets the old credential on the admin's word that it is revoked at
// the vendor. sure is asked of nobody: with it an old one that the vendor still
// takes is forgotten all the same, as another program may go on using it.
func (r Rotation) Revoked(ctx context.Context, sure bool) (Result, error) {
	w := r.begin()
	return w.end(w.revoked(ctx, sure))
}

func (w *way) revoked(ctx context.Context, sure bool) error {
	if err := w.look(ctx); err != nil {
		return err
	}
	if _, err := w.settle(ctx); err != nil {
		return err
	}
	previous := w.slots[Previous]
	switch {
	case previous.IsZero():
		w.result.Outcome = Nothing
		w.note(Step{ID: Forget, Status: Skip, Detail: "no old one is kept"})
		return nil
	case !w.slots[Next].IsZero(), w.behind():
		return unfit("a rotation is not finished", "finish it (talontap rotate "+string(w.Credential)+") or take it back (--undo) first")
	}
	if err := w.step(ctx, Prove, w.currentLives); err != nil {
		return err
	}
	if err := w.step(ctx, Revoke, func(ctx context.Context) (Step, error) { return w.gone(ctx, previous, sure) }); err != nil {
		return err
	}
	err := w.step(ctx, Forget, func(ctx context.Context) (Step, error) {
		return Step{Status: Pass, Detail: "it is no longer kept on this machine"}, w.drop(ctx, Previous)
	})
	if err == nil {
		w.result.Outcome = Revoked
	}
	return err
}

// currentLives keeps an admin who revoked the wrong one from losing both.
func (w *way) currentLives(ctx context.Context) (Step, error) {
	proof, err := w.Try(ctx, w.old)
	if transport.KindOf(err) == transport.Unauthorised {
		return Step{}, &Problem{Text: "the credential in use is not accepted, so the old one is not forgotten: was the wrong one revoked?",
			Advice: "talontap rotate " + string(w.Credential) + " --undo goes back to the old one if it still lives; else make a new one and rotate to it with --secret-stdin", Err: err}
	}
	return passed(proof), err
}

func (w *way) gone(ctx context.Context, previous secret.Secret, sure bool) (Step, error) {
	living, err := w.lives(ctx, previous)
	switch {
	case err != nil:
		return Step{}, err
	case !living:
		return Step{Status: Pass, Detail: w.Credential.Vendor() + " does not accept it any more"}, nil
	case !sure && w.Ask != nil:
		sure, err = w.Ask(ctx, w.Credential.Vendor()+" still accepts the old one. Forget it here all the same?")
		if err != nil {
			return Step{}, err
		}
	}
	if !sure {
		return Step{}, unsound(w.Credential.Vendor()+" still accepts the old one, so it is kept", w.Credential.revoke("old")+", then run this again; --yes forgets it all the same")
	}
	return Step{Status: Warn, Detail: w.Credential.Vendor() + " still accepts it; forgotten here on your word", Fix: w.Credential.revoke("old")}, nil
}
