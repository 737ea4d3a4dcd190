// Package check is the checklist: one list of checks with stable IDs that
// serves the wizard's end, verify, JSON and the runbook alike.
//
// It judges evidence that others gathered, and evidence has three values: seen
// right, seen wrong, not seen. A check that could not be looked at is skipped and
// says why; what only a person can see is manual and says where to look; nothing
// is passed that was not seen. What that means for the whole is in Table.
//
// It must never read a server or change anything.
package check

import (
	"cmp"
	"fmt"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/status"
)

// Status is how a check came out.
type Status = status.Status

// The statuses. A warning is about something that was seen and is right, or is as
// the person chose; it is never about something wrong.
const (
	Pass   = status.Pass
	Fail   = status.Fail
	Warn   = status.Warn
	Manual = status.Manual
	Skip   = status.Skip
)

// Sight is what was seen of the thing that a check is about.
type Sight string

// What can be seen.
const (
	SeenRight Sight = "right"
	SeenWrong Sight = "wrong"
	NotSeen   Sight = "not seen"
)

func sight(s Status) Sight {
	return cmp.Or(map[Status]Sight{Pass: SeenRight, Warn: SeenRight, Fail: SeenWrong}[s], NotSeen)
}

// Check is one line of the checklist.
type Check struct {
	ID     string        `json:"id"`
	Title  string        `json:"title"`
	Status Status        `json:"status"`
	Detail string        `json:"detail"`
	Fix    string        `json:"fix"`
	Took   time.Duration `json:"-"`
	TookMS int64         `json:"took_ms"`
	// Core is a check without which nothing is called right: it has to be seen.
	Core bool  `json:"core,omitempty"`
	Seen Sight `json:"seen,omitempty"`
	// Of the rule's day: the codes that are lost, and those that may still come.
	Lost  []day.Code `json:"lost,omitempty"`
	OnWay []day.Code `json:"on_way,omitempty"`
	// Of a warning that somebody knows of and lives with for a while.
	Acknowledged *Acknowledgement `json:"acknowledged,omitempty"`
}

// Acknowledgement is somebody's word on a warning.
type Acknowledgement struct {
	By    string `json:"by"`
	Why   string `json:"why"`
	Until string `json:"until"` // the last day on which it holds, in words
}

// Unseen reports whether a check that has to be seen was not.
func (c Check) Unseen() bool { return c.Core && c.Seen == NotSeen }

// Summary counts the statuses.
type Summary struct {
	Pass   int `json:"pass"`
	Fail   int `json:"fail"`
	Warn   int `json:"warn"`
	Manual int `json:"manual"`
	Skip   int `json:"skip"`
	// How many of the warnings are acknowledged.
	Acknowledged int `json:"acknowledged,omitempty"`
}

// List is the whole checklist.
type List struct {
	Checks  []Check `json:"checks"`
	Summary Summary `json:"summary"`
	// Rejected reports that a credential was not accepted, which matters more
	// than any other failure.
	Rejected bool `json:"-"`
}

// Failing lists the checks that failed.
func (l List) Failing() []Check { return l.those(func(c Check) bool { return c.Status == Fail }) }

// Unseen lists the core checks that could not be made.
func (l List) Unseen() []Check { return l.those(Check.Unseen) }

// Warned lists the warnings about which something can be done.
func (l List) Warned() []Check {
	return l.those(func(c Check) bool { return c.Status == Warn && c.Fix != "" && c.Acknowledged == nil })
}

func (l List) those(hold func(Check) bool) []Check {
	var out []Check
	for _, c := range l.Checks {
		if hold(c) {
			out = append(out, c)
		}
	}
	return out
}

// Followable reports whether a live check has something to start from: both
// services could be read, and webhook, campaign and rule were looked at.
func (l List) Followable() bool {
	for _, c := range l.Checks {
		switch c.ID {
		case cleverTapID, managementID, integrationID, applicationID:
			if c.Status != Pass {
				return false
			}
		case webhookID, campaignID, ruleID:
			if c.Status == Skip {
				return false
			}
		}
	}
	return true
}

// Listed counts checks, and says of each what was seen by how it came out.
func Listed(checks []Check) List {
	n := map[Status]int{}
	for i, c := range checks {
		checks[i].TookMS = c.Took.Milliseconds()
		checks[i].Core, checks[i].Seen = c.Core || core(c.ID), sight(c.Status)
		n[c.Status]++
	}
	return List{Checks: checks, Summary: Summary{Pass: n[Pass], Fail: n[Fail], Warn: n[Warn], Manual: n[Manual], Skip: n[Skip]}}
}

// acknowledge says of each warning that somebody knows of it. What fails stays as it is.
func (l *List) acknowledge(known map[string]Acknowledgement) {
	for i := range l.Checks {
		c := &l.Checks[i]
		word, found := known[c.ID]
		if !found || c.Status != Warn {
			continue
		}
		c.Acknowledged, c.Fix = &word, ""
		c.Detail = fmt.Sprintf(words.CheckAcknowledged, c.Detail, word.By, word.Until, word.Why)
		l.Summary.Acknowledged++
	}
}
