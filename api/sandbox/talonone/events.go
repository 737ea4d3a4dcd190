package talonone

import (
	"net/http"
	"time"
)

// trackedEvent is an event in its wire form.
type trackedEvent struct {
	ID            int            `json:"id"`
	Created       time.Time      `json:"created"`
	ApplicationID int            `json:"applicationId"`
	ProfileID     string         `json:"profileId,omitempty"`
	Type          string         `json:"type"`
	Attributes    map[string]any `json:"attributes"`
	Effects       []any          `json:"effects"`
}

// newEvent is the body of POST /v2/events.
type newEvent struct {
	ProfileID            string         `json:"profileId"`
	Type                 string         `json:"type"`
	Attributes           map[string]any `json:"attributes"`
	EvaluableCampaignIDs []int          `json:"evaluableCampaignIds"`
	ResponseContent      []string       `json:"responseContent"`
}

// trackEvent runs the Rule Engine for a custom event that was set up before. It
// answers 204 unless silent is given as something other than yes: that is the
// published default.
func (a *Account) trackEvent(c *call) (answer, error) {
	dry, err := c.yes("dry")
	if err != nil {
		return answer{}, err
	}
	var wanted newEvent
	if err := c.decode(&wanted, "type", "profileId"); err != nil {
		return answer{}, err
	}
	if err := a.checkEvent(wanted); err != nil {
		return answer{}, err
	}
	if err := checkContent(wanted.ResponseContent, shownOfProfiles); err != nil {
		return answer{}, err
	}
	shop, err := a.application(c.caller.applicationID)
	if err != nil {
		return answer{}, err
	}
	profile := a.known(shop, wanted.ProfileID, c.at)
	event := trackedEvent{
		Created: c.at.UTC(), ApplicationID: shop.ID, ProfileID: wanted.ProfileID,
		Type: wanted.Type, Attributes: wanted.Attributes, Effects: []any{},
	}
	if event.Attributes == nil {
		event.Attributes = map[string]any{}
	}
	if !dry {
		profile = a.keep(profile)
		event.ID = a.nextID("event")
	}
	on := occasion{shop: shop, at: c.at, dry: dry, profile: &profile, event: &event, campaigns: wanted.EvaluableCampaignIDs}
	done := a.run(on)
	if silent := c.query("silent"); silent == "" || silent == "yes" {
		return answer{status: http.StatusNoContent, deliveries: done.deliveries}, nil
	}
	state := a.integrationState(on, done, wanted.ResponseContent)
	state["event"] = event
	return answer{status: http.StatusOK, body: state, deliveries: done.deliveries}, nil
}

func (a *Account) checkEvent(wanted newEvent) error {
	if badID(wanted.ProfileID) {
		return invalid(problem("required", "profileId is required", "/profileId"))
	}
	if !a.hasEventType(wanted.Type) {
		return invalid(problem("Unknown", "There is no custom event \""+shorten(wanted.Type)+"\".", "/type"))
	}
	return a.checkAttributes("Event", wanted.Attributes)
}
