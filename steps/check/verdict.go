package check

import (
	"slices"
	"strings"
)

// Exit is what a run ends with: the verdict on a setup, or what kept talontap
// from giving one.
type Exit int

// The exit statuses, the graver the higher; verdicts.md says what each means, and
// which check leads to it.
const (
	Right     Exit = 0
	Failed    Exit = 1
	Cancelled Exit = 2
	Wrong     Exit = 3
	Rejected  Exit = 4
	Usage     Exit = 64
)

// core reports whether a check has to be seen for a setup to be called right.
func core(id string) bool {
	ids := []string{cleverTapID, managementID, integrationID, applicationID, eventID, webhookID, campaignID, ruleID, enabledID}
	return slices.Contains(ids, id) || strings.HasPrefix(id, "day.") // those of the rule's day, from the day on
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
