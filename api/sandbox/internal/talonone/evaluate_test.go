package talonone

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// dry simulates a session of a customer at an instant, in one campaign.
func (b *bench) dry(at string, campaign int, codes ...string) reply {
	b.t.Helper()
	session := object{"profileId": "customer-1001", "evaluableCampaignIds": []int{campaign}}
	if codes != nil {
		session["couponCodes"] = codes
	}
	return b.send(b.integration(), "PUT", "/v2/customer_sessions/probe?dry=true&now="+url.QueryEscape(at), object{
		"customerSession": session, "responseContent": []string{"triggeredCampaigns", "ruleFailureReasons"},
	}).wants(http.StatusOK)
}

func TestADryRunMakesOneCouponInsideTheDayAndNoneOutside(t *testing.T) {
	b := newBench(t)
	path, id := b.ruled("2027-01-01")
	b.send(b.management(), "PUT", path, object{
		"name": "New year", "state": "disabled", "tags": []string{}, "limits": []object{},
		"features": []string{"coupons"}, "activeRulesetId": b.send(b.management(), "GET", path, nil).number("activeRulesetId"),
	}).wants(http.StatusOK)
	for at, inside := range map[string]bool{
		"2026-12-31T23:59:59+01:00": false,
		"2027-01-01T00:00:00+01:00": true,
		"2026-12-31T23:00:00Z":      true, // the same instant
		"2027-01-01T12:00:00+01:00": true,
		"2027-01-01T23:59:59+01:00": true,
		"2027-01-02T00:00:00+01:00": false,
	} {
		got := b.dry(at, id)
		want, created := []string{}, 0
		if inside {
			want, created = []string{"couponCreated", "triggerWebhook"}, 1
		}
		if kinds := got.kinds(); !slices.Equal(kinds, want) || len(got.list("createdCoupons")) != created {
			t.Errorf("at %s: %s", at, got.body)
		}
		if reasons := len(got.list("ruleFailureReasons")); reasons != 1-created {
			t.Errorf("at %s: %d rule failures", at, reasons)
		}
	}
	if coupons := b.send(b.management(), "GET", path+"/coupons/no_total", nil).list("data"); len(coupons) != 0 {
		t.Errorf("the dry runs left coupons: %v", coupons)
	}
	b.account.Close()
	if len(b.inbox.arrivals) != 0 {
		t.Error("a dry run sent a webhook")
	}
}

func TestADisabledCampaignIsOnlyEvaluatedWhenADryRunNamesIt(t *testing.T) {
	b := newBench(t)
	sample := b.send(b.management(), "GET", "/v1/applications/1/campaigns?name=sample", nil).list("data")[0]
	b.setClock(time.Date(2026, 1, 1, 11, 0, 0, 0, time.UTC)) // the sample's day
	body := object{"customerSession": object{"profileId": "customer-1001"}}
	for _, query := range []string{"", "?dry=true"} {
		if kinds := b.send(b.integration(), "PUT", "/v2/customer_sessions/one"+query, body).wants(200).kinds(); len(kinds) != 0 {
			t.Errorf("%q: %v", query, kinds)
		}
	}
	body["customerSession"] = object{"profileId": "customer-1001", "evaluableCampaignIds": []any{sample["id"]}}
	if kinds := b.send(b.integration(), "PUT", "/v2/customer_sessions/one?dry=true", body).wants(200).kinds(); len(kinds) != 2 {
		t.Errorf("named in a dry run: %v", kinds)
	}
	if kinds := b.send(b.integration(), "PUT", "/v2/customer_sessions/one", body).wants(200).kinds(); len(kinds) != 0 {
		t.Errorf("named in a real run: %v", kinds)
	}
}

func TestNowNeedsADryRunAndTheFuture(t *testing.T) {
	b := newBench(t)
	for query, status := range map[string]int{
		"dry=true&now=2027-01-01T00:00:00Z":  200,
		"dry=true&now=2026-11-23T11:00:01Z":  200,
		"dry=true&now=2026-11-23T11:00:00Z":  400,
		"dry=true&now=2020-01-01T00:00:00Z":  400,
		"now=2027-01-01T00:00:00Z":           400,
		"dry=false&now=2027-01-01T00:00:00Z": 400,
		"dry=true&now=tomorrow":              400,
		"dry=perhaps":                        400,
	} {
		got := b.send(b.integration(), "PUT", "/v2/customer_sessions/x?"+query, object{"customerSession": object{}})
		if got.status != status {
			t.Errorf("%s: %d, want %d", query, got.status, status)
		}
	}
}

func TestOnTheDayACallOfTheShopMakesACouponAndSendsIt(t *testing.T) {
	for name, call := range map[string]struct{ method, path, body string }{
		"session": {"PUT", "/v2/customer_sessions/cart-1", `{"customerSession":{"profileId":"customer-1002"}}`},
		"profile": {"PUT", "/v2/customer_profiles/customer-1002?runRuleEngine=true", `{}`},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			path, _ := b.ruled("2027-01-01")
			b.setClock(time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC))
			got := b.send(b.integration(), call.method, call.path, call.body).wants(200)
			coupon := got.list("createdCoupons")[0]
			code := coupon["value"].(string)
			if !regexp.MustCompile(`^NEWYEAR-[ABCD7]{4}-[ABCD7]{4}$`).MatchString(code) {
				t.Errorf("code %q does not fit the campaign's pattern", code)
			}
			if coupon["usageLimit"] != 100.0 || coupon["recipientIntegrationId"] != "customer-1002" {
				t.Errorf("coupon: %v", coupon)
			}
			arrived := <-b.inbox.arrivals
			want := `{"d":[{"type":"event","evtName":"` + SampleEvent + `","$source":"Talon.One","identity":"customer-1002","evtData":{"CouponCode":"` + code + `"}}]}`
			if arrived.body != want || arrived.method != "POST" || arrived.path != "/1/upload" {
				t.Errorf("arrived %s %s: %s", arrived.method, arrived.path, arrived.body)
			}
			if arrived.header.Get("X-CleverTap-Passcode") != b.config.CleverTapPasscode {
				t.Error("the passcode header did not arrive as it is stored")
			}
			stored := b.send(b.management(), "GET", path+"/coupons/no_total?exactMatch=true&value="+code, nil).list("data")
			if len(stored) != 1 || stored[0]["id"] != coupon["id"] {
				t.Errorf("stored: %v", stored)
			}
			read := b.send(b.management(), "GET", path, nil)
			if read.number("couponCreationCount") != 1 || read.number("callApiEffectCount") != 1 {
				t.Errorf("the campaign counts wrongly: %s", read.body)
			}
		})
	}
}

func TestALimitPerProfileEndsTheRuleWithoutAWebhook(t *testing.T) {
	b := newBench(t)
	b.ruled("2027-01-01", object{"action": "createCoupon", "limit": 1, "entities": []string{"Profile"}})
	b.setClock(time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC))
	visit := func(customer string) reply {
		return b.send(b.integration(), "PUT", "/v2/customer_profiles/"+customer+"?runRuleEngine=true",
			object{"responseContent": []string{"ruleFailureReasons"}}).wants(200)
	}
	if kinds := visit("customer-1001").kinds(); len(kinds) != 2 {
		t.Errorf("first visit: %v", kinds)
	}
	second := visit("customer-1001")
	if kinds := second.kinds(); len(kinds) != 0 {
		t.Errorf("second visit: %v", kinds)
	}
	reasons := second.list("ruleFailureReasons")
	if last := reasons[len(reasons)-1]; last["details"] != "ProfileLimitReached" || last["campaignName"] != "New year" || last["effectIndex"] != 0.0 {
		t.Errorf("reason: %v", last)
	}
	if kinds := visit("customer-1004").kinds(); len(kinds) != 2 {
		t.Errorf("another customer: %v", kinds)
	}
}

func TestALimitOnTheCampaignShowsAsABudgetAndHolds(t *testing.T) {
	b := newBench(t)
	path, _ := b.ruled("2027-01-01", object{"action": "createCoupon", "limit": 2, "entities": []string{}, "period": "daily"})
	b.setClock(time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC))
	var made int
	for i := range 4 {
		got := b.send(b.integration(), "PUT", fmt.Sprintf("/v2/customer_profiles/guest-%d?runRuleEngine=true", i), object{})
		made += len(got.list("createdCoupons"))
	}
	budget := b.send(b.management(), "GET", path, nil).list("budgets")[0]
	if made != 2 || budget["counter"] != 2.0 || budget["limit"] != 2.0 {
		t.Errorf("made %d, budget %v", made, budget)
	}
}

func TestScheduleDecidesWhatACampaignIs(t *testing.T) {
	at := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	before, after := at.Add(-time.Hour), at.Add(time.Hour)
	for _, each := range []struct {
		state      string
		start, end *time.Time
		want       string
	}{
		{"enabled", nil, nil, "running"},
		{"enabled", &before, &after, "running"},
		{"enabled", &at, nil, "running"},
		{"enabled", &after, nil, "scheduled"},
		{"enabled", nil, &before, "expired"},
		{"enabled", nil, &at, "expired"},
		{"disabled", &before, &after, "disabled"},
		{"archived", nil, nil, "archived"},
	} {
		one := campaign{campaignSettings: campaignSettings{State: each.state, StartTime: each.start, EndTime: each.end}}
		if got := one.frontendState(at); got != each.want {
			t.Errorf("%s from %v to %v: %s, want %s", each.state, each.start, each.end, got, each.want)
		}
	}
}

// tried puts a ruleset into an enabled campaign and evaluates a session there.
func (b *bench) tried(condition, effects any, session object) reply {
	b.t.Helper()
	made := b.click("POST", "/applications/1/campaigns", object{
		"name": "Tried", "state": "enabled", "tags": []string{}, "features": []string{"coupons"}, "limits": []object{},
	}).wants(201)
	b.click("POST", fmt.Sprintf("/applications/1/campaigns/%d/rulesets", made.number("id")), object{
		"activate": true, "bindings": []object{{"name": "Large", "expression": []any{">=", []any{".", "Session", "Total"}, 50}}},
		"rules": []object{{"title": "Tried", "condition": condition, "effects": effects}},
	}).wants(201)
	session["profileId"] = "customer-1001"
	return b.send(b.integration(), "PUT", "/v2/customer_sessions/tried", object{
		"customerSession": session, "responseContent": []string{"ruleFailureReasons"},
	}).wants(200)
}

func TestAnUnknownFunctionIsAnErrorEffectEvenInsideCatch(t *testing.T) {
	unknown := []any{"catch", []any{"noop"}, []any{"conjure", 1}}
	held := []any{"and", true}
	for name, rule := range map[string][2]any{
		"condition":       {[]any{"and", unknown}, []any{}},
		"effect":          {held, []any{unknown}},
		"missing webhook": {held, []any{[]any{"catch", []any{"noop"}, []any{"!", "callApi999"}}}},
		"other campaign":  {held, []any{[]any{"createCoupon", 999, "x", 1, true}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := newBench(t).tried(rule[0], rule[1], object{})
			if kinds := got.kinds(); !slices.Equal(kinds, []string{"error"}) {
				t.Errorf("effects: %s", got.body)
			}
		})
	}
}

func TestRulesSeeBindingsAndTheCartsTotal(t *testing.T) {
	got := newBench(t).tried(
		[]any{"and", []any{".", "Large"}},
		[]any{
			[]any{"catch", []any{"noop"}, []any{"setDiscount", "half", []any{"/", []any{".", "Session", "Total"}, 2}}},
			[]any{"catch", []any{"noop"}, []any{"setDiscount", "never", []any{"/", 1, 0}}},
		},
		object{"cartItems": []object{{"sku": "mug", "quantity": 2, "price": 20}, {"sku": "pen", "quantity": 1, "price": 20}}},
	)
	if kinds := got.kinds(); !slices.Equal(kinds, []string{"setDiscount"}) {
		t.Fatalf("effects: %s", got.body)
	}
	if props := got.list("effects")[0]["props"].(object); props["value"] != 30.0 {
		t.Errorf("discount: %v", props)
	}
}

func TestCodesAreAcceptedOrRejectedWithTheVendorsReason(t *testing.T) {
	valid := []any{"and", []any{"couponValid"}}
	small := []any{"and", []any{"couponValid"}, []any{"<", []any{".", "Session", "Total"}, 0}}
	effects := []any{[]any{"catch", []any{"noop"}, []any{"setDiscount", "ours", 5}}}
	for name, each := range map[string]struct {
		condition []any
		state     string
		coupon    object
		want      string // "": accepted
	}{
		"in order":        {valid, "enabled", object{}, ""},
		"own recipient":   {valid, "enabled", object{"recipientIntegrationId": "customer-1001"}, ""},
		"other recipient": {valid, "enabled", object{"recipientIntegrationId": "customer-1002"}, couponOfOtherRecipient},
		"condition":       {small, "enabled", object{}, couponRejectedByCondition},
		"no such rule":    {[]any{"and", true}, "enabled", object{}, couponOfQuietCampaign},
		"disabled":        {valid, "disabled", object{}, couponOfOtherCampaign},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			settings := object{"name": "Codes", "state": each.state, "tags": []string{}, "features": []string{"coupons"}, "limits": []object{}}
			made := b.click("POST", "/applications/1/campaigns", settings).wants(201)
			path := fmt.Sprintf("/applications/1/campaigns/%d", made.number("id"))
			b.click("POST", path+"/rulesets", object{"activate": true, "bindings": []any{},
				"rules": []object{{"title": "Codes", "condition": each.condition, "effects": effects}}}).wants(201)
			each.coupon["usageLimit"], each.coupon["numberOfCoupons"] = 1, 1
			code := b.send(b.management(), "POST", "/v1"+path+"/coupons?silent=no", each.coupon).wants(200).list("data")[0]["value"].(string)
			body := object{"customerSession": object{"profileId": "customer-1001", "state": "closed", "couponCodes": []string{code}}}
			got := b.send(b.integration(), "PUT", "/v2/customer_sessions/first", body).wants(200)
			first := got.list("effects")[0]
			props := first["props"].(object)
			if each.want == "" {
				if first["effectType"] != "acceptCoupon" || props["value"] != code {
					t.Fatalf("effects: %s", got.body)
				}
				again := b.send(b.integration(), "PUT", "/v2/customer_sessions/second", body).wants(200)
				if reason := again.list("effects")[0]["props"].(object)["rejectionReason"]; reason != couponLimitReached {
					t.Errorf("redeemed again: %s", again.body)
				}
				return
			}
			all := got.list("effects")
			last := all[len(all)-1]
			if last["effectType"] != "rejectCoupon" || last["props"].(object)["rejectionReason"] != each.want {
				t.Errorf("effects: %s", got.body)
			}
		})
	}
}

func TestACodeThatNoCampaignKnowsIsNotFound(t *testing.T) {
	b := newBench(t)
	_, id := b.ruled("2027-01-01")
	got := b.dry("2027-02-01T00:00:00Z", id, "NO-SUCH-CODE")
	if props := got.list("effects")[0]["props"].(object); props["rejectionReason"] != couponNotFound {
		t.Errorf("effects: %s", got.body)
	}
}

func TestUndefinedAttributesAndBadSessionsAreRefusedInTheVendorsWords(t *testing.T) {
	b := newBench(t)
	for body, want := range map[string]string{
		`{"customerSession":{"attributes":{"MyAttribute":1}}}`: `The attribute \"MyAttribute\" is not defined on CustomerSession entities.`,
		`{"customerSession":{"state":"gone"}}`:                 `state must be one of the following: \"open\"`,
		`{"customerSession":{"state":7}}`:                      `Invalid type`,
		`{}`:                                                   `customerSession is required`,
		`[`:                                                    `not a JSON object`,
		`null`:                                                 `not a JSON object`,
		`{"customerSession":{"cartItems":[{"sku":"a"}]}}`:                    `a cart item has a sku and a quantity`,
		`{"customerSession":{"couponCodes":"not a list","profileId":"one"}}`: `couponCodes`,
	} {
		got := b.send(b.integration(), "PUT", "/v2/customer_sessions/x", body)
		if got.status != 400 || !strings.Contains(string(got.body), want) {
			t.Errorf("%s: %d %s", body, got.status, got.body)
		}
	}
}

func TestAClosedSessionCanOnlyBeTakenBack(t *testing.T) {
	b := newBench(t)
	put := func(state string) int {
		return b.send(b.integration(), "PUT", "/v2/customer_sessions/over", object{"customerSession": object{"profileId": "customer-1001", "state": state}}).status
	}
	got := []int{put("open"), put("closed"), put("open"), put("cancelled"), put("closed")}
	if !slices.Equal(got, []int{200, 200, 400, 200, 400}) {
		t.Errorf("statuses: %v", got)
	}
	customer := b.send(b.management(), "GET", "/v1/applications/1/customers?integrationId=customer-1001", nil).list("data")
	if len(customer) != 1 || customer[0]["closedSessions"] != 1.0 {
		t.Errorf("customer: %v", customer)
	}
}
