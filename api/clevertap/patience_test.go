package clevertap

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
)

func aClient(t *testing.T) *Client {
	t.Helper()
	c, err := New(Config{Region: "eu1", ProjectID: "x", Passcode: secret.New("p")})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnAnswerInPreparationIsWaitedForTwoMinutesAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, asks := time.Now(), 0
		notYet := &transport.Failure{Kind: transport.Rejected, Code: codeInProgress, Message: "please retry later"}
		err := aClient(t).ready(t.Context(), func() error { asks++; return notYet })
		if transport.KindOf(err) != transport.TimedOut || !errors.Is(err, notYet) {
			t.Errorf("got %v, want timed out with CleverTap's words", err)
		}
		if took := time.Since(start); took > mostWait || took < mostWait-longestWait {
			t.Errorf("gave up after %v", took)
		}
		if asks < 20 || asks > 40 {
			t.Errorf("asked %d times", asks)
		}
	})
}

func TestWaitingForAnAnswerInPreparationEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		err := aClient(t).ready(ctx, func() error { return &transport.Failure{Kind: transport.Rejected, Code: codeInProgress} })
		if !errors.Is(err, context.Canceled) || transport.KindOf(err) != transport.Unknown {
			t.Errorf("got %v, want cancelled", err)
		}
	})
}

func TestAnyOtherFailureIsNotWaitedOut(t *testing.T) {
	for _, want := range []error{
		nil, errors.New("other"),
		&transport.Failure{Kind: transport.Rejected, Code: 3},
		&transport.Failure{Kind: transport.Broken, Code: codeInProgress},
	} {
		asks := 0
		if err := aClient(t).ready(t.Context(), func() error { asks++; return want }); err != want || asks != 1 {
			t.Errorf("got %v after %d asks, want %v after 1", err, asks, want)
		}
	}
}
