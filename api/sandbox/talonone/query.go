package talonone

import (
	"maps"
	"slices"
	"strings"
)

// parameters are the query parameters that an operation reads, each with the
// values that the document allows; nil is any.
type parameters map[string][]string

func free(names ...string) parameters {
	all := parameters{}
	for _, name := range names {
		all[name] = nil
	}
	return all
}

func (p parameters) and(more parameters) parameters {
	all := maps.Clone(p)
	maps.Copy(all, more)
	return all
}

func paging() parameters { return free("pageSize", "skip", "sort") }

func couponFilters() parameters {
	truth := []string{"true", "false"}
	return free("value", "exactMatch", "recipientIntegrationId", "batchId", "createdAfter", "createdBefore",
		"startsAfter", "startsBefore", "expiresAfter", "expiresBefore").
		and(parameters{"valid": {"expired", "validNow", "validFuture"}, "usable": truth, "redeemed": truth})
}

// modelledParameters says what each operation reads. What a document has and is
// not here (referralId, valuesOnly, outgoingIntegrationsTypeId, storeId and more)
// is refused: an answer that leaves a filter out would be a wrong one.
func modelledParameters() map[string]parameters {
	return map[string]parameters{
		"GET /v1/applications": paging(),
		"GET " + applicationPath + "/access_logs/no_total": paging().and(free("path", "rangeStart", "rangeEnd")).
			and(parameters{"method": {"get", "put", "post", "delete", "patch"}, "status": {"success", "error"}}),
		"GET " + applicationPath + "/customers": paging().and(free("integrationId", "withTotalResultSize")),
		"GET /v1/webhooks": paging().and(free("applicationIds", "title")).
			and(parameters{"creationType": {"webhooks"}, "visibility": {"visible", "hidden"}}),
		"GET /v1/message_logs": free("pageSize", "cursor", "createdAfter", "createdBefore", "webhookIDs", "applicationId", "campaignId", "responseCode", "messageID").
			and(parameters{"entityType": messageEntities, "period": slices.Sorted(maps.Keys(messagePeriods)), "isSuccessful": {"true", "false"}}),
		"GET " + applicationPath + "/campaigns": paging().and(free("name", "tags", "createdAfter", "createdBefore", "startAfter", "startBefore", "endAfter", "endBefore")).
			and(parameters{"campaignState": {"enabled", "disabled", "archived", "scheduled", "running", "expired", "staged"}}),
		"GET " + campaignPath + "/rulesets":                   paging(),
		"POST " + campaignPath + "/coupons":                   {"silent": {"yes", "no"}},
		"GET " + campaignPath + "/coupons/no_total":           paging().and(couponFilters()),
		"GET /v1/customer_profiles/{integrationId}/inventory": free("profile", "referrals", "coupons", "loyalty", "giveaways", "achievements"),
		"PUT /v2/customer_sessions/{customerSessionId}":       free("dry", "now"),
		"PUT /v2/customer_profiles/{integrationId}":           free("runRuleEngine", "dry"),
	}
}

// checkQuery refuses a parameter that the operation does not read, and a value
// that its document does not allow (published: 400). modelled: the words.
func checkQuery(to route, c *call) error {
	if to.access == anyone {
		return nil // a person's clicks carry none
	}
	known := modelledParameters()[to.method+" "+to.path]
	given := c.request.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(given)) {
		allowed, reads := known[name]
		if !reads {
			return wrongParameter(name, "the sandbox does not model the parameter "+name+" of "+to.method+" "+to.path)
		}
		for _, value := range given[name] {
			if allowed != nil && !slices.ContainsFunc(allowed, func(one string) bool { return strings.EqualFold(one, value) }) {
				return wrongParameter(name, oneOf(name, allowed))
			}
		}
	}
	return nil
}
