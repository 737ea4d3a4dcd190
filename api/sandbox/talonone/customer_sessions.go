package talonone

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"
)

// customerSession is a session in its wire form. coupon and referral are
// required by the published schema, which gives them no shape (modelled: empty).
type customerSession struct {
	ID                          int                       `json:"id"`
	Created                     time.Time                 `json:"created"`
	Updated                     time.Time                 `json:"updated"`
	IntegrationID               string                    `json:"integrationId"`
	ApplicationID               int                       `json:"applicationId"`
	ProfileID                   string                    `json:"profileId"`
	State                       string                    `json:"state"`
	Coupon                      string                    `json:"coupon"`
	Referral                    string                    `json:"referral"`
	CouponCodes                 []string                  `json:"couponCodes"`
	Identifiers                 []string                  `json:"identifiers"`
	CartItems                   []map[string]any          `json:"cartItems"`
	Attributes                  map[string]any            `json:"attributes"`
	AdditionalCosts             map[string]additionalCost `json:"additionalCosts"`
	FirstSession                bool                      `json:"firstSession"`
	UpdateCount                 int                       `json:"updateCount"`
	Total                       float64                   `json:"total"`
	CartItemTotal               float64                   `json:"cartItemTotal"`
	AdditionalCostTotal         float64                   `json:"additionalCostTotal"`
	CartItemAdditionalCostTotal float64                   `json:"cartItemAdditionalCostTotal"`
}

type additionalCost struct {
	Price float64 `json:"price"`
}

// sessionUpdate is the body of PUT /v2/customer_sessions/{customerSessionId}.
type sessionUpdate struct {
	CustomerSession sessionChange `json:"customerSession"`
	ResponseContent []string      `json:"responseContent"`
}

// sessionChange says what a session is now. What is left out stays; couponCodes
// given as [] clears them (published).
type sessionChange struct {
	ProfileID            *string                   `json:"profileId"`
	State                string                    `json:"state"`
	CouponCodes          *[]string                 `json:"couponCodes"`
	Identifiers          []string                  `json:"identifiers"`
	CartItems            []map[string]any          `json:"cartItems"`
	Attributes           map[string]any            `json:"attributes"`
	AdditionalCosts      map[string]additionalCost `json:"additionalCosts"`
	EvaluableCampaignIDs []int                     `json:"evaluableCampaignIds"`
}

var sessionStates = []string{"open", "closed", "partially_returned", "cancelled"}

// updateCustomerSession makes or changes a session and runs the Rule Engine.
func (a *Account) updateCustomerSession(c *call) (answer, error) {
	at, dry, err := c.evaluationTime()
	if err != nil {
		return answer{}, err
	}
	var wanted sessionUpdate
	if err := c.decode(&wanted, "customerSession"); err != nil {
		return answer{}, err
	}
	if err := checkContent(wanted.ResponseContent); err != nil {
		return answer{}, err
	}
	shop, err := a.application(c.caller.applicationID)
	if err != nil {
		return answer{}, err
	}
	session, err := a.changedSession(c, shop, wanted.CustomerSession)
	if err != nil {
		return answer{}, err
	}
	on := occasion{shop: shop, at: at, dry: dry, session: &session, campaigns: wanted.CustomerSession.EvaluableCampaignIDs}
	if session.ProfileID != "" {
		profile := a.known(shop, session.ProfileID, c.at)
		on.profile = &profile
	}
	if !dry {
		a.keepSession(on)
	}
	done := a.run(on)
	return answer{
		status:     http.StatusOK,
		body:       a.integrationState(on, done, wanted.ResponseContent),
		deliveries: done.deliveries,
	}, nil
}

// evaluationTime reads dry and now. now is refused unless it is a dry run and
// lies in the future (published).
func (c *call) evaluationTime() (at time.Time, dry bool, err error) {
	dry, err = c.yes("dry")
	if err != nil {
		return time.Time{}, false, err
	}
	asked, err := c.moment("now")
	switch {
	case err != nil:
		return time.Time{}, false, err
	case asked.IsZero():
		return c.at, dry, nil
	case !dry:
		return time.Time{}, false, wrongParameter("now", "can only be used with dry=true")
	case !asked.After(c.at):
		return time.Time{}, false, wrongParameter("now", "can only be a date in the future")
	default:
		return asked, dry, nil
	}
}

// changedSession is the session as the call wants it, not stored yet. In a dry
// run only what the call gives counts (published).
func (a *Account) changedSession(c *call, shop *application, change sessionChange) (customerSession, error) {
	name := c.request.PathValue("customerSessionId")
	if err := a.checkSession(name, change); err != nil {
		return customerSession{}, err
	}
	session := customerSession{
		Created: c.at.UTC(), IntegrationID: name, ApplicationID: shop.ID, State: "open",
		CouponCodes: []string{}, Identifiers: []string{}, CartItems: []map[string]any{},
		Attributes: map[string]any{}, AdditionalCosts: map[string]additionalCost{},
	}
	dry, err := c.yes("dry")
	if err != nil {
		return customerSession{}, err
	}
	if was := a.session(shop.ID, name); was != nil && !dry {
		if err := was.mayBecome(change.State); err != nil {
			return customerSession{}, err
		}
		session = *was
		session.Attributes = maps.Clone(was.Attributes)
		session.UpdateCount++
	}
	session.Updated = c.at.UTC()
	session.take(change)
	session.FirstSession = a.isFirst(session)
	return session, nil
}

func (a *Account) checkSession(name string, change sessionChange) error {
	if badID(name) {
		return refuse(http.StatusBadRequest, "A session's integration ID has 1 to 1000 characters")
	}
	if change.State != "" && !slices.Contains(sessionStates, change.State) {
		return invalid(problem("enum", oneOf("state", sessionStates), "/state"))
	}
	if len(change.Identifiers) > 5 {
		return invalid(problem("maxItems", "a session has at most 5 identifiers", "/identifiers"))
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
	if change.State != "" {
		s.State = change.State
	}
	if change.CouponCodes != nil {
		s.CouponCodes = listed(*change.CouponCodes)
	}
	if change.Identifiers != nil {
		s.Identifiers = change.Identifiers
	}
	if change.CartItems != nil {
		s.CartItems = change.CartItems
	}
	if change.AdditionalCosts != nil {
		s.AdditionalCosts = change.AdditionalCosts
	}
	maps.Copy(s.Attributes, change.Attributes)
	s.sum()
}

// sum adds up what the cart and the additional costs come to.
func (s *customerSession) sum() {
	s.CartItemTotal, s.AdditionalCostTotal = 0, 0
	for _, item := range s.CartItems {
		price, _ := item["price"].(float64)
		quantity, _ := item["quantity"].(float64)
		s.CartItemTotal += price * quantity
	}
	for _, cost := range s.AdditionalCosts {
		s.AdditionalCostTotal += cost.Price
	}
	s.Total = s.CartItemTotal + s.AdditionalCostTotal
}

func (a *Account) isFirst(session customerSession) bool {
	return session.ProfileID != "" && !slices.ContainsFunc(a.sessions, func(each customerSession) bool {
		return each.ApplicationID == session.ApplicationID && each.ProfileID == session.ProfileID &&
			each.IntegrationID != session.IntegrationID && each.State == "closed"
	})
}

// keepSession stores the session and its customer, who is made where there was
// none.
func (a *Account) keepSession(on occasion) {
	if was := a.session(on.shop.ID, on.session.IntegrationID); was != nil {
		*was = *on.session
	} else {
		on.session.ID = a.nextID("session")
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
	for i := range a.sessions {
		if a.sessions[i].ApplicationID == applicationID && a.sessions[i].IntegrationID == integrationID {
			return &a.sessions[i]
		}
	}
	return nil
}

// paths is what a rule sees of a session; without one there is still a place for
// the generated coupon.
func (s *customerSession) paths() map[string]any {
	if s == nil {
		return map[string]any{}
	}
	return map[string]any{
		"IntegrationId": s.IntegrationID, "State": s.State, "Attributes": maps.Clone(s.Attributes),
		"Total": s.Total, "CartItemTotal": s.CartItemTotal, "IsFirstSession": s.FirstSession,
	}
}
