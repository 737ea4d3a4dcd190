package live

import (
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// tryRedeeming sends the test code as a shop would at its checkout, as a dry
// run: with the rules that run today, and with those of our campaign alone,
// which is evaluated although it is disabled. Nothing is redeemed by it.
func (r *check) tryRedeeming(ctx context.Context) {
	noon := r.w.Rule.Day.Start().Add(12 * time.Hour)
	if !noon.After(r.Now()) {
		noon = time.Time{}
	}
	reason := ""
	for _, campaigns := range [][]int{{r.standing.Campaign.ID}, nil} {
		e, err := r.TalonOne.Session(ctx, talonone.SessionQuery{
			SessionID: own(r.w.Test.Identity + "-redeems"), ProfileID: r.w.Test.Identity,
			Dry: true, Now: noon, Campaigns: campaigns, Coupons: []string{r.coupon.Value},
		})
		if err != nil {
			return // the check of the way to the customer does not depend on it
		}
		for _, f := range e.Effects {
			if f.Value != r.coupon.Value {
				continue
			}
			if f.Type == "acceptCoupon" {
				r.result.Redeem = &Redeem{Status: Pass, Detail: fmt.Sprintf(words.LiveWouldTake, f.RuleName)}
				return
			}
			if f.Type == "rejectCoupon" && reason == "" {
				reason = fmt.Sprintf(words.LiveRejectsWith, f.Reason)
			}
		}
	}
	refused := RefusedAtCheckout(fmt.Sprintf(words.LiveNoRuleTakes, reason))
	r.result.Redeem = &refused
}

// RefusedAtCheckout is a code that a shop does not take, and what to do.
func RefusedAtCheckout(why string) Redeem {
	return Redeem{Status: Warn, Detail: why,
		Fix: fmt.Sprintf(words.LiveNoRuleTakesFix, string(setup.RedeemedElsewhere))}
}
