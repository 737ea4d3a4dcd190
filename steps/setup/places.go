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

// Consoles are the addresses of the vendors' consoles, to be opened in a
// browser. Only what is known of their paths is in them: a menu's own address is
// documented nowhere.
type Consoles struct {
	TalonOne  string
	CleverTap string
	fixed     bool // one page plays both
}

// Application is where an Application's campaigns are.
func (c Consoles) Application(id int) string {
	if c.fixed || c.TalonOne == "" {
		return c.TalonOne
	}
	return fmt.Sprintf("%s/applications/%d", c.TalonOne, id)
}

// ConsolesOf gives the addresses as far as the answers tell them.
func ConsolesOf(a Answers) Consoles {
	c := Consoles{TalonOne: strings.TrimSuffix(a.Text(TalonOneURL), "/")}
	if a.Has(Region) && a.Has(ProjectID) {
		c.CleverTap = "https://" + a.Text(Region) + ".dashboard.clevertap.com/" + a.Text(ProjectID)
	}
	return c
}

func consoles(a Answers, at Addresses) Consoles {
	if at.Consoles != "" {
		return Consoles{at.Consoles, at.Consoles, true}
	}
	return ConsolesOf(a)
}
