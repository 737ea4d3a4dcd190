package talonone

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const (
	campaignsPath = "/v1/applications/{applicationId}/campaigns"
	campaignPath  = "/v1/applications/{applicationId}/campaigns/{campaignId}"
	copyPath      = "/v1/applications/{applicationId}/campaigns/{campaignId}/copy"
)

// Campaigns lists an Application's campaigns; a name narrows the list as the
// vendor matches names, which may be by a part of them (unknown), so compare.
//
// Published: GET /v1/applications/{applicationId}/campaigns (Management API
// document, certain).
func (c *Client) Campaigns(ctx context.Context, applicationID int, name string) ([]Campaign, error) {
	query := filters(map[string]string{"name": name})
	return collect(ctx, c, "reading campaigns", at(campaignsPath, applicationID), query, 0, parseCampaign)
}

// Campaign reads one campaign.
//
// Published: GET /v1/applications/{applicationId}/campaigns/{campaignId}
// (Management API document, certain).
func (c *Client) Campaign(ctx context.Context, applicationID, id int) (Campaign, error) {
	return one(ctx, c, http.MethodGet, at(campaignPath, applicationID, id), transport.Call{Doing: "reading the campaign"}, nil, parseCampaign)
}

// CreateCampaign makes a campaign, disabled unless it says otherwise. What only
// the vendor sets (counters, ID, frontend state) plays no part.
//
// Formerly published: POST /v1/applications/{applicationId}/campaigns, in the
// official SDKs until 2021-22 and always with a session's token (certain). Public
// tools still call it, so it likely works for a signed-in admin. Any answer that
// it is not for this account has the kind Refused.
func (c *Client) CreateCampaign(ctx context.Context, applicationID int, campaign Campaign) (Campaign, error) {
	call := transport.Call{Doing: "creating the campaign"}
	made, err := one(ctx, c, http.MethodPost, at(campaignsPath, applicationID), call, campaign.wire(), parseCampaign)
	return made, unpublished(err)
}

// CopyCampaign makes a campaign of its own out of another one, in the same
// Application or another one. Which of its settings come along is not published, nor the state
// that the copy begins in: look at what is returned. It is never repeated once it
// may have been taken.
//
// Published: POST …/campaigns/{campaignId}/copy (Management API document, certain).
func (c *Client) CopyCampaign(ctx context.Context, of Campaign, as CampaignCopy) (Campaign, error) {
	as.StartTime, as.EndTime = as.StartTime.UTC(), as.EndTime.UTC()
	call := transport.Call{Doing: "copying the campaign"}
	return one(ctx, c, http.MethodPost, at(copyPath, of.ApplicationID, of.ID), call, as, func(raw json.RawMessage) (Campaign, error) {
		var answer struct {
			Data []json.RawMessage `json:"data"`
		}
		if err := transport.Decode(raw, &answer); err != nil {
			return Campaign{}, err
		}
		if len(answer.Data) != 1 {
			return Campaign{}, fmt.Errorf("a success with %d campaigns", len(answer.Data))
		}
		return parseCampaign(answer.Data[0])
	})
}

// UpdateCampaign changes was, which has to come from a read. It sends the whole
// campaign back, because the PUT replaces: an omitted field is lost, and an
// omitted state enables (likely).
//
// Published: PUT /v1/applications/{applicationId}/campaigns/{campaignId}
// (Management API document, certain). It is refused where the Application has
// campaign staging and revisions switched on.
func (c *Client) UpdateCampaign(ctx context.Context, was Campaign, change CampaignChange) (Campaign, error) {
	call := transport.Call{Doing: "updating the campaign", Repeatable: true}
	body, err := change.apply(was)
	if err != nil {
		return Campaign{}, fmt.Errorf("%s: %w", call.Doing, err)
	}
	return one(ctx, c, http.MethodPut, at(campaignPath, was.ApplicationID, was.ID), call, body, parseCampaign)
}

// DeleteCampaign removes a campaign with its rules and coupons.
//
// Published: DELETE /v1/applications/{applicationId}/campaigns/{campaignId}
// (Management API document, certain).
func (c *Client) DeleteCampaign(ctx context.Context, applicationID, id int) error {
	call := transport.Call{Doing: "deleting the campaign"}
	return c.manage(ctx, http.MethodDelete, at(campaignPath, applicationID, id), call, nil)
}

func parseCampaign(raw json.RawMessage) (Campaign, error) {
	campaign := Campaign{Raw: raw}
	if err := transport.Decode(raw, &campaign); err != nil {
		return Campaign{}, err
	}
	if campaign.ID == 0 {
		return Campaign{}, errors.New("a campaign without an ID")
	}
	campaign.Name = transport.Line(campaign.Name)
	return campaign, nil
}

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
	state := cmp.Or(c.State, "disabled") // the vendor's default is enabled
	return newCampaign{
		Name: c.Name, Description: c.Description, State: state, ActiveRulesetID: c.ActiveRulesetID,
		Tags: present(c.Tags), Features: present(c.Features), Limits: wireLimits(c.Limits),
		CouponSettings: c.CouponSettings, StartTime: c.StartTime.UTC(), EndTime: c.EndTime.UTC(),
	}
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
	if change.Limits != nil {
		change.Limits = wireLimits(change.Limits)
	}
	changes, err := json.Marshal(change)
	if err == nil {
		err = json.Unmarshal(changes, &body) // beside what stays
	}
	if err != nil {
		return nil, err
	}
	if _, ok := body["state"]; !ok {
		return nil, errors.New("the campaign was read without its state, and an update without one would enable it")
	}
	return body, nil
}
