package talonone

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"
)

// newCampaign is a campaign as it is written (schema NewCampaign, last published
// with Go SDK v2.5.0, certain).
type newCampaign struct {
	Name            string          `json:"name"`
	Description     string          `json:"description,omitempty"`
	State           string          `json:"state"`
	ActiveRulesetID int             `json:"activeRulesetId,omitempty"`
	Tags            []string        `json:"tags"`
	Features        []string        `json:"features"`
	Limits          []Limit         `json:"limits"`
	CouponSettings  *CouponSettings `json:"couponSettings,omitempty"`
	StartTime       time.Time       `json:"startTime,omitzero"`
	EndTime         time.Time       `json:"endTime,omitzero"`
}

func (c Campaign) wire() newCampaign {
	w := newCampaign{
		Name: c.Name, Description: c.Description, State: c.State, ActiveRulesetID: c.ActiveRulesetID,
		Tags: present(c.Tags), Features: present(c.Features), Limits: wireLimits(c.Limits),
		CouponSettings: c.CouponSettings, StartTime: c.StartTime.UTC(), EndTime: c.EndTime.UTC(),
	}
	if w.State == "" {
		w.State = "disabled" // the vendor's default is enabled
	}
	return w
}

func wireLimits(limits []Limit) []Limit {
	wire := append([]Limit{}, limits...)
	for i, l := range wire {
		wire[i].Entities = present(l.Entities)
	}
	return wire
}

// present keeps a list from being written as null.
func present[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// readOnly are the fields of a campaign that the vendor sets: what the schema
// Campaign has and UpdateCampaign has not (certain). All others go back as they
// came, those too that are newer than this list.
func readOnly() []string {
	return []string{
		"id", "created", "applicationId", "userId", "updated", "updatedBy", "createdBy", "lastActivity",
		"frontendState", "storesImported", "templateId", "valueMapsIds", "experimentId", "budgets",
		"addFreeItemEffectCount", "awardedGiveawaysCount", "callApiEffectCount", "couponCreationCount",
		"couponRedemptionCount", "createdLoyaltyPointsCount", "createdLoyaltyPointsEffectCount",
		"customEffectCount", "discountCount", "discountEffectCount", "redeemedLoyaltyPointsCount",
		"redeemedLoyaltyPointsEffectCount", "referralCreationCount", "referralRedemptionCount",
		"reservecouponEffectCount", "activeRevisionId", "activeRevisionVersionId", "currentRevisionId",
		"currentRevisionVersionId", "revisionFrontendState", "stageRevision", "version",
	}
}

// apply gives the body of an update: the campaign as it was read, without what
// is read-only, with what changes.
func (change CampaignChange) apply(was Campaign) (map[string]json.RawMessage, error) {
	var body map[string]json.RawMessage
	if len(was.Raw) == 0 || json.Unmarshal(was.Raw, &body) != nil || was.ID == 0 {
		return nil, errors.New("the campaign has to be read before it is changed")
	}
	for _, name := range readOnly() {
		delete(body, name)
	}
	for name, value := range body {
		if bytes.Equal(value, []byte("null")) {
			delete(body, name)
		}
	}
	for _, name := range []string{"tags", "features", "limits"} { // required
		if _, ok := body[name]; !ok {
			body[name] = json.RawMessage("[]")
		}
	}
	if err := change.set(body); err != nil {
		return nil, err
	}
	if _, ok := body["state"]; !ok {
		return nil, errors.New("the campaign was read without its state, and an update without one would enable it")
	}
	return body, nil
}

// set puts what changes into the body, beside what stays.
func (change CampaignChange) set(body map[string]json.RawMessage) error {
	if change.Limits != nil {
		change.Limits = wireLimits(change.Limits)
	}
	changes, err := json.Marshal(change)
	if err != nil {
		return err
	}
	return json.Unmarshal(changes, &body)
}
