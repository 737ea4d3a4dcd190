package live

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// watch has an event arrive some time after the sending, looks for it with looks
// that take their time, and gives the delay until it is noticed and the interval
// in force then. The vendor answers a look with what is there when it is asked.
func watch(arrives, look time.Duration) (delay, inForce time.Duration) {
	var now time.Time
	began := now
	var starts []time.Time
	c := &check{Checker: Checker{
		Now: func() time.Time { return now },
		After: func(d time.Duration) <-chan time.Time {
			now = now.Add(d)
			out := make(chan time.Time, 1)
			out <- now
			return out
		},
	}}
	_, waited, _ := c.until(context.Background(), time.Hour, func(context.Context) (bool, error) {
		starts = append(starts, now)
		there := now.Sub(began) >= arrives
		now = now.Add(look)
		return there, nil
	})
	if n := len(starts); n > 1 {
		inForce = starts[n-1].Sub(starts[n-2])
	}
	return waited - arrives, inForce
}

// mostRatio is how many times the interval in force the delay may be.
const mostRatio = 1.2

func TestNoArrivalIsNoticedLaterThanTheIntervalInForceAllows(t *testing.T) {
	t.Parallel()
	for _, look := range []time.Duration{0, time.Millisecond, 30 * time.Millisecond, 200 * time.Millisecond, 2 * time.Second} {
		for arrives := time.Millisecond; arrives < 3*time.Minute; arrives += 37 * time.Millisecond {
			if delay, inForce := watch(arrives, look); float64(delay) > mostRatio*float64(inForce) {
				t.Fatalf("what arrives after %s is noticed %s later, with an interval of %s and looks of %s", arrives, delay, inForce, look)
			}
		}
	}
}

// BenchmarkNoticing reports how long it takes to notice an arrival, in intervals
// in force, at the worst moment around the named one.
func BenchmarkNoticing(b *testing.B) {
	for _, arrives := range []time.Duration{200 * time.Millisecond, 2 * time.Second, 20 * time.Second, 100 * time.Second} {
		b.Run(fmt.Sprintf("after=%s", arrives), func(b *testing.B) {
			worst := 0.0
			for b.Loop() {
				for shift := time.Duration(0); shift < arrives/10; shift += arrives / 500 {
					delay, inForce := watch(arrives+shift, 50*time.Millisecond)
					worst = max(worst, float64(delay)/float64(inForce))
				}
			}
			b.ReportMetric(worst, "intervals/arrival")
		})
	}
}
