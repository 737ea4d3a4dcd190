package talonone

import (
	"encoding/json"
	"fmt"
	"time"
)

// DayRule is a rule as an admin fills it in in the Rule Builder: on one day,
// make a coupon for the current customer and send it with a webhook.
type DayRule struct {
	Title           string `json:"title"`
	Day             string `json:"day"` // 2027-01-01, in the Application's time zone
	RedemptionLimit int    `json:"redemptionLimit"`
	WebhookID       int    `json:"webhookId"`
}

// The names by which a rule reaches what the webhook is given.
//
// modelled: all three spellings. Where the product keeps the generated coupon,
// and in which order createCoupon takes its arguments, is not public, which is
// why a client must learn both from a rule that is there.
func profilePath() []any { return []any{".", "Profile", "IntegrationId"} }
func couponPath() []any  { return []any{".", "Session", "GeneratedCoupon"} }

func createCouponCall(campaignID any, usageLimit int) []any {
	const storeInSession = true
	return []any{functionCreateCoupon, campaignID, profilePath(), usageLimit, storeInSession}
}

func webhookCall(webhookID int) []any {
	return []any{functionTemplate, fmt.Sprintf("%s%d", callAPIPrefix, webhookID), profilePath(), couponPath()}
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
func (r DayRule) members(owner campaign, zone *time.Location) (map[string]json.RawMessage, error) {
	day, err := time.ParseInLocation(time.DateOnly, r.Day, zone)
	if err != nil {
		return nil, invalid(problem("Invalid value", "day must be a date such as 2027-01-01", "/day"))
	}
	condition := exactDay(day, day.AddDate(0, 0, 1))
	effects := []any{
		caught(createCouponCall(owner.ID, r.RedemptionLimit)),
		caught(webhookCall(r.WebhookID)),
	}
	return oneRule(r.Title, condition, effects)
}

// oneRule is a ruleset of exactly one rule.
func oneRule(title string, condition []any, effects []any) (map[string]json.RawMessage, error) {
	rules, err := encode([]any{map[string]any{
		"id": newUUID(), "title": title, "description": "", "bindings": []any{},
		"condition": condition, "effects": effects,
	}})
	if err != nil {
		return nil, err
	}
	return map[string]json.RawMessage{
		"rules":              rules,
		"bindings":           json.RawMessage("[]"),
		"strikethroughRules": json.RawMessage("[]"),
		"rbVersion":          json.RawMessage(`"v2"`),
	}, nil
}
