package live

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/plan"
)

func (r *check) summarise() {
	res := &r.result
	if res.passed(Simulate) {
		res.Proven = append(res.Proven, r.proven)
	}
	if res.passed(Webhook) && len(whole.Of(whole.Unknown, whole.Webhook(r.w, r.stored))) == 0 {
		res.Proven = append(res.Proven, words.LiveProvenWebhook)
	}
	r.summariseTheWay()
	if res.Arrived {
		res.Proven = append(res.Proven, fmt.Sprintf(words.LiveProvenShows, res.CouponCode, r.w.Test.Identity))
	}
	if res.passed(Inbox) {
		res.Rehearsed = append(res.Rehearsed, r.w.Email.Channel.Say(words.LiveProvenEmail))
	} else {
		res.OnTheDay = append(res.OnTheDay, r.w.Email.Channel.Say(words.LiveDayInbox))
	}
	switch {
	case res.Redeem == nil || res.Redeem.Status != Warn:
	case r.w.Elsewhere:
		res.OnTheDay = append(res.OnTheDay, words.LiveDayElsewhere)
	default:
		res.OnTheDay = append(res.OnTheDay, fmt.Sprintf(words.LiveProvenCheckout, res.Redeem.Detail))
	}
	neverNull(&res.Proven, &res.Rehearsed, &res.OnTheDay, &res.Left, &res.Gate.Failures)
	neverNull(&res.Gate.Unseen)
	neverNull(&res.Requests)
}

// summariseTheWay says who sent the webhook: that is the difference between the
// depths.
func (r *check) summariseTheWay() {
	res := &r.result
	switch res.Depth {
	case DepthRelay:
		delivery, sends := words.LiveDayDelivery, words.LiveDaySends
		if r.stored.OfCleverTap() {
			delivery, sends = words.LiveDayUpload, words.LiveDayIntegration
		}
		if res.Arrived {
			res.Rehearsed = append(res.Rehearsed, delivery)
		}
		res.OnTheDay = append(res.OnTheDay, sends, words.LiveDayShopCalls)
	case DepthFire:
		if res.CouponCode != "" && res.Arrived {
			res.Proven = append(res.Proven, fmt.Sprintf(words.LiveProvenFired, res.CouponCode))
		}
		res.OnTheDay = append(res.OnTheDay, words.LiveDayShopCalls)
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
		g.Unseen = append(g.Unseen, ItemOf(RuleUnread))
	}
	if r.standing.EmailStale && !r.result.passed(Inbox) {
		g.Unseen = append(g.Unseen, Item{ID: EmailText, Says: r.w.Email.Channel.Say(words.LiveItemPlaceholder)})
	}
	r.gateBeside(g)
	for _, id := range []HopID{Credentials, Simulate} {
		if _, reached := r.result.Of(id); !reached {
			g.Failures = append(g.Failures, fmt.Sprintf(words.LiveHopNotReached, r.w.Email.Channel.Say(id.Title())))
		}
	}
	if r.result.Depth != DepthSimulate && !r.result.Arrived {
		g.Failures = append(g.Failures, words.LiveNothingArrived)
	}
	g.shutFor(r.result.Hops)
}

// gateBeside takes in what webhook, campaign and rule hold that nobody asked for:
// a test coupon that talontap sends itself says nothing about it.
func (r *check) gateBeside(g *Gate) {
	all := r.standing.Beside(r.w)
	for _, of := range []plan.Resource{plan.Webhook, plan.Campaign, plan.Rule} {
		for _, d := range whole.Of(whole.Wrong, all[of]) {
			g.Failures = append(g.Failures, "the "+string(of)+"'s "+d.String())
		}
		for _, d := range whole.Of(whole.Unknown, all[of]) {
			if r.result.Arrived && r.tries(d) {
				continue
			}
			j := r.standing.Judging(of, d)
			g.Unseen = append(g.Unseen, Item{ID: ItemID(j.ID), Says: j.Says, Object: j.Object, About: of})
		}
	}
}

// shutFor shuts the gate for every hop that failed, the email's too: customers
// would get what the test customer got.
func (g *Gate) shutFor(hops []Hop) {
	for _, h := range hops {
		if why := h.Title() + ": " + h.Detail; h.Status == Fail && !slices.Contains(g.Failures, why) {
			g.Failures = append(g.Failures, why)
		}
	}
	g.Open = len(g.Failures) == 0 && len(g.Unseen) == 0
}

func differs(f plan.Field) string {
	return f.Name + " is " + cmp.Or(f.From, "empty") + ", wanted " + f.To
}
