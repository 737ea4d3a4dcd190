package live

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// cleanupTime is what a check that was cancelled still takes to remove its
// coupon.
const cleanupTime = 5 * time.Second

// leaveNoTrace deletes the test coupon, also when the check failed or was left
// half-way, and names what stays.
func (r *check) leaveNoTrace(ctx context.Context) {
	if r.coupon.ID == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTime)
	defer cancel()
	r.tell(Hop{ID: Cleanup, Status: Running})
	began := r.Now()
	hop := Hop{ID: Cleanup, Status: Pass, By: ByTalontap, Detail: "coupon " + r.coupon.Value + " deleted"}
	if err := r.TalonOne.DeleteCoupon(ctx, r.w.Application.ID, r.standing.Campaign.ID, r.coupon.ID); err != nil {
		hop.Status, hop.Detail = Warn, "the test coupon could not be deleted: "+err.Error()
		hop.Fix = "delete " + r.coupon.Value + " in Talon.One, or run the check again: it removes what it finds"
		r.result.Left = append(r.result.Left, fmt.Sprintf("Talon.One: coupon %s of %s", r.coupon.Value, r.w.Test.Identity))
	}
	if !r.sentAt.IsZero() {
		stays := fmt.Sprintf("CleverTap: customer %s with one more %s", r.w.Test.Identity, r.w.Event.Name)
		r.result.Left = append(r.result.Left, stays)
		hop.Detail += "; stays: " + strings.TrimPrefix(stays, "CleverTap: ") + " in CleverTap"
	}
	hop.Took = r.Now().Sub(began)
	r.add(hop)
}
