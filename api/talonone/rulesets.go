package talonone

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const (
	rulesetsPath = "/v1/applications/{applicationId}/campaigns/{campaignId}/rulesets"
	rulesetPath  = "/v1/applications/{applicationId}/campaigns/{campaignId}/rulesets/{rulesetId}"
)

// Rulesets lists a campaign's rulesets in the Talang form, active or not.
//
// Published: GET …/campaigns/{campaignId}/rulesets (Management API document,
// certain).
func (c *Client) Rulesets(ctx context.Context, applicationID, campaignID int) ([]Ruleset, error) {
	return collectRaw(ctx, c, "reading rulesets", at(rulesetsPath, applicationID, campaignID), nil, 0, parseRuleset)
}

// Ruleset reads one ruleset in the Talang form.
//
// Published: GET …/campaigns/{campaignId}/rulesets/{rulesetId} (Management API
// document, certain).
func (c *Client) Ruleset(ctx context.Context, applicationID, campaignID, id int) (Ruleset, error) {
	p := at(rulesetPath, applicationID, campaignID, id)
	return c.oneRuleset(ctx, transport.Call{Doing: "reading the ruleset"}, http.MethodGet, p, nil)
}

// CreateRuleset makes a ruleset from body, which is sent as it is.
//
// Formerly published: POST …/campaigns/{campaignId}/rulesets, in the official
// SDKs until 2021-22 (certain). Public tools still call it, so it likely works
// for a signed-in admin. Any answer that it is not for this account has the kind
// Refused.
func (c *Client) CreateRuleset(ctx context.Context, applicationID, campaignID int, body json.RawMessage) (Ruleset, error) {
	p := at(rulesetsPath, applicationID, campaignID)
	made, err := c.oneRuleset(ctx, transport.Call{Doing: "creating the ruleset"}, http.MethodPost, p, body)
	return made, unpublished(err)
}

// UpdateRuleset replaces a ruleset with body, which is sent as it is.
//
// Formerly published: PUT …/campaigns/{campaignId}/rulesets/{rulesetId}; as
// CreateRuleset.
func (c *Client) UpdateRuleset(ctx context.Context, applicationID, campaignID, id int, body json.RawMessage) (Ruleset, error) {
	p := at(rulesetPath, applicationID, campaignID, id)
	call := transport.Call{Doing: "updating the ruleset", Repeatable: true}
	made, err := c.oneRuleset(ctx, call, http.MethodPut, p, body)
	return made, unpublished(err)
}

func (c *Client) oneRuleset(ctx context.Context, call transport.Call, method string, p path, body json.RawMessage) (Ruleset, error) {
	var raw json.RawMessage
	call.Out = &raw
	var content any
	if method != http.MethodGet {
		if !json.Valid(body) {
			return Ruleset{}, fmt.Errorf("%s: the ruleset to send is not JSON", call.Doing)
		}
		content = verbatim(body)
	}
	if err := c.manage(ctx, method, p, call, content); err != nil {
		return Ruleset{}, err
	}
	ruleset, err := parseRuleset(raw)
	if err != nil {
		return Ruleset{}, c.caller.Garbled(call.Doing, err)
	}
	return ruleset, nil
}

func parseRuleset(raw json.RawMessage) (Ruleset, error) {
	var w struct {
		ID         int       `json:"id"`
		CampaignID int       `json:"campaignId"`
		Activated  time.Time `json:"activatedAt"`
	}
	if err := transport.Decode(raw, &w); err != nil {
		return Ruleset{}, err
	}
	if w.ID == 0 {
		return Ruleset{}, errors.New("a ruleset without an ID")
	}
	return Ruleset{ID: w.ID, CampaignID: w.CampaignID, Activated: w.Activated, Body: raw}, nil
}
