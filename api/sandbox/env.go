package sandbox

import (
	"strconv"

	"github.com/talontap/talontap/api/sandbox/internal/talonone"
)

// Variable is one environment variable.
type Variable struct {
	Name, Value string
}

// Env returns what an unattended setup needs to run through against this
// sandbox. Some of the values are secrets, though only of this sandbox.
func (s *Sandbox) Env() []Variable {
	variables := []Variable{
		{"TALONTAP_CLEVERTAP_URL", s.CleverTapURL()},
		{"TALONTAP_CLEVERTAP_REGION", homeRegion},
		{"TALONTAP_CLEVERTAP_PROJECT_ID", s.credentials.projectID},
		{"TALONTAP_CLEVERTAP_PASSCODE", s.credentials.passcode},
		{"TALONTAP_TALONONE_URL", s.TalonOneURL()},
		{"TALONTAP_TALONONE_APPLICATION", strconv.Itoa(talonone.ShopEU)},
		{"TALONTAP_TALONONE_MANAGEMENT_KEY", s.credentials.managementKey},
		{"TALONTAP_TALONONE_INTEGRATION_KEY", s.credentials.integrationKey},
		{"TALONTAP_TALONONE_EMAIL", s.credentials.email},
		{"TALONTAP_TALONONE_PASSWORD", s.credentials.password},
		{"TALONTAP_TALONONE_UNPUBLISHED", "true"},
		{"TALONTAP_RULE_REDEEMED_ELSEWHERE", "true"}, // its rules redeem nothing
	}
	if s.bare {
		return variables
	}
	return append(variables, Variable{"TALONTAP_CAMPAIGN_SAMPLE", talonone.SampleCampaign})
}
