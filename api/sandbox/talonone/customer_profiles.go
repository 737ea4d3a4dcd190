package talonone

import (
	"maps"
	"net/http"
)

// profileUpdate is the body of PUT /v2/customer_profiles/{integrationId}.
type profileUpdate struct {
	Attributes           map[string]any `json:"attributes"`
	EvaluableCampaignIDs []int          `json:"evaluableCampaignIds"`
	ResponseContent      []string       `json:"responseContent"`
}

// updateCustomerProfile makes or changes a profile and, if asked, runs the Rule
// Engine. There is no "now" here: rules see the account's clock.
func (a *Account) updateCustomerProfile(c *call) (answer, error) {
	runs, err := c.yes("runRuleEngine")
	if err != nil {
		return answer{}, err
	}
	dry, err := c.yes("dry")
	if err != nil {
		return answer{}, err
	}
	name := c.request.PathValue("integrationId")
	var wanted profileUpdate
	if err := c.decode(&wanted); err != nil {
		return answer{}, err
	}
	if badID(name) {
		return answer{}, refuse(http.StatusBadRequest, "An integration ID has 1 to 1000 characters")
	}
	if err := checkContent(wanted.ResponseContent, shownOfProfiles); err != nil {
		return answer{}, err
	}
	if err := a.checkAttributes("CustomerProfile", wanted.Attributes); err != nil {
		return answer{}, err
	}
	shop, err := a.application(c.caller.applicationID)
	if err != nil {
		return answer{}, err
	}
	profile := a.known(shop, name, c.at)
	maps.Copy(profile.Attributes, wanted.Attributes)
	if !dry {
		profile = a.keep(profile)
	}
	on := occasion{shop: shop, at: c.at, dry: dry, profile: &profile, campaigns: wanted.EvaluableCampaignIDs}
	var done outcome
	if runs {
		done = a.run(on)
	}
	return answer{
		status:     http.StatusOK,
		body:       a.integrationState(on, done, wanted.ResponseContent),
		deliveries: done.deliveries,
	}, nil
}

// run evaluates and, unless it is a dry run, lets the outcome happen.
func (a *Account) run(on occasion) outcome {
	done := a.evaluate(on)
	if !on.dry {
		a.commit(on, done)
	}
	return done
}

// getCustomerInventory gives the parts that are asked for.
func (a *Account) getCustomerInventory(c *call) (answer, error) {
	name := c.request.PathValue("integrationId")
	found := a.customer(c.caller.applicationID, name)
	if found == nil {
		return answer{}, notFound("customer profile", name)
	}
	parts := map[string]any{
		"profile":      *found,
		"coupons":      a.inventoryCoupons(c, name),
		"referrals":    []any{},
		"giveaways":    []any{},
		"achievements": []any{},
		"loyalty":      map[string]any{"programs": map[string]any{}},
	}
	inventory := map[string]any{}
	for part, content := range parts {
		wanted, err := c.yes(part)
		if err != nil {
			return answer{}, err
		}
		if wanted {
			inventory[part] = content
		}
	}
	return okay(inventory), nil
}

// inventoryCoupon is a coupon as its recipient has it.
type inventoryCoupon struct {
	coupon
	ProfileRedemptionCount int    `json:"profileRedemptionCount"`
	State                  string `json:"state"`
}

func (a *Account) inventoryCoupons(c *call, profile string) []inventoryCoupon {
	list := []inventoryCoupon{}
	for _, each := range a.coupons {
		owner := a.campaign(each.CampaignID)
		if each.RecipientIntegrationID != profile || owner == nil || owner.ApplicationID != c.caller.applicationID {
			continue
		}
		list = append(list, inventoryCoupon{
			coupon:                 each,
			ProfileRedemptionCount: a.redemptions(each.Value, profile),
			State:                  each.inventoryState(*owner, c),
		})
	}
	return list
}

func (a *Account) redemptions(code, profile string) int {
	count := 0
	for _, was := range a.spends {
		if was.action == actionRedeemCoupon && was.coupon == code && was.profile == profile {
			count++
		}
	}
	return count
}

// modelled: the words, of which only the field is published.
func (one coupon) inventoryState(owner campaign, c *call) string {
	switch {
	case owner.frontendState(c.at) != "running":
		return "disabled"
	case one.usedUp():
		return "used"
	case one.validity(c.at) == "expired":
		return "expired"
	case one.validity(c.at) == "validFuture":
		return "pending"
	default:
		return "active"
	}
}
