package keychain

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"go.uber.org/goleak"
)

// vault is what every kind of Keychain does.
type vault interface {
	Get(context.Context, Ref) (secret.Secret, error)
	Set(context.Context, Ref, secret.Secret) error
	Delete(context.Context, Ref) error
	State(context.Context) State
}

func vaults() map[string]vault {
	return map[string]vault{
		"keychain": open(&drawer{}, aMac, Options{}),
		"attended": open(&drawer{}, aMac, Options{}).Attended(),
	}
}

func TestASecretIsReadBackOverwrittenAndDeleted(t *testing.T) {
	for name, v := range vaults() {
		t.Run(name, func(t *testing.T) { roundTrip(t, v) })
	}
}

func roundTrip(t *testing.T, v vault) {
	t.Helper()
	ctx := t.Context()
	if _, err := v.Get(ctx, passcode); !errors.Is(err, ErrNotFound) {
		t.Fatalf("before it is set: %v, want ErrNotFound", err)
	}
	for range 2 {
		want := random()
		if err := v.Set(ctx, passcode, want); err != nil {
			t.Fatal(err)
		}
		if got, err := v.Get(ctx, passcode); err != nil || !got.Equal(want) {
			t.Fatalf("read back: equal %v, %v", got.Equal(want), err)
		}
	}
	for range 2 {
		if err := v.Delete(ctx, passcode); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := v.Get(ctx, passcode); !errors.Is(err, ErrNotFound) {
		t.Fatalf("after deletion: %v, want ErrNotFound", err)
	}
	if s := v.State(ctx); !s.Available || s.Kind == "" || s.Problem+s.Fix != "" {
		t.Fatalf("state: %+v", s)
	}
}

func TestSlotsNamesAndProfilesDoNotShareAnEntry(t *testing.T) {
	for name, v := range vaults() {
		t.Run(name, func(t *testing.T) {
			kept := map[Ref]secret.Secret{}
			for _, r := range append(Every("live"), Every("live.test")...) {
				kept[r] = random()
				if err := v.Set(t.Context(), r, kept[r]); err != nil {
					t.Fatal(err)
				}
			}
			if len(kept) != 18 {
				t.Fatalf("%d entries, want 2 profiles × 3 secrets × 3 slots", len(kept))
			}
			for r, want := range kept {
				if got, err := v.Get(t.Context(), r); err != nil || !got.Equal(want) {
					t.Errorf("%s: equal %v, %v", r, got.Equal(want), err)
				}
			}
		})
	}
}

func TestTheAccountIsProfileNameSlot(t *testing.T) {
	d := &drawer{}
	if err := open(d, aMac, Options{}).Set(t.Context(), passcode, random()); err != nil {
		t.Fatal(err)
	}
	if _, found := d.values["live/clevertap-passcode/current"]; !found {
		t.Fatal("the entry has another account")
	}
}

func TestARefThatCouldNameAnotherEntryIsRefused(t *testing.T) {
	bad := map[string]Ref{
		"no profile":      {Name: ClevertapPasscode, Slot: Current},
		"slash":           {Profile: "a/clevertap-passcode", Name: ClevertapPasscode, Slot: Current},
		"newline":         {Profile: "a\nb", Name: ClevertapPasscode, Slot: Current},
		"space":           {Profile: "a b", Name: ClevertapPasscode, Slot: Current},
		"long":            {Profile: strings.Repeat("a", 65), Name: ClevertapPasscode, Slot: Current},
		"no such secret":  {Profile: "a", Name: "clevertap", Slot: Current},
		"no such slot":    {Profile: "a", Name: ClevertapPasscode, Slot: "old"},
		"the zero Ref":    {},
		"a slot left out": {Profile: "a", Name: ClevertapPasscode},
	}
	for name, r := range bad {
		for kind, v := range vaults() {
			t.Run(name+"/"+kind, func(t *testing.T) {
				if _, err := v.Get(t.Context(), r); err == nil || errors.Is(err, ErrNotFound) {
					t.Errorf("Get: %v", err)
				}
				if err := v.Set(t.Context(), r, random()); err == nil {
					t.Error("Set accepted it")
				}
				if err := v.Delete(t.Context(), r); err == nil {
					t.Error("Delete accepted it")
				}
			})
		}
	}
}

func TestSizeIsCheckedBeforeTheKeychainIsTouched(t *testing.T) {
	d := &drawer{}
	k := open(d, aMac, Options{})
	if err := k.Set(t.Context(), passcode, secret.New(strings.Repeat("x", MaxSize+1))); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one byte too many: %v, want ErrTooLarge", err)
	}
	if err := k.Set(t.Context(), passcode, secret.Secret{}); err == nil {
		t.Error("an empty secret was taken")
	}
	if calls, _ := d.count(); calls != 0 {
		t.Errorf("the keychain was called %d times", calls)
	}
	if err := k.Set(t.Context(), passcode, secret.New(strings.Repeat("x", MaxSize))); err != nil {
		t.Errorf("the longest that fits: %v", err)
	}
}

func TestAValueThatIsThereAlreadyIsNotWrittenAgain(t *testing.T) {
	d := &drawer{}
	k := open(d, aMac, Options{})
	same := random()
	for _, value := range []secret.Secret{same, same, random(), same} {
		if err := k.Set(t.Context(), passcode, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, writes := d.count(); writes != 3 {
		t.Fatalf("%d writes, want 3", writes)
	}
}

func TestAValueThatComesBackOtherwiseIsNotKept(t *testing.T) {
	spoils := map[string]func(secret.Secret) secret.Secret{
		"cut":     func(secret.Secret) secret.Secret { return random() },
		"emptied": func(secret.Secret) secret.Secret { return secret.Secret{} },
	}
	for name, spoil := range spoils {
		t.Run(name, func(t *testing.T) {
			err := open(&drawer{spoil: spoil}, aMac, Options{}).Set(t.Context(), passcode, random())
			if !errors.Is(err, ErrNotKept) {
				t.Fatalf("%v, want ErrNotKept", err)
			}
		})
	}
}

func TestOnlyAnAnsweringKeychainSaysNotFound(t *testing.T) {
	k := open(&drawer{broken: errors.New("it is on fire")}, aMac, Options{})
	_, err := k.Get(t.Context(), passcode)
	if err == nil || errors.Is(err, ErrNotFound) || !errors.Is(err, ErrUnavailable) {
		t.Errorf("Get: %v, want ErrUnavailable", err)
	}
	if err := k.Delete(t.Context(), passcode); !errors.Is(err, ErrUnavailable) {
		t.Errorf("Delete: %v, want ErrUnavailable", err)
	}
	if err := k.Set(t.Context(), passcode, random()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("Set: %v, want ErrUnavailable", err)
	}
	if s := k.State(t.Context()); s.Available || s.Problem == "" || s.Fix == "" {
		t.Errorf("state: %+v", s)
	}
}

func TestAFrozenKeychainDoesNotHoldUpTheCaller(t *testing.T) {
	defer goleak.VerifyNone(t)
	d := &drawer{frozen: make(chan struct{})}
	k := open(d, aMac, Options{Timeout: 20 * time.Millisecond, Interactive: time.Hour})
	if _, err := k.Get(t.Context(), passcode); !errors.Is(err, ErrTimeout) {
		t.Fatalf("Get: %v, want ErrTimeout", err)
	}
	if err := k.Set(t.Context(), passcode, random()); !errors.Is(err, ErrTimeout) {
		t.Fatalf("Set after it: %v, want ErrTimeout", err)
	}
	if s := k.State(t.Context()); s.Available || s.Problem != "the macOS Keychain does not answer" {
		t.Fatalf("state: %+v", s)
	}
	if calls, _ := d.count(); calls != 1 {
		t.Fatalf("%d calls are waiting in the keychain, want only the first", calls)
	}
	close(d.frozen)
	if _, err := k.Attended().Get(t.Context(), passcode); !errors.Is(err, ErrNotFound) {
		t.Fatalf("once it has thawed: %v, want ErrNotFound", err)
	}
}

func TestAnAttendedCallWaitsForThePromptOfACallThatWasGivenUpOn(t *testing.T) {
	defer goleak.VerifyNone(t)
	d := &drawer{frozen: make(chan struct{})}
	k := open(d, aMac, Options{Timeout: time.Millisecond, Interactive: time.Hour})
	if _, err := k.Get(t.Context(), passcode); !errors.Is(err, ErrTimeout) {
		t.Fatalf("unattended: %v, want ErrTimeout", err)
	}
	result := make(chan error)
	go func() {
		_, err := k.Attended().Get(context.WithoutCancel(t.Context()), passcode)
		result <- err
	}()
	close(d.frozen) // the person has typed the password
	if err := <-result; !errors.Is(err, ErrNotFound) {
		t.Fatalf("attended: %v, want the keychain's answer", err)
	}
}

func TestASetThatWasGivenUpOnDoesNotWriteLater(t *testing.T) {
	d := &drawer{frozen: make(chan struct{})}
	k := open(d, aMac, Options{Timeout: time.Millisecond})
	if err := k.Set(t.Context(), passcode, random()); !errors.Is(err, ErrTimeout) {
		t.Fatalf("%v, want ErrTimeout", err)
	}
	close(d.frozen)
	if _, err := k.Attended().Get(t.Context(), passcode); !errors.Is(err, ErrNotFound) {
		t.Fatalf("after the thaw: %v, want ErrNotFound", err)
	}
	if _, writes := d.count(); writes != 0 {
		t.Fatal("the value was written after the caller had been told that it was not")
	}
}

func TestCallsReachTheKeychainOneAtATime(t *testing.T) {
	d := &drawer{}
	k := open(d, aMac, Options{Timeout: time.Hour})
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			r := Every(fmt.Sprint("p", i))[i%9]
			if err := k.Set(t.Context(), r, random()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if d.most != 1 {
		t.Fatalf("%d calls were in the keychain at once", d.most)
	}
}

// TestAFewReadingsOfTheSecretServiceGoSideBySideOnceOneWasAnswered, and nothing else does.
func TestAFewReadingsOfTheSecretServiceGoSideBySideOnceOneWasAnswered(t *testing.T) {
	for _, c := range []struct {
		system string
		most   int
	}{{"linux", mostReaders}, {"darwin", 1}} {
		t.Run(c.system, func(t *testing.T) {
			d := &drawer{}
			k := open(d, func() place { return place{system: c.system, bus: ownBus} }, Options{Timeout: time.Hour})
			if err := k.Set(t.Context(), passcode, random()); err != nil {
				t.Fatal(err)
			}
			read := func() {
				if _, err := k.Get(t.Context(), passcode); err != nil && !errors.Is(err, ErrNotFound) {
					t.Error(err)
				}
			}
			read()
			d.frozen = make(chan struct{})
			var all sync.WaitGroup
			for range 2 * mostReaders {
				all.Go(read)
			}
			for inside := 0; inside < c.most; time.Sleep(time.Millisecond) {
				d.mu.Lock()
				inside = d.inside
				d.mu.Unlock()
			}
			all.Go(func() {
				if err := k.Delete(t.Context(), passcode); err != nil {
					t.Error(err)
				}
			})
			close(d.frozen)
			all.Wait()
			if d.most != c.most {
				t.Errorf("%d calls were in the keychain at once, want %d", d.most, c.most)
			}
		})
	}
}

// TestManyCallsThatAreSoonAnsweredAreAllAnswered has more of them wait than would be
// over in the time that one may take.
func TestManyCallsThatAreSoonAnsweredAreAllAnswered(t *testing.T) {
	const limit = time.Second
	q, errs := &queue{}, make(chan error)
	for range 30 {
		go func() {
			_, err := q.ask(t.Context(), patience{limit: limit}, job{work: func(context.Context) (secret.Secret, error) {
				time.Sleep(limit / 20)
				return secret.Secret{}, nil
			}})
			errs <- err
		}()
	}
	for range 30 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestTheEndOfTheCallersContextIsNotBlamedOnTheKeychain(t *testing.T) {
	leaving := errors.New("the admin pressed Ctrl-C")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(leaving)
	for name, v := range vaults() {
		t.Run(name, func(t *testing.T) {
			_, err := v.Get(ctx, passcode)
			if !errors.Is(err, context.Canceled) || !errors.Is(err, leaving) || errors.Is(err, ErrUnavailable) {
				t.Fatalf("%v, want the cause of the context", err)
			}
		})
	}
	if s := open(&drawer{}, aMac, Options{}).State(ctx); s.Available || s.Problem == "" {
		t.Fatalf("state: %+v", s)
	}
}

func TestCancellingEndsAWaitThatHasNoLimit(t *testing.T) {
	d := &drawer{frozen: make(chan struct{})}
	defer close(d.frozen)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error)
	go func() {
		_, err := open(d, aMac, Options{Timeout: time.Hour}).Get(ctx, passcode)
		result <- err
	}()
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Fatalf("%v, want context.Canceled", err)
	}
}

// falling is a keychain whose connection breaks.
type falling struct{ drawer }

func (*falling) get(string) (secret.Secret, error) { panic("with who knows what in the text") }

func TestAPanicOfTheLibraryBecomesAnErrorThatDoesNotQuoteIt(t *testing.T) {
	_, err := open(&falling{}, aMac, Options{}).Get(t.Context(), passcode)
	if !errors.Is(err, ErrUnavailable) || strings.Contains(err.Error(), "who knows what") {
		t.Fatalf("%v", err)
	}
}

func TestOpenTouchesNothing(t *testing.T) {
	d := &drawer{}
	looked := false
	k := open(d, func() place { looked = true; return aMac() }, Options{})
	k.Attended()
	if calls, _ := d.count(); calls != 0 || looked {
		t.Fatalf("opening made %d calls, looked at the machine: %v", calls, looked)
	}
}

func TestTheDefaultLimitsAreSecondsForMachinesAndAMinuteForPeople(t *testing.T) {
	k := Open(Options{})
	if got := k.wait; got != (patience{limit: 4 * time.Second}) {
		t.Errorf("unattended: %+v", got)
	}
	if got := k.Attended().wait; got != (patience{limit: time.Minute, overdue: true}) {
		t.Errorf("attended: %+v", got)
	}
}

func TestAValueThatThePersonDidNotLetInIsNotCalledKept(t *testing.T) {
	k := open(&drawer{spoil: func(secret.Secret) secret.Secret { return secret.Secret{} }}, aMac, Options{})
	err := k.Set(t.Context(), passcode, random())
	if !errors.Is(err, ErrNotKept) || !strings.Contains(err.Error(), "still has no such entry") {
		t.Errorf("got %v", err)
	}
}

func TestAnEntryThatIsStillThereAfterItsRemovalIsNotCalledDeleted(t *testing.T) {
	d := &drawer{}
	k := open(d, aMac, Options{})
	if err := k.Set(t.Context(), passcode, random()); err != nil {
		t.Fatal(err)
	}
	d.clings = 1
	if err := k.Delete(t.Context(), passcode); !errors.Is(err, ErrNotDeleted) || !strings.Contains(err.Error(), passcode.account()) {
		t.Errorf("a removal that was declined: %v", err)
	}
	if _, err := k.Get(t.Context(), passcode); err != nil {
		t.Errorf("what was not deleted is not read: %v", err)
	}
	if err := k.Delete(t.Context(), passcode); err != nil {
		t.Errorf("a second attempt: %v", err)
	}
}

func TestEveryEntryOfTheSameNameIsDeleted(t *testing.T) {
	d := &drawer{twins: []secret.Secret{random(), random()}}
	k := open(d, aMac, Options{})
	if err := k.Set(t.Context(), passcode, random()); err != nil {
		t.Fatal(err)
	}
	if err := k.Delete(t.Context(), passcode); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Get(t.Context(), passcode); !errors.Is(err, ErrNotFound) {
		t.Errorf("after it: %v", err)
	}
}
