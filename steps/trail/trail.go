package trail

import (
	"cmp"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/status"
)

// HopID names a hop; the IDs are stable, scripts rely on them.
type HopID string

// The hops, in order.
const (
	Coupon   HopID = "coupon"
	Delivery HopID = "delivery"
	Event    HopID = "event"
	Email    HopID = "email"
	Redeemed HopID = "redeemed"
)

// Title is the hop in a person's words.
func (h HopID) Title() string {
	return map[HopID]string{Coupon: words.TraceCoupon, Delivery: words.TraceDelivery, Event: words.TraceEvent,
		Email: words.TraceEmail, Redeemed: words.TraceRedeemed}[h]
}

// Outcome is where a code is.
type Outcome string

// The outcomes.
const (
	Arrived   Outcome = "arrived"        // seen right, through to the event on its customer
	OnWay     Outcome = "on_the_way"     // not there yet, and may still come
	Lost      Outcome = "lost"           // LostAt says where
	NotSeen   Outcome = "not_seen"       // a service did not show it
	NoCode    Outcome = "no_code"        // the customer is known and has none
	NotFound  Outcome = "not_found"      // there is no such code or customer
	Deleted   Outcome = "deleted"        // CleverTap has its event, Talon.One has no such coupon any more
	Elsewhere Outcome = "other_campaign" // of a campaign that is not this setup's
)

// Outcomes lists all of them.
func Outcomes() []Outcome {
	return []Outcome{Arrived, OnWay, Lost, NotSeen, NoCode, NotFound, Deleted, Elsewhere}
}

// Words is the outcome in a person's words.
func (o Outcome) Words() string {
	return map[Outcome]string{Arrived: words.TraceArrived, OnWay: words.TraceOnWay, Lost: words.TraceLost, NotSeen: words.TraceNotSeen,
		NoCode: words.TraceWithout, NotFound: words.TraceNotFound, Deleted: words.TraceDeleted, Elsewhere: words.TraceElsewhere}[o]
}

// Status is the outcome as a status, for its mark.
func (o Outcome) Status() status.Status {
	return cmp.Or(map[Outcome]status.Status{Arrived: status.Pass, OnWay: status.Warn, Deleted: status.Warn, Elsewhere: status.Warn,
		NotSeen: status.Unseen}[o], status.Fail)
}

// Hop is what was seen of one step of the way.
type Hop struct {
	ID     HopID         `json:"id"`
	Status status.Status `json:"status"`
	Detail string        `json:"detail"`
	Fix    string        `json:"fix,omitempty"`
}

// Trail is the way of one code.
type Trail struct {
	Asked    string    `json:"asked"` // as it was asked for: a code or a customer
	Code     string    `json:"code"`
	Customer string    `json:"customer"`
	Campaign string    `json:"campaign"`
	Made     time.Time `json:"made,omitzero"`
	Test     bool      `json:"test"` // of talontap's own live check
	Outcome  Outcome   `json:"outcome"`
	LostAt   HopID     `json:"lost_at,omitempty"`
	Hops     []Hop     `json:"hops"`
}

// Of finds a hop.
func (t Trail) Of(id HopID) Hop {
	for _, h := range t.Hops {
		if h.ID == id {
			return h
		}
	}
	return Hop{ID: id}
}

// Stuck is the hop that says most about a code that did not arrive.
func (t Trail) Stuck() Hop {
	if t.LostAt != "" {
		return t.Of(t.LostAt)
	}
	for _, h := range t.Hops {
		if h.Status == status.Warn || h.Status == status.Unseen || h.Status == status.Fail {
			return h
		}
	}
	return Hop{}
}

// Unread is what could not be read at all, and why. Talon.One accepted its key
// before, so that a 401 of its log is about the right to that one call.
type Unread struct {
	What     string
	Err      error
	Rejected bool // the credential is why
}

// Report is what became of everything that was asked for.
type Report struct {
	Trails   []Trail
	Repeated int // were asked for more than once, and are told once
	Unread   []Unread
}

// Count is how many codes came to an outcome.
func (r Report) Count(o Outcome) int {
	n := 0
	for _, t := range r.Trails {
		if t.Outcome == o {
			n++
		}
	}
	return n
}

// Verdict is the exit status: of several the one that matters most.
func (r Report) Verdict() check.Exit {
	verdict := check.Right
	for _, t := range r.Trails {
		switch t.Outcome {
		case Arrived:
		case NotSeen:
			verdict = max(verdict, check.Failed)
		default:
			verdict = max(verdict, check.Wrong)
		}
	}
	for _, u := range r.Unread {
		if u.Rejected {
			verdict = check.Rejected
		}
	}
	return verdict
}
