package engine

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Another moves a saved setup to another day, for whoever asks by name: it looks
// for the campaign that had its day. A setup that is at that day already stays as
// it is, so that what was cut off is gone on with.
func (s *Session) Another(ctx context.Context, st steps.State, date string) (steps.State, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return st, err
	}
	defer end()
	if err := steps.MayFollowOn(st); err != nil {
		return st, &steps.UnfitError{Err: err}
	}
	t, w, st, err := s.workOut(ctx, st)
	if err != nil {
		return st, err
	}
	was, err := s.hadItsDay(ctx, t, st, w, date)
	switch {
	case err != nil:
		return st, err
	case was.Day == "" && w.Rule.Day.ISO() == date:
		return st, nil
	case was.Day == "":
		return st, &steps.UnfitError{Err: fmt.Errorf(words.AgainNotCome,
			w.Rule.Day.Words(), setup.RuleDate, date)}
	}
	if st, err = st.Another(was, date); err != nil {
		return st, &steps.UnfitError{Err: fmt.Errorf("%s: %w", steps.RuleDateTitle(), err)}
	}
	return st, nil
}

// hadItsDay looks for the setup's campaign that had its day; no day: there is
// none. What the answers say alone counts where it is not to be seen.
func (s *Session) hadItsDay(ctx context.Context, t TalonOne, st steps.State, w setup.Wanted, date string) (was setup.Past, err error) {
	on, err := setup.ParseDay(date, w.Rule.Day.Zone())
	if err != nil {
		return was, &steps.UnfitError{Err: fmt.Errorf("%s: %w", steps.RuleDateTitle(), err)}
	}
	var seen plan.Seen
	if err := s.observer(nil, t, false).Campaign(ctx, w, &seen); err != nil {
		return was, err
	}
	came := st.DayCame() && w.Rule.Day != on
	w.Rule.Day = on
	if was, seen := plan.HadItsDay(w, seen); seen || !came {
		return was, nil
	}
	return setup.Past{Name: w.Campaign.Name, Day: st.Answers.Text(setup.RuleDate)}, nil
}
