package steps

import (
	"context"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Taking is what taking a setup back would touch: as it was wanted, and as it
// stands.
type Taking struct {
	Wanted setup.Wanted
	Seen   plan.Seen
}

// Question asks before anything is taken back; "" where there is nothing that
// talontap could take.
func (t Taking) Question() string {
	c := t.Seen.Campaign.Campaign
	if c == nil {
		return ""
	}
	return "Disable the campaign " + c.Name + ", and delete it if talontap made it?"
}

// Removable reads in Talon.One what there is to take back.
func (s *Session) Removable(ctx context.Context, st State) (Taking, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	w, _, err := s.workOut(ctx, st)
	if err != nil {
		return Taking{}, err
	}
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return Taking{}, err
	}
	seen, err := s.observer(nil, t, false).TalonOneOnly(ctx, w)
	return Taking{w, seen}, err
}

// Remove takes back what was read, as far as talontap made it.
func (s *Session) Remove(ctx context.Context, st State, what Taking, tell func(apply.TakenBack)) ([]apply.TakenBack, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
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
