package talonone

import "net/url"

// playShop is the shop's call for a customer session without the shop's key: it
// runs the rules, counts and is logged as that call would be.
func (a *Account) playShop(c *call, wanted sessionUpdate) (answer, error) {
	c.caller.applicationID = c.shop.ID
	c.request.URL = &url.URL{
		Path:     "/v2/customer_sessions/" + c.request.PathValue("customerSessionId"),
		RawQuery: c.request.URL.RawQuery,
	}
	return a.updateCustomerSession(c, wanted)
}

// stateChange is Activate and Deactivate; all else about the campaign stays.
type stateChange struct {
	State string `json:"state"`
}

func (s *stateChange) problems() (found problems) {
	found.unless(campaignStates, "state", s.State, "/state")
	return found
}

func (a *Account) putState(c *call, wanted stateChange) (answer, error) {
	c.campaign.State = wanted.State
	c.campaign.Updated, c.campaign.UpdatedBy = c.at.UTC(), a.email
	return okay(a.view(*c.campaign, c.at)), nil
}
