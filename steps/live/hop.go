package live

import "time"

// HopID names a hop; the IDs are stable, reports and scripts rely on them.
type HopID string

// The hops, in order.
const (
	Credentials HopID = "credentials"
	Simulate    HopID = "simulate"
	Coupon      HopID = "coupon"
	Webhook     HopID = "webhook"
	Send        HopID = "send"
	Accepted    HopID = "accepted"
	OnProfile   HopID = "profile"
	Property    HopID = "property"
	Email       HopID = "email-campaign"
	Inbox       HopID = "inbox"
	Cleanup     HopID = "cleanup"
)

// Hops lists all of them in order.
func Hops() []HopID {
	return []HopID{Credentials, Simulate, Coupon, Webhook, Send, Accepted, OnProfile, Property, Email, Inbox, Cleanup}
}

var titles = map[HopID]string{
	Credentials: "Credentials", Simulate: "Rule simulated", Coupon: "Coupon made", Webhook: "Webhook as stored",
	Send: "Webhook sent", Accepted: "Taken by CleverTap", OnProfile: "On the customer", Property: "The same code",
	Email: "Email campaign", Inbox: "In the inbox", Cleanup: "Cleaned up",
}

// Title is the hop in a person's words.
func (h HopID) Title() string { return titles[h] }

// Status is how a hop ended.
type Status string

// The statuses of a hop. Waiting and Running are seen only on the way.
const (
	Waiting Status = ""
	Running Status = "running"
	Pass    Status = "pass"
	Fail    Status = "fail"
	Warn    Status = "warn"
	Manual  Status = "manual" // a person has to look
	Skip    Status = "skip"
)

// Who did a hop.
const (
	ByTalontap  = "talontap"
	ByTalonOne  = "talonone"
	ByCleverTap = "clevertap"
	ByPerson    = "person"
)

// Hop is one step on the coupon's way.
type Hop struct {
	ID     HopID         `json:"id"`
	Status Status        `json:"status"`
	Took   time.Duration `json:"-"`
	TookMS int64         `json:"took_ms"`
	By     string        `json:"by"`
	Detail string        `json:"detail"`
	Fix    string        `json:"fix,omitempty"`
}

// Result is the whole live check.
type Result struct {
	Arrived    bool     `json:"arrived"`
	CouponCode string   `json:"coupon_code"`
	Depth      Depth    `json:"depth"`
	Hops       []Hop    `json:"hops"`
	Proven     []string `json:"proven"`
	Rehearsed  []string `json:"rehearsed"`
	OnTheDay   []string `json:"only_on_the_day"`
	Left       []string `json:"left_behind"`
	Gate       Gate     `json:"gate"`
	Redeem     *Redeem  `json:"redeem,omitempty"` // nil: not tried
}

// Redeem is whether anything would take the code at a checkout: the tutorial's
// rule makes a code, and redeeming it needs a rule with "Coupon code is valid".
type Redeem struct {
	Status Status `json:"status"` // pass or warn
	Detail string `json:"detail"`
	Fix    string `json:"fix,omitempty"`
}

// Depth is how far a live check goes.
type Depth string

// The depths, each with what it touches and leaves.
const (
	DepthSimulate Depth = "simulate" // touches nothing, leaves nothing
	DepthRelay    Depth = "relay"    // one coupon, one event on a test customer
)

// Touches says beforehand what a check at this depth will touch and leave.
func (d Depth) Touches() string {
	if d == DepthSimulate {
		return "Nothing is changed or sent: Talon.One evaluates the rule as a dry run."
	}
	return "One coupon for a test customer in Talon.One (deleted afterwards) and one event on a test customer in CleverTap (which stays)."
}

// Of finds a hop by its ID.
func (r Result) Of(id HopID) (Hop, bool) {
	for _, h := range r.Hops {
		if h.ID == id {
			return h, true
		}
	}
	return Hop{}, false
}

// Failing lists the hops that failed.
func (r Result) Failing() []Hop {
	var out []Hop
	for _, h := range r.Hops {
		if h.Status == Fail {
			out = append(out, h)
		}
	}
	return out
}

// Gate says whether the campaign may be enabled.
type Gate struct {
	Open     bool     `json:"open"`
	Failures []string `json:"failures"` // what must be mended first
	Unseen   []string `json:"unseen"`   // what a person must have compared, since the vendor shows too little
}
