package steps

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// AnotherError says that a saved setup is of another account than the one that is
// set up now. To go on would lose the saved one and its secrets.
type AnotherError struct {
	Profile string
	Differs string
}

func (e *AnotherError) Error() string {
	return fmt.Sprintf(words.AccountLeft, e.Profile, e.Differs)
}

// Fix says how to set up the other one.
func (e *AnotherError) Fix() string {
	return fmt.Sprintf(words.AccountLeftFix, e.Profile)
}

// TwiceError says that a setup is for the very Application of the one that it began
// with. Both would make one campaign their own.
type TwiceError struct{ Profile, Origin, Application string }

func (e *TwiceError) Error() string {
	return fmt.Sprintf(words.AccountTwice, e.Profile, e.Application, e.Origin)
}

// Fix says how to get on.
func (e *TwiceError) Fix() string { return fmt.Sprintf(words.AccountTwiceFix, e.Origin) }

// Same refuses answers for another account than the saved setup's. As long as
// nothing was applied, a wizard may still correct whose it is.
func (s State) Same() (State, error) {
	if err := s.misplaced(s.Answers); err != nil {
		return s, err
	}
	if !s.Confirmed[Apply] {
		s.Whose = setup.Account{}
	}
	return s, nil
}

type mendable interface {
	error
	Fix() string
}

// misplaced refuses answers for an account that this setup cannot be for.
func (s State) misplaced(a setup.Answers) mendable {
	mine, its := a.Account(), s.Origin.Answers.Account()
	switch differs := s.Whose.Other(mine); {
	case differs != "":
		return &AnotherError{s.Profile, differs}
	case !s.Confirmed[Apply] && mine.Application != "" && mine.Application == its.Application && mine.Deployment == its.Deployment:
		return &TwiceError{s.Profile, s.Origin.Profile, mine.Application}
	}
	return nil
}

// DayCame reports whether the saved setup's day has begun.
func (s State) DayCame() bool {
	on, err := setup.ParseDay(s.Answers.Text(setup.RuleDate), s.Observed.Zone)
	return s.Saved && err == nil && !s.Now.Before(on.Start())
}

// Another moves a setup from a campaign that had its day to another day, and nothing else.
func (s State) Another(was setup.Past, date string) (State, error) {
	if err := setup.CheckDateAhead(date, s.Now, s.Observed.Zone); err != nil {
		return s, err
	}
	to, err := setup.ParseDay(date, s.Observed.Zone)
	if err != nil || to.ISO() == was.Day {
		return s, err
	}
	s.Answers = setup.Another(setup.Complete(s.Answers, s.Surroundings()), was, to)
	s.Noted.Past = note.With(s.Noted.Past, note.Day(was.Day), note.Campaign{ID: was.ID, Name: was.Name})
	return s, nil
}

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

// InUse notes the day on which each credential of a setup came into use, unless
// an earlier one is noted.
func InUse(st State, now time.Time) note.Notes {
	noted := st.Noted
	for _, c := range rotate.Credentials() {
		if st.Answers.Has(c.Key()) && noted.Since[c.Key()] == "" {
			noted.Since = note.With(noted.Since, c.Key(), note.On(now))
		}
	}
	return noted
}

// Renewed notes that a credential is new now, and what the admin vouched for.
func Renewed(noted note.Notes, which rotate.Credential, word string, now time.Time) note.Notes {
	noted.Since = note.With(noted.Since, which.Key(), note.On(now))
	if word = strings.TrimSpace(word); word != "" {
		noted.Vouched = note.With(noted.Vouched, which.Key(), word)
	}
	return noted
}

// EmailComparison is what a person compares of an email's text, which no API shows.
func EmailComparison(w setup.Wanted) note.Comparison {
	return note.Comparison{Object: "email campaign " + w.Email.Noted(), With: plan.Fingerprint([]any{w.Event.Name, w.Event.Property})}
}

// PlaceholderRead notes that a person pasted the email's placeholder, as it is wanted.
func (s State) PlaceholderRead(w setup.Wanted) State {
	c := EmailComparison(w)
	c.On = note.On(s.Now)
	s.Noted.Compared = note.With(s.Noted.Compared, live.EmailText, c)
	return s
}

// Begin gives a new setup the answers of another one that serve here too.
func (s State) Begin(o setup.Origin) State {
	s.Origin, s.Answers = o, o.Begin(s.Answers, s.Now)
	return s
}

// Begun says line by line what a new setup has of another one, before anything is
// asked: what it took, what is still to be given, and what both share. There is none
// once the answers are its own.
func (s State) Begun() []string {
	keys := s.Answers.Begun()
	if len(keys) == 0 {
		return nil
	}
	var about []string
	for _, k := range keys {
		part, _, _ := strings.Cut(string(k), ".")
		if !slices.Contains(about, part) {
			about = append(about, part)
		}
	}
	lines := []string{fmt.Sprintf(words.BegunWith, s.Origin.Profile, phrase.Counted(len(keys), "answer"), strings.Join(about, ", "))}
	if on, came := s.Origin.DayCame(s.Now); came {
		lines = append(lines, fmt.Sprintf(words.BegunDayCame, on.Words()))
	}
	if anew := s.anew(); len(anew) > 0 {
		lines = append(lines, fmt.Sprintf(words.BegunAnew, strings.Join(anew, ", ")))
	}
	if s.SharesProject() {
		lines = append(lines, s.SharedProject())
	}
	return lines
}

// anew are what has to be given for every setup, as far as nothing gave it yet.
func (s State) anew() (titles []string) {
	for _, f := range setup.Missing(s.Answers) {
		if !s.Answers.Has(f.Key.Command()) {
			titles = append(titles, f.Title)
		}
	}
	return titles
}

// SharesDeployment reports whether the setup is at the Talon.One deployment of the one
// that it began with, so that its campaign may be copied.
func (s State) SharesDeployment() bool {
	at := s.Answers.Account().Deployment
	return at != "" && at == s.Origin.Answers.Account().Deployment
}

// SharesProject reports whether the setup sends to the CleverTap project of the one
// that it began with.
func (s State) SharesProject() bool {
	id := s.Answers.Text(setup.ProjectID)
	return id != "" && id == s.Origin.Answers.Text(setup.ProjectID)
}

// SharedProject says what follows from that.
func (s State) SharedProject() string {
	return s.Channel().Say(fmt.Sprintf(words.BegunSameProject, s.Answers.Text(setup.ProjectID), s.Origin.Profile))
}
