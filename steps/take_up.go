package steps

import (
	"context"
	"errors"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// ErrNothingOnItsWay says that no earlier test coupon can be waited on for.
var ErrNothingOnItsWay = errors.New("no test coupon of an earlier check is on its way")

// OnItsWay is the test coupon of a check that was left or too short, where one
// can still be waited on for. It does not wait for a call that runs.
func (s *Session) OnItsWay(st State) (p live.Pending, ok bool) {
	on := s.notes.onItsWay(st)
	if on == nil || !on.MayTakeUp(setup.Complete(st.Answers, st.Surroundings()).Text(setup.TestIdentity), s.world.Now()) {
		return live.Pending{}, false
	}
	return *on, true
}

// TakeUp waits on for the coupon that is on its way: the same hops as Live's, but
// nothing is made or sent. Without one it is ErrNothingOnItsWay.
func (s *Session) TakeUp(ctx context.Context, st State, tell func(live.Hop)) (live.Result, error) {
	p, ok := s.OnItsWay(st)
	if !ok {
		return live.Result{}, ErrNothingOnItsWay
	}
	return s.follow(ctx, st, live.DepthRelay, &p, tell)
}
