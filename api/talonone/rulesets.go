package talonone

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

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
	return collect(ctx, c, "reading rulesets", at(rulesetsPath, applicationID, campaignID), nil, 0, parseRuleset)
}

// Ruleset reads one ruleset in the Talang form.
//
// Published: GET …/campaigns/{campaignId}/rulesets/{rulesetId} (Management API
// document, certain).
func (c *Client) Ruleset(ctx context.Context, applicationID, campaignID, id int) (Ruleset, error) {
	p := at(rulesetPath, applicationID, campaignID, id)
	return one(ctx, c, http.MethodGet, p, transport.Call{Doing: "reading the ruleset"}, nil, parseRuleset)
}

// CreateRuleset makes a ruleset from body, which is sent as it is.
//
// Formerly published: POST …/campaigns/{campaignId}/rulesets, in the official
// SDKs until 2021-22 (certain). Public tools still call it, so it likely works
// for a signed-in admin. Any answer that it is not for this account has the kind
// Refused.
func (c *Client) CreateRuleset(ctx context.Context, applicationID, campaignID int, body json.RawMessage) (Ruleset, error) {
	p := at(rulesetsPath, applicationID, campaignID)
	return c.writeRuleset(ctx, transport.Call{Doing: "creating the ruleset"}, http.MethodPost, p, body)
}

// UpdateRuleset replaces a ruleset with body, which is sent as it is.
//
// Formerly published: PUT …/campaigns/{campaignId}/rulesets/{rulesetId}; as
// CreateRuleset.
func (c *Client) UpdateRuleset(ctx context.Context, applicationID, campaignID, id int, body json.RawMessage) (Ruleset, error) {
	p := at(rulesetPath, applicationID, campaignID, id)
	call := transport.Call{Doing: "updating the ruleset", Repeatable: true}
	return c.writeRuleset(ctx, call, http.MethodPut, p, body)
}

func (c *Client) writeRuleset(ctx context.Context, call transport.Call, method string, p path, body json.RawMessage) (Ruleset, error) {
	if !json.Valid(body) {
		return Ruleset{}, fmt.Errorf("%s: the ruleset to send is not JSON", call.Doing)
	}
	written, err := one(ctx, c, method, p, call, verbatim(body), parseRuleset)
	return written, unpublished(err)
}

func parseRuleset(raw json.RawMessage) (Ruleset, error) {
	set := Ruleset{Body: raw}
	if err := transport.Decode(raw, &set); err != nil {
		return Ruleset{}, err
	}
	if set.ID == 0 {
		return Ruleset{}, errors.New("a ruleset without an ID")
	}
	return set, nil
}
