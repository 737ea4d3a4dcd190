package transport

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// Gate holds a request back until the vendor's limit lets it through. Enter
// waits no longer than its context; leave is called once the answer is read.
type Gate interface {
	Enter(ctx context.Context, endpoint string) (leave func(), err error)
}

// SlidingWindow lets at most N requests to one endpoint start in any stretch of
// time Per, and passes them in the order they came. The zero value lets
// everything through.
//
// A token bucket would not do: it lets a full bucket and its refill through in
// one window, which a vendor who counts per second answers with 429.
type SlidingWindow struct {
	N   int
	Per time.Duration

	mu     sync.Mutex
	starts map[string][]time.Time // the last N starts, oldest first; some may lie ahead
}

// Enter waits for a start time and never returns a leave that does something.
// A start that is given up while waiting stays taken, which errs on the slow side.
func (w *SlidingWindow) Enter(ctx context.Context, endpoint string) (func(), error) {
	start := w.reserve(endpoint, time.Now())
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return func() {}, Pause(ctx, time.Until(start))
}

// reserve books the earliest start that keeps to the limit.
func (w *SlidingWindow) reserve(endpoint string, now time.Time) time.Time {
	if w.N <= 0 {
		return now
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.starts == nil {
		w.starts = make(map[string][]time.Time)
	}
	last, start := w.starts[endpoint], now
	if len(last) == w.N {
		if free := last[0].Add(w.Per); free.After(start) {
			start = free
		}
		last = append(last[:0], last[1:]...)
	}
	w.starts[endpoint] = append(last, start)
	return start
}

// Pause waits for some time, or until the context ends.
func Pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Slots lets a number of requests be under way at once, whatever their endpoint.
type Slots struct{ weighted *semaphore.Weighted }

// NewSlots makes a gate for n requests at once.
func NewSlots(n int) *Slots { return &Slots{semaphore.NewWeighted(int64(n))} }

// Enter waits for a free slot; leave frees it.
func (s *Slots) Enter(ctx context.Context, _ string) (func(), error) {
	if err := s.weighted.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { s.weighted.Release(1) }), nil
}

// Hurried is a pause that was made for a vendor, divided for a server that stands
// in for one; 0 and 1 leave it as it is.
func Hurried(pause time.Duration, hurry int) time.Duration {
	return pause / time.Duration(max(hurry, 1))
}
