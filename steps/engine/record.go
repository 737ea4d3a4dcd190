package engine

import (
	"fmt"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/live"
)

// TestCoupon is what the journal calls the coupon of a live check.
const TestCoupon = "test coupon"

// recorded writes the journal around a live check, as around every other write:
// the coupon that a killed check leaves is found again by its recipient.
func (s *Session) recorded(depth live.Depth, recipient string, check func() live.Result) (live.Result, error) {
	if s.world.Journal == nil || depth == live.DepthSimulate {
		return check(), nil
	}
	const action = "send"
	if err := s.world.Journal.Begin(TestCoupon, action, recipient); err != nil {
		return live.Result{}, fmt.Errorf("writing the journal, without which no coupon is made: %w", err)
	}
	result := check()
	if err := s.world.Journal.Done(TestCoupon, action, recipient, apply.WasDone); err != nil {
		return result, fmt.Errorf("writing the journal: %w", err)
	}
	return result, nil
}
