package guide

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

// Labels of the campaign's card.
const (
	features    = "Features"
	codePattern = "Code pattern"
	perCustomer = "Coupons per customer"
	tags        = "Tags"
	state       = StateField
	schedule    = ScheduleField
)

// StateField is the label of whether a campaign runs.
const StateField = "State"

// ScheduleField is the label of when a campaign runs; no card asks for one.
const ScheduleField = "Schedule"

const noLimit = "no limit"

// Campaign is the card for the campaign without its rule.
func Campaign(w setup.Wanted) Card {
	return Card{
		Resource: campaign, Name: w.Campaign.Name, Title: "Make the campaign " + w.Campaign.Name, Minutes: 2,
		Where:   "Talon.One: " + w.Application.Name + " › Campaigns › Create Campaign › Standard",
		Address: w.Consoles.Application(w.Application.ID),
		Fields: []Field{
			{Label: name, Value: w.Campaign.Name},
			{Label: tags, Value: strings.Join(w.Campaign.Tags, ", "), Why: "by it talontap knows the campaign for its own"},
			{Under: "Settings", Label: features, Value: "coupons"},
			{Under: "Settings › Coupon codes", Label: codePattern, Value: w.Campaign.Codes.Pattern},
			{Under: "Settings › Limits", Label: perCustomer, Value: LimitPerCustomer(w.Campaign.Limits, noLimit),
				Why: "the budget on coupons created, per customer profile: every call of the shop on the day would make another code"},
			{Label: state, Value: "disabled", Why: "it is enabled last, when its rule is proven"},
		},
		Before: "Do not activate it yet",
		After:  "Save; the rule comes next",
	}
}

// LimitPerCustomer is a campaign's limit on codes for one customer, or what to
// say where there is none.
func LimitPerCustomer(limits []talonone.Limit, none string) string {
	for _, l := range limits {
		if l.Action == "createCoupon" && slices.Equal(l.Entities, []string{"Profile"}) && l.Period == "" {
			return fmt.Sprint(l.Limit)
		}
	}
	return none
}

// Enabling is the card for the last act, where an account does not let talontap
// do it.
func Enabling(w setup.Wanted) Card {
	return Card{
		Resource: enable, Name: w.Campaign.Name, Title: "Activate the campaign " + w.Campaign.Name, Minutes: 1,
		Where:   "Talon.One: " + w.Application.Name + " › Campaigns › " + w.Campaign.Name + " › Activate",
		Address: w.Consoles.Application(w.Application.ID),
		Fields:  []Field{{Label: state, Value: "enabled"}},
		Before:  "Only when the live check says that the rule is proven",
	}
}

// TakingBack is the card for a campaign that was activated too early.
func TakingBack(w setup.Wanted) Card {
	return Card{
		Resource: enable, Name: w.Campaign.Name, Title: "Take the activation of " + w.Campaign.Name + " back", Minutes: 1,
		Where:   "Talon.One: " + w.Application.Name + " › Campaigns › " + w.Campaign.Name + " › Deactivate",
		Address: w.Consoles.Application(w.Application.ID),
		Fields:  []Field{{Label: state, Value: "disabled", Seen: "enabled", Why: "what it does is not proven; a call of the shop could make a wrong code"}},
	}
}

// Choosing is the card for several things among which only the admin can choose.
func Choosing(resource, called, where, do string, w setup.Wanted) Card {
	return Card{Resource: resource, Name: called, Title: "Say which " + resource + " is meant", Minutes: 1,
		Where: where, Address: w.Consoles.TalonOne, After: do}
}
