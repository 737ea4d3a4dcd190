package guide

import (
	"fmt"

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
	day, coupon, send := "Condition", "Effect: Create coupon code", "Effect: "+w.Webhook.Title
	return Card{
		Resource: rule, Name: w.Rule.Name, Title: "Make the rule " + w.Rule.Name, Minutes: 4,
		Where:   "Talon.One: " + w.Application.Name + " › Campaigns › " + w.Campaign.Name + " › Rule Builder › Create Rule",
		Address: w.Consoles.Application(w.Application.ID),
		Fields: []Field{
			{Label: ruleName, Value: w.Rule.Name},
			{Under: day, Label: exactDay, Value: w.Rule.Day.Words(),
				Why: fmt.Sprintf("Check attribute value › Current time › is on exact day; counted in %s, the Application's time zone", w.Rule.Day.Zone())},
			{Under: coupon, Label: ofCampaign, Value: ThisCampaign},
			{Under: coupon, Label: recipient, Value: CurrentCustomer},
			{Under: coupon, Label: redemption, Value: fmt.Sprint(w.Rule.RedemptionLimit), Why: "how often each code may be redeemed"},
			{Under: coupon, Label: stored, Value: "yes", Why: "from there the webhook takes the code"},
			{Under: send, Label: ofWebhook, Value: w.Webhook.Title},
			{Under: send, Label: bound(w.Parameters.Profile), Value: IntegrationID},
			{Under: send, Label: bound(w.Parameters.Coupon), Value: GeneratedCode},
		},
		Before: "Do not activate the campaign yet",
		After:  "Save the rule",
	}
}
