package talonone

import (
	"net/http"
	"slices"
	"strings"
)

// ConsolePrefix is where the sandbox mounts the console.
const ConsolePrefix = "/_sandbox/talonone"

// Console is what an admin can click in the Campaign Manager, as JSON and
// without a credential, so that a script can play the admin. Bodies are those of
// the API. It answers under ConsolePrefix as well as with the prefix stripped:
//
//	GET POST        /webhooks                                      GET PUT DELETE /webhooks/{webhookId}
//	GET POST        /credentials                                   PUT DELETE /credentials/{credentialId}
//	GET POST        /applications/{applicationId}/campaigns        GET PUT DELETE …/campaigns/{campaignId}
//	PUT             …/campaigns/{campaignId}/state                 {"state": "enabled"}: Activate; "disabled": Deactivate
//	GET POST        …/campaigns/{campaignId}/rulesets              GET PUT …/rulesets/{rulesetId}
//	GET PUT         …/campaigns/{campaignId}/day_rule              a DayRule: the Rule Builder; PUT activates it
//	GET             …/campaigns/{campaignId}/coupons
//	GET             /applications, /applications/{applicationId}/customers, /message_logs
//	GET             /applications/{applicationId}/rule_attributes  [{"path","title"}], what a parameter can be bound to
//	GET             /applications/{applicationId}/rule_days        [{"campaignId","campaign","state","day","noon"}]
//	PUT             /applications/{applicationId}/customer_sessions/{customerSessionId}   the shop calls
//	GET POST        /keys          {"kind":"management"|"integration","name",…}; the answer to POST alone has the key
//	DELETE          /keys/{keyId}
//
// A credential is {"name","type":"custom"|"basic","data":{"headers":{…}}} or
// {"data":{"username","password"}}; its values are answered as "[hidden]", and a
// PUT that gives "[hidden]" back keeps them. The shop's body and query are those
// of PUT /v2/customer_sessions. What only the console has is answered as
// {"data": […]}.
func (a *Account) Console() http.Handler {
	mux := http.NewServeMux()
	for _, one := range consoleRoutes() {
		mux.Handle(one.method+" "+one.path, a.clicked(one))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		sendRefusal(w, notFound("console page", r.URL.Path))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, ConsolePrefix+"/") {
			http.StripPrefix(ConsolePrefix, mux).ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func consoleRoutes() []route {
	const (
		campaigns = "/applications/{applicationId}/campaigns"
		campaign  = campaigns + "/{campaignId}"
		rulesets  = campaign + "/rulesets"
		ruleset   = rulesets + "/{rulesetId}"
	)
	return []route{
		{"GET", "/webhooks", anyone, (*Account).listWebhooks},
		{"POST", "/webhooks", anyone, (*Account).createWebhook},
		{"GET", "/webhooks/{webhookId}", anyone, (*Account).getWebhook},
		{"PUT", "/webhooks/{webhookId}", anyone, (*Account).updateWebhook},
		{"DELETE", "/webhooks/{webhookId}", anyone, (*Account).deleteWebhook},
		{"GET", "/credentials", anyone, (*Account).listCredentials},
		{"POST", "/credentials", anyone, (*Account).createCredential},
		{"PUT", "/credentials/{credentialId}", anyone, (*Account).updateCredential},
		{"DELETE", "/credentials/{credentialId}", anyone, (*Account).deleteCredential},
		{"GET", campaigns, anyone, (*Account).listCampaigns},
		{"POST", campaigns, anyone, (*Account).createCampaign},
		{"GET", campaign, anyone, (*Account).getCampaign},
		{"PUT", campaign, anyone, (*Account).updateCampaign},
		{"DELETE", campaign, anyone, (*Account).deleteCampaign},
		{"PUT", campaign + "/state", anyone, (*Account).putState},
		{"GET", rulesets, anyone, (*Account).listRulesets},
		{"POST", rulesets, anyone, (*Account).createRuleset},
		{"GET", ruleset, anyone, (*Account).getRuleset},
		{"PUT", ruleset, anyone, (*Account).updateRuleset},
		{"GET", campaign + "/day_rule", anyone, (*Account).getDayRule},
		{"PUT", campaign + "/day_rule", anyone, (*Account).putDayRule},
		{"GET", campaign + "/coupons", anyone, (*Account).listCoupons},
		{"GET", "/applications", anyone, (*Account).listApplications},
		{"GET", "/applications/{applicationId}/customers", anyone, (*Account).listCustomers},
		{"GET", "/applications/{applicationId}/rule_attributes", anyone, (*Account).listRuleAttributes},
		{"GET", "/applications/{applicationId}/rule_days", anyone, (*Account).listRuleDays},
		{"PUT", "/applications/{applicationId}/customer_sessions/{customerSessionId}", integration, (*Account).playShop},
		{"GET", "/message_logs", anyone, (*Account).listMessageLogs},
		{"GET", "/keys", anyone, (*Account).listKeys},
		{"POST", "/keys", anyone, (*Account).createKey},
		{"DELETE", "/keys/{keyId}", anyone, (*Account).deleteKey},
	}
}

// clicked runs an operation with none of the API's bounds: a person can't click
// too fast.
func (a *Account) clicked(to route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.exchange(w, r, to, caller{})
	})
}

func (a *Account) listKeys(*call) (answer, error) { return okay(listed(a.keys)), nil }

// createKey shows the key once, as the console does.
func (a *Account) createKey(c *call) (answer, error) {
	var wanted key
	if err := c.decode(&wanted, "kind", "name"); err != nil {
		return answer{}, err
	}
	switch wanted.Kind {
	case managementKind:
		wanted.ApplicationID = 0
	case integrationKind:
		if _, err := a.application(wanted.ApplicationID); err != nil {
			return answer{}, err
		}
	default:
		return answer{}, invalid(problem("enum", oneOf("kind", []string{managementKind, integrationKind}), "/kind"))
	}
	made := a.newKey(wanted)
	return answer{status: http.StatusCreated, body: struct {
		key
		Secret string `json:"key"`
	}{made, made.secret}}, nil
}

func (a *Account) deleteKey(c *call) (answer, error) {
	id, err := c.pathID("keyId")
	if err != nil {
		return answer{}, err
	}
	if first(a.keys, func(one key) bool { return one.ID == id }) == nil {
		return answer{}, missing("key", id)
	}
	a.keys = slices.DeleteFunc(a.keys, func(one key) bool { return one.ID == id })
	return noContent, nil
}
