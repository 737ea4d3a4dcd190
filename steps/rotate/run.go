package rotate

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/setup"
)

func (w *way) run(ctx context.Context, fresh secret.Secret) error {
	settled, err := w.settle(ctx)
	if err != nil {
		return err
	}
	switch {
	case !fresh.IsZero():
		w.fresh = fresh
	case !w.slots[Next].IsZero():
		w.fresh = w.slots[Next]
	case settled, w.behind():
		w.fresh = w.old
	}
	if w.doneBefore() {
		return w.again(ctx)
	}
	if err := w.admissible(); err != nil {
		return err
	}
	return w.rotate(ctx)
}

// behind reports whether the webhook still holds the credential that was given
// up here: it was dead, so the new one was put in its place first.
func (w *way) behind() bool {
	previous := w.slots[Previous]
	return w.hook.readable() && !previous.IsZero() && w.hook.value.Equal(previous) && !previous.Equal(w.old)
}

func (w *way) inPlace() bool {
	return !w.fresh.IsZero() && w.fresh.Equal(w.old) && (!w.hook.readable() || w.hook.value.Equal(w.fresh))
}

func (w *way) doneBefore() bool {
	return w.inPlace() && (len(w.Left) > 0 || !w.slots[Previous].IsZero())
}

// again ends what an earlier run has brought in. One before that is dead was so
// for that run, which may not have come to its last proof, or was revoked since:
// either way it is nothing to go back to.
func (w *way) again(ctx context.Context) error {
	if previous := w.slots[Previous]; !previous.IsZero() {
		living, err := w.lives(ctx, previous)
		if err != nil {
			return err
		}
		if w.dead = !living; w.dead {
			return w.overGap(ctx)
		}
	}
	w.rotated(ctx)
	return nil
}

func (w *way) admissible() error {
	next, previous := w.slots[Next], w.slots[Previous]
	switch {
	case w.fresh.IsZero():
		return unfit(words.RotateNothingNew, fmt.Sprintf(words.RotateNothingNewFix, w.Credential.Made()))
	case !next.IsZero() && !next.Equal(w.fresh) && w.hook.value.Equal(next):
		return unfit(words.RotateEarlierUnfinished, fmt.Sprintf(words.RotateEarlierUnfinishedFix, w.Credential))
	case w.inPlace():
		return unfit(words.RotateSame, fmt.Sprintf(words.RotateSameFix, w.Credential.Made()))
	case !previous.IsZero() && !previous.Equal(w.fresh) && !w.fresh.Equal(w.old):
		return unfit(words.RotatePreviousKept, words.RotatePreviousKeptFix)
	}
	return nil
}

// rotate is the rotation itself. While the old credential lives nothing of it is
// given up before the last proof; once it is dead there is nothing to keep, and
// the new one is put in its place first of all.
func (w *way) rotate(ctx context.Context) error {
	if err := w.step(ctx, Prove, w.prove); err != nil {
		return err
	}
	if err := w.step(ctx, Old, w.lookAtOld); err != nil {
		return err
	}
	if err := w.step(ctx, Keep, w.keep); err != nil {
		return w.restore(ctx, err)
	}
	if !w.dead {
		if err := w.handOver(ctx); err != nil {
			return w.restore(ctx, err)
		}
	}
	if err := w.step(ctx, Promote, w.promote); err != nil {
		w.result.Outcome = Waiting
		return &Problem{Text: words.RotateUnpromoted, Advice: fmt.Sprintf(words.RotateUnpromotedFix, w.Credential), Err: err}
	}
	if w.dead {
		return w.overGap(ctx)
	}
	w.rotated(ctx)
	return nil
}

// overGap gives the new credential to who uses it where there is no other, and
// forgets the dead one.
func (w *way) overGap(ctx context.Context) error {
	w.result.Outcome = Waiting
	if err := w.handOver(ctx); err != nil {
		return err
	}
	if err := w.drop(ctx, Previous); err != nil {
		return err
	}
	w.rotated(ctx)
	return nil
}

func (w *way) handOver(ctx context.Context) error {
	if w.Webhook != nil {
		if err := w.step(ctx, Switch, w.switchWebhook); err != nil {
			return err
		}
	}
	if w.Prove == nil {
		if w.Credential == CleverTap {
			w.note(Step{ID: EndToEnd, Status: Skip, Detail: words.RotateNothingToFollow})
		}
		return nil
	}
	return w.step(ctx, EndToEnd, w.endToEnd)
}

func (w *way) prove(ctx context.Context) (Step, error) {
	proof, err := w.Try(ctx, w.fresh)
	if transport.KindOf(err) == transport.Unauthorised {
		return Step{}, w.rejected(err)
	}
	if err == nil && w.Suits != nil {
		proof, err = w.Suits(ctx, w.fresh, w.old)
	}
	return passed(proof), err
}

func (w *way) rejected(err error) error {
	if w.fresh.Equal(w.slots[Previous]) {
		return &Problem{Text: words.RotateNoWayBack,
			Advice: fmt.Sprintf(words.RotateNoWayBackFix, w.Credential), Err: err}
	}
	advice := words.RotateKeyRejectedFix
	if w.Credential == CleverTap {
		advice = words.RotatePasscodeRejectedFix
	}
	return &Problem{Text: words.RotateNewRejected, Advice: advice, Err: err}
}

func passed(p Proof) Step {
	if p.Warn == "" {
		return Step{Status: Pass, Detail: p.Detail}
	}
	return Step{Status: Warn, Detail: strings.TrimPrefix(p.Detail+"; "+p.Warn, "; "), Fix: p.Fix}
}

// endToEnd follows a test coupon. It leaves something behind while it runs, so
// it stands in the journal like every other write.
func (w *way) endToEnd(ctx context.Context) (Step, error) {
	var proof Proof
	err := w.Journal.Around(journal.TestCoupon, "send", w.Credential.Mark(), func() (err error) {
		proof, err = w.Prove(ctx, w.fresh)
		return err
	})
	return passed(proof), err
}

// rotated ends a rotation with what no machine does, which fails none.
func (w *way) rotated(ctx context.Context) {
	w.result.Outcome = Rotated
	switch w.Source {
	case setup.FromVariable:
		w.note(Step{ID: Variable, Status: Manual, Detail: fmt.Sprintf(words.RotateVariable, w.Credential.Key().Variable()),
			Fix: words.RotateVariableFix})
	case setup.FromCommand:
		w.note(Step{ID: Variable, Status: Manual, Detail: fmt.Sprintf(words.RotateCommand, w.Credential.Key().Command()),
			Fix: words.RotateCommandFix})
	}
	if w.Others != nil {
		detail, err := w.Others(ctx)
		if err != nil {
			detail = fmt.Sprintf(words.RotateOthersUnread, err)
		}
		w.note(Step{ID: Others, Status: Manual, Detail: detail, Fix: words.RotateOthersFix})
	}
	switch {
	case w.dead && !w.old.IsZero():
		w.note(Step{ID: Revoke, Status: Skip, Detail: words.RotateNothingToRevoke})
	case !w.slots[Previous].IsZero() && (w.back || w.turned()):
		w.note(Step{ID: Revoke, Status: Manual, Detail: fmt.Sprintf(words.RotateUndone, w.since(" from ")),
			Fix: fmt.Sprintf(words.RotateUndoneFix, w.Credential.revoke("undone"), w.Credential)})
	case !w.slots[Previous].IsZero():
		w.note(Step{ID: Revoke, Status: Manual, Detail: fmt.Sprintf(words.RotateOldKept, w.since(words.RotateInUseSince)),
			Fix: fmt.Sprintf(words.RotateOldKeptFix, w.Credential.revoke("old"), w.Credential)})
	case !w.fresh.Equal(w.old):
		w.note(Step{ID: Revoke, Status: Manual, Detail: words.RotateOldNotKept, Fix: w.Credential.revoke("old")})
	}
}

func (w *way) since(before string) string {
	if w.Since == "" {
		return ""
	}
	return before + w.Since
}

// end gives the run's result. A run that waits for a person is no failure of its
// own, but not done either.
func (w *way) end(err error) (Result, error) {
	if !errors.Is(err, errByHand) {
		return w.result, err
	}
	w.result.Outcome = Waiting
	waits := &Problem{Kind: Unsound, Text: words.RotateWaitsForHand, Advice: words.RotateGoOnSame}
	if w.slots != nil {
		waits.Advice = fmt.Sprintf(words.RotateGoOn, w.Credential)
	}
	if errors.Is(err, context.Canceled) {
		waits.Err = context.Canceled // a person or a signal stopped it
	}
	return w.result, waits
}
