package talonone

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// DayRule is a rule as an admin fills it in in the Rule Builder: on one day,
// make a coupon for the current customer and send it with a webhook. Only title
// and day are needed; every other field has the value that the tutorial wants
// for its default, and room for the wrong one.
type DayRule struct {
	Title           string `json:"title"`
	Day             string `json:"day"`            // 2027-01-01
	Zone            string `json:"zone,omitempty"` // whose day, as in America/New_York; empty: the Application's
	RedemptionLimit int    `json:"redemptionLimit"`
	CampaignID      int    `json:"campaignId,omitempty"` // where the coupon is made; 0: the current campaign
	Recipient       string `json:"recipient,omitempty"`  // an attribute; empty: Current Customer (Friend)
	StoreInSession  bool   `json:"storeInSession"`       // left out: true
	WebhookID       int    `json:"webhookId"`            // 0: no webhook effect

	// Bindings gives each parameter of the webhook its attribute, by the
	// parameter's name: {"ProfileID": "Profile.IntegrationId"}. Left out, the
	// first gets the customer's integration ID and the second the coupon.
	Bindings map[string]string `json:"bindings,omitempty"`
}

func (r *DayRule) begin() { r.StoreInSession = true }

// The attributes by which a rule reaches what the webhook is given.
//
// modelled: both spellings. Where the product keeps the generated coupon, and in
// which order createCoupon takes its arguments, is not public, which is why a
// client must learn both from a rule that is there.
const (
	profileAttribute = "Profile.IntegrationId"
	couponAttribute  = "Session.GeneratedCoupon"
)

// attributePath writes Profile.IntegrationId as [".", "Profile", "IntegrationId"].
func attributePath(attribute string) []any {
	path := []any{"."}
	for name := range strings.SplitSeq(attribute, ".") {
		path = append(path, name)
	}
	return path
}

// exactDay is the condition "current time is on exact day".
// modelled: as two comparisons with the day's ends.
func exactDay(start, end time.Time) []any {
	current := []any{"now"}
	return []any{"and",
		[]any{">=", current, []any{"parseTime", start.Format(time.RFC3339)}},
		[]any{"<", current, []any{"parseTime", end.Format(time.RFC3339)}},
	}
}

// caught is how every effect of the product stands in a ruleset (published).
func caught(effect []any) []any { return []any{"catch", []any{"noop"}, effect} }

// members writes the rule out as a ruleset of the campaign.
func (a *Account) members(r DayRule, owner campaign, zone *time.Location) (map[string]json.RawMessage, error) {
	day, err := r.start(zone)
	if err != nil {
		return nil, err
	}
	effects := []any{caught([]any{
		functionCreateCoupon, cmp.Or(r.CampaignID, owner.ID), attributePath(cmp.Or(r.Recipient, profileAttribute)),
		r.RedemptionLimit, r.StoreInSession,
	})}
	if r.WebhookID != 0 {
		effect, err := a.webhookEffect(r)
		if err != nil {
			return nil, err
		}
		effects = append(effects, caught(effect))
	}
	return oneRule(r.Title, exactDay(day, day.AddDate(0, 0, 1)), effects), nil
}

// start is the day's first instant, in the rule's zone or the Application's.
func (r DayRule) start(zone *time.Location) (time.Time, error) {
	if r.Zone != "" {
		other, err := time.LoadLocation(r.Zone)
		if err != nil {
			return time.Time{}, invalid(problem("Invalid value", "zone must be a time zone such as Europe/Berlin", "/zone"))
		}
		zone = other
	}
	day, err := time.ParseInLocation(time.DateOnly, r.Day, zone)
	if err != nil {
		return time.Time{}, invalid(problem("Invalid value", "day must be a date such as 2027-01-01", "/day"))
	}
	return day, nil
}

// webhookEffect puts the bindings into the order of the webhook's parameters.
// modelled: a parameter that nothing is bound to is an empty text.
func (a *Account) webhookEffect(r DayRule) ([]any, error) {
	effect := []any{functionTemplate, fmt.Sprintf("%s%d", callAPIPrefix, r.WebhookID)}
	if r.Bindings == nil {
		return append(effect, attributePath(profileAttribute), attributePath(couponAttribute)), nil
	}
	hook, err := a.webhook(r.WebhookID)
	if err != nil {
		return nil, invalid(problem("not found", fmt.Sprintf("there is no webhook %d", r.WebhookID), "/webhookId"))
	}
	bound := 0
	for _, param := range hook.Params {
		attribute, given := r.Bindings[param.Title]
		if given {
			bound++
		}
		if attribute == "" {
			effect = append(effect, "")
			continue
		}
		effect = append(effect, attributePath(attribute))
	}
	if bound < len(r.Bindings) {
		return nil, invalid(problem("not found", "the webhook has no parameter of that name", "/bindings"))
	}
	return effect, nil
}

func oneRule(title string, condition []any, effects []any) map[string]json.RawMessage {
	rules, _ := encode([]any{map[string]any{ // texts and numbers alone, which can always be written
		"id": newUUID(), "title": title, "description": "", "bindings": []any{},
		"condition": condition, "effects": effects,
	}})
	return map[string]json.RawMessage{
		"rules":              rules,
		"bindings":           json.RawMessage("[]"),
		"strikethroughRules": json.RawMessage("[]"),
		"rbVersion":          json.RawMessage(`"v2"`),
	}
}
