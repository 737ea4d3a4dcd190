package talonone

import (
	"fmt"
	"net/http"
	"slices"
	"time"
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
		state["triggeredCampaigns"] = a.triggered(done.triggered, on.at)
	}
	if slices.Contains(wanted, "ruleFailureReasons") {
		state["ruleFailureReasons"] = listed(done.failures)
	}
	return answer{http.StatusOK, state, done.deliveries}
}

func (a *Account) triggered(ids []int, at time.Time) []campaignView {
	list := []campaignView{}
	for _, one := range a.campaigns {
		if slices.Contains(ids, one.ID) {
			list = append(list, a.view(one, at))
		}
	}
	return list
}

// listed makes a list that is written as [] where it is empty.
func listed[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
