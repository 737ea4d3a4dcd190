package engine

import (
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/live"
)

// recorded writes the journal around a live check, as around every other write:
// the coupon that a killed check leaves is found again by its recipient.
func (s *Session) recorded(depth live.Depth, recipient string, check func() live.Result) (result live.Result, err error) {
	if depth == live.DepthSimulate {
		return check(), nil
	}
	err = s.world.Journal.Around(journal.TestCoupon, "send", recipient, func() error {
		result = check()
		return nil
	})
	return result, err
}
