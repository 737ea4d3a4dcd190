package setup

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// Where things are in the two consoles, as the vendors' documents say it.
const (
	// Management document, security scheme management_key, 2026-08 (certain).
	WhereManagementKeys  = words.WhereManagementKeys
	WhereIntegrationKeys = words.WhereIntegrationKeys

	// Two forms were seen, on pages of 2021 to 2025 (likely).
	WhereEmailProvider = words.WhereEmailProvider
	// A page of 2021 (likely).
	WhereErrors = words.WhereErrors
)

// ManagementEndpoints are all endpoints that a Management API key is to be given
// when it is made, as Talon.One publishes them.
func ManagementEndpoints() []string {
	const campaign = "/v1/applications/{applicationId}/campaigns/{campaignId}"
	return []string{
		"GET /v1/applications",
		"GET /v1/applications/{applicationId}/access_logs/no_total",
		"GET /v1/applications/{applicationId}/customers",
		"GET /v1/applications/{applicationId}/campaigns",
		"GET " + campaign,
		"PUT " + campaign,
		"DELETE " + campaign,
		"POST " + campaign + "/copy",
		"GET " + campaign + "/rulesets",
		"GET /v2/applications/{applicationId}/campaigns/{campaignId}/rulesets/{rulesetId}",
		"GET " + campaign + "/coupons/no_total",
		"POST " + campaign + "/coupons",
		"DELETE " + campaign + "/coupons/{couponId}",
		"GET /v1/webhooks",
		"GET /v1/webhooks/{webhookId}",
		"GET /v1/message_logs",
	}
}

// EndpointsInWords is the whole list as one sentence, the same wherever a person
// makes or fixes the key.
func EndpointsInWords() string {
	return fmt.Sprintf(words.Endpoints, strings.Join(ManagementEndpoints(), ", "))
}
