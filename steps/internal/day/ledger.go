package day

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// Coupon is one that the campaign made.
type Coupon struct {
	Code     string
	Customer string // the recipient's integration ID
	Made     time.Time
}

// Attempt is one at delivering a code.
type Attempt struct {
	Code     string // as it was sent; "": none was
	Customer string // likewise
	At       time.Time
	Failure  string // why the receiver did not take it; "": it did
	Final    bool   // it is not repeated
}

// Event is one that CleverTap shows.
type Event struct {
	Code     string
	Identity string
	ObjectID string
}

// Ledger is the day's coupons with what was seen of each. It may be written from
// several sides at once.
type Ledger struct {
	lock  sync.Mutex
	lines map[string]*line
	own   func(identity string) bool

	tests    int // coupons of talontap's own tests
	nobodys  int // coupons without a customer, which no rule of ours makes
	attempts int
	strange  int // deliveries to customers with a code that is not one of the day's
	events   int
}

// line is one coupon of a customer.
type line struct {
	Coupon
	taken    int
	takenAt  time.Time
	failed   int
	failedAt time.Time
	why      string
	final    bool

	arrived int // events with the code on its customer
	again   int // of them, those in the reading at hand
	astray  *Event
}

// New begins a ledger. own tells talontap's tests apart, whose coupons, deliveries
// and events are not the day's.
func New(own func(identity string) bool) *Ledger {
	return &Ledger{lines: map[string]*line{}, own: own}
}

// Made enters a coupon. One that is there already stays as it is.
func (l *Ledger) Made(c Coupon) {
	l.lock.Lock()
	defer l.lock.Unlock()
	switch {
	case l.lines[c.Code] != nil:
	case c.Customer == "":
		l.nobodys++
	case l.own(c.Customer):
		l.tests++
	default:
		l.lines[c.Code] = &line{Coupon: c}
	}
}

// Delivered enters an attempt.
func (l *Ledger) Delivered(d Attempt) {
	l.lock.Lock()
	defer l.lock.Unlock()
	if l.own(d.Customer) {
		return
	}
	l.attempts++
	is := l.lines[d.Code]
	switch {
	case is == nil:
		l.strange++
	case d.Failure == "":
		is.taken++
		if d.At.After(is.takenAt) {
			is.takenAt = d.At
		}
	default:
		is.failed++
		if d.At.After(is.failedAt) {
			is.failedAt, is.why, is.final = d.At, d.Failure, d.Final
		}
	}
}

// Again begins another reading of all events: what it shows once more is no second
// event. What arrived stays.
func (l *Ledger) Again() {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.events = 0
	for _, is := range l.lines {
		is.again = 0
	}
}

// Raised enters an event.
func (l *Ledger) Raised(e Event) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.events++
	is := l.lines[e.Code]
	switch {
	case is == nil:
	case e.Identity == is.Customer:
		is.again++
		is.arrived = max(is.arrived, is.again)
	default:
		is.astray = &e
	}
}

// Astray lists the events that name another customer than the coupon does. They
// may still be that customer's: one has several identities.
func (l *Ledger) Astray() []Event {
	l.lock.Lock()
	defer l.lock.Unlock()
	var out []Event
	for _, is := range l.lines {
		if is.arrived == 0 && is.astray != nil {
			out = append(out, *is.astray)
		}
	}
	slices.SortFunc(out, func(a, b Event) int { return strings.Compare(a.Code, b.Code) })
	return out
}

// Same says that an event that went astray is its customer's after all.
func (l *Ledger) Same(code string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	l.lines[code].arrived++
}

// Knows reports whether a code is one of the day's.
func (l *Ledger) Knows(code string) bool {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.lines[code] != nil
}

// Customer is whom a code was made for.
func (l *Ledger) Customer(code string) string {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.lines[code].Customer
}

// Missing lists the codes that no event holds.
func (l *Ledger) Missing() []string {
	l.lock.Lock()
	defer l.lock.Unlock()
	var out []string
	for code, is := range l.lines {
		if is.arrived == 0 && is.astray == nil {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return out
}
