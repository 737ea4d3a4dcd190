package talonone

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// mostIDLength bounds an integration ID (published).
const mostIDLength = 1000

// customer is a customer profile in its wire form, which serves both APIs.
type customer struct {
	ID             int            `json:"id"`
	Created        time.Time      `json:"created"`
	IntegrationID  string         `json:"integrationId"`
	Attributes     map[string]any `json:"attributes"`
	AccountID      int            `json:"accountId"`
	ClosedSessions int            `json:"closedSessions"`
	TotalSales     float64        `json:"totalSales"`
	LastActivity   time.Time      `json:"lastActivity"`
	Sandbox        bool           `json:"sandbox"`

	applicationID int // modelled: a profile is known in the one Application that made it
}

func (one *customer) paths() map[string]any {
	return map[string]any{
		"IntegrationId": one.IntegrationID, "Attributes": maps.Clone(one.Attributes),
		"ClosedSessions": float64(one.ClosedSessions), "TotalSales": one.TotalSales,
	}
}

// listCustomers is the Management view of an Application's customers.
func (a *Account) listCustomers(c *call) (answer, error) {
	wanted := c.query("integrationId")
	list := pageOf(c, chosen(a.customers, func(each customer) bool {
		return each.applicationID == c.shop.ID && (wanted == "" || wanted == each.IntegrationID)
	}))
	if c.yes("withTotalResultSize") {
		return okay(list.counted()), nil
	}
	return okay(list.uncounted()), nil
}

// deleteCustomerData removes the profile with its sessions. Coupons stay: they
// belong to the campaign (modelled).
func (a *Account) deleteCustomerData(c *call) (answer, error) {
	name := c.request.PathValue("integrationId")
	if a.customer(c.caller.applicationID, name) == nil {
		return answer{}, notFound("customer profile", name)
	}
	shop := c.caller.applicationID
	a.customers = slices.DeleteFunc(a.customers, func(each customer) bool {
		return each.applicationID == shop && each.IntegrationID == name
	})
	a.sessions = slices.DeleteFunc(a.sessions, func(each customerSession) bool {
		return each.ApplicationID == shop && each.ProfileID == name
	})
	return noContent, nil
}

// customer is nil where there is none.
func (a *Account) customer(applicationID int, integrationID string) *customer {
	return first(a.customers, func(one customer) bool {
		return one.applicationID == applicationID && one.IntegrationID == integrationID
	})
}

// known is a copy of the profile, or a new one that is not stored yet.
func (a *Account) known(shop *application, integrationID string, at time.Time) customer {
	if found := a.customer(shop.ID, integrationID); found != nil {
		copied := *found
		copied.Attributes = maps.Clone(found.Attributes)
		copied.LastActivity = at.UTC()
		return copied
	}
	return customer{
		Created: at.UTC(), IntegrationID: integrationID, Attributes: map[string]any{}, AccountID: accountID,
		LastActivity: at.UTC(), Sandbox: shop.Sandbox, applicationID: shop.ID,
	}
}

// keep stores a profile, a new one under a new ID.
func (a *Account) keep(one customer) customer {
	if found := a.customer(one.applicationID, one.IntegrationID); found != nil {
		*found = one
		return one
	}
	one.ID = a.nextID("customer")
	a.customers = append(a.customers, one)
	return one
}

func badID(name string) bool { return strings.TrimSpace(name) == "" || len(name) > mostIDLength }

// attribute is one that an admin set up, in both Applications, for a text.
type attribute struct{ Entity, Name string }

// checkAttributes refuses attributes that were not set up for an entity, in the
// vendor's words. null takes a value away.
func (a *Account) checkAttributes(entity string, given map[string]any) error {
	var found problems
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := "/attributes/" + name
		known := slices.Contains(a.attributes, attribute{entity, name})
		_, isText := given[name].(string)
		found.when(!known, "Unknown", fmt.Sprintf("The attribute %q is not defined on %s entities.", name, entity), at)
		found.when(known && !isText && given[name] != nil, "Invalid type",
			fmt.Sprintf("Value of %q attribute (%v) is not a string", name, given[name]), at)
	}
	return found.refusal()
}

// profileUpdate is the body of PUT /v2/customer_profiles/{integrationId}.
type profileUpdate struct {
	Attributes           map[string]any `json:"attributes"`
	EvaluableCampaignIDs []int          `json:"evaluableCampaignIds"`
	content
}

// updateCustomerProfile makes or changes a profile and, if asked, runs the Rule
// Engine. There is no "now" here: rules see the account's clock.
func (a *Account) updateCustomerProfile(c *call, wanted profileUpdate) (answer, error) {
	name := c.request.PathValue("integrationId")
	if badID(name) {
		return answer{}, refuse(http.StatusBadRequest, "An integration ID has 1 to 1000 characters")
	}
	if err := a.checkAttributes("CustomerProfile", wanted.Attributes); err != nil {
		return answer{}, err
	}
	profile := a.known(c.shop, name, c.at)
	maps.Copy(profile.Attributes, wanted.Attributes)
	profile = a.keep(profile)
	on := occasion{shop: c.shop, at: c.at, profile: &profile, campaigns: wanted.EvaluableCampaignIDs}
	var done outcome
	if c.yes("runRuleEngine") {
		done = a.run(on)
	}
	return a.evaluated(on, done, wanted.ResponseContent), nil
}
