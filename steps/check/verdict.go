package check

import "strings"

// Exit is what a run ends with: the verdict on a setup, or what kept talontap
// from giving one.
type Exit int

// The exit statuses; verdicts.md says what each means, and which check leads to it.
const (
	Right     Exit = 0
	Failed    Exit = 1
	Cancelled Exit = 2
	Wrong     Exit = 3
	Rejected  Exit = 4
	Usage     Exit = 64
)

// Worse is the graver of two verdicts: a rejected credential before what is wrong,
// and what is wrong before what was not seen.
func (e Exit) Worse(other Exit) Exit { return max(e, other) }

// dayChecks begins the IDs of the checks of the rule's day, which are there from
// the day on.
const dayChecks = "day."

// core reports whether a check has to be seen for a setup to be called right.
func core(id string) bool {
	switch id {
	case cleverTapID, managementID, integrationID, applicationID, eventID, webhookID, campaignID, ruleID, enabledID:
		return true
	}
	return strings.HasPrefix(id, dayChecks)
}

// Verdict is what the whole list comes to.
func (l List) Verdict() Exit {
	switch {
	case l.Rejected:
		return Rejected
	case len(l.Failing()) > 0:
		return Wrong
	case len(l.Checks) == 0 || len(l.Unseen()) > 0:
		return Failed
	}
	return Right
}
