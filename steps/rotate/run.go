package rotate

import (
	"context"
	"errors"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/journal"
)

func (w *way) run(ctx context.Context, fresh secret.Secret) error {
	if err := w.look(ctx); err != nil {
		return err
	}
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

// inPlace reports whether the credential is in use everywhere already.
func (w *way) inPlace() bool {
	return !w.fresh.IsZero() && w.fresh.Equal(w.old) && (!w.hook.readable() || w.hook.value.Equal(w.fresh))
}

// doneBefore reports whether an earlier run has brought this very credential in.
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
	w.result.Outcome = Rotated
	w.leftToDo(ctx)
	return nil
}

// admissible says what keeps this credential from coming in, before anything is
// tried or changed.
func (w *way) admissible() error {
	next, previous := w.slots[Next], w.slots[Previous]
	switch {
	case w.fresh.IsZero():
		return unfit("there is no new credential, and no unfinished rotation to go on with",
			"make one ("+w.Credential.Made()+"), then give it on standard input with --secret-stdin, or run this in a terminal")
	case !next.IsZero() && !next.Equal(w.fresh) && w.hook.value.Equal(next):
		return unfit("an earlier rotation is not finished, and the webhook has its new passcode",
			"finish it (talontap rotate "+string(w.Credential)+", without a new one) or take it back (--undo), then rotate again")
	case w.inPlace():
		return unfit("this is the credential that is in use already", "make a new one: "+w.Credential.Made())
	case !previous.IsZero() && !previous.Equal(w.fresh) && !w.fresh.Equal(w.old):
		return unfit("the one before the current is still kept, and would be lost",
			"confirm that it is revoked (--revoked, which goes together with --secret-stdin), or go back to it (--undo)")
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
	if w.dead {
		return w.shortWay(ctx)
	}
	if err := w.handOver(ctx); err != nil {
		return w.restore(ctx, err)
	}
	if err := w.step(ctx, Promote, w.promote); err != nil {
		return w.unpromoted(err)
	}
	w.result.Outcome = Rotated
	w.leftToDo(ctx)
	return nil
}

// shortWay mends a gap that is there already.
func (w *way) shortWay(ctx context.Context) error {
	if err := w.step(ctx, Promote, w.promote); err != nil {
		return w.unpromoted(err)
	}
	return w.overGap(ctx)
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
	w.result.Outcome = Rotated
	w.leftToDo(ctx)
	return nil
}

// handOver gives the new credential to who uses it, and proves it there.
func (w *way) handOver(ctx context.Context) error {
	if w.Webhook != nil {
		if err := w.step(ctx, Switch, w.switchWebhook); err != nil {
			return err
		}
	}
	if w.Prove == nil {
		if w.Credential == CleverTap {
			w.note(Step{ID: EndToEnd, Status: Skip, Detail: "webhook, campaign and rule are not all there yet, so there is nothing to follow"})
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
	if err != nil {
		return Step{}, err
	}
	return passed(proof), nil
}

func (w *way) rejected(err error) error {
	if w.fresh.Equal(w.slots[Previous]) {
		return &Problem{Text: "the one before is not accepted any more, so there is no way back; nothing was changed",
			Advice: "confirm that it is revoked: talontap rotate " + string(w.Credential) + " --revoked", Err: err}
	}
	return &Problem{Text: "the new credential is not accepted, and nothing was changed", Advice: w.mend(), Err: err}
}

func (w *way) mend() string {
	if w.Credential == CleverTap {
		return "copy it again from Settings › Project; a passcode of another project or region, and the project's Token, get the same answer"
	}
	return "copy it again; a key of another account and one that has expired get the same answer"
}

func passed(p Proof) Step {
	if p.Warn == "" {
		return Step{Status: Pass, Detail: p.Detail}
	}
	detail := p.Warn
	if p.Detail != "" {
		detail = p.Detail + "; " + p.Warn
	}
	return Step{Status: Warn, Detail: detail, Fix: p.Fix}
}

// endToEnd follows a test coupon. It leaves something behind while it runs, so
// it stands in the journal like every other write.
func (w *way) endToEnd(ctx context.Context) (Step, error) {
	var proof Proof
	err := w.Journal.Around(journal.TestCoupon, "send", w.Credential.Mark(), func() (err error) {
		proof, err = w.Prove(ctx, w.fresh)
		return err
	})
	if err != nil {
		return Step{}, err
	}
	return passed(proof), nil
}

// leftToDo lists what no machine does: it ends a rotation and fails none.
func (w *way) leftToDo(ctx context.Context) {
	if w.fromVariable() {
		w.note(Step{ID: Variable, Status: Manual, Detail: w.Credential.Key().Variable() + " still holds the old one",
			Fix: "set it to the new one wherever it is set: shell profile, CI settings, service file; talontap keeps no copy of it"})
	}
	if w.Others != nil {
		detail, err := w.Others(ctx)
		if err != nil {
			detail = "it could not be read who else uses it: " + err.Error()
		}
		w.note(Step{ID: Others, Status: Manual, Detail: detail, Fix: "change it there too before the old one is revoked"})
	}
	switch {
	case w.dead && !w.old.IsZero():
		w.note(Step{ID: Revoke, Status: Skip, Detail: "the old one is not accepted any more: there is nothing to revoke"})
	case !w.slots[Previous].IsZero() && w.wentBackTo():
		w.note(Step{ID: Revoke, Status: Manual, Detail: "the undone one, in use" + w.since(" from ") + " until this undo, is kept as previous; the one before it is in use again",
			Fix: w.Credential.revoke("undone") + ", not the one in use again, then run talontap rotate " + string(w.Credential) + " --revoked"})
	case !w.slots[Previous].IsZero():
		w.note(Step{ID: Revoke, Status: Manual, Detail: "the old one" + w.since(", in use since ") + " is kept as previous: --undo goes back to it",
			Fix: w.Credential.revoke("old") + ", then run talontap rotate " + string(w.Credential) + " --revoked"})
	case !w.fresh.Equal(w.old):
		w.note(Step{ID: Revoke, Status: Manual, Detail: "the old one is not kept here", Fix: w.Credential.revoke("old")})
	}
}

// since tells the day on which the one that was replaced came into use, where it
// is noted.
func (w *way) since(before string) string {
	if w.Since == "" {
		return ""
	}
	return before + w.Since
}

// unpromoted explains a keychain that failed when everything was proven.
func (w *way) unpromoted(err error) error {
	w.result.Outcome = Waiting
	return &Problem{Text: "the new credential is proven, but it could not be put in its place on this machine; nothing is lost, and both are good",
		Advice: "see to the keychain, then run talontap rotate " + string(w.Credential) + " again: it finishes this", Err: err}
}

// end gives the run's result. A run that waits for a person is no failure of its
// own, but not done either.
func (w *way) end(err error) (Result, error) {
	if errors.Is(err, errByHand) {
		w.result.Outcome = Waiting
		err = &Problem{Kind: Unsound, Text: "the webhook waits for a passcode, which has to be entered by hand", Advice: w.goOn(), Err: stopped(err)}
	}
	return w.result, err
}

// stopped keeps of a waiting run's end that it was a person or a signal.
func stopped(err error) error {
	if errors.Is(err, context.Canceled) {
		return context.Canceled
	}
	return nil
}

func (w *way) goOn() string {
	if w.slots == nil {
		return "change it as listed, then run this again with the same new passcode; until then the old one stays in use"
	}
	return "change it as listed, then run talontap rotate " + string(w.Credential) + " again: it sees the change and goes on; --undo takes it back"
}
