package sandbox

import (
	"sync"
	"time"
)

// clock is the sandbox's time: it runs at the real pace from wherever it was
// set. Both accounts read this one clock, so that a rule's day and an event's
// age agree.
type clock struct {
	mu      sync.Mutex
	started time.Time // real, with its monotonic part
	set     time.Time
}

func newClock(start time.Time) *clock {
	c := &clock{}
	c.setTo(start)
	return c
}

// setTo moves the clock; the zero time is the real time.
func (c *clock) setTo(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.started = time.Now()
	if t.IsZero() {
		t = c.started
	}
	c.set = t.Round(0)
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.set.Add(time.Since(c.started))
}

// advance is one step, so that no other move of the clock falls in between.
func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.set = c.set.Add(d)
}
