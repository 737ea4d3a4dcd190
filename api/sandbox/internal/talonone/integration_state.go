package talonone

import (
	"fmt"
	"net/http"
	"slices"
)

// shown is what an evaluation may be asked to show. More is published, as enums of
// responseContent, and nobody here asks for it.
var shown = []string{"triggeredCampaigns", "ruleFailureReasons"}

// content is the part of a body that asks for it.
type content struct {
	ResponseContent []string `json:"responseContent"`
}

func (c *content) problems() (found problems) {
	for i, part := range c.ResponseContent {
		found.unless(shown, "responseContent", part, fmt.Sprintf("/responseContent/%d", i))
	}
	return found
}

// evaluated is what the Integration API answers after an evaluation: effects and
// created things always, the rest as responseContent asks.
func (a *Account) evaluated(on occasion, done outcome, wanted []string) answer {
	state := map[string]any{
		"effects":          listed(done.effects),
		"createdCoupons":   listed(done.created),
		"createdReferrals": []any{},
	}
	if slices.Contains(wanted, "triggeredCampaigns") {
		state["triggeredCampaigns"] = a.views(on.at, func(one campaign) bool { return slices.Contains(done.triggered, one.ID) })
	}
	if slices.Contains(wanted, "ruleFailureReasons") {
		state["ruleFailureReasons"] = listed(done.failures)
	}
	return answer{http.StatusOK, state, done.deliveries}
}

// listed makes a list that is written as [] where it is empty.
func listed[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
