package live

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
)

// emailCampaign waits for the look into the message report, which began with
// the check.
func (r *check) emailCampaign(ctx context.Context) Hop {
	var seen plan.EmailSeen
	select {
	case seen = <-r.email:
	case <-ctx.Done():
		seen.Why = words.LiveWasStopped
	}
	if plan.EmailRunning(seen.Row) {
		return Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf(words.LiveIsRunning, seen.Row.Name)}
	}
	by := ByCleverTap
	if seen.Row == nil {
		by = ByPerson
	}
	return r.blame(by, evidence{email: &seen})
}
