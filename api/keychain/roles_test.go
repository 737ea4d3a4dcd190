package keychain

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"time"
)

// play makes the calls of one role against the real keychain and writes what
// came of them to stdout, a line each. It never writes a secret.
func play(role string) int {
	roles := map[string]func(*Keychain) error{
		"round trip": playRoundTrip,
		"report":     playReport,
		"leave one":  playLeaveOne,
		"freeze":     playFreeze,
		"lock":       playLock,
	}
	if err := roles[role](Open(Options{Timeout: 2 * time.Second, Interactive: 20 * time.Second})); err != nil {
		fmt.Println("failed:", err)
		return 1
	}
	return 0
}

// playRoundTrip sets, reads, overwrites, reads and deletes.
func playRoundTrip(k *Keychain) error {
	ctx := context.Background()
	for range 2 {
		value := random()
		if err := k.Set(ctx, passcode, value); err != nil {
			return err
		}
		if got, err := k.Get(ctx, passcode); err != nil || !got.Equal(value) {
			return fmt.Errorf("read back: equal %v, %w", got.Equal(value), err)
		}
	}
	for range 2 {
		if err := k.Delete(ctx, passcode); err != nil {
			return err
		}
	}
	if _, err := k.Get(ctx, passcode); !errors.Is(err, ErrNotFound) {
		return fmt.Errorf("after deletion: %w", err)
	}
	fmt.Println("fine")
	return nil
}

// playReport tells the state and the kind of failure of each call.
func playReport(k *Keychain) error {
	ctx := context.Background()
	state := k.State(ctx)
	fmt.Println("available:", state.Available)
	fmt.Println("problem:", state.Problem)
	fmt.Println("fix:", state.Fix)
	_, got := k.Get(ctx, passcode)
	for _, err := range []error{got, k.Set(ctx, passcode, random()), k.Delete(ctx, passcode)} {
		fmt.Println("call:", kindOf(err))
	}
	return nil
}

func kindOf(err error) string {
	for name, kind := range map[string]error{"not found": ErrNotFound, "timeout": ErrTimeout, "unavailable": ErrUnavailable, "locked": ErrLocked} {
		if errors.Is(err, kind) {
			return name
		}
	}
	return fmt.Sprint(err)
}

// playLeaveOne leaves a secret behind.
func playLeaveOne(k *Keychain) error {
	return k.Set(context.Background(), passcode, random())
}

// playFreeze says "ready", calls once a line comes (the test has stopped the
// daemon by then), and once more after the next line (it goes on).
func playFreeze(k *Keychain) error {
	ctx := context.Background()
	value := random()
	if err := k.Set(ctx, passcode, value); err != nil {
		return err
	}
	cue := bufio.NewScanner(os.Stdin)
	fmt.Println("ready")
	cue.Scan()
	_, err := k.Get(ctx, passcode)
	fmt.Println("call:", kindOf(err))
	fmt.Println("problem:", k.State(ctx).Problem)
	cue.Scan()
	got, err := k.Attended().Get(ctx, passcode)
	if err != nil || !got.Equal(value) {
		return fmt.Errorf("after the thaw: equal %v, %w", got.Equal(value), err)
	}
	fmt.Println("fine")
	return nil
}

// playLock reads what "leave one" left, says "ready", and reads again once a line comes
// (the test has locked the keyring by then).
func playLock(k *Keychain) error {
	for range 2 {
		_, err := k.Get(context.Background(), passcode)
		fmt.Println("call:", kindOf(err))
	}
	fmt.Println("ready")
	bufio.NewScanner(os.Stdin).Scan()
	_, err := k.Get(context.Background(), passcode)
	fmt.Println("call:", kindOf(err))
	return nil
}
