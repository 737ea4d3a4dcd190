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
	list, err := pageOf(c, a.applications)
	if err != nil {
		return answer{}, err
	}
	return okay(list.counted()), nil
}

// applicationOf finds the Application that the path names.
func (a *Account) applicationOf(c *call) (*application, error) {
	id, err := c.pathID("applicationId")
	if err != nil {
		return nil, err
	}
	return a.application(id)
}

func (a *Account) application(id int) (*application, error) {
	for i := range a.applications {
		if a.applications[i].ID == id {
			return &a.applications[i], nil
		}
	}
	return nil, missing("Application", id)
}
