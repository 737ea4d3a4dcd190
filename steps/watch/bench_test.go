package watch_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/talontap/talontap/steps/watch"
)

// BenchmarkARoundAtTenThousandCouponsAnHour is what one round of ten seconds costs at
// the end of a day with so many: what is new is entered, and the day is judged.
func BenchmarkARoundAtTenThousandCouponsAnHour(b *testing.B) {
	const hours, anHour, aRound = 24, 10_000, 28
	on := newYear(b, "Europe/Berlin")
	w, n := watch.New(on, own), 0
	enter := func(at time.Time) {
		code := fmt.Sprintf("NY-%06d", n)
		n++
		w.Made(code, code, "customer-"+code, at)
		w.Delivered(delivery(code, code, at, ""))
		w.Raised(code, "customer-"+code, "")
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range hours * anHour {
		enter(on.Start().Add(time.Duration(i) * (time.Hour / anHour)))
		if i%aRound == 0 {
			w.CouponsFrom()
			w.DeliveriesFrom()
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	held := float64(after.HeapAlloc-before.HeapAlloc) / float64(n)
	last := on.End().Add(-time.Second)
	readAll(w, last)
	for b.Loop() {
		for range aRound {
			enter(last)
		}
		w.Due()
		w.DeliveriesFrom()
		if p := w.Picture(last); p.Arrived != n {
			b.Fatalf("%d of %d have arrived", p.Arrived, n)
		}
	}
	b.ReportMetric(held, "B/coupon")
}
