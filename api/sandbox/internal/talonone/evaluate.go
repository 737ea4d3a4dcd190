package talonone

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// occasion is what the Rule Engine is asked about: who, where and when.
type occasion struct {
	shop      *application
	at        time.Time
	dry       bool
	profile   *customer        // nil: anonymous
	session   *customerSession // nil: not about a session
	campaigns []int            // with dry: only these, disabled ones too
}

type effect struct {
	CampaignID        int    `json:"campaignId"`
	RulesetID         int    `json:"rulesetId"`
	RuleIndex         int    `json:"ruleIndex"`
	RuleName          string `json:"ruleName"`
	EffectType        string `json:"effectType"`
	TriggeredByCoupon int    `json:"triggeredByCoupon,omitempty"`
	Props             any    `json:"props"`
}

// ruleFailure says why a rule did nothing. The capital ID is the vendor's.
type ruleFailure struct {
	CampaignID   int    `json:"campaignID"`
	CampaignName string `json:"campaignName"`
	RulesetID    int    `json:"rulesetID"`
	RuleIndex    int    `json:"ruleIndex"`
	RuleName     string `json:"ruleName"`
	EffectIndex  *int   `json:"effectIndex,omitempty"`
	Details      string `json:"details,omitempty"`
}

// outcome is what came of an evaluation. Nothing of it has happened yet.
type outcome struct {
	effects    []effect
	created    []coupon
	failures   []ruleFailure
	triggered  []int // campaigns of which a rule did something
	spends     []spend
	deliveries []delivery
	accepted   []string // coupon codes
}

// evaluation is one run of the Rule Engine over all campaigns.
type evaluation struct {
	account *Account
	on      occasion
	result  outcome
	codes   []*givenCode
	// generated is the coupon that a rule stored in the session.
	// modelled: it lasts for one evaluation, and is there without a session too.
	generated string
}

// evaluate runs the rules and changes nothing.
func (a *Account) evaluate(on occasion) outcome {
	run := &evaluation{account: a, on: on}
	run.codes = run.judgeCodes()
	for _, one := range a.campaigns {
		active, removed := a.ruleset(one.ID, one.ActiveRulesetID)
		if removed != nil || !on.evaluates(one) {
			continue
		}
		for i, each := range active.rules() {
			newTurn(run, one, *active, i, each).take()
		}
	}
	run.settleCodes()
	return run.result
}

// evaluates reports whether the Rule Engine looks at a campaign: those that run
// at that time, or in a dry run those that were asked for, whatever their state
// (published).
func (on occasion) evaluates(one campaign) bool {
	switch {
	case one.ApplicationID != on.shop.ID || one.ActiveRulesetID == 0 || one.elsewhere():
		return false
	case on.dry && len(on.campaigns) > 0:
		return slices.Contains(on.campaigns, one.ID)
	default:
		return one.frontendState(on.at) == "running"
	}
}

// elsewhere reports whether a campaign is bound to what the sandbox does not play.
// modelled: a campaign of stores, of cart items or of an evaluation group is at
// the worst not evaluated at all.
func (one campaign) elsewhere() bool {
	return len(one.LinkedStoreIDs) > 0 || one.Type == "cartItem" || one.EvaluationGroupID != 0
}

// spendOf is a use of a campaign's limits by whom the occasion is about.
func (on occasion) spendOf(owner campaign, action string, amount float64, coupon string) spend {
	used := spend{campaignID: owner.ID, action: action, amount: amount, at: on.at, coupon: coupon}
	if on.profile != nil {
		used.profile = on.profile.IntegrationID
	}
	if on.session != nil {
		used.session = on.session.IntegrationID
	}
	return used
}

// run makes an outcome happen, unless it is a dry run: coupons are kept, limits used
// up, codes redeemed if the session closes.
func (a *Account) run(on occasion) outcome {
	done := a.evaluate(on)
	if on.dry {
		return done
	}
	a.coupons = append(a.coupons, done.created...)
	a.spends = append(a.spends, done.spends...)
	for _, each := range done.spends {
		if one := a.campaign(each.campaignID); one != nil {
			one.count(each)
		}
	}
	if on.session != nil && on.session.State == "closed" {
		a.redeem(on, done.accepted)
	}
	return done
}

func (one *campaign) count(each spend) {
	switch each.action {
	case actionCreateCoupon:
		one.CouponsCreated++
	case actionCallAPI:
		one.WebhooksCalled++
	case actionDiscountEffect:
		one.DiscountEffects++
	case actionRedeemCoupon:
		one.CouponsRedeemed++
	}
}

// shown is what an evaluation may be asked to show. More is published, as enums of
// responseContent, and nobody here asks for it.
var shown = []string{"triggeredCampaigns", "ruleFailureReasons"}

// content is the part of a body that asks for it.
type content struct {
	ResponseContent []string `json:"responseContent"`
}

func (c *content) problems() (found problems) {
	for i, part := range c.ResponseContent {
		found.unless(shown, "responseContent", part, fmt.Sprintf("/responseContent/%d", i))
	}
	return found
}

// evaluated is what the Integration API answers after an evaluation: effects and
// created things always, the rest as responseContent asks.
func (a *Account) evaluated(on occasion, done outcome, wanted []string) answer {
	state := map[string]any{
		"effects":          listed(done.effects),
		"createdCoupons":   listed(done.created),
		"createdReferrals": []any{},
	}
	if slices.Contains(wanted, "triggeredCampaigns") {
		state["triggeredCampaigns"] = a.views(on.at, func(one campaign) bool { return slices.Contains(done.triggered, one.ID) })
	}
	if slices.Contains(wanted, "ruleFailureReasons") {
		state["ruleFailureReasons"] = listed(done.failures)
	}
	return answer{http.StatusOK, state, done.deliveries}
}

// listed makes a list that is written as [] where it is empty.
func listed[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return items
}
