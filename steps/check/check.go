// Package check is the checklist: one list of checks with stable IDs that
// serves the wizard's end, verify, JSON and the runbook alike.
//
// It judges evidence that others gathered. A check that could not be looked at
// is skipped and says why; what only a person can see is manual and says where
// to look; nothing is passed that was not seen.
//
// It must never read a server or change anything.
package check

import (
	"time"

	"github.com/talontap/talontap/steps/day"
)

// Status is how a check came out.
type Status string

// The statuses. Warn and manual do not make a run fail.
const (
	Pass   Status = "pass"
	Fail   Status = "fail"
	Warn   Status = "warn"
	Manual Status = "manual"
	Skip   Status = "skip"
)

// Check is one line of the checklist.
type Check struct {
	ID     string        `json:"id"`
	Title  string        `json:"title"`
	Status Status        `json:"status"`
	Detail string        `json:"detail"`
	Fix    string        `json:"fix"`
	Took   time.Duration `json:"-"`
	TookMS int64         `json:"took_ms"`
	// Of the rule's day: the codes that are lost, and those that may still come.
	Lost  []day.Code `json:"lost,omitempty"`
	OnWay []day.Code `json:"on_way,omitempty"`
}

// Summary counts the statuses.
type Summary struct {
	Pass   int `json:"pass"`
	Fail   int `json:"fail"`
	Warn   int `json:"warn"`
	Manual int `json:"manual"`
	Skip   int `json:"skip"`
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
func (l List) Failing() []Check {
	var out []Check
	for _, c := range l.Checks {
		if c.Status == Fail {
			out = append(out, c)
		}
	}
	return out
}

// Followable reports whether both services could be read, so that a live check
// has something to start from.
func (l List) Followable() bool {
	for _, c := range l.Checks {
		if c.Status == Fail && (c.ID == cleverTapID || c.ID == managementID || c.ID == integrationID || c.ID == applicationID) {
			return false
		}
	}
	return true
}

func list(checks []Check) List {
	l := List{Checks: checks}
	for i, c := range checks {
		l.Checks[i].TookMS = c.Took.Milliseconds()
		switch c.Status {
		case Pass:
			l.Summary.Pass++
		case Fail:
			l.Summary.Fail++
		case Warn:
			l.Summary.Warn++
		case Manual:
			l.Summary.Manual++
		case Skip:
			l.Summary.Skip++
		}
	}
	return l
}
