package engine

import (
	"context"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// OnItsWay is the test coupon of a check that was left or too short, where one
// can still be waited on for. It does not wait for a call that runs.
func (s *Session) OnItsWay(st steps.State) (p live.Pending, ok bool) {
	on := s.last().notes.onItsWay(st)
	if on == nil || !on.MayTakeUp(setup.Complete(st.Answers, st.Surroundings()).Text(setup.TestIdentity), s.world.Now()) {
		return live.Pending{}, false
	}
	return *on, true
}

// TakeUp waits on for the coupon that is on its way: the same hops as Live's, but
// nothing is made or sent. Without one it is ErrNothingOnItsWay.
func (s *Session) TakeUp(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error) {
	p, ok := s.OnItsWay(st)
	if !ok {
		return live.Result{}, steps.ErrNothingOnItsWay
	}
	return s.follow(ctx, st, live.DepthRelay, &p, tell)
}
