package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/live"
)

// MayRehearseDay reports whether RehearseDay can be offered: in a rehearsal, for
// a setup that stands, and not after the day.
func (s *Session) MayRehearseDay() bool {
	n := s.last()
	return s.world.Travel != nil && n.standing.Complete() && !n.wanted.Rule.Day.Past(s.world.Now())
}

// RehearseDay takes the sandbox to noon of the rule's day, enables the campaign
// there if it is not yet, and makes the real run. The clock stays on that day,
// which is over for whoever goes on.
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
