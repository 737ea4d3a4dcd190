package talonone

import "net/http"

type access int

const (
	anyone      access = iota // signing in
	integration               // ApiKey-v1
	management                // ManagementKey-v1 or Bearer
	signedIn                  // Bearer only
	unpublished               // Bearer only, and not at all when unpublished calls are refused
)

// route is one operation.
type route struct {
	method, path string
	access       access
	serve        operation
	// reads are the query parameters that it reads, with spaces between them. What a
	// document has and is not here is refused: an answer that leaves a filter out
	// would be a wrong one.
	reads string
}

const (
	applicationPath = "/v1/applications/{applicationId}"
	campaignPath    = applicationPath + "/campaigns/{campaignId}"
	rulesetPath     = campaignPath + "/rulesets/{rulesetId}"
)

func routes() []route { return append(managementRoutes(), integrationRoutes()...) }

func managementRoutes() []route { return append(publishedManagementRoutes(), unpublishedRoutes()...) }

func publishedManagementRoutes() []route {
	return []route{
		{"POST", "/v1/sessions", anyone, taking((*Account).createSession, "email", "password"), ""},
		{"DELETE", "/v1/sessions", signedIn, (*Account).destroySession, ""},

		{"GET", "/v1/applications", management, (*Account).listApplications, "pageSize skip"},
		{"GET", applicationPath + "/access_logs/no_total", management, (*Account).listAccessLogs,
			"pageSize skip rangeStart rangeEnd sort"},
		{"GET", applicationPath + "/customers", management, (*Account).listCustomers, "pageSize skip integrationId withTotalResultSize"},

		{"GET", "/v1/webhooks", management, (*Account).listWebhooks, "pageSize skip"},
		{"GET", "/v1/webhooks/{webhookId}", management, (*Account).getWebhook, ""},
		{"GET", "/v1/message_logs", management, (*Account).listMessageLogs,
			"pageSize cursor createdAfter createdBefore webhookIDs entityType"},

		{"GET", applicationPath + "/campaigns", management, (*Account).listCampaigns, "pageSize skip name"},
		{"GET", campaignPath, management, (*Account).getCampaign, ""},
		{"PUT", campaignPath, management, taking((*Account).updateCampaign, "name", "tags", "features", "limits"), ""},
		{"DELETE", campaignPath, management, (*Account).deleteCampaign, ""},
		{"POST", campaignPath + "/copy", management, taking((*Account).copyCampaign, "applicationIds"), ""},

		{"GET", campaignPath + "/rulesets", management, (*Account).listRulesets, "pageSize skip"},
		{"GET", rulesetPath, management, (*Account).getRuleset, ""},
		{"GET", "/v2/applications/{applicationId}/campaigns/{campaignId}/rulesets/{rulesetId}", management, (*Account).getRulesetV2, ""},

		{"POST", campaignPath + "/coupons", management, taking((*Account).createCoupons, "usageLimit", "numberOfCoupons"), "silent"},
		{"GET", campaignPath + "/coupons/no_total", management, (*Account).listCoupons,
			"pageSize skip value exactMatch recipientIntegrationId createdAfter createdBefore redeemed"},
		{"DELETE", campaignPath + "/coupons/{couponId}", management, (*Account).deleteCoupon, ""},
	}
}

// unpublishedRoutes answer a signed-in admin the way the Campaign Manager's own
// calls do. Campaigns and rulesets were published until 2021-22; the webhook
// writes never were, but their bodies were.
//
// modelled: that a Management key is refused on them. Whether one can be granted
// them at all is unknown.
func unpublishedRoutes() []route {
	webhook := []string{"applicationIds", "title", "verb", "url", "headers", "params", "draft", "enabled"}
	return []route{
		{"POST", "/v1/webhooks", unpublished, taking((*Account).createWebhook, webhook...), ""},
		{"PUT", "/v1/webhooks/{webhookId}", unpublished, taking((*Account).updateWebhook, webhook...), ""},
		{"POST", applicationPath + "/campaigns", unpublished, taking((*Account).createCampaign, "name", "state", "tags", "features", "limits"), ""},
		{"POST", campaignPath + "/rulesets", unpublished, taking((*Account).createRuleset, "rules", "bindings"), ""},
		{"PUT", rulesetPath, unpublished, taking((*Account).updateRuleset, "rules", "bindings"), ""},
	}
}

func integrationRoutes() []route {
	return []route{
		{"PUT", "/v2/customer_sessions/{customerSessionId}", integration, taking((*Account).updateCustomerSession, "customerSession"),
			"dry now"},
		{"PUT", "/v2/customer_profiles/{integrationId}", integration, taking((*Account).updateCustomerProfile), "runRuleEngine"},
		{"DELETE", "/v1/customer_data/{integrationId}", integration, (*Account).deleteCustomerData, ""},
	}
}

// routed puts the routes on a mux, with an answer in the API's own form for what
// is not there.
func routed(list []route, kind string, serve func(to route, w http.ResponseWriter, r *http.Request)) *http.ServeMux {
	mux := http.NewServeMux()
	for _, one := range list {
		mux.HandleFunc(one.method+" "+one.path, func(w http.ResponseWriter, r *http.Request) { serve(one, w, r) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		sendRefusal(w, notFound(kind, r.URL.Path))
	})
	return mux
}

func sendRefusal(w http.ResponseWriter, why *refusal) {
	body, _ := encode(why) // texts and a number, which can always be written
	send(w, why.Status, body)
}
