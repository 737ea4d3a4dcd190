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
