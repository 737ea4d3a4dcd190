package steps

import (
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

// Report is what a setup did. Of one that was kept from its end it
// holds what was done until then.
type Report struct {
	Plan      plan.Plan
	Applied   []apply.Progress // changes that came to an end, good or bad
	Left      []plan.Change    // what a person has to do
	Live      *live.Result     // nil: there was nothing to follow yet
	Looked    bool             // the campaign was looked at; without it Enabled says nothing
	Enabled   bool
	Held      bool // enabling was asked for, and what is not proven kept it
	Blocked   []string
	Checklist check.List
	Kept      string // where the credentials are kept now, in words
	Unended   string // why a session at Talon.One could not be ended; "": none is open
}

// Begun reports whether there is anything to tell: a plan was made, or something
// kept.
func (r Report) Begun() bool { return r.Plan.Changes != nil || r.Kept != "" }

// Verdict is what it comes to: right only where every core check was seen to be
// right and nothing is left to do.
func (r Report) Verdict() check.Exit {
	verdict := Verdict(r.Checklist, r.Live)
	if len(r.Left) > 0 || r.Held {
		return verdict.Worse(check.Wrong)
	}
	return verdict
}

// Failed reports whether something is wrong, unseen or left to do.
func (r Report) Failed() bool { return r.Verdict() != check.Right }

// Verdict is what a checklist and the live check beside it come to; r may be nil.
func Verdict(l check.List, r *live.Result) check.Exit {
	return l.Verdict().Worse(verdictOf(r))
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
