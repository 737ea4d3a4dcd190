package live

import (
	"cmp"
	"slices"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
)

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
	Credentials: "Credentials", Simulate: words.HopSimulate, Coupon: words.HopCoupon, Webhook: words.HopWebhook,
	Send: words.HopSend, Accepted: words.HopAccepted, OnProfile: words.HopOnProfile, Property: words.HopProperty,
	Email: words.HopEmail, Inbox: words.HopInbox, Cleanup: words.HopCleanup,
}

// Title is the hop in a person's words.
func (h Hop) Title() string { return h.Channel.Say(h.ID.Title()) }

// Title is the hop in the words of email; see Channel.Say.
func (h HopID) Title() string { return titles[h] }

// Status is how a hop ended.
type Status = status.Status

// The statuses of a hop.
const (
	Waiting = status.Waiting
	Running = status.Running
	Pass    = status.Pass
	Fail    = status.Fail
	Warn    = status.Warn
	Manual  = status.Manual
	Skip    = status.Skip
)

// Who did a hop.
const (
	ByTalontap  = "talontap"
	ByTalonOne  = "talonone"
	ByCleverTap = "clevertap"
	ByPerson    = "person"
)

// Hop is one step on the coupon's way. While it is Running, Took is the time
// since it began, Next the time until it looks again (0: it does not wait) and
// Most how long it waits in all; Detail says the first two in words.
type Hop struct {
	ID     HopID         `json:"id"`
	Status Status        `json:"status"`
	Took   time.Duration `json:"-"`
	Next   time.Duration `json:"-"`
	Most   time.Duration `json:"-"`
	TookMS int64         `json:"took_ms"`
	By     string        `json:"by"`
	Detail string        `json:"detail"`
	Fix    string        `json:"fix,omitempty"`

	Channel phrase.Channel `json:"-"` // in whose words the hop is told
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
	// Diagnosis is the one thing to know about a check that did not go through,
	// or not without a warning; nil where nothing is to be said.
	Diagnosis *Diagnosis `json:"diagnosis,omitempty"`
	// Requests are what the check cost each vendor's endpoint, repeats included.
	Requests []Request `json:"requests"`
	// Pending is the coupon that is kept because it may arrive yet; nil: there is
	// none that a later check could wait on for.
	Pending *Pending `json:"-"`
	// Email is what the test customer found; nil where nobody but the customer
	// can see it.
	Email *Message `json:"-"`
}

// Request is how often one endpoint was called.
type Request struct {
	Call  string `json:"call"` // "CleverTap GET /1/profile.json"
	Count int    `json:"count"`
}

// Redeem is whether anything would take the code at a checkout: the tutorial's
// rule makes a code, and redeeming it needs a rule with "Coupon code is valid".
type Redeem struct {
	Status Status `json:"status"` // pass or warn
	Detail string `json:"detail"`
	Fix    string `json:"fix,omitempty"`
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
	return slices.DeleteFunc(slices.Clone(r.Hops), func(h Hop) bool { return h.Status != Fail })
}

// Rejected reports whether a vendor did not accept a credential, which matters
// more than any other failure.
func (r Result) Rejected() bool {
	d := r.Diagnosis
	return d != nil && d.Status == Fail &&
		(d.Cause == CredentialRejected || d.Cause == CredentialRevoked || d.Cause == WrongProject && d.Hop != Webhook)
}

// Kept reports whether the check was kept from its end by something that says
// nothing of the setup: a service that is away, or that it was left.
func (r Result) Kept() bool {
	away := []Cause{Unreachable, NoAnswer, Garbled, VendorFailed, RateLimited, Beside, Left}
	return r.Diagnosis != nil && !r.Arrived && slices.Contains(away, r.Diagnosis.Cause)
}

// Gate says whether the campaign may be enabled.
type Gate struct {
	Open     bool     `json:"open"`
	Failures []string `json:"failures"`           // what must be mended first
	Unseen   []Item   `json:"unseen"`             // what a person must have compared, since the vendor shows too little
	Compared []Item   `json:"compared,omitempty"` // of it, what a person did compare
}

// ItemID names, for ever, a thing that a person compares where the vendor shows
// too little. What a person said is noted under it.
type ItemID string

// The things that may have to be compared by hand.
const (
	RuleUnread  ItemID = "rule.unread"
	RuleWebhook ItemID = "rule.webhook"
	RuleHolders ItemID = "rule.holders"
	EmailText   ItemID = "email.text"
)

// Item is one such thing, and how it is told to a person. Reports hold the words.
type Item struct {
	ID ItemID
	// Object is the kind and ID of what holds a difference that nobody expected,
	// and About what that is of the setup; "" where it is about the rule as a whole.
	Object string
	About  plan.Resource
	Says   string
}

// Lead is how the words are led up to.
func (i Item) Lead() string {
	if i.Object != "" {
		return words.LiveOnlyYou
	}
	return words.LiveNotFromHere
}

// MarshalText writes the words.
func (i Item) MarshalText() ([]byte, error) { return []byte(i.Says), nil }

var items = map[ItemID]string{
	RuleUnread:  words.LiveItemRule,
	RuleHolders: words.LiveItemHolders,
	RuleWebhook: words.LiveItemEffect,
}

// ItemOf is the item with its words.
func ItemOf(id ItemID) Item { return Item{ID: id, Says: cmp.Or(items[id], string(id))} }
