package steps

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/setup"
)

// DayCame reports whether the saved setup's day has begun, so that another day is
// Another campaign.
func (s State) DayCame() bool {
	on, err := setup.ParseDay(s.Answers.Text(setup.RuleDate), s.Observed.Zone)
	return s.Saved && err == nil && !s.Now.Before(on.Start())
}

// Another moves a setup from a campaign that had its day to another day. All else
// stays as it was answered.
func (s State) Another(was setup.Past, date string) (State, error) {
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
	return s.Another(setup.Past{Name: a.Text(setup.CampaignName), Day: a.Text(setup.RuleDate)}, setup.CleanDate(typed))
}

// MayFollowOn refuses what the saved answers would be overruled by.
func MayFollowOn(st State) error {
	if !st.Saved {
		return errors.New(words.AnotherNoSetup)
	}
	for _, k := range []setup.Key{setup.RuleDate, setup.RuleName, setup.CampaignName} {
		if st.Answers.From(k) == setup.FromVariable {
			return fmt.Errorf(words.AnotherVariableSet, k.Variable())
		}
	}
	return nil
}

// Past are the campaigns of this setup that had their day, the last at the end.
func (s State) Past() []setup.Past {
	var out []setup.Past
	for _, on := range slices.Sorted(maps.Keys(s.Noted.Past)) {
		c := s.Noted.Past[on]
		out = append(out, setup.Past{ID: c.ID, Name: c.Name, Day: string(on)})
	}
	return out
}
