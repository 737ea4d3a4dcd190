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

// content is what an evaluation is asked to explain.
func content() []string { return []string{"triggeredCampaigns", "ruleFailureReasons"} }

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
		return Evaluation{}, fmt.Errorf("%s: another time and chosen campaigns need a dry run", doing)
	}
	query := url.Values{}
	if q.Dry {
		query.Set("dry", "true")
	}
	if !q.Now.IsZero() {
		query.Set("now", q.Now.Format(time.RFC3339))
	}
	body := map[string]any{"customerSession": q, "responseContent": content()}
	call := transport.Call{Doing: doing, Query: query, Repeatable: q.Dry}
	// The call makes the session that it names, so that none can be missing.
	p := at("/v2/customer_sessions/{customerSessionId}", q.SessionID).offered(transport.OnAll)
	return c.evaluate(ctx, p, call, body)
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
	body := map[string][]string{}
	if runRuleEngine {
		body["responseContent"] = content()
	}
	query := url.Values{"runRuleEngine": {strconv.FormatBool(runRuleEngine)}}
	call := transport.Call{Doing: doing, Query: query, Repeatable: !runRuleEngine}
	return c.evaluate(ctx, at("/v2/customer_profiles/{integrationId}", integrationID), call, body)
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
	p := at("/v1/customer_data/{integrationId}", integrationID)
	return c.integrate(ctx, http.MethodDelete, p, transport.Call{Doing: doing}, nil)
}

// evaluate sends a call whose answer is what the Rule Engine did.
func (c *Client) evaluate(ctx context.Context, p path, call transport.Call, body any) (Evaluation, error) {
	var answer struct {
		Effects  []wireEffect  `json:"effects"`
		Created  []Coupon      `json:"createdCoupons"`
		Failures []RuleFailure `json:"ruleFailureReasons"`
	}
	call.Out = &answer
	if err := c.integrate(ctx, http.MethodPut, p, call, body); err != nil {
		return Evaluation{}, err
	}
	if answer.Effects == nil {
		return Evaluation{}, c.caller.Garbled(call.Doing, errors.New("an evaluation without effects"))
	}
	e := Evaluation{Created: answer.Created, Failures: answer.Failures}
	for _, effect := range answer.Effects {
		e.Effects = append(e.Effects, effect.effect())
	}
	return e, nil
}

type wireEffect struct {
	Effect
	Props map[string]any `json:"props"`
}

func (w wireEffect) effect() Effect {
	e := w.Effect
	e.Value, _ = w.Props["value"].(string)
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
