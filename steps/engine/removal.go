package engine

import (
	"context"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
)

// Removable reads in Talon.One what there is to take back.
func (s *Session) Removable(ctx context.Context, st steps.State) (steps.Taking, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return steps.Taking{}, err
	}
	defer end()
	t, w, _, err := s.workOut(ctx, st)
	if err != nil {
		return steps.Taking{}, err
	}
	seen, err := s.observer(nil, t, false).TalonOneOnly(ctx, w)
	return steps.Taking{Wanted: w, Seen: seen}, err
}

// Remove takes back what was read, as far as talontap made it.
func (s *Session) Remove(ctx context.Context, st steps.State, what steps.Taking, tell func(apply.TakenBack)) ([]apply.TakenBack, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return nil, err
	}
	things, err := apply.Removal{TalonOne: t, Journal: s.world.Journal, Tell: tell}.Run(ctx, what.Wanted, what.Seen)
	if err == nil && s.world.Settle != nil {
		err = s.world.Settle() // what earlier runs made is gone or listed
	}
	return things, err
}
