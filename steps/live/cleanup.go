package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// cleanupTime is what a check that was cancelled still takes to remove what it
// made.
const cleanupTime = 8 * time.Second

// leaveNoTrace removes what the check made, also when it failed or was left
// half-way, and names what stays. A coupon that is still on its way is kept, so
// that the next check knows it when it comes.
func (r *check) leaveNoTrace(ctx context.Context) {
	if !r.made {
		return
	}
	left := ctx.Err() != nil
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
	defer cancel()
	r.at = Cleanup
	r.tell(Hop{ID: Cleanup, Status: Running})
	began := r.Now()
	hop := Hop{ID: Cleanup, Status: Pass, By: ByTalontap}
	done := []string{r.settleCoupon(ctx, left), r.settleCustomer(ctx)}
	if len(r.stuck) > 0 {
		hop.Status, hop.Fix = Warn, r.diagnosis(evidence{left: r.stuck}).Fix
	}
	done = append(done, r.settleInCleverTap(ctx))
	hop.Detail = strings.Join(slices.DeleteFunc(done, func(s string) bool { return s == "" }), "; ")
	hop.Took = r.Now().Sub(began)
	r.add(hop)
}

// keeps reports whether the coupon stays, because it may arrive yet. Where the
// check was left, it stays only if somebody keeps that it does.
func (r *check) keeps(left bool) bool {
	if r.coupon.ID == 0 || r.customer.real {
		return false
	}
	return r.late && !left || left && r.Keeps && r.pending() != nil
}

func (r *check) leaves(what string) { r.result.Left = append(r.result.Left, what) }

func (r *check) isStuckWith(what string, err error) string {
	r.stuck = append(r.stuck, what)
	r.leaves("Talon.One: " + what)
	return fmt.Sprintf(words.LiveNotRemoved, what, err.Error())
}

func (r *check) settleCoupon(ctx context.Context, left bool) string {
	if r.keeps(left) {
		r.result.Pending = r.pending()
		r.leaves(fmt.Sprintf(words.LiveCouponKept, r.coupon.Value, r.w.Test.Identity))
		return fmt.Sprintf(words.LiveCouponMayArrive, r.coupon.Value)
	}
	if err := r.removeCoupons(ctx); err != nil {
		what := fmt.Sprintf(words.LivePerhapsCoupon, r.w.Test.Identity)
		if r.coupon.ID != 0 {
			what = "coupon " + r.coupon.Value + " of " + r.w.Test.Identity
		}
		return r.isStuckWith(what, err)
	}
	if r.coupon.ID == 0 {
		return words.LiveNoCouponLeft
	}
	return "coupon " + r.coupon.Value + " deleted"
}

var errStays = errors.New(words.LiveStillThere)

// removeCoupons deletes the test customer's coupons until none is listed: the
// answer that a coupon was made may have been lost, and that it was deleted may
// come from something in between.
func (r *check) removeCoupons(ctx context.Context) error {
	const rounds = 2
	for range rounds {
		have, err := r.removable(ctx)
		if err != nil {
			if r.coupon.ID != 0 {
				err = errors.Join(err, r.TalonOne.DeleteCoupon(ctx, r.w.Application.ID, r.standing.Campaign.ID, r.coupon.ID))
			}
			return err
		}
		if len(have) == 0 {
			return nil
		}
		for _, c := range have {
			if err := r.TalonOne.DeleteCoupon(ctx, r.w.Application.ID, r.standing.Campaign.ID, c.ID); err != nil {
				return err
			}
		}
	}
	return errStays
}

// removable lists what may be removed: all that the test customer has, and of a
// real customer the one coupon that this check made.
func (r *check) removable(ctx context.Context) ([]talonone.Coupon, error) {
	if !r.customer.real {
		return r.coupons(ctx)
	}
	if r.coupon.ID == 0 {
		return nil, nil
	}
	return r.TalonOne.Coupons(ctx, r.w.Application.ID, r.standing.Campaign.ID, talonone.CouponFilter{Value: r.coupon.Value})
}

// settleCustomer removes the test customer that a real run makes in Talon.One.
// One that was there before may be somebody's, unless its identity is of those
// that talontap proposes.
func (r *check) settleCustomer(ctx context.Context) string {
	who := "customer " + r.w.Test.Identity
	switch {
	case r.result.Depth != DepthFire:
		return ""
	case r.customer.real || r.customer.shared && !byName(r.w.Test.Identity):
		r.leaves(fmt.Sprintf(words.LiveWasThereBefore, who))
		return ""
	}
	err := r.TalonOne.DeleteCustomer(ctx, r.w.Test.Identity)
	if err == nil || transport.KindOf(err) == transport.NotFound {
		if still, lookErr := r.TalonOne.Customers(ctx, r.w.Application.ID, r.w.Test.Identity, 1); lookErr == nil && len(still) == 0 {
			return fmt.Sprintf(words.LiveCustomerDeleted, who)
		}
		err = errStays
	}
	return r.isStuckWith(who, err)
}

// settleInCleverTap names what an event leaves there. CleverTap deletes customers
// off-hours (likely), and only those are named to it that are no real ones.
func (r *check) settleInCleverTap(ctx context.Context) string {
	refused := r.answer != nil && r.answer.Processed == 0 && len(r.answer.Unprocessed) > 0
	if r.sentAt.IsZero() || refused && r.w.Test.Address == "" {
		return ""
	}
	stays := fmt.Sprintf(words.LiveOneMoreEvent, r.w.Test.Identity, r.w.Event.Name)
	if refused {
		stays = "customer " + r.w.Test.Identity // whom the test address made
	}
	until := ""
	if r.result.Arrived && r.customer.ours && r.CleverTap.DeleteProfiles(ctx, r.w.Test.Identity) == nil {
		until = words.LiveUntilDeleted
	}
	r.leaves("CleverTap: " + stays + until)
	return fmt.Sprintf(words.LiveStays, stays, until)
}
