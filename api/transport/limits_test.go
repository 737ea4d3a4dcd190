package transport

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestSlidingWindowNeverStartsMoreThanItsNumberInAnyWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, per = 3, time.Second + 50*time.Millisecond
		w := &SlidingWindow{N: n, Per: per}
		starts := make(chan time.Time, 20)
		for range cap(starts) {
			go func() {
				if _, err := w.Enter(t.Context(), "GET /v1/webhooks"); err != nil {
					t.Error(err)
				}
				starts <- time.Now()
			}()
		}
		var all []time.Time
		for range cap(starts) {
			all = append(all, <-starts)
		}
		for i := n; i < len(all); i++ {
			if gap := all[i].Sub(all[i-n]); gap < per {
				t.Errorf("starts %d to %d lie within %v", i-n, i, gap)
			}
		}
		if took, want := all[len(all)-1].Sub(all[0]), 6*per; took != want {
			t.Errorf("20 starts took %v, want %v: no slower than the limit asks", took, want)
		}
	})
}

func TestSlidingWindowCountsEachEndpointOnItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &SlidingWindow{N: 1, Per: time.Minute}
		start := time.Now()
		for _, endpoint := range []string{"GET /v1/webhooks", "POST /v1/webhooks", "GET /v1/webhooks/{webhookId}"} {
			if _, err := w.Enter(t.Context(), endpoint); err != nil {
				t.Fatal(err)
			}
		}
		if waited := time.Since(start); waited != 0 {
			t.Errorf("three endpoints waited %v for each other", waited)
		}
	})
}

func TestZeroSlidingWindowLetsEverythingThrough(t *testing.T) {
	var w SlidingWindow
	for range 100 {
		leave, err := w.Enter(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		leave()
	}
}

func TestWaitingAtAGateEndsWithTheContext(t *testing.T) {
	for name, gate := range map[string]Gate{
		"sliding window": &SlidingWindow{N: 1, Per: time.Hour},
		"slots":          NewSlots(1),
	} {
		synctest.Test(t, func(t *testing.T) {
			if _, err := gate.Enter(t.Context(), "x"); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if _, err := gate.Enter(ctx, "x"); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: got %v, want the deadline", name, err)
			}
		})
	}
}

func TestSlotsAreFreedOnceHoweverOftenTheyAreLeft(t *testing.T) {
	s := NewSlots(2)
	first, _ := s.Enter(t.Context(), "x")
	if _, err := s.Enter(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	first()
	first()
	if _, err := s.Enter(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Enter(ended, "x"); err == nil {
		t.Error("a slot was freed twice: three are under way where two may be")
	}
}
