package guide

import (
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Labels of the rule's card.
const (
	ruleName   = "Rule name"
	exactDay   = "Exact day"
	ofCampaign = "Campaign of the codes"
	recipient  = "Recipient"
	redemption = "Redemption limit"
	stored     = "Stored in session"
	ofWebhook  = "Webhook"
	nothing    = "Nothing else"
)

// How Talon.One's Rule Builder calls what the rule binds.
const (
	ThisCampaign    = "current campaign"
	CurrentCustomer = "Current Customer (Friend)"
	IntegrationID   = "Integration ID (Customer Profile)"
	GeneratedCode   = "Generated coupon in Session"
)

func bound(parameter string) string { return "Parameter " + parameter }

// Rule is the card for the campaign's one rule.
func Rule(w setup.Wanted) Card {
	day, coupon, send := "Condition", words.CardCouponEffect, fmt.Sprintf(words.CardEffect, w.Webhook.Title)
	return Card{
		Resource: rule, Name: w.Rule.Name, Title: fmt.Sprintf(words.CardRule, w.Rule.Name), Minutes: Minutes(rule),
		Where:   fmt.Sprintf(words.CardRuleWhere, w.Application.Name, w.Campaign.Name),
		at:      fmt.Sprintf(words.CardRuleAt, w.Application.Name, w.Campaign.Name, w.Rule.Name),
		Address: w.Consoles.Application(w.Application.ID),
		Fields: []Field{
			{Label: ruleName, Value: w.Rule.Name},
			{Under: day, Label: exactDay, Value: w.Rule.Day.Words(),
				Why: fmt.Sprintf(words.CardDayWhy, w.Rule.Day.Zone())},
			{Under: coupon, Label: ofCampaign, Value: ThisCampaign},
			{Under: coupon, Label: recipient, Value: CurrentCustomer},
			{Under: coupon, Label: redemption, Value: fmt.Sprint(w.Rule.RedemptionLimit), Why: words.LimitOfCode},
			{Under: coupon, Label: stored, Value: "yes", Why: words.CardStoredWhy},
			{Under: send, Label: ofWebhook, Value: w.Webhook.Title},
			{Under: send, Label: bound(w.Parameters.Profile), Value: IntegrationID},
			{Under: send, Label: bound(w.Parameters.Coupon), Value: GeneratedCode},
		},
		Before: words.CardRuleBefore,
		After:  words.CardRuleAfter,
	}
}
