package sandbox

import (
	"errors"
	"fmt"
	"net/http"
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

// SetClock moves the sandbox's time; it runs on from t. The zero time is the
// real time.
func (c *clock) SetClock(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.started = time.Now()
	if t.IsZero() {
		t = c.started
	}
	c.set = t.Round(0)
}

// Now is the sandbox's time.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.set.Add(time.Since(c.started))
}

// Advance moves the sandbox's time on by d. It is one step, so that no other move of
// the clock falls in between.
func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.set = c.set.Add(d)
}

// clockMove is one way to move the clock: to an instant, to a wall-clock time in
// a zone, by a duration, or back to the real time.
type clockMove struct {
	Now     time.Time `json:"now"`     // 2027-01-01T12:00:00+01:00
	Local   string    `json:"local"`   // 2027-01-01T12:00, as a date field in a browser gives it
	Zone    string    `json:"zone"`    // of Local: Europe/Berlin
	Advance string    `json:"advance"` // 24h
	Real    bool      `json:"real"`
}

func (s *Sandbox) moveClock(r *http.Request) error {
	var wanted clockMove
	if err := decode(r, &wanted); err != nil {
		return err
	}
	switch {
	case wanted.Advance != "":
		d, err := time.ParseDuration(wanted.Advance)
		if err != nil {
			return fmt.Errorf("advance %q is not a duration: write it like 24h or 90s", wanted.Advance)
		}
		s.Advance(d)
	case wanted.Real:
		s.SetClock(time.Time{})
	case wanted.Local != "":
		at, err := wanted.localInstant()
		if err != nil {
			return err
		}
		s.SetClock(at)
	case wanted.Now.IsZero():
		return errors.New(`the body needs "now" (a time like 2027-01-01T12:00:00+01:00), "local" with "zone", "advance" (like 24h) or "real"`)
	default:
		s.SetClock(wanted.Now)
	}
	return nil
}

func (m clockMove) localInstant() (time.Time, error) {
	zone, err := time.LoadLocation(m.Zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("zone %q is not a time zone: write it like Europe/Berlin", m.Zone)
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", m.Local, zone)
	if err != nil {
		return time.Time{}, fmt.Errorf("local %q is not a time: write it like 2027-01-01T12:00", m.Local)
	}
	return at, nil
}
