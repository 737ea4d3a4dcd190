package live

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

func (r *check) makeCoupon(ctx context.Context) Hop {
	if hop, ok := r.prepareCustomer(ctx); !ok {
		return hop
	}
	r.sweep(ctx)
	r.made = true
	made, err := r.TalonOne.CreateCoupons(ctx, r.w.Application.ID, r.standing.Campaign.ID, talonone.NewCoupons{
		UsageLimit: r.w.Rule.RedemptionLimit, Number: 1, Recipient: r.w.Test.Identity,
	})
	if err != nil {
		return r.blame(ByTalonOne, evidence{err: err})
	}
	if len(made) != 1 {
		return r.blame(ByTalonOne, evidence{err: fmt.Errorf(words.LiveCouponsMade, len(made))})
	}
	r.follows(made[0])
	r.tryRedeeming(ctx)
	return r.withClock(Hop{Status: Pass, By: ByTalontap,
		Detail: fmt.Sprintf("%s for %s, %s%s", made[0].Value, r.w.Test.Identity, limitWords(made[0].UsageLimit), r.whatWasLeft())}, made[0].Created)
}

// mostSkew is how far the two clocks may be apart without anybody being told.
const mostSkew = 2 * time.Minute

// withClock compares this machine's clock with the time at which Talon.One says
// that it made the coupon. That costs no request.
func (r *check) withClock(h Hop, created time.Time) Hop {
	skew := r.Now().Sub(created)
	if created.IsZero() || skew.Abs() < mostSkew {
		return h
	}
	r.skew = skew
	return r.but(h, evidence{skew: skew})
}

// prepareCustomer gives the test customer its address, where the admin named
// one: without an address CleverTap sends no email. A real customer keeps its
// own.
func (r *check) prepareCustomer(ctx context.Context) (Hop, bool) {
	if r.w.Test.Address == "" || r.customer.real {
		return Hop{}, true
	}
	receipt, err := r.CleverTap.Upload(ctx, []clevertap.Record{{
		Identity: r.w.Test.Identity, Properties: map[string]any{r.w.Email.AddressField(): r.w.Test.Address, "Name": setup.TestCustomer},
	}}, false)
	if err != nil {
		return r.blame(ByTalontap, evidence{err: fmt.Errorf(words.LiveGivingAddress, err)}), false
	}
	if !receipt.Taken() {
		return r.blame(ByCleverTap, evidence{receipt: &receipt}), false
	}
	return Hop{}, true
}

// sweep removes coupons that a killed or late check left for the same test
// customer, and remembers their codes: one of them may arrive yet. The coupons
// of a real customer are nobody's to remove.
func (r *check) sweep(ctx context.Context) {
	if r.customer.real {
		return
	}
	old, err := r.coupons(ctx)
	if err != nil {
		return // the check itself does not depend on it, and its end looks again
	}
	for _, c := range old {
		r.earlier = append(r.earlier, c.Value)
		_ = r.TalonOne.DeleteCoupon(ctx, r.w.Application.ID, r.standing.Campaign.ID, c.ID) // its end looks again
	}
}

func (r *check) coupons(ctx context.Context) ([]talonone.Coupon, error) {
	all, err := r.TalonOne.Coupons(ctx, r.w.Application.ID, r.standing.Campaign.ID, talonone.CouponFilter{Recipient: r.w.Test.Identity})
	return r.spare(slices.DeleteFunc(all, func(c talonone.Coupon) bool { return c.Recipient != r.w.Test.Identity })), err
}

func (r *check) whatWasLeft() string {
	if len(r.earlier) == 0 {
		return ""
	}
	text := fmt.Sprintf(words.LiveRemovedEarlier, strings.Join(r.earlier, ", "))
	for _, code := range r.earlier {
		if r.arrivedBefore(code) {
			text += fmt.Sprintf(words.LiveArrivedMeanwhile, code)
		}
	}
	return text
}

func (r *check) arrivedBefore(code string) bool {
	for _, seen := range r.before {
		if holds(seen, code) {
			return true
		}
	}
	return false
}

func limitWords(n int) string {
	switch n {
	case 0:
		return words.LiveWithoutLimit
	case 1:
		return words.LiveRedeemableOnce
	}
	return fmt.Sprintf(words.LiveRedeemableTimes, n)
}

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
