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

func paging() parameters { return free("pageSize", "skip") }

// modelledParameters says what each operation reads. What a document has and is
// not here is refused: an answer that leaves a filter out would be a wrong one.
func modelledParameters() map[string]parameters {
	return map[string]parameters{
		"GET /v1/applications":                             paging(),
		"GET " + applicationPath + "/access_logs/no_total": paging().and(free("rangeStart", "rangeEnd")).and(parameters{"sort": {"-time"}}),
		"GET " + applicationPath + "/customers":            paging().and(free("integrationId", "withTotalResultSize")),
		"GET /v1/webhooks":                                 paging(),
		"GET /v1/message_logs":                             free("pageSize", "cursor", "createdAfter", "webhookIDs").and(parameters{"entityType": messageEntities}),
		"GET " + applicationPath + "/campaigns":            paging().and(free("name")),
		"GET " + campaignPath + "/rulesets":                paging(),
		"POST " + campaignPath + "/coupons":                {"silent": {"yes", "no"}},
		"GET " + campaignPath + "/coupons/no_total": paging().
			and(free("value", "exactMatch", "recipientIntegrationId", "createdAfter", "createdBefore")),
		"GET /v1/customer_profiles/{integrationId}/inventory": free("profile"),
		"PUT /v2/customer_sessions/{customerSessionId}":       free("dry", "now"),
		"PUT /v2/customer_profiles/{integrationId}":           free("runRuleEngine"),
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
