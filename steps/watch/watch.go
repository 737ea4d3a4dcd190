package watch

import (
	"slices"
	"sync"
	"time"

	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/setup"
)

// Code is one that is not where it belongs.
type Code = day.Code

// Hop is where it is.
type Hop = day.Hop

// Report is what all codes come to.
type Report = day.Report

// overtime is how long after the day's end the last codes are waited for.
const overtime = 2 * time.Hour

// Watch is what is known of the day. It may be written from several sides at once.
type Watch struct {
	on     setup.Day
	own    func(identity string) bool
	ledger *day.Ledger

	lock     sync.Mutex
	readings map[Source]*reading
	round    int
	coupons  since // which coupons were entered of late
	logged   since // likewise, attempts
	logSince time.Time
	early    []day.Attempt // at codes that no coupon was read of yet
	minutes  map[int64]int // how many coupons were made in each
	uploads  uploads
	campaign Campaign
	counted  *int
	emails   *int
	redeemed map[string]bool
	asked    map[string]bool // codes that were asked for by themselves
	requests int
}

// Campaign is the one whose day it is.
type Campaign struct {
	Name, State string
	Elsewhere   bool // its codes are redeemed without Talon.One, whose count of them says nothing
}

// New begins a watch of one day. own tells talontap's tests apart, which are not
// counted.
func New(on setup.Day, own func(identity string) bool) *Watch {
	w := &Watch{on: on, own: own, ledger: day.New(own), readings: map[Source]*reading{}, minutes: map[int64]int{}, redeemed: map[string]bool{}, asked: map[string]bool{}}
	for _, s := range Sources() {
		w.readings[s] = &reading{}
	}
	w.coupons.from, w.logged.from = on.Start().Add(-time.Second), on.Start()
	return w
}

// Made enters a coupon that the campaign made. id is the vendor's.
func (w *Watch) Made(id, code, customer string, at time.Time) {
	if at.Before(w.on.Start()) || !at.Before(w.on.End()) {
		return
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	if !w.coupons.first(id, at) {
		return
	}
	if customer != "" && !w.own(customer) {
		w.minutes[at.Unix()/60]++
	}
	w.ledger.Made(day.Coupon{Code: code, Customer: customer, Made: at.In(w.on.Zone())})
}

// Delivery is one attempt that Talon.One logged.
type Delivery struct {
	ID           string
	At, Answered time.Time // Answered may be zero
	Sent         []Sent    // none: a request that holds no code
	Failure      string    // why the receiver did not take it; "": it did
	Final        bool      // it is not repeated
	Limited      bool      // it was one too many at a time
}

// Sent is a code and whom it was sent for.
type Sent = trace.Sent

// Delivered enters an attempt.
func (w *Watch) Delivered(d Delivery) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if !w.logged.first(d.ID, d.At) {
		return
	}
	if w.logSince.IsZero() || d.At.Before(w.logSince) {
		w.logSince = d.At
	}
	w.uploads.add(d)
	if len(d.Sent) == 0 {
		d.Sent = []Sent{{}}
	}
	for _, one := range d.Sent {
		a := day.Attempt{Code: one.Code, Customer: one.Identity, At: d.At.In(w.on.Zone()), Failure: d.Failure, Final: d.Final}
		if w.ledger.Knows(one.Code) {
			w.ledger.Delivered(a)
			continue
		}
		w.early = append(w.early, a)
	}
}

// join enters the attempts whose coupons were read. The two are read side by side,
// so an attempt may be here before its coupon; one whose coupon would have been read
// by now is strange.
func (w *Watch) join(read time.Time) {
	w.early = slices.DeleteFunc(w.early, func(a day.Attempt) bool {
		known := w.ledger.Knows(a.Code) || a.At.Add(Overlap).Before(read)
		if known {
			w.ledger.Delivered(a)
		}
		return known
	})
}

// Sweep begins a reading of all events.
func (w *Watch) Sweep() { w.ledger.Again() }

// Raised enters an event.
func (w *Watch) Raised(code, identity, objectID string) {
	w.ledger.Raised(day.Event{Code: code, Identity: identity, ObjectID: objectID})
}

// Ledger is where the codes are kept, for who looks into what is odd about one.
func (w *Watch) Ledger() *day.Ledger { return w.ledger }

// Redeemed enters a code that was redeemed at least once.
func (w *Watch) Redeemed(code string) { w.enter(func() { w.redeemed[code] = true }) }

// Is enters the campaign as it stands.
func (w *Watch) Is(c Campaign) { w.enter(func() { w.campaign = c }) }

// Counted enters how many events CleverTap counts.
func (w *Watch) Counted(n int) { w.enter(func() { w.counted = &n }) }

// Mailed enters how many emails the message report shows as sent.
func (w *Watch) Mailed(n int) { w.enter(func() { w.emails = &n }) }

func (w *Watch) enter(what func()) {
	w.lock.Lock()
	defer w.lock.Unlock()
	what()
}

// CouponsFrom is from when on coupons are to be read next.
func (w *Watch) CouponsFrom() time.Time {
	w.lock.Lock()
	defer w.lock.Unlock()
	return w.coupons.next()
}

// DeliveriesFrom is from when on deliveries are to be read next.
func (w *Watch) DeliveriesFrom() time.Time {
	w.lock.Lock()
	defer w.lock.Unlock()
	return w.logged.next()
}
