package talonone

import (
	"net/http"
	"slices"
	"strings"
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

// createKey shows the key once, as the console does.
func (a *Account) createKey(_ *call, wanted key) (answer, error) {
	if wanted.Kind == managementKind {
		wanted.ApplicationID = 0
	} else if _, err := a.application(wanted.ApplicationID); err != nil {
		return answer{}, err
	}
	made := a.newKey(wanted)
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
