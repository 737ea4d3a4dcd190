package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Live follows a test coupon, as deep as asked, on what stands. A real run that
// cannot be made now is a *live.NotYetError, and nothing was sent.
func (s *Session) Live(ctx context.Context, st steps.State, depth live.Depth, tell func(live.Hop)) (live.Result, error) {
	return s.follow(ctx, st, depth, nil, tell)
}

func (s *Session) follow(ctx context.Context, st steps.State, depth live.Depth, takeUp *live.Pending, tell func(live.Hop)) (live.Result, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return live.Result{}, err
	}
	defer end()
	at := s.last()
	if err := s.MayFollow(depth); err != nil {
		return live.Result{}, err
	}
	c, t, err := s.services(st.Answers)
	if err != nil {
		return live.Result{}, err
	}
	checker := live.Checker{
		CleverTap: c, TalonOne: t, Rehearsal: s.world.Rehearsal, Now: s.world.Now, Wait: at.wait, Tell: tell,
		Insist: s.world.Insist, TakeUp: takeUp, Keeps: s.world.TakesUp, Judged: judged(st.Noted),
		Email: func(ctx context.Context) plan.EmailSeen {
			seen := s.observer(c, t, false).Email(ctx, at.wanted)
			s.change(func(n *snapshot) { n.notes.foundEmail(seen) })
			return seen
		},
	}
	lines := s.world.Journal // as around every write: the coupon of a killed check is found by its recipient
	if depth == live.DepthSimulate {
		lines = nil
	}
	var result live.Result
	err = lines.Around(journal.TestCoupon, "send", at.wanted.Test.Identity, func() error {
		result = s.beside(ctx, checker, depth, at.wanted, at.standing)
		return nil
	})
	if err != nil {
		return result, err
	}
	now := s.world.Now()
	s.change(func(n *snapshot) {
		n.answer(&result, st.Noted)
		result = *n.result
		n.notes.followed(result)
		n.notes.atCheckout(n.standing.Campaign.ID, result.Redeem, now)
	})
	return result, nil
}

// OnItsWay is the coupon of a check that was left or too short, and may arrive yet.
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

// beside runs a live check as one of those that run at the same time. Where no
// file can be written the others are not told, and it runs as if it were alone.
func (s *Session) beside(ctx context.Context, c live.Checker, depth live.Depth, w setup.Wanted, standing plan.Standing) live.Result {
	if s.world.Company != nil {
		if company, err := s.world.Company(); err == nil {
			defer func() { _ = company.End() }() // its end is told by the process's, too
			c.Company = company
		}
	}
	return c.Run(ctx, depth, w, standing)
}

// WaitFor changes how long live checks wait for an arrival; 0: live.DefaultWait.
func (s *Session) WaitFor(most time.Duration) {
	s.change(func(n *snapshot) { n.wait = most })
}

// MayRehearseDay holds in a rehearsal, for a setup that stands, and not after the day.
func (s *Session) MayRehearseDay() bool {
	n := s.last()
	return s.world.Travel != nil && n.standing.Complete() && !n.wanted.Rule.Day.Past(s.world.Now())
}

// RehearseDay takes the sandbox to noon of the rule's day, enables the campaign there
// if it is not yet, and makes the real run. The clock stays on that day.
func (s *Session) RehearseDay(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error) {
	if !s.MayRehearseDay() {
		return live.Result{}, steps.ErrNoRehearsal
	}
	if err := s.travel(ctx, st); err != nil {
		return live.Result{}, fmt.Errorf("travelling to the rule's day: %w", err)
	}
	return s.Live(ctx, st, live.DepthFire, tell)
}

func (s *Session) travel(ctx context.Context, st steps.State) error {
	end, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer end()
	at := s.last()
	day := at.wanted.Rule.Day
	if noon := day.Start().Add(12 * time.Hour); s.world.Now().Before(noon) {
		s.world.Travel(noon)
	}
	if at.standing.Enabled() {
		return nil
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return err
	}
	a := &apply.Applier{TalonOne: t, Journal: s.world.Journal, Now: s.world.Now}
	if err := a.Enable(ctx, at.wanted, at.standing); err != nil {
		return err
	}
	s.change(func(n *snapshot) { n.standing.Campaign.State = "enabled" })
	return nil
}

// MayFollow reports whether a live check of this depth can be made now: a real
// run waits for the rule's day. What keeps it is a *live.NotYetError.
func (s *Session) MayFollow(depth live.Depth) error {
	if depth != live.DepthFire {
		return nil
	}
	n := s.last()
	return live.MayFire(n.wanted, n.standing, s.world.Now())
}
