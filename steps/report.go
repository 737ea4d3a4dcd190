package steps

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/status"
)

// Report is what a setup did, until its end or until what kept it from that.
type Report struct {
	Plan      plan.Plan
	Applied   []apply.Progress // changes that came to an end, good or bad
	Left      []plan.Change    // what a person has to do
	Live      *live.Result     // nil: there was nothing to follow yet
	Looked    bool             // the campaign was looked at; without it Enabled says nothing
	Enabled   bool
	Paused    bool // by the admin
	Held      bool // enabling was asked for, and what is not proven kept it
	Blocked   []string
	Checklist check.List
	Kept      string // where the credentials are kept now, in words
	Unended   string // why a session at Talon.One could not be ended; "": none is open
}

// Begun reports whether a plan was made, or something kept.
func (r Report) Begun() bool { return r.Plan.Changes != nil || r.Kept != "" }

// Verdict is what it comes to: right only where every core check was seen to be
// right and nothing is left to do.
func (r Report) Verdict() check.Exit {
	verdict := Verdict(r.Checklist, r.Live)
	if len(r.Left) > 0 || r.Held {
		return max(verdict, check.Wrong)
	}
	return verdict
}

// Failed reports whether something is wrong, unseen or left to do.
func (r Report) Failed() bool { return r.Verdict() != check.Right }

// Verdict is what a checklist and the live check beside it come to; r may be nil.
func Verdict(l check.List, r *live.Result) check.Exit {
	return max(l.Verdict(), verdictOf(r))
}

// verdictOf is what a live check comes to by itself. One that was kept from its
// end has shown nothing, right or wrong.
func verdictOf(r *live.Result) check.Exit {
	switch {
	case r == nil:
		return check.Right
	case r.Rejected():
		return check.Rejected
	case r.Kept():
		return check.Failed
	case len(r.Failing()) > 0, r.Depth != live.DepthSimulate && !r.Arrived:
		return check.Wrong
	}
	return check.Right
}

// Finding is one thing that a look at a service told.
type Finding struct {
	Good bool   // nothing is wrong with it
	Stop bool   // the step can't be confirmed like this
	Text string // what was seen
	Fix  string // what to do, where something is to be done
	Took time.Duration
	// WrongRegion offers to look in CleverTap's other regions: a wrong region
	// and a wrong passcode get the same answer.
	WrongRegion bool
}

// Status is how bad a finding is.
func (f Finding) Status() status.Status {
	switch {
	case f.Stop:
		return status.Fail
	case f.Good && f.Fix == "":
		return status.Pass
	}
	return status.Warn
}

// WatchEvery is how often a watcher looks: within Talon.One's three requests a
// second on each endpoint, with room for whoever else uses the account.
const WatchEvery = 2 * time.Second

// Watched is what one look at the open cards told.
type Watched struct {
	Cards []WatchedCard
	Done  bool   // all that can be seen is right: it is time to plan anew
	Early bool   // the campaign was activated too early; TakeBack takes it back
	Err   string // why this look failed, in words; the cards are then empty, and the next look follows
}

// WatchedCard is one thing left for a person, with a mark for each field.
type WatchedCard struct {
	Card  guide.Card
	Marks []guide.Mark
	Right bool // everything that can be seen is right
	Blind bool // nothing of it can be seen from here
	Waits bool // talontap makes it as soon as the others are right
}

// ByHandError is a change that the account did not let talontap make, at a
// moment when nothing else is left: what a person does instead.
type ByHandError struct {
	Change plan.Change
	Err    error
}

func (e *ByHandError) Error() string { return e.Err.Error() }

func (e *ByHandError) Unwrap() error { return e.Err }

// Fix is what to do.
func (e *ByHandError) Fix() string {
	if len(e.Change.Steps) == 0 {
		return ""
	}
	return fmt.Sprintf(words.DoByHand, e.Change.Steps[0])
}

// Taking is what taking a setup back would touch, as wanted and as it stands.
type Taking struct {
	Wanted setup.Wanted
	Seen   plan.Seen
}

// Question asks before anything is taken back; "" where there is nothing to take.
func (t Taking) Question() string {
	c := t.Seen.Campaign.Campaign
	if c == nil {
		return ""
	}
	return fmt.Sprintf(words.RemoveQuestion, c.Name)
}

// Unfinished is an earlier run that did not come to its end, as its journal tells.
type Unfinished struct {
	Began time.Time
	Cut   []string // the changes it was cut off at: only a look tells whether they were made
	Made  []string // the changes that it made
}

// IsZero reports whether there is none.
func (u Unfinished) IsZero() bool { return len(u.Cut)+len(u.Made) == 0 }

// Words says what became of the run.
func (u Unfinished) Words() string {
	text := fmt.Sprintf(words.UnfinishedRun, u.Began.Format("2 January 2006, 15:04"))
	if len(u.Cut) > 0 {
		text += fmt.Sprintf(words.UnfinishedCut, listed(u.Cut))
	} else {
		text += words.UnfinishedStopped
	}
	if len(u.Made) > 0 {
		text += fmt.Sprintf(words.UnfinishedMade, listed(u.Made))
	}
	return text + "."
}

// listed names resources as a journal does, each once, in a person's words.
func listed(resources []string) string {
	var names []string
	for _, r := range resources {
		name := "the " + r
		switch r {
		case "event":
			name = words.UnfinishedEvent
		case "enable":
			name = words.UnfinishedEnable
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return names[0]
}
