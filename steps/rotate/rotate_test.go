package rotate_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

func TestANewPasscodeComesIntoUseOnBothSidesAndTheOldOneIsKept(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	result, err := r.rotation().Run(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	r.inUse(fresh)
	if !r.vault.of(rotate.Previous).Equal(r.first) {
		t.Error("the old passcode is not kept as previous")
	}
	if result.Outcome != rotate.Rotated {
		t.Errorf("the outcome is %q, want %q", result.Outcome, rotate.Rotated)
	}
	if s, ok := result.Of(rotate.Revoke); !ok || s.Status != rotate.Manual {
		t.Errorf("the step to revoke the old one is %+v, want one for a person", s)
	}
}

func TestAFailureBeforeTheLastProofPutsEverythingBack(t *testing.T) {
	t.Parallel()
	boom := errors.New("something failed")
	for _, test := range []struct {
		name  string
		spoil func(*rotate.Rotation)
	}{
		{"the new one is not accepted", func(r *rotate.Rotation) {
			r.Try = func(context.Context, secret.Secret) (rotate.Proof, error) { return rotate.Proof{}, boom }
		}},
		{"it may not do all it must", func(r *rotate.Rotation) {
			r.Suits = func(context.Context, secret.Secret, secret.Secret) (rotate.Proof, error) { return rotate.Proof{}, boom }
		}},
		{"the webhook cannot be changed", func(r *rotate.Rotation) {
			r.Webhook.Write = func(context.Context, talonone.Webhook) (talonone.Webhook, error) { return talonone.Webhook{}, boom }
		}},
		{"the webhook was changed, and the answer was lost, and so was the coupon", func(r *rotate.Rotation) {
			write := r.Webhook.Write
			r.Webhook.Write = func(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error) {
				_, _ = write(ctx, w)
				return talonone.Webhook{}, boom
			}
			r.Prove = func(context.Context, secret.Secret) (rotate.Proof, error) { return rotate.Proof{}, boom }
		}},
		{"the test coupon does not arrive", func(r *rotate.Rotation) {
			r.Prove = func(context.Context, secret.Secret) (rotate.Proof, error) { return rotate.Proof{}, boom }
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			rotation := r.rotation()
			test.spoil(&rotation)
			if _, err := rotation.Run(t.Context(), r.fresh()); !errors.Is(err, boom) {
				t.Errorf("the error is %v, want the cause in it", err)
			}
			r.inUse(r.first)
			if !r.vault.of(rotate.Previous).IsZero() {
				t.Error("something is kept as previous")
			}
		})
	}
}

func TestAnAnswerThatWasLostIsDecidedByReadingBack(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	rotation, fresh, calls := r.rotation(), r.fresh(), 0
	write := rotation.Webhook.Write
	rotation.Webhook.Write = func(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error) {
		calls++
		_, _ = write(ctx, w)
		return talonone.Webhook{}, &transport.Failure{Kind: transport.TimedOut, Service: "Talon.One", Doing: "updating the webhook", Sent: true}
	}
	if _, err := rotation.Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	if calls != 1 {
		t.Errorf("the webhook was written %d times, want once", calls)
	}
	r.inUse(fresh)
}

func TestCtrlCDuringTheProofPutsEverythingBack(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, cancel := context.WithCancel(t.Context())
	rotation := r.rotation()
	rotation.Prove = func(ctx context.Context, _ secret.Secret) (rotate.Proof, error) {
		cancel()
		return rotate.Proof{}, ctx.Err()
	}
	result, err := rotation.Run(ctx, r.fresh())
	if !errors.Is(err, context.Canceled) || result.Outcome != rotate.Restored {
		t.Errorf("outcome %q with %v, want it restored and the reason kept", result.Outcome, err)
	}
	r.inUse(r.first)
}

func TestAKeychainThatFailsAnywhereLosesNothing(t *testing.T) {
	t.Parallel()
	for failAt := 1; ; failAt++ {
		r := newRig(t)
		r.vault.failAt = failAt
		fresh := r.fresh()
		rotation := r.rotation()
		_, err := rotation.Run(t.Context(), fresh)
		if err == nil && r.vault.calls < failAt {
			t.Logf("%d calls to the keychain, each failed once", failAt-1)
			if failAt < 7 {
				t.Errorf("only %d calls were made to the keychain; the test looks in the wrong place", failAt-1)
			}
			return
		}
		if !errors.Is(err, errVault) {
			t.Errorf("call %d: the error is %v, want the keychain's own in it", failAt, err)
		}
		if err := r.deliver(t.Context()); err != nil {
			t.Errorf("call %d: the webhook as stored: %v", failAt, err)
		}
		if _, err := r.rotation().Run(t.Context(), fresh); err != nil {
			t.Errorf("call %d: the next run: %v", failAt, err)
		}
		r.inUse(fresh)
	}
}

func TestARunThatWasCutOffAnywhereIsFinishedByTheNext(t *testing.T) {
	t.Parallel()
	type finish func(t *testing.T, r *rig, left []rotate.Line, fresh secret.Secret)
	again := func(t *testing.T, r *rig, left []rotate.Line, fresh secret.Secret) {
		t.Helper()
		rotation := r.rotation()
		rotation.Left = left
		if result, err := rotation.Run(t.Context(), fresh); err != nil || result.Outcome != rotate.Rotated {
			t.Errorf("the second run: %s, %v", result.Outcome, err)
		}
		r.inUse(fresh)
		previous := r.vault.of(rotate.Previous)
		if _, err := r.try(t.Context(), previous); !previous.IsZero() && err != nil {
			t.Errorf("what is kept to go back to: %v", err)
		}
	}
	alone := func(t *testing.T, r *rig, _ []rotate.Line, fresh secret.Secret) {
		t.Helper()
		at, err := r.rotation().Look(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		begun := at.Unfinished || r.vault.of(rotate.Current).Equal(fresh)
		if at.Unfinished {
			if _, err := r.rotation().Run(t.Context(), secret.Secret{}); err != nil {
				t.Errorf("the second run, without a new one: %v", err)
			}
		}
		if !begun {
			if !r.held().Equal(r.first) || !r.vault.of(rotate.Current).Equal(r.first) {
				t.Error("something was changed before the first line was written")
			}
			return
		}
		r.inUse(fresh)
	}
	back := func(t *testing.T, r *rig, left []rotate.Line, _ secret.Secret) {
		t.Helper()
		rotation := r.rotation()
		rotation.Left = left
		if _, err := rotation.Undo(t.Context()); err != nil && problem(t, err).Kind != rotate.Unfit {
			t.Errorf("taking it back: %v", err)
		}
		r.inUse(r.first)
	}
	for _, second := range []struct {
		name string
		do   finish
		dead bool
	}{
		{"the same again", again, false}, {"going on without a new one", alone, false}, {"taken back", back, false},
		{"the old one was dead, the same again", again, true}, {"the old one was dead, going on", alone, true},
	} {
		t.Run(second.name, func(t *testing.T) {
			t.Parallel()
			edges := edges(t, second.dead)
			t.Logf("%d edges, two runs each", edges)
			for lines := range edges {
				t.Run(fmt.Sprintf("cut off at line %d", lines), func(t *testing.T) {
					t.Parallel()
					r := newRig(t)
					fresh := r.fresh()
					if second.dead {
						r.revoke(r.firstID)
					}
					rotation := r.rotation()
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					written := &cut{left: lines, stop: cancel}
					rotation.Journal = journal.New(written)
					if _, err := rotation.Run(ctx, fresh); err == nil {
						t.Fatal("the run was not cut off")
					}
					second.do(t, r, written.begun, fresh)
				})
			}
		})
	}
}

// edges counts the lines that a whole rotation writes into the journal.
func edges(t *testing.T, dead bool) int {
	t.Helper()
	r := newRig(t)
	fresh := r.fresh()
	if dead {
		r.revoke(r.firstID)
	}
	counted := &cut{left: 1000, stop: func() {}}
	rotation := r.rotation()
	rotation.Journal = journal.New(counted)
	if _, err := rotation.Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	if counted.lines < 10 {
		t.Fatalf("only %d lines were written; the test looks in the wrong place", counted.lines)
	}
	return counted.lines
}

func TestNoDeliveryIsRefusedDuringARotation(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, cancel := context.WithCancel(t.Context())
	var wait sync.WaitGroup
	var sent int
	refused := make(chan error, 1)
	wait.Go(func() {
		for ctx.Err() == nil {
			if err := r.deliver(t.Context()); err != nil {
				select {
				case refused <- err:
				default:
				}
				return
			}
			sent++
			time.Sleep(5 * time.Millisecond) // a busy shop's pace, and kind to the machine's ports
		}
	})
	value := r.first
	for range 3 {
		value = r.fresh()
		if _, err := r.rotation().Run(t.Context(), value); err != nil {
			t.Error(err)
		}
		if _, err := r.rotation().Revoked(t.Context(), true); err != nil {
			t.Error(err)
		}
	}
	cancel()
	wait.Wait()
	select {
	case err := <-refused:
		t.Errorf("a delivery was refused: %v", err)
	default:
	}
	if sent == 0 {
		t.Error("nothing was sent meanwhile")
	}
	t.Logf("%d deliveries during three rotations", sent)
	r.inUse(value)
}

func TestUndoGoesBackAndForthWhilePreviousIsKept(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	if _, err := r.rotation().Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	for _, want := range []secret.Secret{r.first, fresh} {
		back := r.rotation()
		back.Since = "26 November 2026"
		result, err := back.Undo(t.Context())
		if err != nil || result.Outcome != rotate.Undone {
			t.Fatalf("outcome %q with %v, want it undone", result.Outcome, err)
		}
		r.inUse(want)
		if s, ok := result.Of(rotate.Revoke); !ok || !strings.Contains(s.Fix, "the undone passcode") || !strings.Contains(s.Detail, "the undone one, in use from 26 November 2026 until this undo") {
			t.Errorf("which one is to be revoked is told as %+v", s)
		}
	}
}

func TestAnUndoThatWasCutOffAnywhereIsFinishedByTheSame(t *testing.T) {
	t.Parallel()
	for _, dead := range []bool{false, true} {
		for lines := range edges(t, dead) {
			t.Run(fmt.Sprintf("the other dead: %v, cut off at line %d", dead, lines), func(t *testing.T) {
				t.Parallel()
				r := newRig(t)
				fresh, id := r.passcode()
				if _, err := r.rotation().Run(t.Context(), fresh); err != nil {
					t.Fatal(err)
				}
				if dead {
					r.revoke(id)
				}
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				written := &cut{left: lines, stop: cancel}
				rotation := r.rotation()
				rotation.Journal = journal.New(written)
				if _, err := rotation.Undo(ctx); err == nil {
					t.Fatal("the run was not cut off")
				}
				rotation = r.rotation()
				rotation.Left = written.begun
				if result, err := rotation.Undo(t.Context()); err != nil || result.Outcome != rotate.Undone {
					t.Errorf("the second run: %s, %v", result.Outcome, err)
				}
				r.inUse(r.first)
			})
		}
	}
}

func TestUndoToAPasscodeThatIsDeadChangesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	if _, err := r.rotation().Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	r.revoke(r.firstID)
	_, err := r.rotation().Undo(t.Context())
	if transport.KindOf(err) != transport.Unauthorised {
		t.Errorf("the error is %v, want a rejected credential", err)
	}
	if p := problem(t, err); !strings.Contains(p.Text, "no way back") {
		t.Errorf("it says %q, want that there is no way back", p.Text)
	}
	r.inUse(fresh)
}

func TestUndoWithNothingKeptSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	_, err := r.rotation().Undo(t.Context())
	if problem(t, err).Kind != rotate.Unfit {
		t.Errorf("the error is %v, want one about what was asked", err)
	}
	r.inUse(r.first)
}

func TestTheOldOneIsForgottenOnlyWhenItIsRevoked(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if _, err := r.rotation().Run(t.Context(), r.fresh()); err != nil {
		t.Fatal(err)
	}
	_, err := r.rotation().Revoked(t.Context(), false)
	if problem(t, err).Kind != rotate.Unsound || r.vault.of(rotate.Previous).IsZero() {
		t.Errorf("the error is %v, want the old one kept while CleverTap still accepts it", err)
	}
	r.revoke(r.firstID)
	result, err := r.rotation().Revoked(t.Context(), false)
	if err != nil || result.Outcome != rotate.Revoked || !r.vault.of(rotate.Previous).IsZero() {
		t.Errorf("outcome %q with %v, want the old one forgotten", result.Outcome, err)
	}
	if result, err = r.rotation().Revoked(t.Context(), false); err != nil || result.Outcome != rotate.Nothing {
		t.Errorf("a second time: outcome %q with %v, want nothing to do", result.Outcome, err)
	}
}

func TestTheOldOneIsNotCalledForgottenWhileTheKeychainHasIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if _, err := r.rotation().Run(t.Context(), r.fresh()); err != nil {
		t.Fatal(err)
	}
	r.revoke(r.firstID)
	r.vault.clings = true
	result, err := r.rotation().Revoked(t.Context(), false)
	if !errors.Is(err, keychain.ErrNotDeleted) || result.Outcome == rotate.Revoked {
		t.Errorf("outcome %q with %v, want none while it is still there", result.Outcome, err)
	}
	if s, _ := result.Of(rotate.Forget); s.Status != rotate.Fail {
		t.Errorf("the step is %+v, want it failed", s)
	}
	r.vault.clings = false
	if result, err = r.rotation().Revoked(t.Context(), false); err != nil || result.Outcome != rotate.Revoked || !r.vault.of(rotate.Previous).IsZero() {
		t.Errorf("a second attempt: outcome %q with %v", result.Outcome, err)
	}
}

func TestRevokingTheWrongOneDoesNotLoseBoth(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh, id := r.passcode()
	if _, err := r.rotation().Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	r.revoke(id)
	_, err := r.rotation().Revoked(t.Context(), true)
	if problem(t, err); !r.vault.of(rotate.Previous).Equal(r.first) {
		t.Fatalf("the error is %v, and the only passcode that lives is gone", err)
	}
	if _, err := r.rotation().Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.inUse(r.first)
}

func TestWhereTheOldOneIsDeadTheGapIsSaidAndTheShortWayTaken(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	r.revoke(r.firstID)
	result, err := r.rotation().Run(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := result.Of(rotate.Old); s.Status != rotate.Warn || s.Detail != words.RotateOldDeadGap {
		t.Errorf("the step about the old one is %+v, want the gap told", s)
	}
	r.inUse(fresh)
	if !r.vault.of(rotate.Previous).IsZero() {
		t.Error("a dead passcode is kept to go back to")
	}
}

func TestADeadOldOneIsNeverPutBack(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	r.revoke(r.firstID)
	rotation := r.rotation()
	rotation.Prove = func(context.Context, secret.Secret) (rotate.Proof, error) { return rotate.Proof{}, errors.New("lost") }
	if _, err := rotation.Run(t.Context(), fresh); err == nil {
		t.Error("a coupon that was lost is no error")
	}
	r.inUse(fresh)
}

func TestWhatCannotComeInIsRefusedBeforeAnythingIsChanged(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		give func(*rig) secret.Secret
		kind rotate.Kind
	}{
		{"the one in use", func(r *rig) secret.Secret { return r.first }, rotate.Unfit},
		{"none at all", func(*rig) secret.Secret { return secret.Secret{} }, rotate.Unfit},
		{"one that CleverTap does not know", func(*rig) secret.Secret { return secret.New(rand.Text()) }, rotate.Failed},
		{"a third, while the one before is still kept", func(r *rig) secret.Secret {
			r.vault.put(rotate.Previous, r.fresh())
			return r.fresh()
		}, rotate.Unfit},
		{"a third, while an unfinished one is in the webhook", func(r *rig) secret.Secret {
			next := r.fresh()
			r.vault.put(rotate.Next, next)
			r.enter(next)
			return r.fresh()
		}, rotate.Unfit},
		{"one, while the webhook lives by another", func(r *rig) secret.Secret {
			r.enter(r.fresh())
			return r.fresh()
		}, rotate.Unsound},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			value := test.give(r)
			held := r.held()
			if admitted := r.rotation().Admits(t.Context(), value) == nil; admitted == (test.kind == rotate.Unfit) {
				t.Errorf("it is admitted: %v", admitted)
			}
			_, err := r.rotation().Run(t.Context(), value)
			if got := problem(t, err).Kind; got != test.kind {
				t.Errorf("the kind of %v is %d, want %d", err, got, test.kind)
			}
			if !r.held().Equal(held) || !r.vault.of(rotate.Current).Equal(r.first) {
				t.Error("something was changed")
			}
		})
	}
}

func TestAPasscodeFromAVariableIsSwitchedAndNothingIsKept(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.vault = &vault{values: map[rotate.Slot]secret.Secret{}}
	fresh := r.fresh()
	rotation := r.rotation()
	rotation.Source, rotation.Old = setup.FromVariable, r.first
	result, err := rotation.Run(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	if !r.held().Equal(fresh) {
		t.Error("the webhook does not have the new passcode")
	}
	if s, ok := result.Of(rotate.Variable); !ok || !strings.Contains(s.Detail, "TALONTAP_CLEVERTAP_PASSCODE") {
		t.Errorf("the step about the variable is %+v, want its name", s)
	}
	for _, slot := range []rotate.Slot{rotate.Current, rotate.Next, rotate.Previous} {
		if !r.vault.of(slot).IsZero() {
			t.Errorf("the keychain holds something as %s", slot)
		}
	}
}

func TestAKeychainWithTheVariablesValueIsRotatedToo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	rotation := r.rotation()
	rotation.Source = setup.FromVariable
	result, err := rotation.Run(t.Context(), fresh)
	if err != nil {
		t.Fatal(err)
	}
	r.inUse(fresh)
	if _, ok := result.Of(rotate.Variable); !ok {
		t.Error("the variable is not spoken of")
	}
}

func TestAChangeByHandIsWatchedForAndSeen(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	rotation := r.rotation()
	rotation.Webhook.Write, rotation.Watch = nil, time.Minute
	looks := 0
	rotation.After = func(time.Duration) <-chan time.Time {
		if looks++; looks == 2 {
			r.enter(fresh)
		}
		now := make(chan time.Time, 1)
		now <- time.Now()
		return now
	}
	if _, err := rotation.Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	r.inUse(fresh)
	if looks != 2 {
		t.Errorf("it looked %d times before it saw the change, want 2", looks)
	}
}

func TestTheWayToCopyIsLentWhereAPersonEntersItAndNobodyIsAsked(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	rotation := r.rotation()
	rotation.Webhook.Write, rotation.Watch = nil, time.Minute
	rotation.Ask = func(_ context.Context, question string) (bool, error) {
		t.Errorf("it was asked: %s", question)
		return false, nil
	}
	var copied secret.Secret
	rotation.Copy = func(value secret.Secret) error { copied = value; return nil }
	rotation.Lend = func(copy func() error) {
		if !copied.IsZero() {
			t.Error("it was copied before anybody wanted it")
		}
		if err := copy(); err != nil {
			t.Error(err)
		}
		r.enter(copied)
	}
	if _, err := rotation.Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	r.inUse(fresh)
}

func TestAChangeByHandIsLeftForLaterAtOnceAndIsNoCancelling(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	rotation := r.rotation()
	later := make(chan struct{})
	rotation.Webhook.Write, rotation.Watch, rotation.Later = nil, time.Minute, later
	rotation.After = func(time.Duration) <-chan time.Time { close(later); return nil }
	result, err := rotation.Run(t.Context(), r.fresh())
	if p := problem(t, err); p.Kind != rotate.Unsound || errors.Is(err, context.Canceled) || result.Outcome != rotate.Waiting {
		t.Errorf("outcome %q, kind %d: %v", result.Outcome, p.Kind, err)
	}
	if r.vault.of(rotate.Next).IsZero() || !r.vault.of(rotate.Current).Equal(r.first) {
		t.Error("the next run has nothing to go on with")
	}
}

func TestTheStepsAheadAreThoseThatARunGoesThrough(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	result, err := r.rotation().Run(t.Context(), r.fresh())
	if err != nil {
		t.Fatal(err)
	}
	ahead := rotate.CleverTap.Ahead()
	for i, id := range ahead {
		if result.Steps[i].ID != id {
			t.Errorf("step %d was %s, want %s", i+1, result.Steps[i].ID, id)
		}
	}
}

func TestWithoutAnybodyThereAChangeByHandIsLeftForTheNextRun(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	rotation := r.rotation()
	rotation.Webhook.Write = nil
	result, err := rotation.Run(t.Context(), fresh)
	if problem(t, err).Kind != rotate.Unsound || result.Outcome != rotate.Waiting {
		t.Errorf("outcome %q with %v, want it waiting for a person", result.Outcome, err)
	}
	if s, _ := result.Of(rotate.Switch); s.Status != rotate.Manual || len(s.Card) < 4 {
		t.Errorf("the step is %+v, want a card with every value", s)
	}
	if !r.held().Equal(r.first) || !r.vault.of(rotate.Current).Equal(r.first) {
		t.Error("the old passcode is not in use any more")
	}
	r.enter(fresh)
	next := r.rotation()
	next.Webhook.Write = nil
	if _, err := next.Run(t.Context(), secret.Secret{}); err != nil {
		t.Fatal(err)
	}
	r.inUse(fresh)
}

func TestARefusedCallLeadsToTheCard(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	rotation := r.rotation()
	rotation.Webhook.Write = func(context.Context, talonone.Webhook) (talonone.Webhook, error) {
		return talonone.Webhook{}, &transport.Failure{Kind: transport.Refused, Service: "Talon.One", Doing: "updating the webhook"}
	}
	result, _ := rotation.Run(t.Context(), r.fresh())
	if s, _ := result.Of(rotate.Switch); s.Status != rotate.Manual || len(s.Card) == 0 {
		t.Errorf("the step is %+v, want a card", s)
	}
}

// hide puts the webhook's passcode into a Talon.One Credential.
func (r *rig) hide() {
	hook, err := r.talon.Webhook(r.t.Context(), r.hook)
	if err != nil {
		r.t.Fatal(err)
	}
	var made struct{ ID int }
	r.console("POST", "talonone/credentials", map[string]any{"name": "CleverTap", "type": "custom",
		"data": map[string]any{"headers": map[string]string{"X-CleverTap-Passcode": r.first.Reveal()}}}, &made)
	hook.Headers = append(hook.Headers[:1:1], hook.Headers[2:]...)
	hook.CredentialID = made.ID
	if _, err := r.session.UpdateWebhook(r.t.Context(), hook); err != nil {
		r.t.Fatal(err)
	}
}

func TestAHiddenPasscodeIsPromotedOnlyOnTheAdminsRecordedWord(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.hide()
	fresh := r.fresh()
	rotation := r.rotation()
	rotation.Prove = nil
	result, err := rotation.Run(t.Context(), fresh)
	if problem(t, err); result.Outcome != rotate.Waiting || !r.vault.of(rotate.Current).Equal(r.first) {
		t.Errorf("outcome %q with %v, want the old one in use until somebody vouches", result.Outcome, err)
	}
	rotation.Word = true
	result, err = rotation.Run(t.Context(), secret.Secret{})
	if err != nil || result.Word == "" {
		t.Errorf("word %q with %v, want it recorded", result.Word, err)
	}
	if !r.vault.of(rotate.Current).Equal(fresh) {
		t.Error("the new one is not in use")
	}
}

func TestADeliverySinceTheChangeSpeaksForAHiddenPasscode(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		logged talonone.MessageLog
		want   bool
	}{
		{"taken", talonone.MessageLog{Status: 200, Response: []byte(`{"status":"success","processed":1,"unprocessed":[]}`)}, true},
		{"refused", talonone.MessageLog{Status: 401}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.hide()
			fresh := r.fresh()
			rotation := r.rotation()
			rotation.Prove, rotation.Webhook.Reader = nil, logged{r.talon, test.logged}
			asked := 0
			rotation.Ask = func(context.Context, string) (bool, error) { asked++; return true, nil }
			result, err := rotation.Run(t.Context(), fresh)
			if (err == nil) != test.want || asked != 1 || result.Word != "" {
				t.Errorf("err %v, asked %d times, word %q; want the log to decide", err, asked, result.Word)
			}
			if r.vault.of(rotate.Current).Equal(fresh) != test.want {
				t.Errorf("whether the new one is in use is not %v", test.want)
			}
		})
	}
}

// logged is an account whose delivery log holds one line.
type logged struct {
	*talonone.Client
	line talonone.MessageLog
}

func (l logged) MessageLogs(context.Context, talonone.MessageLogQuery) ([]talonone.MessageLog, error) {
	return []talonone.MessageLog{l.line}, nil
}

func TestSomebodyElseWhoRotatesMeanwhileIsSeenAndLeftAlone(t *testing.T) {
	t.Parallel()
	for _, when := range []string{"before the webhook is switched", "after it"} {
		t.Run(when, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			theirs := r.fresh()
			rotation := r.rotation()
			if when == "after it" {
				write := rotation.Webhook.Write
				rotation.Webhook.Write = func(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error) {
					out, err := write(ctx, w)
					r.enter(theirs)
					return out, err
				}
			} else {
				reads := 0
				rotation.Webhook.Reader = reader{r.talon, func() {
					if reads++; reads == 2 {
						r.enter(theirs)
					}
				}}
			}
			_, err := rotation.Run(t.Context(), r.fresh())
			if problem(t, err).Kind != rotate.Unsound {
				t.Errorf("the error is %v, want it told that somebody else changed it", err)
			}
			if !r.held().Equal(theirs) {
				t.Error("the other's passcode was overwritten")
			}
			if !r.vault.of(rotate.Current).Equal(r.first) || !r.vault.of(rotate.Next).IsZero() {
				t.Error("the keychain is not as before")
			}
		})
	}
}

// reader does something before each read of the webhook.
type reader struct {
	*talonone.Client
	before func()
}

func (r reader) Webhook(ctx context.Context, id int) (talonone.Webhook, error) {
	r.before()
	return r.Client.Webhook(ctx, id)
}

func TestAnotherMachinesPasscodeIsTakenOverWhereTheOneKnownHereIsDead(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	theirs, fresh := r.fresh(), r.fresh()
	r.enter(theirs)
	r.revoke(r.firstID)
	rotation := r.rotation()
	rotation.Prove = func(context.Context, secret.Secret) (rotate.Proof, error) { return rotate.Proof{}, errors.New("lost") }
	if _, err := rotation.Run(t.Context(), fresh); err == nil {
		t.Error("a coupon that was lost is no error")
	}
	r.inUse(theirs)
	if _, err := r.rotation().Run(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	r.inUse(fresh)
}

func TestNoStepAndNoErrorHoldsACredential(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fresh := r.fresh()
	values := []string{r.first.Reveal(), fresh.Reveal()}
	var said []string
	rotation := r.rotation()
	rotation.Tell = func(s rotate.Step) { said = append(said, fmt.Sprintf("%+v", s)) }
	rotation.Webhook.Write = nil
	_, err := rotation.Run(t.Context(), fresh)
	said = append(said, err.Error())
	rotation.Webhook.Write = r.session.UpdateWebhook
	for _, run := range []func() (rotate.Result, error){
		func() (rotate.Result, error) { return rotation.Run(t.Context(), fresh) },
		func() (rotate.Result, error) { return rotation.Undo(t.Context()) },
		func() (rotate.Result, error) { return rotation.Revoked(t.Context(), true) },
		func() (rotate.Result, error) { return rotation.Run(t.Context(), secret.New(fresh.Reveal()+"X")) },
	} {
		result, err := run()
		said = append(said, fmt.Sprintf("%+v %v", result, err))
	}
	for _, value := range values {
		if strings.Contains(strings.Join(said, "\n"), value) {
			t.Error("a passcode stands in a step or an error")
		}
	}
}

func TestAKeyThatMayNotReadWhatIsNeededIsNotTaken(t *testing.T) {
	t.Parallel()
	refused := func(context.Context) error {
		return &transport.Failure{Kind: transport.Unauthorised, Service: "Talon.One", Doing: "reading"}
	}
	fine := func(context.Context) error { return nil }
	broken := func(context.Context) error {
		return &transport.Failure{Kind: transport.Broken, Service: "Talon.One", Doing: "reading"}
	}
	for _, test := range []struct {
		name   string
		rights []rotate.Right
		err    bool
		warn   string
	}{
		{"all allowed", []rotate.Right{{Name: "List webhooks", Needed: true, Try: fine}}, false, ""},
		{"a needed one refused", []rotate.Right{{Name: "List webhooks", Needed: true, Try: refused}, {Name: "Other", Try: fine}}, true, ""},
		{"a lesser one refused", []rotate.Right{{Name: "List webhooks", Needed: true, Try: fine}, {Name: "List access logs", Try: refused}}, false, "List access logs"},
		{"the service fails", []rotate.Right{{Name: "List webhooks", Try: broken}}, true, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p, err := rotate.TryRights(t.Context(), test.rights)
			if (err != nil) != test.err || !strings.Contains(p.Warn, test.warn) || test.warn == "" && p.Warn != "" {
				t.Errorf("warn %q with %v, want warn %q and an error: %v", p.Warn, err, test.warn, test.err)
			}
		})
	}
}
