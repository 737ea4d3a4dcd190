package steps

import (
	"maps"
	"strconv"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/setup"
)

// ID names a step.
type ID string

// The steps. Application and Expiry belong to the fourth step on screen: what they
// ask depends on what the first part of it found.
const (
	Welcome       ID = "welcome"
	Prerequisites ID = "prerequisites"
	CleverTapStep ID = "clevertap"
	TalonOneStep  ID = "talonone"
	Application   ID = "application"
	Expiry        ID = "expiry"
	RuleStep      ID = "rule"
	AnotherDay    ID = "another-day"
	Values        ID = "values"
	Review        ID = "review"
	Apply         ID = "apply"
	Live          ID = "live"
	Enable        ID = "enable"
)

// Act is what a step does once its questions, if any, are answered.
type Act int

// The acts.
const (
	Ask          Act = iota // nothing but asking, and a look where the step has one
	ShowPlan                // shows the plan, and asks whether to go on
	DoApply                 // makes the changes
	DoLive                  // follows a test coupon
	DoEnable                // asks whether to enable, does it, and shows the end
	ShowIntro               // shows its introduction
	ShowRotation            // says what a rotation will do, and settles what an earlier one left
	DoRotate                // brings the new credential in
)

// Step is one step of the wizard.
type Step struct {
	ID        ID
	Number    int // on screen, from 1; two steps may share one
	Title     string
	Intro     string
	Act       Act
	Looks     bool // what was answered is tried at once (Session.Look)
	Questions []Question
	Shown     func(State) bool // nil: always
}

// Kind is how a question is answered.
type Kind int

// The kinds of question.
const (
	Line      Kind = iota // one line of text
	Hidden                // one line that is not shown
	Choice                // one of a few options
	Search                // one of many options, found by typing
	Confirm               // yes or no
	Checklist             // any of the options
	Date                  // one line that is a day
)

// Option is one possible answer.
type Option struct {
	Value string
	Label string
	Where string // where to look, where that is worth a line
}

// Question is one thing that is asked: data, so that every face asks the same.
type Question struct {
	Key      setup.Key // the answer's key; a checklist has none
	Title    string
	Help     string             // what it is for
	Where    string             // where to find the answer
	Copy     string             // what a person takes there, ready to be copied
	Page     func(State) string // of the console that has it; nil or "": not known
	Kind     Kind
	Optional bool
	Empty    string               // what no answer means; "": it has to be looked at once
	Options  func(State) []Option // Choice, Search, Checklist; for Line: suggestions
	Default  func(State) string   // nil: the answer so far, else setup.Default
	Shown    func(State) bool     // nil: always
	take     func(State, string) (State, error)
}

// Place says where the credentials are kept. Why says what keeps them out of a
// keychain; "": nothing does.
type Place struct{ Where, Why string }

// String says both.
func (p Place) String() string {
	if p.Why == "" {
		return p.Where
	}
	return p.Where + ": " + p.Why
}

// State is everything the wizard knows. It is a value: what changes it gives a
// new one. The zero State is the very beginning.
type State struct {
	Answers   setup.Answers
	Confirmed map[ID]bool
	Observed  Observed
	Noted     note.Notes // what a person said, and what earlier runs found out
	Profile   string
	Now       time.Time
	Rehearsal bool          // against the sandbox: nothing real is touched
	Saved     bool          // it came from a saved profile
	Whose     setup.Account // of the saved setup; zero: none was applied
	Origin    setup.Origin  // the setup with whose answers this one began
	Secrets   Place         // where secrets are kept on this machine
	Unread    error         // why the keychain was not read for the credentials that nothing else gave; nil: it was
	Earlier   Unfinished
	Verified  time.Time // the last verification that passed; zero: none
	Adopt     bool      // the admin lets talontap take over what it did not make
}

// Observed is what looking at the services told so far.
type Observed struct {
	Events       []string            // event names that CleverTap knows
	Properties   map[string][]string // of each event
	Applications []talonone.Application
	Campaigns    []string       // names in the chosen Application, for the sample
	Samples      []string       // those of them whose rule is of our kind; looked for only where a rule may be made
	Uncounted    bool           // Talon.One did not say how many customers the chosen Application has
	Zone         *time.Location // the chosen Application's; nil: not known
}

// Surroundings is what defaults depend on.
func (s State) Surroundings() setup.Surroundings {
	return setup.Surroundings{Now: s.Now, Zone: s.Observed.Zone, Profile: s.Profile}
}

// Chosen is the Application that was chosen, once it was seen.
func (s State) Chosen() (talonone.Application, bool) {
	for _, a := range s.Observed.Applications {
		if strconv.Itoa(a.ID) == s.Answers.Text(setup.Application) {
			return a, true
		}
	}
	return talonone.Application{}, false
}

// AccountKind says in capitals which kind of account is at stake, for every screen.
func (s State) AccountKind() string {
	if s.Rehearsal {
		return "REHEARSAL"
	}
	project := setup.Project{ID: s.Answers.Text(setup.ProjectID)}
	app, chosen := s.Chosen()
	switch {
	case project.ID == "":
		return ""
	case project.Test() && (!chosen || app.Sandbox):
		return "TEST"
	case !project.Test() && (!chosen || !app.Sandbox):
		return "LIVE"
	}
	return words.KindsMixedMark
}

// Resolve gives the first step that is shown and not confirmed; done: there is none.
func Resolve(list []Step, s State) (step Step, done bool) {
	for _, step := range list {
		if step.shown(s) && !s.Confirmed[step.ID] {
			step.Intro = s.Channel().Say(step.Intro)
			return step, false
		}
	}
	return Step{}, true
}

// Done confirms a step.
func (s State) Done(id ID) State {
	was := s.Confirmed
	s.Confirmed = map[ID]bool{id: true}
	maps.Copy(s.Confirmed, was)
	return s
}

// Undone un-confirms steps and keeps their answers.
func (s State) Undone(ids ...ID) State {
	s.Confirmed = maps.Clone(s.Confirmed)
	for _, id := range ids {
		delete(s.Confirmed, id)
	}
	return s
}

// Back goes to the step before the one shown. What was applied is not undone by
// it: behind Apply, back leads to the review, which plans anew.
func Back(list []Step, s State) State {
	here, done := Resolve(list, s)
	var before *Step
	for i, step := range list {
		if !done && step.ID == here.ID {
			break
		}
		if step.shown(s) {
			before = &list[i]
		}
	}
	if before == nil {
		return s
	}
	if before.Act == DoApply || before.Act == DoLive || before.Act == DoEnable {
		return s.Undone(Review, Apply, Live, Enable)
	}
	return s.Undone(before.ID)
}

// Position is a step's number on screen, and the highest of its list.
func Position(list []Step, s Step) (number, of int) {
	return s.Number, list[len(list)-1].Number
}

func (s Step) shown(st State) bool { return s.Shown == nil || s.Shown(st) }

// Asked lists the questions of a step that are shown in a state.
func (s Step) Asked(st State) []Question {
	var asked []Question
	for _, q := range s.Questions {
		if q.Shown == nil || q.Shown(st) {
			asked = append(asked, q.Said(st.Channel()))
		}
	}
	return asked
}

// Said is the question in the words of a channel.
func (q Question) Said(c phrase.Channel) Question {
	q.Title, q.Help = c.Say(q.Title), c.Say(q.Help)
	return q
}

// Channel is what CleverTap's campaign sends.
func (s State) Channel() phrase.Channel { return setup.ChannelOf(s.Answers) }

// Open opens the steps whose required answers are missing, to resume at the first.
func Open(list []Step, s State) State {
	for _, step := range list {
		for _, q := range step.Asked(s) {
			if q.Key != "" && !q.Optional && !s.Answers.Has(q.Key) && q.Check(s, q.Preset(s)) != nil {
				s = s.Undone(step.ID)
			}
		}
	}
	return s
}

// Anew un-confirms what a session has to see for itself: nothing of it is taken
// as done from an earlier one.
func (s State) Anew() State { return s.Undone(AnotherDay, Review, Apply, Live, Enable) }

// AllDone confirms every step.
func (s State) AllDone() State {
	for _, step := range List() {
		s = s.Done(step.ID)
	}
	return s
}
