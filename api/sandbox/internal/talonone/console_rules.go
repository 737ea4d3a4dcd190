package talonone

import "time"

// putDayRule fills the Rule Builder in: the campaign has exactly this rule
// afterwards, active.
func (a *Account) putDayRule(c *call, form DayRule) (answer, error) {
	members, err := a.members(form, *c.campaign, c.shop.zone)
	if err != nil {
		return answer{}, err
	}
	active, err := a.ruleset(c.campaign.ID, c.campaign.ActiveRulesetID)
	if err != nil {
		active = a.addRuleset(c.campaign.ID, members, c.at)
	}
	active.members = members
	a.activate(c.campaign, active.id, c.at)
	return okay(*active), nil
}

func (a *Account) getDayRule(c *call) (answer, error) {
	found, ok := a.dayRule(*c.campaign)
	if !ok {
		return answer{}, notFound("rule that the form can show in campaign", c.campaign.Name)
	}
	return okay(found), nil
}

// ruleDay is the day of one campaign's rule, with its noon: where to put the
// clock to see it happen.
type ruleDay struct {
	CampaignID int       `json:"campaignId"`
	Campaign   string    `json:"campaign"`
	State      string    `json:"state"`
	Day        string    `json:"day"`
	Noon       time.Time `json:"noon"`
}

func (a *Account) listRuleDays(c *call) (answer, error) {
	days := []ruleDay{}
	for _, one := range a.campaigns {
		rule, found := a.dayRule(one)
		if !found || one.ApplicationID != c.shop.ID {
			continue
		}
		day, err := rule.start(c.shop.zone)
		if err != nil {
			return answer{}, err
		}
		noon := time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, day.Location())
		days = append(days, ruleDay{one.ID, one.Name, one.frontendState(c.at), rule.Day, noon})
	}
	return okay(map[string]any{"data": days}), nil
}

// ruleAttribute is an attribute by its path and by what the Rule Builder calls it.
type ruleAttribute struct {
	Path  string `json:"path"`
	Title string `json:"title"`
}

// listRuleAttributes is what a parameter can be bound to: the two right ones of
// the tutorial, by the tutorial's words for them, among those that look like them.
// modelled: the words for all others.
func (a *Account) listRuleAttributes(c *call) (answer, error) {
	list := []ruleAttribute{
		{profileAttribute, "Integration ID (Customer Profile)"},
		{"Session.IntegrationId", "Integration ID (Customer Session)"},
		{couponAttribute, "Generated coupon in Session"},
		{"Session.State", "State (Customer Session)"},
		{"Session.Total", "Total (Customer Session)"},
		{"Campaign.Id", "ID (Current campaign)"},
		{"Campaign.Name", "Name (Current campaign)"},
	}
	entities := map[string]ruleAttribute{
		"CustomerProfile": {"Profile.Attributes.", " (Customer Profile)"},
		"CustomerSession": {"Session.Attributes.", " (Customer Session)"},
	}
	for _, each := range a.attributes {
		entity := entities[each.Entity]
		list = append(list, ruleAttribute{entity.Path + each.Name, each.Name + entity.Title})
	}
	return okay(map[string]any{"data": list}), nil
}
