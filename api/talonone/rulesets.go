package talonone

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"

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

const rulesetV2Path = "/v2/applications/{applicationId}/campaigns/{campaignId}/rulesets/{rulesetId}"

// RulesetV2 reads one ruleset in the typed form. NotFound may mean that the
// account does not have the form yet.
//
// Published since 2026-07 and marked experimental by the vendor: GET
// /v2/…/rulesets/{rulesetId} (Management API document, certain).
func (c *Client) RulesetV2(ctx context.Context, applicationID, campaignID, id int) (RulesetV2, error) {
	call := transport.Call{Doing: "reading the ruleset in its typed form"}
	return one(ctx, c, http.MethodGet, at(rulesetV2Path, applicationID, campaignID, id), call, nil, parseRulesetV2)
}

type wireRulesetV2 struct {
	ID            int               `json:"id"`
	CampaignID    int               `json:"campaignId"`
	Rules         []wireRuleV2      `json:"promotionRules"`
	Strikethrough []json.RawMessage `json:"strikethroughRules"`
	Selectors     []json.RawMessage `json:"selectors"`
	Bundles       []json.RawMessage `json:"bundles"`
	Parameters    []json.RawMessage `json:"parameters"`
}

type wireRuleV2 struct {
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Blocks []wireBlock `json:"blocks"`
}

// wireBlock has the fields of all the blocks we read; those whose type the
// schema leaves open stay raw.
type wireBlock struct {
	ID        string                 `json:"id"`
	Type      string                 `json:"type"`
	Operator  string                 `json:"operator"`
	Blocks    []wireBlock            `json:"blocks"`
	OnFailure []wireBlock            `json:"onFailure"`
	OnError   map[string][]wireBlock `json:"onError"`

	Attribute           json.RawMessage `json:"attribute"`
	Start               json.RawMessage `json:"start"`
	End                 json.RawMessage `json:"end"`
	Value               json.RawMessage `json:"value"`
	StartInclusive      bool            `json:"startInclusive"`
	EndInclusive        bool            `json:"endInclusive"`
	TimezoneInsensitive bool            `json:"timezoneInsensitive"`

	Campaign       json.RawMessage `json:"campaignId"`
	Recipient      json.RawMessage `json:"recipientId"`
	StoreInSession bool            `json:"storeInSession"`
	UsageLimit     json.RawMessage `json:"usageLimit"`
	Pattern        json.RawMessage `json:"pattern"`

	Webhook struct {
		ID    int    `json:"id"`
		Title string `json:"title"`
	} `json:"webhook"`
	Params     json.RawMessage `json:"params"`
	Expression json.RawMessage `json:"expression"`
}

func parseRulesetV2(raw json.RawMessage) (RulesetV2, error) {
	w, err := decoded[wireRulesetV2](raw)
	if err == nil && (w.ID == 0 || w.Rules == nil) {
		err = errors.New("a ruleset without an ID or without rules")
	}
	if err != nil {
		return RulesetV2{}, err
	}
	r := RulesetV2{
		ID: w.ID, CampaignID: w.CampaignID, Raw: raw,
		Others: len(w.Strikethrough) + len(w.Selectors) + len(w.Bundles) + len(w.Parameters),
	}
	for _, rule := range w.Rules {
		r.Rules = append(r.Rules, RuleV2{ID: rule.ID, Title: transport.Line(rule.Title), Blocks: blocks(rule.Blocks)})
	}
	return r, nil
}

func blocks(wire []wireBlock) []Block {
	var all []Block
	for _, w := range wire {
		all = append(all, w.block())
	}
	return all
}

func (w wireBlock) block() Block {
	return Block{
		ID: w.ID, Type: w.Type, Operator: w.Operator, Blocks: blocks(w.Blocks), OnFailure: w.otherwise(),
		Attribute: transport.Text(w.Attribute), Start: transport.Text(w.Start), End: transport.Text(w.End), Value: w.Value,
		StartInclusive: w.StartInclusive, EndInclusive: w.EndInclusive, TimezoneInsensitive: w.TimezoneInsensitive,
		Campaign: w.Campaign, Recipient: transport.Text(w.Recipient), StoreInSession: w.StoreInSession,
		UsageLimit: w.UsageLimit, Pattern: transport.Text(w.Pattern),
		WebhookID: w.Webhook.ID, WebhookTitle: transport.Line(w.Webhook.Title), Params: params(w.Params),
		Expression: w.Expression,
	}
}

// otherwise are the blocks that run when this one fails, those for single errors
// behind the general ones, so that no effect hides there.
func (w wireBlock) otherwise() []Block {
	all := blocks(w.OnFailure)
	for _, name := range slices.Sorted(maps.Keys(w.OnError)) {
		all = append(all, blocks(w.OnError[name])...)
	}
	return all
}

// params reads a webhook's parameters; a value that is not a string is kept as
// it is written. Another block may use the name for something else, which is none.
func params(raw json.RawMessage) map[string]string {
	var values map[string]json.RawMessage
	if transport.Decode(raw, &values) != nil || values == nil {
		return nil
	}
	all := make(map[string]string, len(values))
	for name, value := range values {
		all[name] = transport.Text(value)
	}
	return all
}
