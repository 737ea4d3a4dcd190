package talonone

import (
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

// campaignWithRule makes a disabled campaign of Shop EU with a rule filled in.
func (b *bench) campaignWithRule(rule object) string {
	b.t.Helper()
	made := b.click("POST", "/applications/1/campaigns", object{
		"name": "New year", "state": "disabled", "tags": []string{}, "features": []string{"coupons"}, "limits": []object{},
	}).wants(http.StatusCreated)
	path := fmt.Sprintf("/applications/1/campaigns/%d", made.number("id"))
	b.click("PUT", path+"/day_rule", rule).wants(http.StatusOK)
	return path
}

func tutorialRule(change object) object {
	rule := object{
		"title": "Create coupon on 1 January", "day": "2027-01-01", "redemptionLimit": 100.0, "storeInSession": true, "webhookId": 3.0,
		"bindings": object{"ProfileID": "Profile.IntegrationId", "CouponCode": "Session.GeneratedCoupon"},
	}
	maps.Copy(rule, change)
	return rule
}

func TestTheRuleBuilderShowsAgainWhatWasSavedRightOrWrong(t *testing.T) {
	for name, change := range map[string]object{
		"the tutorial's rule":        {},
		"another day":                {"day": "2026-12-31"},
		"the day of another zone":    {"zone": "America/New_York"},
		"the day in UTC":             {"zone": "UTC"},
		"store in session off":       {"storeInSession": false},
		"another recipient":          {"recipient": "Advocate.IntegrationId"},
		"another campaign's coupon":  {"campaignId": 101.0},
		"bound the wrong way round":  {"bindings": object{"ProfileID": "Session.GeneratedCoupon", "CouponCode": "Profile.IntegrationId"}},
		"a parameter that is free":   {"bindings": object{"ProfileID": "Profile.IntegrationId", "CouponCode": ""}},
		"a day when the clocks move": {"day": "2027-03-28"},
	} {
		b := newBench(t)
		saved := tutorialRule(change)
		path := b.campaignWithRule(saved)
		if shown := b.click("GET", path+"/day_rule", nil).wants(200).object(); !reflect.DeepEqual(shown, saved) {
			t.Errorf("%s: saved %v, shown %v", name, saved, shown)
		}
	}
}

func TestTheRuleBuilderNeedsOnlyATitleAndADay(t *testing.T) {
	b := newBench(t)
	path := b.campaignWithRule(object{"title": "Short", "day": "2027-01-01"})
	shown := b.click("GET", path+"/day_rule", nil).wants(200).object()
	if shown["storeInSession"] != true || shown["webhookId"] != 0.0 || shown["bindings"] != nil {
		t.Errorf("shown %v", shown)
	}
}

func TestTheRuleBuilderDoesNotShowWhatItsFormHasNoFieldFor(t *testing.T) {
	b := newBench(t)
	path := b.campaignWithRule(tutorialRule(nil))
	day := `["and",[">=",["now"],["parseTime","2027-01-01T00:00:00+01:00"]],["<",["now"],["parseTime","2027-01-02T00:00:00+01:00"]]]`
	coupon := `["catch",["noop"],["createCoupon",104,[".","Profile","IntegrationId"],100,true]]`
	rule := func(condition, effects string) string {
		return `{"title":"x","condition":` + condition + `,"effects":[` + effects + `]}`
	}
	for name, rules := range map[string]string{
		"two rules":           rule(day, coupon) + "," + rule(day, coupon),
		"two days":            rule(strings.Replace(day, "2027-01-02", "2027-01-03", 1), coupon),
		"more in the and":     rule(strings.TrimSuffix(day, "]")+`,["couponValid"]]`, coupon),
		"a second coupon":     rule(day, coupon+","+coupon),
		"a third effect":      rule(day, coupon+`,["catch",["noop"],["!","callApi3"]],`+coupon),
		"an unknown webhook":  rule(day, coupon+`,["catch",["noop"],["!","callApi99"]]`),
		"a computed limit":    rule(day, strings.Replace(coupon, "100", `["+",1,2]`, 1)),
		"an uncaught effect":  rule(day, `["createCoupon",104,[".","Profile","IntegrationId"],100,true]`),
		"another kind of all": rule(`["or",true]`, coupon),
	} {
		b.click("POST", path+"/rulesets", `{"activate":true,"bindings":[],"rules":[`+rules+`]}`).wants(http.StatusCreated)
		if shown := b.click("GET", path+"/day_rule", nil); shown.status != http.StatusNotFound {
			t.Errorf("%s: %d %s", name, shown.status, shown.body)
		}
	}
	b.click("POST", path+"/rulesets", `{"activate":true,"bindings":[],"rules":[`+rule(day, coupon)+`]}`).wants(http.StatusCreated)
	b.click("GET", path+"/day_rule", nil).wants(http.StatusOK)
}

func TestTheRuleBuilderRefusesWhatCannotBeARule(t *testing.T) {
	b := newBench(t)
	path := b.campaignWithRule(tutorialRule(nil))
	for pointer, change := range map[string]object{
		"/title":     {"title": nil},
		"/day":       {"day": "1 January"},
		"/zone":      {"zone": "Nowhere"},
		"/webhookId": {"webhookId": 99},
		"/bindings":  {"bindings": object{"profile": "Profile.IntegrationId"}},
	} {
		got := b.click("PUT", path+"/day_rule", tutorialRule(change))
		if got.status != http.StatusBadRequest || !strings.Contains(string(got.body), `"pointer":"`+pointer+`"`) {
			t.Errorf("%s: %d %s", pointer, got.status, got.body)
		}
	}
}

func TestTheConsoleListsTheDaysOfRulesWithTheirNoon(t *testing.T) {
	b := newBench(t)
	b.campaignWithRule(tutorialRule(object{"zone": "UTC"}))
	days := b.click("GET", "/applications/1/rule_days", nil).wants(200).list("data")
	if len(days) != 2 || days[0]["campaign"] != SampleCampaign || days[1]["noon"] != "2027-01-01T12:00:00Z" || days[1]["state"] != "disabled" {
		t.Errorf("the days are %v", days)
	}
}

func TestAttributesThatAParameterCanBeBoundToCarryTheTutorialsWords(t *testing.T) {
	b := newBench(t)
	titles := map[any]any{}
	for _, each := range b.click("GET", "/applications/1/rule_attributes", nil).wants(200).list("data") {
		titles[each["title"]] = each["path"]
	}
	for title, path := range map[string]string{
		"Integration ID (Customer Profile)": "Profile.IntegrationId", "Generated coupon in Session": "Session.GeneratedCoupon",
		"Email (Customer Profile)": "Profile.Attributes.Email",
	} {
		if titles[title] != path {
			t.Errorf("%s is %v, want %s", title, titles[title], path)
		}
	}
}

func TestActivateAndDeactivateChangeNothingButTheState(t *testing.T) {
	b := newBench(t)
	path := b.campaignWithRule(tutorialRule(nil))
	was := b.click("GET", path, nil).object()
	for _, state := range []string{"enabled", "disabled"} {
		is := b.click("PUT", path+"/state", object{"state": state}).wants(200).object()
		if is["state"] != state || is["activeRulesetId"] != was["activeRulesetId"] || is["name"] != was["name"] {
			t.Errorf("%s: %v", state, is)
		}
	}
	for _, body := range []any{object{}, object{"state": "on"}} {
		b.click("PUT", path+"/state", body).wants(http.StatusBadRequest)
	}
}

func TestTheShopPlayedInTheConsoleRunsTheRulesAndIsLoggedAsACallOfTheShop(t *testing.T) {
	b := newBench(t)
	path := b.campaignWithRule(tutorialRule(nil))
	b.click("PUT", path+"/state", object{"state": "enabled"}).wants(200)
	b.setClock(time.Date(2027, 1, 1, 11, 0, 0, 0, time.UTC))
	played := b.click("PUT", "/applications/1/customer_sessions/visit-1", object{"customerSession": object{"profileId": "customer-1001"}}).wants(200)
	if kinds := played.kinds(); !reflect.DeepEqual(kinds, []string{"couponCreated", "triggerWebhook"}) {
		t.Fatalf("the effects are %v", kinds)
	}
	<-b.inbox.arrivals
	logged := b.send(b.management(), "GET", "/v1/applications/1/access_logs/no_total?rangeStart=2027-01-01T00:00:00Z&rangeEnd=2027-01-02T00:00:00Z", nil).wants(200).list("data")
	if len(logged) != 1 || logged[0]["requestUri"] != "/v2/customer_sessions/visit-1" {
		t.Errorf("logged %v", logged)
	}
	b.click("PUT", "/applications/9/customer_sessions/visit-2", object{"customerSession": object{}}).wants(http.StatusNotFound)
}

func TestACredentialSignsTheWebhookInAndIsShownNowhere(t *testing.T) {
	b := newBench(t)
	passcode := newUUID()
	made := b.click("POST", "/credentials", object{"name": "CleverTap", "type": "custom",
		"data": object{"headers": object{"X-CleverTap-Passcode": passcode}}}).wants(http.StatusCreated)
	hook := b.click("GET", "/webhooks/3", nil).object()
	hook["headers"], hook["authenticationId"] = []string{"Content-Type: application/json"}, made.number("id")
	b.click("PUT", "/webhooks/3", hook).wants(200)

	path := b.campaignWithRule(tutorialRule(nil))
	b.click("PUT", path+"/state", object{"state": "enabled"}).wants(200)
	b.setClock(time.Date(2027, 1, 1, 11, 0, 0, 0, time.UTC))
	b.click("PUT", "/applications/1/customer_sessions/visit", object{"customerSession": object{"profileId": "customer-1001"}}).wants(200)
	if got := (<-b.inbox.arrivals).header.Get("X-CleverTap-Passcode"); got != passcode {
		t.Errorf("the webhook was sent with another passcode than the credential's")
	}
	b.account.Close() // the delivery is logged
	for _, each := range []string{"/credentials", "/webhooks"} {
		if got := b.click("GET", each, nil).wants(200); strings.Contains(string(got.body), passcode) {
			t.Errorf("%s shows the passcode", each)
		}
	}
	if strings.Contains(string(must(encode(b.account.State()))), passcode) {
		t.Error("the state shows the passcode")
	}
	for _, each := range b.account.messages {
		if request := string(each.Request.Request); strings.Contains(request, passcode) || !strings.Contains(request, "Passcode: "+hidden) {
			t.Errorf("the delivery log does not hide the passcode, and nothing else of it")
		}
	}
	if used := b.click("GET", "/credentials", nil).list("data")[0]["webhooks"].([]any); len(used) != 1 {
		t.Errorf("used by %v", used)
	}
}

func TestABasicCredentialIsAnAuthorizationHeader(t *testing.T) {
	b := newBench(t)
	secret := newUUID()
	made := b.click("POST", "/credentials", object{"name": "Basic", "type": "basic", "data": object{"username": "shop", "password": secret}}).wants(http.StatusCreated)
	if strings.Contains(string(made.body), secret) {
		t.Error("the answer shows the password")
	}
	request := http.Request{Header: b.account.credentialHeaders(made.number("id"))}
	if user, password, ok := request.BasicAuth(); !ok || user != "shop" || password != secret {
		t.Errorf("signs in as %q, %v", user, ok)
	}
}

func TestACredentialKeepsTheValuesThatAreGivenBackHidden(t *testing.T) {
	b := newBench(t)
	kept, changed := newUUID(), newUUID()
	made := b.click("POST", "/credentials", object{"name": "CleverTap", "type": "custom",
		"data": object{"headers": object{"X-Kept": kept, "X-Changed": newUUID()}}}).wants(http.StatusCreated)
	b.click("PUT", fmt.Sprintf("/credentials/%d", made.number("id")), object{"name": "Renamed", "type": "custom",
		"data": object{"headers": object{"X-Kept": hidden, "X-Changed": changed}}}).wants(200)
	headers := b.account.credentialHeaders(made.number("id"))
	if headers.Get("X-Kept") != kept || headers.Get("X-Changed") != changed {
		t.Error("a value that was given back hidden did not stay, or a new one was not taken")
	}
}

func TestACredentialThatIsWrongOrInUseIsRefused(t *testing.T) {
	b := newBench(t)
	for _, each := range []object{
		{"name": "", "type": "custom", "data": object{"headers": object{"X-A": "1"}}},
		{"name": "x", "type": "custom", "data": object{"headers": object{}}},
		{"name": "x", "type": "custom", "data": object{"headers": object{"X A": "1"}}},
		{"name": "x", "type": "basic", "data": object{}},
		{"name": "x", "type": "token", "data": object{}},
		{"name": "x", "type": "custom"},
	} {
		b.click("POST", "/credentials", each).wants(http.StatusBadRequest)
	}
	made := b.click("POST", "/credentials", object{"name": "x", "type": "custom", "data": object{"headers": object{"X-A": "1"}}}).wants(http.StatusCreated)
	path := fmt.Sprintf("/credentials/%d", made.number("id"))
	hook := b.click("GET", "/webhooks/3", nil).object()
	hook["authenticationId"] = 77
	b.click("PUT", "/webhooks/3", hook).wants(http.StatusBadRequest)
	hook["authenticationId"] = made.number("id")
	b.click("PUT", "/webhooks/3", hook).wants(200)
	b.click("DELETE", path, nil).wants(http.StatusConflict)
	hook["authenticationId"] = 0
	b.click("PUT", "/webhooks/3", hook).wants(200)
	b.click("DELETE", path, nil).wants(http.StatusNoContent)
	b.click("DELETE", path, nil).wants(http.StatusNotFound)
}
