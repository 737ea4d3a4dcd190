package crash_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/crash"
)

func fall(value any) error { return crash.Guard(func() error { panic(value) })() }

func TestOfAPanicOnlyWhatTheRuntimeSaysIsRepeated(t *testing.T) {
	secret := rand.Text()
	var none map[string]int
	for name, test := range map[string]struct {
		do   func() error
		want string
	}{
		"a text":        {func() error { return fall(secret) }, "a value of type string"},
		"an error":      {func() error { return fall(errors.New(secret)) }, "a value of type *errors.errorString"},
		"a value":       {func() error { return fall(map[string]string{secret: secret}) }, "map[string]string"},
		"an index":      {crash.Guard(func() error { return errors.New(secret[len(secret)+1:]) }), "slice bounds out of range"},
		"a type":        {crash.Guard(func() error { return any(secret).(error) }), "interface conversion"},
		"a missing map": {crash.Guard(func() error { none[secret]++; return nil }), "assignment to entry in nil map"},
		"a nil":         {func() error { return fall(nil) }, "nil"},
		"one beside": {func() error {
			g, _ := crash.WithContext(t.Context())
			g.Go(func() error { panic(secret) })
			return g.Wait()
		}, "type string"},
		"one that is waited for": {crash.Guard(func() error {
			var wait crash.Waiting
			wait.Go(func() { panic(secret) })
			wait.Wait()
			return nil
		}), "type string"},
		"an error as is": {crash.Guard(func() error { return errors.New("as it was") }), "as it was"},
	} {
		err := test.do()
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), secret) {
			t.Errorf("%s: got an error that is not about %q, or that holds the value: %v", name, test.want, err)
		}
	}
	if err := crash.Guard(func() error { return nil })(); err != nil {
		t.Errorf("without a panic: %v", err)
	}
}

func TestACrashSaysWhereItHappenedTheInnermostFirstWithoutAPath(t *testing.T) {
	var c *crash.Crash
	if !errors.As(fall("x"), &c) || len(c.Where()) == 0 {
		t.Fatal("no place is told")
	}
	if !strings.HasPrefix(c.Where()[0], "steps/crash_test.fall.func1 (crash_test.go:") || strings.Contains(strings.Join(c.Where(), ""), "/crash_test.go") {
		t.Errorf("got %v", c.Where())
	}
}

func TestThePanicOfOneEndsTheOthers(t *testing.T) {
	g, ctx := crash.WithContext(context.Background())
	g.SetLimit(2)
	g.Go(func() error { <-ctx.Done(); return nil })
	g.Go(func() error { panic("x") })
	var c *crash.Crash
	if err := g.Wait(); !errors.As(err, &c) {
		t.Errorf("got %v, want the crash", err)
	}
}
