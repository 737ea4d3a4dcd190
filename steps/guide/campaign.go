package guide

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/setup"
)

// Labels of the campaign's card.
const (
	features    = "Features"
	codePattern = "Code pattern"
	perCustomer = "Coupons per customer"
	tags        = "Tags"
)

// StateField is the label of whether a campaign runs.
const StateField = "State"

// ScheduleField is the label of when a campaign runs; no card asks for one.
const ScheduleField = "Schedule"

// NoLimit is what is said of a limit that there is not.
const NoLimit = "no limit"

// Campaign is the card for the campaign without its rule.
func Campaign(w setup.Wanted) Card {
	return Card{
		Resource: campaign, Name: w.Campaign.Name, Title: fmt.Sprintf(words.CardCampaign, w.Campaign.Name), Minutes: Minutes(campaign),
		Where:   fmt.Sprintf(words.CardCampaignWhere, w.Application.Name),
		at:      fmt.Sprintf(words.CardCampaignAt, w.Application.Name, w.Campaign.Name),
		Address: w.Consoles.Application(w.Application.ID),
		Fields: []Field{
			{Label: name, Value: w.Campaign.Name},
			{Label: tags, Value: strings.Join(w.Campaign.Tags, ", "), Why: words.CardTagsWhy},
			{Under: "Settings", Label: features, Value: "coupons"},
			{Under: words.CardUnderCodes, Label: codePattern, Value: w.Campaign.Codes.Pattern},
			{Under: "Settings › Limits", Label: perCustomer, Value: LimitPerCustomer(w.Campaign.Limits, NoLimit),
				Why: words.CardPerCustomerWhy},
			{Label: StateField, Value: "disabled", Why: words.CardStateWhy},
		},
		Before: words.CardDoNotActivate,
		After:  words.CardCampaignAfter,
	}
}

// LimitPerCustomer is a campaign's limit on codes for one customer, or what to
// say where there is none.
func LimitPerCustomer(limits []talonone.Limit, none string) string {
	for _, l := range limits {
		if whole.PerCustomer(l) {
			return fmt.Sprint(l.Limit)
		}
	}
	return none
}

// Enabling is the card for the last act, where an account does not let talontap
// do it.
func Enabling(w setup.Wanted) Card {
	return Card{
		Resource: enable, Name: w.Campaign.Name, Title: fmt.Sprintf(words.CardActivate, w.Campaign.Name), Minutes: 1,
		Where:   fmt.Sprintf(words.CardActivateWhere, w.Application.Name, w.Campaign.Name),
		Address: w.Consoles.Application(w.Application.ID),
		Fields:  []Field{{Label: StateField, Value: "enabled"}},
		Before:  words.CardActivateBefore,
	}
}

// TakingBack is the card for a campaign that was activated too early.
func TakingBack(w setup.Wanted) Card {
	return Card{
		Resource: enable, Name: w.Campaign.Name, Title: fmt.Sprintf(words.CardDeactivate, w.Campaign.Name), Minutes: 1,
		Where:   fmt.Sprintf(words.CardDeactivateWhere, w.Application.Name, w.Campaign.Name),
		Address: w.Consoles.Application(w.Application.ID),
		Fields:  []Field{{Label: StateField, Value: "disabled", Seen: "enabled", Why: words.CardDeactivateWhy}},
	}
}

// Choosing is the card for several things among which only the admin can choose.
func Choosing(resource, called, where, do string, w setup.Wanted) Card {
	return Card{Resource: resource, Name: called, Title: fmt.Sprintf(words.CardChoose, resource), Minutes: 1,
		Where: where, Address: w.Consoles.TalonOne, After: do}
}

// AnotherDay is the card for a campaign that had its day, where another day is
// wanted.
func AnotherDay(w setup.Wanted) Card {
	return Card{
		Resource: campaign, Name: w.Campaign.Name, Title: fmt.Sprintf(words.CardAnotherDay, w.Rule.Day.Words()), Minutes: 1,
		Where:   fmt.Sprintf(words.CardCampaignsWhere, w.Application.Name),
		Address: w.Consoles.Application(w.Application.ID),
		Before:  words.CardAnotherDayBefore,
		After:   fmt.Sprintf(words.CardAnotherDayAfter, w.Rule.Day.ISO()),
	}
}

// Copying is the card for a campaign that is made as a copy of another one, where
// an account does not let talontap do it.
func Copying(w setup.Wanted, of string) Card {
	c := Campaign(w)
	c.Title = fmt.Sprintf(words.CardCopy, of, w.Campaign.Name)
	c.Where = fmt.Sprintf(words.CardCopyWhere, w.Application.Name, of)
	return c
}
