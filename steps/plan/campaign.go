package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/setup"
)

func campaignChange(w setup.Wanted, s Seen) Change {
	c := Change{Resource: Campaign, Name: w.Campaign.Name, Published: Formerly}
	have := s.Campaign.Campaign
	switch {
	case have == nil && !mayMakeRule(w, s):
		c.Action, c.Route, c.Published = Manual, Guided, Formerly
		c.Why = whyNoRule(w, s)
		c.Fields = campaignFields(w, talonone.Campaign{})
		c.Steps = campaignSteps(w)
	case have == nil:
		c.Action, c.Route = Create, API
		c.Fields = campaignFields(w, talonone.Campaign{})
	default:
		c.Action, c.Route, c.Published = Keep, Found, Yes
		c.Fields = campaignFields(w, *have)
		mendCampaign(&c, s)
	}
	return c
}

func mendCampaign(c *Change, s Seen) {
	switch {
	case len(s.Campaign.Others) > 0 && !s.Campaign.Ours:
		c.Action, c.Route = Manual, Guided
		c.Why = fmt.Sprintf("%d campaigns have this name and none carries talontap's mark; choose another name", len(s.Campaign.Others)+1)
	case len(c.Fields) == 0:
	case s.Campaign.Ours:
		c.Action, c.Route = Update, API
	default:
		c.Action, c.Route = Adopt, Guided
		c.Why = "a campaign of this name is there, but talontap did not make it; change these fields in Talon.One, or choose another name"
		c.Steps = mendSteps(c.Fields)
	}
}

func campaignFields(w setup.Wanted, have talonone.Campaign) []Field {
	var out []Field
	differ := func(name, from, to string) {
		if from != to {
			out = append(out, Field{name, from, to})
		}
	}
	differ("Name", have.Name, w.Campaign.Name)
	if !slices.Contains(have.Features, "coupons") {
		out = append(out, Field{"Features", strings.Join(have.Features, ", "), "coupons"})
	}
	differ("Code pattern", pattern(have.CouponSettings), w.Campaign.Codes.Pattern)
	each := perCustomer(have.Limits)
	if have.ID != 0 {
		each = or(each, noLimit)
	}
	differ("Coupons per customer", each, or(perCustomer(w.Campaign.Limits), noLimit))
	return out
}

func pattern(c *talonone.CouponSettings) string {
	if c == nil {
		return ""
	}
	return c.Pattern
}

// perCustomer is the campaign limit on codes for one customer; "" is none.
func perCustomer(limits []talonone.Limit) string {
	for _, l := range limits {
		if l.Action == "createCoupon" && slices.Equal(l.Entities, []string{"Profile"}) && l.Period == "" {
			return fmt.Sprint(l.Limit)
		}
	}
	return ""
}

const noLimit = "no limit"

func campaignSteps(w setup.Wanted) []string {
	return []string{
		"Talon.One: Application › Campaigns › Create Campaign › Standard",
		"Name: " + w.Campaign.Name,
		"Features: coupons",
		"Settings › Coupon codes › pattern: " + w.Campaign.Codes.Pattern,
		"Settings › Limits › coupons created, per customer profile: " + or(perCustomer(w.Campaign.Limits), noLimit),
		"Settings › Tags: " + strings.Join(w.Campaign.Tags, ", "),
		"Do not activate it yet",
	}
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func enableChange(s Seen, campaign, rule Change) Change {
	c := Change{Resource: Enable, Name: campaign.Name, Action: Update, Route: API, Published: Yes,
		Fields: []Field{{"State", "disabled", "enabled"}}}
	have := s.Campaign.Campaign
	switch {
	case have != nil && have.State == "enabled" && rule.Action == Update:
		c.Why = "it is disabled while its rule is written anew, and enabled when that is proven"
	case have != nil && have.State == "enabled":
		c.Action, c.Route, c.Fields = Keep, Found, nil
	case campaign.Action == Manual || rule.Action == Manual || campaign.Action == Adopt || rule.Action == Adopt:
		c.Action, c.Route = Manual, Guided
		c.Why = "the rule must be there and proven first; then talontap enables it"
	}
	return c
}
