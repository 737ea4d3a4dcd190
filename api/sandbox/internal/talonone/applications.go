package talonone

import "time"

// The Applications of the account.
const (
	// ShopEU is the numeric ID of "Shop EU": a sandbox Application in
	// Europe/Berlin with EUR. The Integration API key belongs to it.
	ShopEU = 1
	// ShopUS is the numeric ID of "Shop US": a live Application in
	// America/New_York with USD.
	ShopUS = 2
)

// accountID and AccountName are the account itself.
const (
	accountID   = 4711
	AccountName = "Rehearsal"
)

// application is an Application in its wire form.
type application struct {
	ID              int            `json:"id"`
	Created         time.Time      `json:"created"`
	Modified        time.Time      `json:"modified"`
	AccountID       int            `json:"accountId"`
	Name            string         `json:"name"`
	Description     string         `json:"description"`
	Timezone        string         `json:"timezone"`
	Currency        string         `json:"currency"`
	CaseSensitivity string         `json:"caseSensitivity"`
	Attributes      map[string]any `json:"attributes"`
	Limits          []limit        `json:"limits"`
	LoyaltyPrograms []any          `json:"loyaltyPrograms"`
	Sandbox         bool           `json:"sandbox"`

	zone *time.Location
}

func (a *Account) listApplications(c *call) (answer, error) {
	return okay(pageOf(c, a.applications).counted()), nil
}

func (a *Account) application(id int) (*application, error) {
	return withID(a.applications, "Application", id, func(one application) int { return one.ID })
}
