package live

import (
	"context"
	"fmt"
	"slices"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// held is what the rule does for a customer who has a coupon of its campaign
// already: a limit per customer counts over all the days of a campaign, so that a
// rule that was moved to another day makes none for those of the day before.
type held struct {
	Simulated
	customer string // "": none was found to try it with
}

const mostHolders = 50

// simulateHeld asks at noon of the day for such a customer; nil where the rule
// has made no coupon yet, or its day has begun and the coupons are that day's. It
// is a dry run: nothing is stored for the customer, who may be a real one.
func (c Checker) simulateHeld(ctx context.Context, w setup.Wanted, made plan.Standing) (*held, error) {
	edges := w.Rule.Day.Edges(c.Now())
	if made.Campaign.CouponsCreated == 0 || edges[1].Moot {
		return nil, nil
	}
	h := &held{}
	h.Instant = edges[2]
	coupons, err := c.TalonOne.Coupons(ctx, w.Application.ID, made.Campaign.ID, talonone.CouponFilter{Most: mostHolders})
	if err != nil {
		return nil, fmt.Errorf(words.LiveLookingForHolder, err)
	}
	coupons = slices.DeleteFunc(coupons, func(k talonone.Coupon) bool { return k.Recipient == "" })
	if len(coupons) == 0 {
		return h, nil
	}
	i := max(0, slices.IndexFunc(coupons, func(k talonone.Coupon) bool { return k.Recipient != w.Test.Identity }))
	h.customer = coupons[i].Recipient
	e, err := c.TalonOne.Session(ctx, talonone.SessionQuery{
		SessionID: w.Test.Identity + "-simulated-again", ProfileID: h.customer, Dry: true, Now: h.At, Campaigns: []int{made.Campaign.ID},
	})
	if err != nil {
		return nil, fmt.Errorf(words.LiveSimulatingHolder, h.At.Format("2 January 15:04:05"), err)
	}
	h.read(e, made)
	return h, nil
}

func (h *held) into(hop *Hop, unseen []Item) []Item {
	switch {
	case h == nil || hop.Status == Fail:
	case h.customer == "":
		hop.Status = Warn
		hop.Detail += "; " + ItemOf(RuleHolders).Says
		return append(unseen, ItemOf(RuleHolders))
	case !h.Right():
		hop.Status = Fail
		hop.Detail = fmt.Sprintf(words.LiveForHolder, h.customer, h.words())
		hop.Fix = fmt.Sprintf(words.LiveForHolderFix, h.day())
	}
	return unseen
}

func (h *held) day() string { return setup.DayOf(h.At).ISO() }
