package talonone

import (
	"net/http"
	"strings"
)

// access is who may call a route.
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
	serve        func(*Account, *call) (answer, error)
}

const (
	applicationPath = "/v1/applications/{applicationId}"
	campaignPath    = applicationPath + "/campaigns/{campaignId}"
	rulesetPath     = campaignPath + "/rulesets/{rulesetId}"
)

// routes lists every operation that the account answers.
func routes() []route {
	list := publishedManagementRoutes()
	list = append(list, unpublishedRoutes()...)
	return append(list, integrationRoutes()...)
}

func publishedManagementRoutes() []route {
	return []route{
		{"POST", "/v1/sessions", anyone, (*Account).createSession},
		{"DELETE", "/v1/sessions", signedIn, (*Account).destroySession},

		{"GET", "/v1/applications", management, (*Account).listApplications},
		{"GET", applicationPath, management, (*Account).getApplication},
		{"GET", applicationPath + "/access_logs/no_total", management, (*Account).listAccessLogs},
		{"GET", applicationPath + "/health_report", management, (*Account).getHealthReport},
		{"GET", applicationPath + "/customers", management, (*Account).listCustomers},

		{"GET", "/v1/webhooks", management, (*Account).listWebhooks},
		{"GET", "/v1/webhooks/{webhookId}", management, (*Account).getWebhook},
		{"GET", "/v1/message_logs", management, (*Account).listMessageLogs},

		{"GET", applicationPath + "/campaigns", management, (*Account).listCampaigns},
		{"GET", campaignPath, management, (*Account).getCampaign},
		{"PUT", campaignPath, management, (*Account).updateCampaign},
		{"DELETE", campaignPath, management, (*Account).deleteCampaign},
		{"POST", campaignPath + "/copy", management, (*Account).copyCampaign},
		{"GET", "/v1/campaign_templates", management, (*Account).listCampaignTemplates},
		{"POST", applicationPath + "/create_campaign_from_template", management, (*Account).createCampaignFromTemplate},

		{"GET", campaignPath + "/rulesets", management, (*Account).listRulesets},
		{"GET", rulesetPath, management, (*Account).getRuleset},
		{"GET", "/v2/applications/{applicationId}/campaigns/{campaignId}/rulesets/{rulesetId}", management, (*Account).getRulesetV2},

		{"POST", campaignPath + "/coupons", management, (*Account).createCoupons},
		{"GET", campaignPath + "/coupons/no_total", management, (*Account).listCoupons},
		{"DELETE", campaignPath + "/coupons", management, (*Account).deleteCoupons},
		{"DELETE", campaignPath + "/coupons/{couponId}", management, (*Account).deleteCoupon},

		{"GET", "/v1/attributes", management, (*Account).listAttributes},
		{"GET", "/v1/changes", management, (*Account).listChanges},
	}
}

// unpublishedRoutes answer a signed-in admin the way the Campaign Manager's own
// calls do. Campaigns and rulesets were published until 2021-22; the webhook
// writes never were, but their bodies were.
//
// modelled: that a Management key is refused on them. Whether one can be granted
// them at all is unknown.
func unpublishedRoutes() []route {
	return []route{
		{"POST", "/v1/webhooks", unpublished, (*Account).createWebhook},
		{"PUT", "/v1/webhooks/{webhookId}", unpublished, (*Account).updateWebhook},
		{"DELETE", "/v1/webhooks/{webhookId}", unpublished, (*Account).deleteWebhook},
		{"POST", applicationPath + "/campaigns", unpublished, (*Account).createCampaign},
		{"POST", campaignPath + "/rulesets", unpublished, (*Account).createRuleset},
		{"PUT", rulesetPath, unpublished, (*Account).updateRuleset},
		{"DELETE", rulesetPath, unpublished, (*Account).deleteRuleset},
	}
}

func integrationRoutes() []route {
	return []route{
		{"PUT", "/v2/customer_sessions/{customerSessionId}", integration, (*Account).updateCustomerSession},
		{"GET", "/v2/customer_sessions/{customerSessionId}", integration, (*Account).getCustomerSession},
		{"PUT", "/v2/customer_profiles/{integrationId}", integration, (*Account).updateCustomerProfile},
		{"GET", "/v1/customer_profiles/{integrationId}/inventory", integration, (*Account).getCustomerInventory},
		{"DELETE", "/v1/customer_data/{integrationId}", integration, (*Account).deleteCustomerData},
		{"POST", "/v2/events", integration, (*Account).trackEvent},
	}
}

// routed puts the routes on a mux, with an answer in the API's own form for
// paths and methods that are not there.
func (a *Account) routed(list []route) *http.ServeMux {
	mux := http.NewServeMux()
	for _, one := range list {
		mux.Handle(one.method+" "+one.path, a.handler(one))
	}
	mux.HandleFunc(elsewhere, func(w http.ResponseWriter, r *http.Request) {
		if allowed := otherMethods(mux, r); len(allowed) > 0 {
			w.Header().Set("Allow", strings.Join(allowed, ", "))
			sendRefusal(w, refuse(http.StatusMethodNotAllowed, "This endpoint does not take "+r.Method)) // modelled: the words
			return
		}
		sendRefusal(w, notFound("endpoint", r.URL.Path))
	})
	return mux
}

// elsewhere is the pattern of all that has no route.
const elsewhere = "/"

// otherMethods are those that the path does take.
func otherMethods(mux *http.ServeMux, r *http.Request) []string {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		asked := r.Clone(r.Context())
		asked.Method = method
		if _, pattern := mux.Handler(asked); pattern != elsewhere {
			allowed = append(allowed, method)
		}
	}
	return allowed
}

func sendRefusal(w http.ResponseWriter, why *refusal) {
	body, err := encode(why)
	if err != nil {
		http.Error(w, why.Message, why.Status)
		return
	}
	send(w, why.Status, body)
}
