package live

import (
	"context"
	"errors"
	"testing"
	"time"
)

// clock is a time that passes only while somebody waits.
type clock struct {
	now    time.Time
	pauses []time.Duration
}

func (c *clock) checker() *check {
	return &check{Checker: Checker{Now: func() time.Time { return c.now }, After: c.after}}
}

func (c *clock) after(d time.Duration) <-chan time.Time {
	c.pauses = append(c.pauses, d)
	c.now = c.now.Add(d)
	out := make(chan time.Time, 1)
	out <- c.now
	return out
}

func never(context.Context) (bool, error) { return false, nil }

func TestWaitingSlowsDownAndStaysWithinItsTime(t *testing.T) {
	c := &clock{}
	done, waited, err := c.checker().until(t.Context(), 3*time.Minute, never)
	if done || err != nil || waited > 3*time.Minute || waited < 3*time.Minute-longest {
		t.Errorf("done %v after %s (%v), want not done, just short of three minutes", done, waited, err)
	}
	for i, p := range c.pauses {
		last := i == len(c.pauses)-1 // it ends with the time
		if i == 0 && p != firstPause || i > 0 && !last && p < c.pauses[i-1] || p > longest {
			t.Errorf("the pauses are %v", c.pauses)
			break
		}
	}
	if n := len(c.pauses); n > 50 {
		t.Errorf("it looked %d times in three minutes", n)
	}
}

func TestAnArrivalIsSeenWithinAFifthMoreThanThePauseInForce(t *testing.T) {
	for _, arrives := range []time.Duration{0, 100 * time.Millisecond, time.Second, 10 * time.Second, time.Minute} {
		c := &clock{}
		began := c.now
		done, waited, err := c.checker().until(t.Context(), 3*time.Minute, func(context.Context) (bool, error) { return c.now.Sub(began) >= arrives, nil })
		pause := time.Duration(0)
		if n := len(c.pauses); n > 0 {
			pause = c.pauses[n-1]
		}
		if !done || err != nil || waited-arrives > pause*12/10 {
			t.Errorf("what arrives after %s is seen after %s with a pause of %s (%v)", arrives, waited, pause, err)
		}
	}
}

func TestItIsLookedAtLeastOnceAndAnErrorEndsIt(t *testing.T) {
	c := &clock{}
	n := 0
	away := errors.New("away")
	if done, _, err := c.checker().until(t.Context(), 0, func(context.Context) (bool, error) { n++; return false, nil }); done || err != nil || n != 1 {
		t.Errorf("without time it looked %d times: %v, %v", n, done, err)
	}
	if _, _, err := c.checker().until(t.Context(), time.Minute, func(context.Context) (bool, error) { return false, away }); !errors.Is(err, away) || len(c.pauses) != 0 {
		t.Errorf("an error gives %v after %d pauses", err, len(c.pauses))
	}
}

func TestLeavingEndsTheWaiting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := &clock{}
	checker := c.checker()
	checker.After = func(time.Duration) <-chan time.Time { cancel(); return nil }
	if done, _, err := checker.until(ctx, time.Minute, never); done || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v", done, err)
	}
}
