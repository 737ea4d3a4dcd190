package check

import (
	"errors"
	"testing"
	"time"
)

func TestTheDaysNumbersAreHeldAgainstEachOther(t *testing.T) {
	away := errors.New("away")
	began := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name                        string
		day                         Day
		since                       time.Duration
		coupons, deliveries, events Status
	}{
		{"all well", Day{Coupons: 3, Called: 3, Delivered: 3, Events: 3}, time.Hour, Pass, Pass, Pass},
		{"nothing yet", Day{}, time.Hour, Warn, Skip, Pass},
		{"nothing, over", Day{Over: true}, 30 * time.Hour, Warn, Skip, Pass},
		{"a rule without its webhook", Day{Coupons: 3, Called: 2, Delivered: 2, Events: 2}, time.Hour, Fail, Pass, Pass},
		{"on its way", Day{Coupons: 3, Called: 3, Delivered: 2, Events: 2}, time.Hour, Pass, Warn, Pass},
		{"lost", Day{Over: true, Coupons: 3, Called: 3, Delivered: 2, Failed: 11, Events: 2, Why: "HTTP 401"}, 30 * time.Hour, Pass, Fail, Pass},
		{"repeated", Day{Over: true, Coupons: 3, Called: 3, Delivered: 3, Failed: 1, Events: 3}, 30 * time.Hour, Pass, Warn, Pass},
		{"delivered twice", Day{Coupons: 3, Called: 3, Delivered: 4, Events: 4}, time.Hour, Pass, Warn, Pass},
		{"not shown yet", Day{Coupons: 3, Called: 3, Delivered: 3, Events: 1}, time.Hour, Pass, Pass, Warn},
		{"dropped", Day{Over: true, Coupons: 3, Called: 3, Delivered: 3, Events: 1}, 30 * time.Hour, Pass, Pass, Fail},
		{"more than were delivered", Day{Coupons: 3, Called: 3, Delivered: 3, Events: 4}, time.Hour, Pass, Pass, Warn},
		{"a log that may not be read", Day{Coupons: 3, Called: 3, Events: 3, LogErr: away}, time.Hour, Pass, Warn, Pass},
		{"a log that is too old", Day{Over: true, Coupons: 3, Called: 3, Events: 3}, 72 * time.Hour, Pass, Skip, Warn},
		{"events that cannot be counted", Day{Coupons: 3, Called: 3, Delivered: 3, EventsErr: away}, time.Hour, Pass, Pass, Skip},
	} {
		c.day.Began = began
		got := Evidence{Now: began.Add(c.since), Day: &c.day}.day()
		for i, want := range []Status{c.coupons, c.deliveries, c.events} {
			if got[i].Status != want || got[i].Detail == "" || (want == Fail || want == Warn) && got[i].Fix == "" {
				t.Errorf("%s: %s is %s (%s | %s), want %s", c.name, got[i].ID, got[i].Status, got[i].Detail, got[i].Fix, want)
			}
		}
	}
	if got := (Evidence{}).day(); got != nil {
		t.Errorf("before the day there are %v", got)
	}
}
