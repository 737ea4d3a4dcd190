package rotate

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

func (w *way) look(ctx context.Context) error {
	if err := w.readSlots(ctx); err != nil {
		return err
	}
	if w.Webhook == nil {
		return nil
	}
	hook, err := w.Webhook.Reader.Webhook(ctx, w.Webhook.ID)
	if err != nil {
		return fmt.Errorf("reading the webhook that uses it: %w", err)
	}
	w.hook = w.Webhook.held(hook)
	return nil
}

// readSlots reads what is kept. Beside a variable the keychain plays a part only
// where it holds the same value: another one is somebody else's business, and a
// keychain that is missing is the reason why there is a variable.
func (w *way) readSlots(ctx context.Context) error {
	if w.Vault == nil {
		return nil
	}
	slots := map[Slot]secret.Secret{}
	for _, slot := range []Slot{Current, Next, Previous} {
		value, err := w.Vault.Get(ctx, slot)
		if err != nil && w.fromElsewhere() {
			return nil
		}
		if err != nil {
			return err
		}
		if !value.IsZero() {
			slots[slot] = value
		}
	}
	if w.fromElsewhere() && !slots[Current].Equal(w.Old) {
		return nil
	}
	w.slots, w.old = slots, slots[Current]
	return nil
}

// fromElsewhere reports whether a variable or a command gives the credential, so that
// a new one has to be put there by a person.
func (w *way) fromElsewhere() bool {
	return w.Source == setup.FromVariable || w.Source == setup.FromCommand
}

// settle looks, and finishes a promotion that was cut off. It had begun, so the last proof
// had held: previous is the same as current, or current the same as next.
func (w *way) settle(ctx context.Context) (settled bool, err error) {
	if err := w.look(ctx); err != nil {
		return false, err
	}
	next, current, previous := w.slots[Next], w.slots[Current], w.slots[Previous]
	if next.IsZero() || current.IsZero() || !next.Equal(current) && !previous.Equal(current) {
		return false, nil
	}
	return true, w.step(ctx, Resume, func(ctx context.Context) (Step, error) {
		if !next.Equal(current) {
			if err := w.set(ctx, Current, next); err != nil {
				return Step{}, err
			}
		}
		if err := w.drop(ctx, Next); err != nil {
			return Step{}, err
		}
		w.old = next
		return Step{Status: Pass, Detail: words.RotateEarlierProven}, nil
	})
}

// lookAtOld finds out whether the old credential still lives. With a webhook the
// one that it holds decides: that is the one the shop's coupons travel with.
func (w *way) lookAtOld(ctx context.Context) (Step, error) {
	living, err := w.lives(ctx, w.old)
	if err != nil {
		return Step{}, err
	}
	held := w.hook.value
	if w.hook.readable() && !held.Equal(w.old) && !held.Equal(w.fresh) {
		return w.lookAtForeign(ctx, living)
	}
	w.dead = !living
	switch {
	case w.fresh.Equal(w.old):
		return Step{Status: Pass, Detail: words.RotateKeptAlready}, nil
	case w.old.IsZero():
		return Step{Status: Warn, Detail: words.RotateNoneKnown}, nil
	case w.dead:
		return gap(w.Credential), nil
	}
	return Step{Status: Pass, Detail: words.RotateOldLives}, nil
}

func gap(c Credential) Step {
	if c != CleverTap {
		return Step{Status: Warn, Detail: words.RotateOldDead}
	}
	return Step{Status: Warn, Detail: words.RotateOldDeadGap, Fix: words.RotateOldDeadGapFix}
}

// lookAtForeign is about a webhook that holds a passcode which is neither the
// old nor the new one.
func (w *way) lookAtForeign(ctx context.Context, living bool) (Step, error) {
	used, err := w.lives(ctx, w.hook.value)
	switch {
	case err != nil:
		return Step{}, err
	case w.fresh.Equal(w.old):
		w.dead = !used
		return Step{Status: Pass, Detail: words.RotateKeptAlready}, nil
	case used && living:
		return Step{}, unsound(words.RotateForeign, words.RotateForeignFix)
	case !used:
		w.dead = true
		return gap(w.Credential), nil
	}
	// The one known here is dead or absent: the webhook's is the one to go back to.
	if w.slots != nil {
		if err := w.set(ctx, Current, w.hook.value); err != nil {
			return Step{}, err
		}
	}
	w.old = w.hook.value
	return Step{Status: Warn, Detail: words.RotateForeignTaken}, nil
}

func (w *way) lives(ctx context.Context, value secret.Secret) (bool, error) {
	if value.IsZero() {
		return false, nil
	}
	_, err := w.Try(ctx, value)
	if transport.KindOf(err) == transport.Unauthorised {
		return false, nil
	}
	return err == nil, err
}

func (w *way) keep(ctx context.Context) (Step, error) {
	switch {
	case w.slots == nil:
		return Step{Status: Skip, Detail: fmt.Sprintf(words.RotateFromElsewhere, w.Source)}, nil
	case w.fresh.Equal(w.slots[Current]):
		return Step{Status: Pass, Detail: words.RotateAlreadyKept}, nil
	}
	return Step{Status: Pass, Detail: words.RotateBeside}, w.set(ctx, Next, w.fresh)
}

// promote gives each credential its new place, in an order in which none is ever
// without one.
func (w *way) promote(ctx context.Context) (Step, error) {
	switch {
	case w.slots == nil:
		return Step{Status: Skip, Detail: fmt.Sprintf(words.RotateElsewhereDecides, w.Source)}, nil
	case w.fresh.Equal(w.slots[Current]):
		return Step{Status: Pass, Detail: words.RotateInUseAlready}, nil
	}
	if w.back {
		w.mark = w.Credential.BackMark()
		defer func() { w.mark = w.Credential.Mark() }()
	}
	if current := w.slots[Current]; !current.IsZero() {
		if err := w.set(ctx, Previous, current); err != nil {
			return Step{}, err
		}
	}
	if err := w.set(ctx, Current, w.fresh); err != nil {
		return Step{}, err
	}
	return Step{Status: Pass, Detail: words.RotateKeptAsPrevious}, w.drop(ctx, Next)
}

func (w *way) set(ctx context.Context, slot Slot, value secret.Secret) error {
	err := w.Journal.Around("keychain", keepAs(slot), w.mark, func() error { return w.Vault.Set(ctx, slot, value) })
	if err == nil {
		w.slots[slot] = value
	}
	return err
}

func keepAs(slot Slot) string { return "keep as " + string(slot) }

// drop empties a slot; one that is empty already, or not there at all, is fine.
func (w *way) drop(ctx context.Context, slot Slot) error {
	if w.slots[slot].IsZero() {
		return nil
	}
	err := w.Journal.Around("keychain", "remove "+string(slot), w.mark, func() error { return w.Vault.Delete(ctx, slot) })
	if err == nil {
		delete(w.slots, slot)
	}
	return err
}
