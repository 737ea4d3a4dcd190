package watch_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/watch"
)

func newYear(t testing.TB, zone string) setup.Day {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	on, err := setup.ParseDay("2027-01-01", loc)
	if err != nil {
		t.Fatal(err)
	}
	return on
}

func own(identity string) bool { return strings.HasPrefix(identity, "talontap-") }

// readAll enters that every source was read at a moment.
func readAll(w *watch.Watch, at time.Time) {
	for _, s := range watch.Sources() {
		w.Read(s, at, 1, nil)
	}
}

func delivery(id, code string, at time.Time, failure string) watch.Delivery {
	return watch.Delivery{ID: id, At: at, Answered: at.Add(time.Second), Failure: failure, Sent: []watch.Sent{{Code: code, Identity: "customer-" + code}}}
}

func TestACodeIsLostOnlyByReadingsThatBeganAfterItCouldHaveCome(t *testing.T) {
	on := newYear(t, "Europe/Berlin")
	made := on.Start().Add(time.Hour)
	for _, c := range []struct {
		name            string
		log, events     time.Duration // when each reading began, since the coupon was made; 0: it was not read
		sent, lost, way bool
	}{
		{"nothing was read", 0, 0, false, false, true},
		{"only the log was read", time.Hour, 0, false, false, true},
		{"only the events were read", 0, time.Hour, false, false, true},
		{"both were read at once", time.Minute, time.Minute, false, false, true},
		{"the events were read long ago", time.Hour, time.Minute, false, false, true},
		{"the log was read long ago", time.Minute, time.Hour, false, false, true},
		{"both were read later", time.Hour, time.Hour, false, true, false},
		{"sent, and the events read long ago", time.Hour, 2 * time.Minute, true, false, true},
		{"sent, and both read later", time.Hour, time.Hour, true, true, false},
	} {
		w := watch.New(on, own)
		w.Made("1", "NY-1", "customer-NY-1", made)
		w.Read(watch.Coupons, made, 1, nil)
		if c.sent {
			w.Delivered(delivery("d", "NY-1", made, ""))
		}
		if c.log > 0 {
			w.Read(watch.Deliveries, made.Add(c.log), 1, nil)
		}
		if c.events > 0 {
			w.Read(watch.Events, made.Add(c.events), 1, nil)
		}
		p := w.Picture(made.Add(2 * time.Hour))
		if len(p.Lost) > 0 != c.lost || len(p.OnWay) > 0 != c.way {
			t.Errorf("%s: lost %v, on the way %v", c.name, p.Lost, p.OnWay)
		}
	}
}

func TestWhatComesTwiceCountsOnceAndInAnyOrder(t *testing.T) {
	on := newYear(t, "Europe/Berlin")
	at := on.Start()
	w := watch.New(on, own)
	for range 3 {
		w.Delivered(delivery("d1", "NY-1", at.Add(2*time.Second), "HTTP 500"))
		w.Delivered(delivery("d2", "NY-1", at.Add(3*time.Second), ""))
		w.Delivered(delivery("d3", "GONE", at.Add(3*time.Second), ""))
		w.Made("1", "NY-1", "customer-NY-1", at)
		w.Made("2", "NY-2", "talontap-test-default", at)
		w.Made("3", "EARLY", "customer-1", at.Add(-time.Second))
		w.Made("4", "LATE", "customer-1", on.End())
		w.Sweep()
		w.Raised("NY-1", "customer-NY-1", "")
		readAll(w, at.Add(time.Hour))
	}
	p := w.Picture(at.Add(time.Hour))
	if p.Coupons != 1 || p.Tests != 1 || p.Attempts != 3 || p.Failed != 1 || p.Repeated != 1 || p.Strange != 1 || p.Sent != 1 || p.Arrived != 1 || p.Twice != 0 || p.MostPerMinute != 1 {
		t.Errorf("got %+v", p.Report)
	}
}

func TestWhatABrokenReadingOfTheLogEnteredIsStillThereAfterTheNext(t *testing.T) {
	on := newYear(t, "Europe/Berlin")
	w := watch.New(on, own)
	at := on.Start()
	w.Made("1", "NY-1", "customer-NY-1", at)
	w.Delivered(delivery("1", "NY-1", at, ""))
	w.Read(watch.Deliveries, at, 1, errors.New("broken off"))
	if p := w.Picture(at); p.Sent != 0 {
		t.Errorf("a part of the log tells of %d codes that they were sent", p.Sent)
	}
	w.Read(watch.Deliveries, at.Add(time.Hour), 1, nil)
	if p := w.Picture(at.Add(time.Hour)); p.Sent != 1 || len(p.Lost) > 0 {
		t.Errorf("%d codes were sent, and lost are %v", p.Sent, p.Lost)
	}
}

func TestAnEventThatIsThereTwiceInOneReadingIsToldApartFromOneReadTwice(t *testing.T) {
	on := newYear(t, "Europe/Berlin")
	w := watch.New(on, own)
	w.Made("1", "NY-1", "customer-NY-1", on.Start())
	w.Raised("NY-1", "customer-NY-1", "")
	w.Sweep()
	w.Raised("NY-1", "customer-NY-1", "")
	if n := w.Picture(on.Start()).Twice; n != 0 {
		t.Errorf("%d codes are there twice, want none", n)
	}
	w.Raised("NY-1", "customer-NY-1", "")
	if n := w.Picture(on.Start()).Twice; n != 1 {
		t.Errorf("%d codes are there twice, want one", n)
	}
}

func TestTheMostDeliveriesAtOnceAreThoseThatOverlap(t *testing.T) {
	on := newYear(t, "Europe/Berlin")
	w := watch.New(on, own)
	at := on.Start()
	for n := range 20 { // each takes a second, and the next begins 100 ms after it
		w.Delivered(delivery(fmt.Sprint(n), "NY-1", at.Add(time.Duration(n)*100*time.Millisecond), ""))
	}
	w.Delivered(watch.Delivery{ID: "x", At: at.Add(time.Hour), Limited: true, Failure: "HTTP 429"})
	if p := w.Picture(at); p.AtOnce != 10 || p.Limited != 1 {
		t.Errorf("%d at once and %d limited, want 10 and 1", p.AtOnce, p.Limited)
	}
}

func TestReadingsGoOnFromALittleBeforeTheNewest(t *testing.T) {
	on := newYear(t, "Europe/Berlin")
	w := watch.New(on, own)
	if got := w.DeliveriesFrom(); !got.Equal(on.Start()) {
		t.Errorf("the first reading is from %v", got)
	}
	at := on.Start().Add(time.Hour)
	w.Made("1", "NY-1", "customer-NY-1", at)
	w.Delivered(delivery("d", "NY-1", at.Add(time.Minute), ""))
	if c, d := w.CouponsFrom(), w.DeliveriesFrom(); !c.Equal(at.Add(-15*time.Second)) || !d.Equal(at.Add(45*time.Second)) {
		t.Errorf("the next are from %v and %v", c, d)
	}
	farthest := at
	for range 12 {
		if from := w.CouponsFrom(); from.Before(farthest) {
			farthest = from
		}
	}
	if !farthest.Equal(at.Add(-watch.Overlap)) {
		t.Errorf("the farthest of twelve is from %v", farthest)
	}
}

func TestRedeemedCodesAreCountedOnceTheyWereReadUnlessTheyAreRedeemedElsewhere(t *testing.T) {
	for _, elsewhere := range []bool{false, true} {
		on := newYear(t, "Europe/Berlin")
		w := watch.New(on, own)
		w.Is(watch.Campaign{Name: "New year", State: "enabled", Elsewhere: elsewhere})
		if p := w.Picture(on.Start()); p.Redeemed != nil {
			t.Errorf("before any reading %d are redeemed", *p.Redeemed)
		}
		asked := slices.Contains(w.Due(), watch.Redemptions)
		if asked == elsewhere {
			t.Errorf("redeemed elsewhere: %t, and Talon.One is asked for them: %t", elsewhere, asked)
		}
		if !asked {
			continue
		}
		w.Redeemed("NY-1")
		w.Read(watch.Redemptions, on.Start(), 1, nil)
		if p := w.Picture(on.Start()); p.Redeemed == nil || *p.Redeemed != 1 {
			t.Error("the redeemed code is not counted")
		}
	}
}

func TestRoundsReadWhatMovesOftenAndWhatIsExpensiveSeldom(t *testing.T) {
	on := newYear(t, "Europe/Berlin")
	w := watch.New(on, own)
	w.Made("1", "NY-1", "customer-NY-1", on.Start())
	reads := map[watch.Source]int{}
	for range 120 { // twenty minutes
		for _, s := range w.Due() {
			reads[s]++
			requests := 1
			if s == watch.Events {
				requests = 80
			}
			w.Read(s, on.Start(), requests, nil)
		}
	}
	want := map[watch.Source]int{watch.Coupons: 120, watch.Deliveries: 120, watch.Count: 40, watch.State: 20, watch.Redemptions: 20, watch.Emails: 4, watch.Events: 3}
	for s, n := range want {
		if reads[s] != n {
			t.Errorf("%s was read %d times in 120 rounds, want %d", s, reads[s], n)
		}
	}
	w.Raised("NY-1", "customer-NY-1", "")
	for range 120 {
		for _, s := range w.Due() {
			if s == watch.Events {
				t.Fatal("events are read though every code has arrived")
			}
			w.Read(s, on.Start(), 1, nil)
		}
	}
	busy := watch.New(on, own)
	if first, second := len(busy.Due()), len(busy.Due()); first != len(watch.Sources())-1 || second != 0 {
		t.Errorf("%d and %d sources are due, though none was read to its end", first, second)
	}
}

func TestAWatchIsSettledOnceTheDayIsOverAndEachCodeIsDecided(t *testing.T) {
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "Pacific/Auckland"} {
		on := newYear(t, zone)
		end := on.End()
		for _, c := range []struct {
			name  string
			now   time.Time
			read  time.Time
			sent  time.Time // when the code was delivered; zero: never
			there bool
			fails bool
			want  bool
		}{
			{"a second before midnight", end.Add(-time.Second), end.Add(-time.Second), on.Start(), true, false, false},
			{"at midnight, read before", end, end.Add(-time.Second), on.Start(), true, false, false},
			{"at midnight, read then", end, end, on.Start(), true, false, true},
			{"a code is on its way", end.Add(time.Minute), end.Add(time.Minute), end.Add(-time.Second), false, false, false},
			{"and lost", end.Add(time.Hour), end.Add(time.Hour), end.Add(-time.Second), false, false, true},
			{"on its way for too long", end.Add(3 * time.Hour), end.Add(time.Minute), end.Add(-time.Second), false, false, true},
			{"nothing can be read any more, just now", end.Add(time.Minute), time.Time{}, time.Time{}, true, true, false},
			{"nor for long", end.Add(time.Hour), time.Time{}, time.Time{}, true, true, true},
		} {
			w := watch.New(on, own)
			w.Made("1", "NY-1", "customer-NY-1", on.Start())
			if !c.sent.IsZero() {
				w.Delivered(delivery("d", "NY-1", c.sent, ""))
			}
			if c.there {
				w.Raised("NY-1", "customer-NY-1", "")
			}
			var err error
			if c.fails {
				err = errors.New("the service is away")
			}
			for _, s := range watch.Sources() {
				w.Read(s, c.read, 1, err)
			}
			if got := w.Settled(c.now); got != c.want {
				t.Errorf("%s, %s: settled is %v", zone, c.name, got)
			}
		}
	}
}

func TestADayOfTwentyFiveHoursIsWatchedToItsEnd(t *testing.T) {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	on, err := setup.ParseDay("2027-10-31", loc)
	if err != nil {
		t.Fatal(err)
	}
	w := watch.New(on, own)
	last := on.Start().Add(24*time.Hour + 30*time.Minute)
	w.Made("1", "NY-1", "customer-1", last)
	p := w.Picture(last)
	if p.Coupons != 1 || p.Phase != watch.During || p.Ends.Sub(p.Begins) != 25*time.Hour {
		t.Errorf("got %+v", p)
	}
	if p := w.Picture(on.End()); p.Phase != watch.After {
		t.Errorf("the day's end is %s", p.Phase)
	}
}

func TestACodeInDoubtIsAskedForOnce(t *testing.T) {
	on := newYear(t, "Europe/Berlin")
	w := watch.New(on, own)
	w.Made("1", "NY-1", "customer-NY-1", on.Start())
	w.Made("2", "NY-2", "customer-NY-2", on.Start())
	w.Read(watch.Deliveries, on.Start().Add(time.Hour), 1, nil)
	later := on.Start().Add(time.Hour)
	if got := w.Doubtful(later, 1); got != nil {
		t.Errorf("%v are asked for, which are too many", got)
	}
	if got := w.Doubtful(later, 2); len(got) != 2 {
		t.Errorf("%v are asked for, want both", got)
	}
	if got := w.Doubtful(later, 2); got != nil {
		t.Errorf("%v are asked for again", got)
	}
}

func TestWhatMayStillComeIsNoGoodVerdict(t *testing.T) {
	right := check.List{Checks: []check.Check{{ID: "day.events", Status: check.Pass}}}
	e := watch.End{Over: true, Checks: right}
	if v := e.Verdict(); v != check.Right {
		t.Errorf("the verdict is %d", v)
	}
	e.OnWay = []watch.Code{{Code: "NY-1"}}
	if v := e.Verdict(); v != check.Failed {
		t.Errorf("with a code on its way the verdict is %d", v)
	}
	if v := (watch.End{}).Verdict(); v != check.Failed {
		t.Errorf("without a look it is %d", v)
	}
}
