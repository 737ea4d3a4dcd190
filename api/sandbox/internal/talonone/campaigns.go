package talonone

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

type campaign struct {
	ID            int       `json:"id"`
	Created       time.Time `json:"created"`
	ApplicationID int       `json:"applicationId"`
	UserID        int       `json:"userId"`
	campaignSettings
	Updated        time.Time `json:"updated"`
	CreatedBy      string    `json:"createdBy,omitempty"`
	UpdatedBy      string    `json:"updatedBy,omitempty"`
	StoresImported bool      `json:"storesImported"`

	CouponsCreated  int `json:"couponCreationCount"` // by rules, not by the Management API
	CouponsRedeemed int `json:"couponRedemptionCount"`
	WebhooksCalled  int `json:"callApiEffectCount"`
	DiscountEffects int `json:"discountEffectCount"`
}

// campaignSettings are what a write sets, whole: a member that is left out goes
// back to its default.
type campaignSettings struct {
	Name               string         `json:"name"`
	Description        string         `json:"description"`
	StartTime          *time.Time     `json:"startTime,omitempty"`
	EndTime            *time.Time     `json:"endTime,omitempty"`
	Attributes         map[string]any `json:"attributes,omitempty"`
	State              string         `json:"state"`
	ActiveRulesetID    int            `json:"activeRulesetId,omitempty"`
	Tags               []string       `json:"tags"`
	ReevaluateOnReturn bool           `json:"reevaluateOnReturn"`
	Features           []string       `json:"features"`
	CouponSettings     *codeSettings  `json:"couponSettings,omitempty"`
	ReferralSettings   *codeSettings  `json:"referralSettings,omitempty"`
	Limits             []limit        `json:"limits"`
	CampaignGroups     []int          `json:"campaignGroups,omitempty"`
	Type               string         `json:"type"`
	LinkedStoreIDs     []int          `json:"linkedStoreIds,omitempty"`
	CouponAttributes   map[string]any `json:"couponAttributes,omitempty"`
	EvaluationGroupID  int            `json:"evaluationGroupId,omitempty"`
}

// codeSettings is how the codes of a campaign look (CodeGeneratorSettings).
type codeSettings struct {
	ValidCharacters []string `json:"validCharacters"`
	CouponPattern   string   `json:"couponPattern"`
}

// campaignView is a campaign as it is read: with what it is now, and what of its
// limits is used up.
type campaignView struct {
	campaign
	FrontendState string   `json:"frontendState"`
	Budgets       []budget `json:"budgets"`
}

type budget struct {
	Action  string  `json:"action"`
	Limit   float64 `json:"limit"`
	Counter float64 `json:"counter"`
}

var (
	campaignStates   = []string{"enabled", "disabled", "archived"}
	campaignFeatures = []string{"coupons", "referrals", "loyalty", "giveaways", "strikethrough", "achievements", "advancedEvents"}
	campaignTypes    = []string{"cartItem", "advanced"}
)

func (a *Account) view(one campaign, at time.Time) campaignView {
	budgets := []budget{}
	for _, bound := range one.Limits {
		if len(bound.Entities) == 0 {
			budgets = append(budgets, budget{bound.Action, bound.Limit, a.spent(one, bound, spend{at: at})})
		}
	}
	return campaignView{campaign: one, FrontendState: one.frontendState(at), Budgets: budgets}
}

// views are the campaigns that fit, as they are read.
func (a *Account) views(at time.Time, fits func(campaign) bool) []campaignView {
	return mapped(chosen(a.campaigns, fits), func(one campaign) campaignView { return a.view(one, at) })
}

// frontendState is what the state and the schedule make of a campaign.
func (one campaign) frontendState(at time.Time) string {
	switch {
	case one.State != "enabled":
		return one.State
	case one.EndTime != nil && !at.Before(*one.EndTime):
		return "expired"
	case one.StartTime != nil && at.Before(*one.StartTime):
		return "scheduled"
	default:
		return "running"
	}
}

// listCampaigns filters by name. modelled: it finds parts, whatever their case.
func (a *Account) listCampaigns(c *call) (answer, error) {
	part := strings.ToLower(c.query("name"))
	found := a.views(c.at, func(one campaign) bool {
		return one.ApplicationID == c.shop.ID && strings.Contains(strings.ToLower(one.Name), part)
	})
	return okay(pageOf(c, found).counted()), nil
}

func (a *Account) getCampaign(c *call) (answer, error) {
	return okay(a.view(*c.campaign, c.at)), nil
}

// createCampaign was published until 2021-22 (201).
func (a *Account) createCampaign(c *call, settings campaignSettings) (answer, error) {
	if settings.ActiveRulesetID != 0 {
		return answer{}, invalid(problem("not found", "a new campaign has no ruleset to activate", "/activeRulesetId"))
	}
	made := a.addCampaign(c.shop.ID, settings, c.at)
	return created(a.view(made, c.at)), nil
}

func (a *Account) addCampaign(applicationID int, settings campaignSettings, at time.Time) campaign {
	made := campaign{
		ID: a.nextID("campaign"), Created: at.UTC(), Updated: at.UTC(), UserID: adminID,
		ApplicationID: applicationID, CreatedBy: a.email, campaignSettings: settings,
	}
	a.campaigns = append(a.campaigns, made)
	return made
}

// updateCampaign replaces the settings whole. A state left out enables: that is
// the published default, and it is the trap it looks like.
func (a *Account) updateCampaign(c *call, settings campaignSettings) (answer, error) {
	if settings.ActiveRulesetID != 0 {
		if _, err := a.ruleset(c.campaign.ID, settings.ActiveRulesetID); err != nil {
			return answer{}, invalid(problem("not found", "the campaign has no such ruleset", "/activeRulesetId"))
		}
	}
	was := c.campaign.ActiveRulesetID
	c.campaign.campaignSettings = settings
	c.campaign.Updated, c.campaign.UpdatedBy = c.at.UTC(), a.email
	if settings.ActiveRulesetID != was {
		a.markActive(c.campaign.ID, settings.ActiveRulesetID, c.at)
	}
	return okay(a.view(*c.campaign, c.at)), nil
}

func (a *Account) deleteCampaign(c *call) (answer, error) {
	id := c.campaign.ID
	a.campaigns = slices.DeleteFunc(a.campaigns, func(one campaign) bool { return one.ID == id })
	a.rulesets = slices.DeleteFunc(a.rulesets, func(one ruleset) bool { return one.campaignID == id })
	a.coupons = slices.DeleteFunc(a.coupons, func(one coupon) bool { return one.CampaignID == id })
	a.spends = slices.DeleteFunc(a.spends, func(one spend) bool { return one.campaignID == id })
	return noContent, nil
}

// campaign is nil where there is none.
func (a *Account) campaign(id int) *campaign {
	return first(a.campaigns, func(one campaign) bool { return one.ID == id })
}

func (one campaign) has(feature string) bool { return slices.Contains(one.Features, feature) }

func (s *campaignSettings) begin() { s.State, s.Type = "enabled", "advanced" }

func (s *campaignSettings) problems() (found problems) {
	found.when(strings.TrimSpace(s.Name) == "", "required", "name is required", "/name")
	found.unless(campaignStates, "state", s.State, "/state")
	found.unless(campaignTypes, "type", s.Type, "/type")
	for i, feature := range s.Features {
		found.unless(campaignFeatures, "features", feature, fmt.Sprintf("/features/%d", i))
	}
	found.when(s.StartTime != nil && s.EndTime != nil && !s.StartTime.Before(*s.EndTime), "Invalid value", "endTime must be after startTime", "/endTime")
	found = append(found, tagProblems(s.Tags)...)
	found = append(found, limitProblems(s.Limits)...)
	return append(found, s.CouponSettings.problems("/couponSettings")...)
}

// tagProblems checks the published bounds: 50 tags of 1 to 50 characters.
func tagProblems(tags []string) (found problems) {
	found.when(len(tags) > 50, "maxItems", "a campaign has at most 50 tags", "/tags")
	for i, tag := range tags {
		found.when(tag == "" || len(tag) > 50, "length", "a tag has 1 to 50 characters", fmt.Sprintf("/tags/%d", i))
	}
	return found
}
