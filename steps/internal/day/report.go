package day

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
)

// How long each leg may take before a code that is not seen behind it is lost.
// Neither vendor promises a time.
const (
	toSend  = 5 * time.Minute  // from the coupon to a delivery in the log, and from a failed attempt to the next
	toShow  = 10 * time.Minute // from CleverTap's yes to the event
	logKept = 48 * time.Hour   // how far back Talon.One's log is known to be asked for
)

// Hop is a leg of the way.
type Hop string

// The hops at which a code can be lost.
const (
	Sending  Hop = "sending"  // Talon.One logged no delivery
	Delivery Hop = "delivery" // no attempt got through
	Arrival  Hop = "arrival"  // CleverTap took it and does not show it
	Customer Hop = "customer" // it is on another customer
	Unknown  Hop = "unknown"  // not in CleverTap, and the log does not tell why
)

// Code is one code that is not where it belongs.
type Code struct {
	Code     string `json:"code"`
	Customer string `json:"customer"`
	Hop      Hop    `json:"hop"`
	Why      string `json:"why"`
}

// Seen is what could be read.
type Seen struct {
	Log, Events bool
	LogSince    time.Time // the oldest attempt that the log holds; zero: none
}

// Report says where the day's coupons are.
type Report struct {
	Coupons  int // made for customers
	Tests    int // talontap's own, not counted
	Nobodys  int // made for no customer, not counted
	Attempts int // deliveries to customers
	Failed   int // of them, those that did not get through
	Repeated int // further attempts at one code
	Strange  int // deliveries to customers with a code that is not one of the day's
	Events   int // of that name that were compared
	Sent     int // codes that CleverTap took
	Arrived  int // codes that reached their customer
	Twice    int // codes that are there more than once
	Lost     []Code
	OnWay    []Code
}

// Report judges each coupon by what was seen of it. A log of which a part was read
// tells nothing.
func (l *Ledger) Report(now time.Time, seen Seen) Report {
	l.lock.Lock()
	defer l.lock.Unlock()
	r := Report{Coupons: len(l.lines), Tests: l.tests, Nobodys: l.nobodys, Attempts: l.attempts, Strange: l.strange, Events: l.events}
	for _, line := range l.lines {
		is := *line
		if !seen.Log {
			is.taken, is.failed = 0, 0
		}
		r.Failed += is.failed
		r.Repeated += max(0, is.taken+is.failed-1)
		if is.taken > 0 {
			r.Sent++
		}
		if is.arrived > 0 {
			r.Arrived++
		}
		if is.arrived > 1 {
			r.Twice++
		}
		hop, why, onWay := is.stuck(now, seen)
		switch code := (Code{is.Code, is.Customer, hop, why}); {
		case hop == "":
		case onWay:
			r.OnWay = append(r.OnWay, code)
		default:
			r.Lost = append(r.Lost, code)
		}
	}
	slices.SortFunc(r.Lost, byCode)
	slices.SortFunc(r.OnWay, byCode)
	return r
}

func byCode(a, b Code) int { return strings.Compare(a.Code, b.Code) }

// Of lists those of some codes that are at one of some hops.
func Of(codes []Code, hops ...Hop) []Code {
	return slices.DeleteFunc(slices.Clone(codes), func(c Code) bool { return !slices.Contains(hops, c.Hop) })
}

// stuck says at which hop a code is, if it is not where it belongs, and whether it
// may still come.
func (is *line) stuck(now time.Time, seen Seen) (at Hop, why string, onWay bool) {
	switch {
	case is.arrived > 0, !seen.Events && (is.taken > 0 || !seen.Log):
		return "", "", false
	case is.astray != nil:
		return Customer, fmt.Sprintf(words.DayAstray, is.astray.Identity), false
	case is.taken > 0:
		return Arrival, fmt.Sprintf(words.DayNotShown, is.takenAt.Format(clock)), now.Sub(is.takenAt) < toShow
	case is.failed > 0:
		why := fmt.Sprintf(words.DayFailed, phrase.Spelled(is.failed, "attempt"), is.failedAt.Format(clock), is.why)
		if is.failed == 1 {
			why = fmt.Sprintf(words.DayFailedOnce, is.failedAt.Format(clock), is.why)
		}
		return Delivery, why, !is.final && now.Sub(is.failedAt) < toSend
	case !seen.Log || !seen.reaches(is.Made, now):
		return Unknown, fmt.Sprintf(words.DayUnknown, is.Made.Format(clock)), now.Sub(is.Made) < toSend+toShow
	}
	return Sending, fmt.Sprintf(words.DayNotSent, is.Made.Format(clock)), now.Sub(is.Made) < toSend
}

// Trail is what was seen of one code.
type Trail struct {
	Taken, Failed int // attempts that CleverTap took, and that it did not
	TakenAt       time.Time
	Why           string // of the last failure
	Arrived       int    // events with the code on its customer
	Hop           Hop    // where it is, if it is not where it belongs; "": it is
	OnWay         bool   // it may still come
	Missing       string // why it is not where it belongs
}

// Trail follows one of the ledger's codes.
func (l *Ledger) Trail(code string, now time.Time, seen Seen) Trail {
	l.lock.Lock()
	defer l.lock.Unlock()
	is := *l.lines[code]
	if !seen.Log {
		is.taken, is.failed = 0, 0
	}
	t := Trail{Taken: is.taken, Failed: is.failed, TakenAt: is.takenAt, Why: is.why, Arrived: is.arrived}
	t.Hop, t.Missing, t.OnWay = is.stuck(now, seen)
	return t
}

const clock = "15:04:05"

// reaches reports whether the log would still hold what was sent then.
func (s Seen) reaches(then, now time.Time) bool {
	return now.Sub(then) < logKept || !s.LogSince.IsZero() && s.LogSince.Before(then)
}
