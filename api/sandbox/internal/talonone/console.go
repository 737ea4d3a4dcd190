package talonone

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Console is what an admin can click in the Campaign Manager, as JSON and
// without a credential, so that a script can play the admin. It answers to the
// Management API's operations without their /v1, with the same bodies, and to
//
//	DELETE     /webhooks/{webhookId}
//	GET POST   /credentials                           PUT DELETE /credentials/{credentialId}
//	GET PUT    /integrations/clevertap                {"baseUrl","accountId","passcode"}
//	POST       /integrations/clevertap/webhooks       {"title","description","applicationIds"}: one from its template
//	PUT        …/campaigns/{campaignId}/state         {"state": "enabled"}: Activate; "disabled": Deactivate
//	GET PUT    …/campaigns/{campaignId}/day_rule      a DayRule: the Rule Builder; PUT activates it
//	GET        …/campaigns/{campaignId}/coupons
//	GET        /applications/{applicationId}/rule_attributes  [{"path","title"}], what a parameter can be bound to
//	GET        /applications/{applicationId}/rule_days        [{"campaignId","campaign","state","day","noon"}]
//	PUT        /applications/{applicationId}/customer_sessions/{customerSessionId}   the shop calls
//	GET POST   /keys          {"kind":"management"|"integration","name",…}; the answer to POST alone has the key
//	DELETE     /keys/{keyId}
//
// A credential is {"name","type":"custom"|"basic","data":{"headers":{…}}} or
// {"data":{"username","password"}}; its values are answered as "[hidden]", and a
// PUT that gives "[hidden]" back keeps them; so is the integration's passcode. What only the console has is answered
// as {"data": […]}.
func (a *Account) Console() http.Handler {
	// A person can't click too fast: none of the API's bounds stands before these.
	return routed(consoleRoutes(), "console page", func(to route, w http.ResponseWriter, r *http.Request) {
		a.exchange(w, r, to, caller{})
	})
}

// consoleRoutes are the Management API's own operations, without its version, and
// what only a person can do.
func consoleRoutes() (list []route) {
	for _, one := range managementRoutes() {
		if path, first := strings.CutPrefix(one.path, "/v1"); first && path != "/sessions" {
			list = append(list, route{one.method, path, anyone, one.serve, ""})
		}
	}
	const campaign = "/applications/{applicationId}/campaigns/{campaignId}"
	return append(list, []route{
		{"DELETE", "/webhooks/{webhookId}", anyone, (*Account).deleteWebhook, ""},
		{"GET", "/credentials", anyone, (*Account).listCredentials, ""},
		{"POST", "/credentials", anyone, taking((*Account).createCredential, "name", "type", "data"), ""},
		{"PUT", "/credentials/{credentialId}", anyone, taking((*Account).updateCredential, "name", "type", "data"), ""},
		{"DELETE", "/credentials/{credentialId}", anyone, (*Account).deleteCredential, ""},
		{"GET", "/integrations/clevertap", anyone, (*Account).getIntegration, ""},
		{"PUT", "/integrations/clevertap", anyone, taking((*Account).putIntegration, "baseUrl", "accountId", "passcode"), ""},
		{"POST", "/integrations/clevertap/webhooks", anyone, taking((*Account).createTemplateWebhook, "title", "applicationIds"), ""},
		{"PUT", campaign + "/state", anyone, taking((*Account).putState, "state"), ""},
		{"GET", campaign + "/day_rule", anyone, (*Account).getDayRule, ""},
		{"PUT", campaign + "/day_rule", anyone, taking((*Account).putDayRule, "title", "day"), ""},
		{"GET", campaign + "/coupons", anyone, (*Account).listCoupons, ""},
		{"GET", "/applications/{applicationId}/rule_attributes", anyone, (*Account).listRuleAttributes, ""},
		{"GET", "/applications/{applicationId}/rule_days", anyone, (*Account).listRuleDays, ""},
		{"PUT", "/applications/{applicationId}/customer_sessions/{customerSessionId}", integration, taking((*Account).playShop, "customerSession"),
			"dry now"},
		{"GET", "/keys", anyone, (*Account).listKeys, ""},
		{"POST", "/keys", anyone, taking((*Account).createKey, "kind", "name"), ""},
		{"DELETE", "/keys/{keyId}", anyone, (*Account).deleteKey, ""},
	}...)
}

func (a *Account) listKeys(*call) (answer, error) { return okay(listed(a.keys)), nil }

// createKey shows the key once, as the console does: 64 random hexadecimal digits
// (published for Integration API keys).
func (a *Account) createKey(_ *call, wanted key) (answer, error) {
	if wanted.Kind == managementKind {
		wanted.ApplicationID = 0
	} else if _, err := a.application(wanted.ApplicationID); err != nil {
		return answer{}, err
	}
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails: crypto/rand ends the process instead
	wanted.secret = hex.EncodeToString(raw)
	made := a.addKey(wanted)
	return created(struct {
		key
		Secret string `json:"key"`
	}{made, made.secret}), nil
}

func (a *Account) deleteKey(c *call) (answer, error) {
	id := c.key.ID
	a.keys = slices.DeleteFunc(a.keys, func(one key) bool { return one.ID == id })
	return noContent, nil
}

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
	for _, each := range a.attributes {
		entity := strings.TrimPrefix(each.Entity, "Customer") // Profile or Session
		list = append(list, ruleAttribute{entity + ".Attributes." + each.Name, each.Name + " (Customer " + entity + ")"})
	}
	return okay(map[string]any{"data": list}), nil
}
