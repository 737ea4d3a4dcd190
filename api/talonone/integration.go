package talonone

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/talontap/talontap/api/transport"
)

const (
	sessionPath   = "/v2/customer_sessions/{customerSessionId}"
	profilePath   = "/v2/customer_profiles/{integrationId}"
	inventoryPath = "/v1/customer_profiles/{integrationId}/inventory"
	dataPath      = "/v1/customer_data/{integrationId}"
)

// content is what an evaluation is asked to explain.
func content() []string { return []string{"triggeredCampaigns", "ruleFailureReasons"} }

type wireSession struct {
	ProfileID string   `json:"profileId,omitempty"`
	State     string   `json:"state,omitempty"`
	Coupons   []string `json:"couponCodes,omitempty"` // an empty list would clear them (certain)
	Campaigns []int    `json:"evaluableCampaignIds,omitempty"`
}

// Session sends a customer session to the Rule Engine. With Dry nothing is
// stored, and the call may be repeated; without it every call may make another
// coupon and another e-mail, so it is not repeated once it may have been taken.
//
// Published: PUT /v2/customer_sessions/{customerSessionId} (Integration API
// document, certain, as are the limits on Now and Campaigns).
func (c *Client) Session(ctx context.Context, q SessionQuery) (Evaluation, error) {
	const doing = "sending a session to the Rule Engine"
	if err := named(doing, q.SessionID); err != nil {
		return Evaluation{}, err
	}
	if !q.Dry && (!q.Now.IsZero() || len(q.Campaigns) > 0) {
		return Evaluation{}, errors.New(fmt.Sprintf("%s: another time and chosen campaigns need a dry run", doing))
	}
	query := url.Values{}
	if q.Dry {
		query.Set("dry", "true")
	}
	if !q.Now.IsZero() {
		query.Set("now", q.Now.Format(time.RFC3339))
	}
	body := struct {
		Session wireSession `json:"customerSession"`
		Content []string    `json:"responseContent"`
	}{wireSession{q.ProfileID, q.State, q.Coupons, q.Campaigns}, content()}
	call := transport.Call{Doing: doing, Query: query, Repeatable: q.Dry}
	// The call makes the session that it names, so that none can be missing.
	return c.evaluate(ctx, at(sessionPath, q.SessionID).offered(transport.OnAll), call, body)
}

// UpdateProfile makes sure that a customer profile exists. With runRuleEngine the
// rules are evaluated for it, for real: that may make a coupon and an e-mail, so
// the call is then not repeated once it may have been taken.
//
// Published: PUT /v2/customer_profiles/{integrationId} (Integration API document,
// certain).
func (c *Client) UpdateProfile(ctx context.Context, integrationID string, runRuleEngine bool) (Evaluation, error) {
	const doing = "updating the customer profile"
	if err := named(doing, integrationID); err != nil {
		return Evaluation{}, err
	}
	body := struct {
		Content []string `json:"responseContent,omitempty"`
	}{}
	if runRuleEngine {
		body.Content = content()
	}
	call := transport.Call{
		Doing:      doing,
		Query:      url.Values{"runRuleEngine": {strconv.FormatBool(runRuleEngine)}},
		Repeatable: !runRuleEngine,
	}
	return c.evaluate(ctx, at(profilePath, integrationID), call, body)
}

// KnowsCustomer reports whether Talon.One has a customer profile of this ID.
//
// Published: GET /v1/customer_profiles/{integrationId}/inventory (Integration API
// document, certain), whose 404 is the no.
func (c *Client) KnowsCustomer(ctx context.Context, integrationID string) (bool, error) {
	const doing = "looking up the customer"
	if err := named(doing, integrationID); err != nil {
		return false, err
	}
	var answer struct {
		Profile json.RawMessage `json:"profile"`
	}
	call := transport.Call{Doing: doing, Query: url.Values{"profile": {"true"}}, Out: &answer}
	err := c.integrate(ctx, http.MethodGet, at(inventoryPath, integrationID), call, nil)
	if transport.KindOf(err) == transport.NotFound {
		return false, nil
	}
	return err == nil, err
}

// DeleteCustomer removes a customer with all data.
//
// Published: DELETE /v1/customer_data/{integrationId} (Integration API document,
// certain).
func (c *Client) DeleteCustomer(ctx context.Context, integrationID string) error {
	const doing = "deleting the customer"
	if err := named(doing, integrationID); err != nil {
		return err
	}
	return c.integrate(ctx, http.MethodDelete, at(dataPath, integrationID), transport.Call{Doing: doing}, nil)
}

type wireEvaluation struct {
	Effects  *[]wireEffect `json:"effects"`
	Created  []Coupon      `json:"createdCoupons"`
	Failures []struct {
		CampaignID   int    `json:"campaignID"` // capital ID here, not in an effect (certain)
		CampaignName string `json:"campaignName"`
		RuleName     string `json:"ruleName"`
		Details      string `json:"details"`
	} `json:"ruleFailureReasons"`
}

type wireEffect struct {
	CampaignID int            `json:"campaignId"`
	RulesetID  int            `json:"rulesetId"`
	RuleName   string         `json:"ruleName"`
	Type       string         `json:"effectType"`
	Props      map[string]any `json:"props"`
}

// evaluate sends a call whose answer is what the Rule Engine did.
func (c *Client) evaluate(ctx context.Context, p path, call transport.Call, body any) (Evaluation, error) {
	var w wireEvaluation
	call.Out = &w
	if err := c.integrate(ctx, http.MethodPut, p, call, body); err != nil {
		return Evaluation{}, err
	}
	if w.Effects == nil {
		return Evaluation{}, c.caller.Garbled(call.Doing, errors.New("an evaluation without effects"))
	}
	e := Evaluation{Created: w.Created}
	for _, effect := range *w.Effects {
		e.Effects = append(e.Effects, effect.effect())
	}
	for _, f := range w.Failures {
		e.Failures = append(e.Failures, RuleFailure(f))
	}
	return e, nil
}

func (w wireEffect) effect() Effect {
	e := Effect{CampaignID: w.CampaignID, RulesetID: w.RulesetID, RuleName: w.RuleName, Type: w.Type}
	e.Value, _ = w.Props["value"].(string)
	e.ProfileID, _ = w.Props["profileId"].(string)
	if id, ok := w.Props["webhookId"].(json.Number); ok {
		e.WebhookID, _ = strconv.Atoi(id.String())
	}
	for _, name := range []string{"rejectionReason", "message"} {
		if reason, ok := w.Props[name].(string); ok && e.Reason == "" {
			e.Reason = reason
		}
	}
	return e
}
