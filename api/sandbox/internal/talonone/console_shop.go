package talonone

import "net/url"

// playShop is the shop's call for a customer session without the shop's key: it
// runs the rules, counts and is logged as that call would be.
func (a *Account) playShop(c *call) (answer, error) {
	c.caller.applicationID = c.shop.ID
	c.request.URL = &url.URL{
		Path:     "/v2/customer_sessions/" + c.request.PathValue("customerSessionId"),
		RawQuery: c.request.URL.RawQuery,
	}
	return a.updateCustomerSession(c)
}

// putState is Activate and Deactivate; all else about the campaign stays.
func (a *Account) putState(c *call) (answer, error) {
	changed := c.campaign.campaignSettings
	changed.State = ""
	if err := c.decode(&struct {
		State *string `json:"state"`
	}{&changed.State}, "state"); err != nil {
		return answer{}, err
	}
	if err := changed.problems().refusal(); err != nil {
		return answer{}, err
	}
	c.campaign.campaignSettings = changed
	c.campaign.Updated, c.campaign.UpdatedBy = c.at.UTC(), a.email
	return okay(a.view(*c.campaign, c.at)), nil
}
