package talonone

import (
	"maps"
	"net/http"
)

// profileUpdate is the body of PUT /v2/customer_profiles/{integrationId}.
type profileUpdate struct {
	Attributes           map[string]any `json:"attributes"`
	EvaluableCampaignIDs []int          `json:"evaluableCampaignIds"`
	content
}

// updateCustomerProfile makes or changes a profile and, if asked, runs the Rule
// Engine. There is no "now" here: rules see the account's clock.
func (a *Account) updateCustomerProfile(c *call, wanted profileUpdate) (answer, error) {
	name := c.request.PathValue("integrationId")
	if badID(name) {
		return answer{}, refuse(http.StatusBadRequest, "An integration ID has 1 to 1000 characters")
	}
	if err := a.checkAttributes("CustomerProfile", wanted.Attributes); err != nil {
		return answer{}, err
	}
	profile := a.known(c.shop, name, c.at)
	maps.Copy(profile.Attributes, wanted.Attributes)
	profile = a.keep(profile)
	on := occasion{shop: c.shop, at: c.at, profile: &profile, campaigns: wanted.EvaluableCampaignIDs}
	var done outcome
	if c.yes("runRuleEngine") {
		done = a.run(on)
	}
	return a.evaluated(on, done, wanted.ResponseContent), nil
}

// run evaluates and, unless it is a dry run, lets the outcome happen.
func (a *Account) run(on occasion) outcome {
	done := a.evaluate(on)
	if !on.dry {
		a.commit(on, done)
	}
	return done
}
