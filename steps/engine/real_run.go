package engine

import (
	"context"
	"fmt"
	"github.com/talontap/talontap/steps"
	"time"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/live"
)

// MayRehearseDay reports whether RehearseDay can be offered: in a rehearsal, for
// a setup that stands, and not after the day.
func (s *Session) MayRehearseDay() bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.world.Travel != nil && s.standing.Complete() && !s.wanted.Rule.Day.Past(s.world.Now())
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
	s.lock.Lock()
	defer s.lock.Unlock()
	day := s.wanted.Rule.Day
	if noon := day.Start().Add(12 * time.Hour); s.world.Now().Before(noon) {
		s.world.Travel(noon)
	}
	if s.standing.Enabled() {
		return nil
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return err
	}
	a := &apply.Applier{TalonOne: t, Journal: s.world.Journal, Now: s.world.Now}
	if err := a.Enable(ctx, s.wanted, s.standing); err != nil {
		return err
	}
	s.standing.Campaign.State = "enabled"
	return nil
}

// MayFollow reports whether a live check of this depth can be made now: a real
// run waits for the rule's day. What keeps it is a *live.NotYetError.
func (s *Session) MayFollow(depth live.Depth) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.mayFollow(depth)
}

func (s *Session) mayFollow(depth live.Depth) error {
	if depth != live.DepthFire {
		return nil
	}
	return live.MayFire(s.wanted, s.standing, s.world.Now())
}
