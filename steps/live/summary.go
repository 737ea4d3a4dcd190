package live

import (
	"cmp"
	"slices"

	"github.com/talontap/talontap/steps/plan"
)

// emailOnTheDay is what is left where nobody has read the test's email.
const emailOnTheDay = "the email, with the code in it, in a customer's inbox"

// summarise makes the three lists.
func (r *check) summarise() {
	res := &r.result
	if res.passed(Simulate) {
		res.Proven = append(res.Proven, r.proven)
	}
	if res.passed(Webhook) {
		res.Proven = append(res.Proven, "Talon.One: the webhook stands as wanted in every field")
	}
	r.summariseTheWay()
	if res.Arrived {
		res.Proven = append(res.Proven, "CleverTap: shows "+res.CouponCode+" on "+r.w.Test.Identity)
	}
	if res.passed(Inbox) {
		res.Rehearsed = append(res.Rehearsed, "the email: the sandbox composed it, with the code in it")
	} else {
		res.OnTheDay = append(res.OnTheDay, emailOnTheDay)
	}
	if res.Redeem != nil && res.Redeem.Status == Warn {
		res.OnTheDay = append(res.OnTheDay, "at the checkout: "+res.Redeem.Detail)
	}
	neverNull(&res.Proven, &res.Rehearsed, &res.OnTheDay, &res.Left, &res.Gate.Failures)
	neverNull(&res.Gate.Unseen)
	if res.Requests == nil {
		res.Requests = []Request{}
	}
}

// summariseTheWay says who sent the webhook: that is the difference between the
// depths.
func (r *check) summariseTheWay() {
	res := &r.result
	const shop = "your shop calls Talon.One for each customer: nothing there fires by the clock"
	switch res.Depth {
	case DepthRelay:
		if res.Arrived {
			res.Rehearsed = append(res.Rehearsed, "the webhook's delivery: talontap sent it as Talon.One stores it")
		}
		res.OnTheDay = append(res.OnTheDay, "Talon.One sends the webhook itself", shop)
	case DepthFire:
		if res.CouponCode != "" && res.Arrived {
			res.Proven = append(res.Proven, "Talon.One: the rule made "+res.CouponCode+" and its webhook was sent, by Talon.One itself")
		}
		res.OnTheDay = append(res.OnTheDay, shop)
	}
}

func neverNull[T any](lists ...*[]T) {
	for _, list := range lists {
		if *list == nil {
			*list = []T{}
		}
	}
}

func (r Result) passed(id HopID) bool {
	h, ok := r.Of(id)
	return ok && h.Status == Pass
}

// gate opens when everything that can be proven is: the rule reads as wanted,
// and it does the right thing at every instant still ahead. It stays shut where
// a check was left before it came so far.
func (r *check) gate() {
	g := &r.result.Gate
	for _, d := range r.standing.Differs {
		g.Failures = append(g.Failures, "rule: "+differs(d))
	}
	if r.standing.Unread != "" {
		g.Unseen = append(g.Unseen, item(RuleUnread))
	}
	for _, id := range []HopID{Credentials, Simulate} {
		if _, reached := r.result.Of(id); !reached {
			g.Failures = append(g.Failures, id.Title()+": not reached")
		}
	}
	if r.result.Depth != DepthSimulate && !r.result.Arrived {
		g.Failures = append(g.Failures, "no test coupon has arrived in CleverTap yet")
	}
	g.shutFor(r.result.Hops)
}

// shutFor shuts the gate for every hop that failed, the email's too: customers
// would get what the test customer got.
func (g *Gate) shutFor(hops []Hop) {
	for _, h := range hops {
		if why := h.ID.Title() + ": " + h.Detail; h.Status == Fail && !slices.Contains(g.Failures, why) {
			g.Failures = append(g.Failures, why)
		}
	}
	g.Open = len(g.Failures) == 0 && len(g.Unseen) == 0
}

func differs(f plan.Field) string {
	return f.Name + " is " + cmp.Or(f.From, "empty") + ", wanted " + f.To
}
