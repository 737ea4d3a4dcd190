package talonone

import (
	"fmt"
	"slices"
	"time"
)

// What an evaluation may be asked to show (published, as enums of
// responseContent): a session more than a profile.
var (
	shownOfProfiles = []string{"customerProfile", "triggeredCampaigns", "loyalty", "event", "awardedGiveaways",
		"ruleFailureReasons", "campaignEligibility", "achievements"}
	shownOfSessions = append([]string{"customerSession", "coupons", "referral", "previousReturns"}, shownOfProfiles...)
)

// checkContent refuses to show what is not offered.
func checkContent(wanted, offered []string) error {
	for i, part := range wanted {
		if !slices.Contains(offered, part) {
			return invalid(problem("enum", oneOf("responseContent", offered), fmt.Sprintf("/responseContent/%d", i)))
		}
	}
	return nil
}

// integrationState writes what the Integration API answers after an evaluation:
// effects and created things always, the rest as responseContent asks.
func (a *Account) integrationState(on occasion, done outcome, wanted []string) map[string]any {
	state := map[string]any{
		"effects":          listed(done.effects),
		"createdCoupons":   listed(done.created),
		"createdReferrals": []any{},
	}
	for _, part := range wanted {
		if content := a.content(part, on, done); content != nil {
			state[part] = content
		}
	}
	return state
}

// content is nil for what is not there and for what the sandbox has none of.
func (a *Account) content(part string, on occasion, done outcome) any {
	switch {
	case part == "customerProfile" && on.profile != nil:
		return *on.profile
	case part == "customerSession" && on.session != nil:
		return *on.session
	case part == "coupons" && on.session != nil:
		return a.sessionCoupons(on)
	case part == "triggeredCampaigns":
		return a.triggered(done.triggered, on.at)
	case part == "ruleFailureReasons":
		return listed(done.failures)
	case part == "loyalty":
		return map[string]any{"programs": map[string]any{}}
	case part == "awardedGiveaways", part == "achievements", part == "previousReturns":
		return []any{}
	default:
		return nil
	}
}

func (a *Account) triggered(ids []int, at time.Time) []campaignView {
	list := []campaignView{}
	for _, one := range a.campaigns {
		if slices.Contains(ids, one.ID) {
			list = append(list, a.view(one, at))
		}
	}
	return list
}

// sessionCoupon is a coupon as a session's answer shows it.
type sessionCoupon struct {
	coupon
	ProfileRedemptionCount int `json:"profileRedemptionCount"`
}

func (a *Account) sessionCoupons(on occasion) []sessionCoupon {
	list := []sessionCoupon{}
	for _, value := range on.session.CouponCodes {
		if found := a.couponInShop(on.shop.ID, value); found != nil {
			list = append(list, sessionCoupon{*found, a.redemptions(value, on.session.ProfileID)})
		}
	}
	return list
}

// listed makes a list that is written as [] where it is empty.
func listed[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
