package steps

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// DayCame reports whether the saved setup's day has begun, so that another day is
// another campaign.
func (s State) DayCame() bool {
	on, err := setup.ParseDay(s.Answers.Text(setup.RuleDate), s.Observed.Zone)
	return s.Saved && err == nil && !s.Now.Before(on.Start())
}

// another moves a setup from a campaign that had its day to another day. All else
// stays as it was answered.
func (s State) another(was setup.Past, date string) (State, error) {
	if err := setup.CheckDateAhead(date, s.Now, s.Observed.Zone); err != nil {
		return s, err
	}
	to, err := setup.ParseDay(date, s.Observed.Zone)
	if err != nil || to.ISO() == was.Day {
		return s, err
	}
	s.Answers = setup.Another(setup.Complete(s.Answers, s.Surroundings()), was, to)
	s.Noted = s.Noted.WithPast(note.Day(was.Day), note.Campaign{ID: was.ID, Name: was.Name})
	return s, nil
}

// takeAnother is another for a question that may be left empty.
func takeAnother(s State, typed string) (State, error) {
	if typed = strings.TrimSpace(typed); typed == "" {
		return s, nil
	}
	a := setup.Complete(s.Answers, s.Surroundings())
	return s.another(setup.Past{Name: a.Text(setup.CampaignName), Day: a.Text(setup.RuleDate)}, setup.CleanDate(typed))
}

// Another moves a saved setup to another day, for whoever asks by name: it looks
// for the campaign that had its day. A setup that is at that day already stays as
// it is, so that what was cut off is gone on with.
func (s *Session) Another(ctx context.Context, st State, date string) (State, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if err := mayFollowOn(st); err != nil {
		return st, &UnfitError{Err: err}
	}
	w, st, err := s.workOut(ctx, st)
	if err != nil {
		return st, err
	}
	was, err := s.hadItsDay(ctx, st, w, date)
	switch {
	case err != nil:
		return st, err
	case was.Day == "" && w.Rule.Day.ISO() == date:
		return st, nil
	case was.Day == "":
		return st, &UnfitError{Err: fmt.Errorf("%s has not come yet, so its campaign is moved and not followed by another one: talontap apply --set %s=%s. For a further day beside it use a setup of its own (--profile)",
			w.Rule.Day.Words(), setup.RuleDate, date)}
	}
	if st, err = st.another(was, date); err != nil {
		return st, &UnfitError{Err: fmt.Errorf("%s: %w", ruleDate(), err)}
	}
	return st, nil
}

// mayFollowOn refuses what the saved answers would be overruled by.
func mayFollowOn(st State) error {
	if !st.Saved {
		return errors.New("there is no saved setup of this name, so there is no campaign to follow on: run talontap setup")
	}
	for _, k := range []setup.Key{setup.RuleDate, setup.RuleName, setup.CampaignName} {
		if st.Answers.From(k) == setup.FromVariable {
			return fmt.Errorf("%s is set, and would go before the saved date and names from then on: unset it", k.Variable())
		}
	}
	return nil
}

// hadItsDay looks for the setup's campaign that had its day; no day: there is
// none. What the answers say alone counts where it is not to be seen.
func (s *Session) hadItsDay(ctx context.Context, st State, w setup.Wanted, date string) (was setup.Past, err error) {
	t, err := s.talonOne(st.Answers)
	if err != nil {
		return was, err
	}
	on, err := setup.ParseDay(date, w.Rule.Day.Zone())
	if err != nil {
		return was, &UnfitError{Err: fmt.Errorf("%s: %w", ruleDate(), err)}
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

// past are the campaigns of this setup that had their day, the last at the end.
func (s State) past() []setup.Past {
	var out []setup.Past
	for _, on := range slices.Sorted(maps.Keys(s.Noted.Past)) {
		c := s.Noted.Past[on]
		out = append(out, setup.Past{ID: c.ID, Name: c.Name, Day: string(on)})
	}
	return out
}
