package talonone

import (
	"maps"
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
