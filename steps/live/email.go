package live

import (
	"context"

	"github.com/talontap/talontap/steps/plan"
)

// emailCampaign waits for the look into the message report, which began with
// the check.
func (r *check) emailCampaign(ctx context.Context) Hop {
	var seen plan.EmailSeen
	select {
	case seen = <-r.email:
	case <-ctx.Done():
		seen.Why = "the check was left"
	}
	if plan.EmailRunning(seen.Row) {
		return Hop{Status: Pass, By: ByCleverTap, Detail: seen.Row.Name + " is running"}
	}
	by := ByCleverTap
	if seen.Row == nil {
		by = ByPerson
	}
	return r.blame(by, evidence{email: &seen})
}
