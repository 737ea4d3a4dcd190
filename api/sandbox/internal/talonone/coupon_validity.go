package talonone

import "slices"

// Why a code is rejected (published words, as far as they can arise here).
const (
	campaignLimitReached      = "CampaignLimitReached"
	profileLimitReached       = "ProfileLimitReached"
	couponExpired             = "CouponExpired"
	couponLimitReached        = "CouponLimitReached"
	couponNotFound            = "CouponNotFound"
	couponOfOtherCampaign     = "CouponPartOfNotRunningCampaign"
	couponOfQuietCampaign     = "CouponPartOfNotTriggeredCampaign"
	couponOfOtherRecipient    = "CouponRecipientDoesNotMatch"
	couponRejectedByCondition = "CouponRejectedByCondition"
)

// givenCode is one code that a session gives, and what was found out about it.
type givenCode struct {
	value    string
	coupon   *coupon // nil: there is none
	rejected string  // why, before any rule looked at it
	tested   bool    // a rule asked "Coupon code is valid"
	accepted bool
}

// judgeCodes looks at each code on its own, before any rule.
func (run *evaluation) judgeCodes() []*givenCode {
	if run.on.session == nil {
		return nil
	}
	var given []*givenCode
	for _, value := range run.on.session.CouponCodes {
		code := &givenCode{value: value, coupon: run.account.couponInShop(run.on.shop.ID, value)}
		code.rejected = run.rejection(code.coupon)
		given = append(given, code)
	}
	return given
}

func (a *Account) couponInShop(applicationID int, value string) *coupon {
	return first(a.coupons, func(one coupon) bool {
		owner := a.campaign(one.CampaignID)
		return one.Value == value && owner != nil && owner.ApplicationID == applicationID
	})
}

func (run *evaluation) rejection(one *coupon) string {
	if one == nil {
		return couponNotFound
	}
	owner, recipient := *run.account.campaign(one.CampaignID), one.RecipientIntegrationID
	switch {
	case !run.on.evaluates(owner):
		return couponOfOtherCampaign
	case recipient != "" && (run.on.profile == nil || run.on.profile.IntegrationID != recipient):
		return couponOfOtherRecipient
	case one.expired(run.on.at):
		return couponExpired
	case one.usedUp():
		return couponLimitReached
	}
	return run.account.beyondLimits(owner, run.on.spendOf(owner, actionRedeemCoupon, 1, one.Value))
}

// couponValid is the condition "Coupon code is valid": one of the session's
// codes is of this campaign and in order.
func (t *turn) couponValid() bool {
	valid := false
	for _, code := range t.run.codes {
		if code.coupon == nil || code.coupon.CampaignID != t.campaign.ID {
			continue
		}
		code.tested = true
		if code.rejected == "" {
			valid = true
			t.run.result.accepted = append(t.run.result.accepted, code.value)
		}
	}
	return valid
}

// accept adds the effect for a code, once in an evaluation.
func (t *turn) accept(value string) {
	for _, code := range t.run.codes {
		if code.value == value && !code.accepted {
			code.accepted = true
			t.add("acceptCoupon", map[string]any{"value": value})
			t.run.result.effects[len(t.run.result.effects)-1].TriggeredByCoupon = code.coupon.ID
		}
	}
}

// settleCodes rejects every code that no rule accepted.
func (run *evaluation) settleCodes() {
	for _, code := range run.codes {
		if code.accepted {
			continue
		}
		reason := code.rejected
		switch {
		case reason != "":
		case code.tested:
			reason = couponRejectedByCondition
		default:
			reason = couponOfQuietCampaign
		}
		// modelled: a rejection that no rule made names no ruleset and no rule.
		rejected := effect{EffectType: "rejectCoupon", Props: map[string]any{"value": code.value, "rejectionReason": reason}}
		if code.coupon != nil {
			rejected.CampaignID = code.coupon.CampaignID
			rejected.TriggeredByCoupon = code.coupon.ID
		}
		run.result.effects = append(run.result.effects, rejected)
	}
}

// redeem counts each accepted code once.
func (a *Account) redeem(on occasion, codes []string) {
	slices.Sort(codes)
	for _, value := range slices.Compact(codes) {
		one := a.couponInShop(on.shop.ID, value)
		if one == nil {
			continue
		}
		one.UsageCounter++
		owner := a.campaign(one.CampaignID)
		used := on.spendOf(*owner, actionRedeemCoupon, 1, value)
		a.spends = append(a.spends, used)
		owner.count(used)
	}
}
