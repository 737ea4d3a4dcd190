package talonone

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"
)

// customerSession is a session. No answer shows one.
type customerSession struct {
	IntegrationID string
	ApplicationID int
	ProfileID     string
	State         string
	CouponCodes   []string
	CartItems     []map[string]any
	Attributes    map[string]any
	Total         float64
}

// sessionUpdate is the body of PUT /v2/customer_sessions/{customerSessionId}.
type sessionUpdate struct {
	CustomerSession sessionChange `json:"customerSession"`
	content
}

// sessionChange says what a session is now. What is left out stays; couponCodes
// given as [] clears them (published).
type sessionChange struct {
	ProfileID            *string          `json:"profileId"`
	State                string           `json:"state"`
	CouponCodes          *[]string        `json:"couponCodes"`
	CartItems            []map[string]any `json:"cartItems"`
	Attributes           map[string]any   `json:"attributes"`
	EvaluableCampaignIDs []int            `json:"evaluableCampaignIds"`
}

var sessionStates = []string{"open", "closed", "partially_returned", "cancelled"}

// updateCustomerSession makes or changes a session and runs the Rule Engine.
func (a *Account) updateCustomerSession(c *call, wanted sessionUpdate) (answer, error) {
	at, err := c.evaluationTime()
	if err != nil {
		return answer{}, err
	}
	session, err := a.changedSession(c, wanted.CustomerSession)
	if err != nil {
		return answer{}, err
	}
	on := occasion{shop: c.shop, at: at, dry: c.yes("dry"), session: &session, campaigns: wanted.CustomerSession.EvaluableCampaignIDs}
	if session.ProfileID != "" {
		profile := a.known(c.shop, session.ProfileID, c.at)
		on.profile = &profile
	}
	if !on.dry {
		a.keepSession(on)
	}
	return a.evaluated(on, a.run(on), wanted.ResponseContent), nil
}

// evaluationTime reads now, which is refused unless it is a dry run and lies in
// the future (published).
func (c *call) evaluationTime() (time.Time, error) {
	asked := c.moment("now")
	switch {
	case asked.IsZero():
		return c.at, nil
	case !c.yes("dry"):
		return time.Time{}, wrongParameter("now", "can only be used with dry=true")
	case !asked.After(c.at):
		return time.Time{}, wrongParameter("now", "can only be a date in the future")
	}
	return asked, nil
}

// changedSession is the session as the call wants it, not stored yet. In a dry
// run only what the call gives counts (published).
func (a *Account) changedSession(c *call, change sessionChange) (customerSession, error) {
	name := c.request.PathValue("customerSessionId")
	if err := a.checkSession(name, change); err != nil {
		return customerSession{}, err
	}
	session := customerSession{IntegrationID: name, ApplicationID: c.shop.ID, State: "open", Attributes: map[string]any{}}
	if was := a.session(c.shop.ID, name); was != nil && !c.yes("dry") {
		if err := was.mayBecome(change.State); err != nil {
			return customerSession{}, err
		}
		session = *was
		session.Attributes = maps.Clone(was.Attributes)
	}
	session.take(change)
	return session, nil
}

func (a *Account) checkSession(name string, change sessionChange) error {
	if badID(name) {
		return refuse(http.StatusBadRequest, "A session's integration ID has 1 to 1000 characters")
	}
	if change.State != "" && !slices.Contains(sessionStates, change.State) {
		return invalid(problem("enum", oneOf("state", sessionStates), "/state"))
	}
	for i, item := range change.CartItems {
		sku, _ := item["sku"].(string)
		quantity, _ := item["quantity"].(float64)
		if sku == "" || quantity < 1 {
			return invalid(problem("required", "a cart item has a sku and a quantity", fmt.Sprintf("/cartItems/%d", i)))
		}
	}
	return a.checkAttributes("CustomerSession", change.Attributes)
}

// mayBecome refuses what a session that is over can't do. modelled: the words.
func (s *customerSession) mayBecome(state string) error {
	over := s.State == "cancelled" || s.State == "closed" && state != "cancelled" && state != "partially_returned"
	if s.State == "open" || !over {
		return nil
	}
	return invalid(problem("Invalid value", "the session is "+s.State+" and can't be changed like this", "/state"))
}

func (s *customerSession) take(change sessionChange) {
	if change.ProfileID != nil {
		s.ProfileID = *change.ProfileID
	}
	s.State = cmp.Or(change.State, s.State)
	if change.CouponCodes != nil {
		s.CouponCodes = *change.CouponCodes
	}
	if change.CartItems != nil {
		s.CartItems = change.CartItems
	}
	maps.Copy(s.Attributes, change.Attributes)
	s.Total = 0
	for _, item := range s.CartItems {
		price, _ := item["price"].(float64)
		quantity, _ := item["quantity"].(float64)
		s.Total += price * quantity
	}
}

// keepSession stores the session and its customer, who is made where there was
// none.
func (a *Account) keepSession(on occasion) {
	if was := a.session(on.shop.ID, on.session.IntegrationID); was != nil {
		*was = *on.session
	} else {
		a.sessions = append(a.sessions, *on.session)
	}
	if on.profile == nil {
		return
	}
	if on.session.State == "closed" {
		on.profile.ClosedSessions++
		on.profile.TotalSales += on.session.Total
	}
	*on.profile = a.keep(*on.profile)
}

func (a *Account) session(applicationID int, integrationID string) *customerSession {
	return first(a.sessions, func(one customerSession) bool {
		return one.ApplicationID == applicationID && one.IntegrationID == integrationID
	})
}

// paths is what a rule sees of a session; without one there is still a place for
// the generated coupon.
func (s *customerSession) paths() map[string]any {
	if s == nil {
		return map[string]any{}
	}
	return map[string]any{
		"IntegrationId": s.IntegrationID, "State": s.State, "Attributes": maps.Clone(s.Attributes),
		"Total": s.Total,
	}
}
