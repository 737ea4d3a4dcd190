package talonone

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
	_ "time/tzdata" // the Applications' zones, whatever the machine has
)

// The sample: a campaign with the kind of rule that the setup needs, made "by an
// admin in the Rule Builder" long ago and switched off since.
const (
	SampleCampaign = "Sample: coupon on a day"
	SampleRule     = "Sample: coupon on 1 January"
	SampleWebhook  = "Send sample email"
	// SampleEvent is the event that the sample webhook would raise; it is not
	// the one that a setup uses.
	SampleEvent = "Sample Coupon Generated"
)

// sampleUsageLimit differs from what a setup asks for, so that a rule which was
// copied without being changed shows.
const sampleUsageLimit = 50

// furnish puts the account into the state it begins in.
func (a *Account) furnish(config Config) {
	began := a.now().AddDate(-1, -2, 0).UTC()
	a.addKey(key{Kind: managementKind, Name: "Management", secret: config.ManagementKey})
	a.addKey(key{Kind: integrationKind, Name: "Shop EU", ApplicationID: ShopEU, secret: config.IntegrationKey})
	a.applications = []application{
		newApplication(ShopEU, "Shop EU", "Europe/Berlin", "EUR", true, began),
		newApplication(ShopUS, "Shop US", "America/New_York", "USD", false, began),
	}
	a.attributes = []attribute{
		{Entity: "CustomerProfile", Name: "Name"},
		{Entity: "CustomerProfile", Name: "Email"},
		{Entity: "CustomerSession", Name: "Channel"},
	}
	a.furnishCustomers(began)
	a.furnishShop(began)
	// A call of the shop a few minutes ago: an account that meets the prerequisites has
	// a shop that calls.
	a.accessLog = append(a.accessLog, accessLogEntry{
		UUID: newUUID(), Time: a.now().Add(-5 * time.Minute).UTC(), Status: http.StatusOK, Method: http.MethodPut,
		RequestURI:      "/v2/customer_sessions/cart-1",
		RequestPayload:  `{"customerSession":{"profileId":"customer-1001","state":"open"}}`,
		ResponsePayload: `{"effects":[],"createdCoupons":[],"createdReferrals":[]}`,
		applicationID:   ShopEU,
	})
	if !config.Bare {
		a.furnishSample(config, began)
	}
}

func newApplication(id int, name, zone, currency string, sandbox bool, at time.Time) application {
	location, _ := time.LoadLocation(zone) // tzdata is embedded
	return application{
		ID: id, Created: at, Modified: at, AccountID: accountID, Name: name,
		Timezone: zone, Currency: currency, CaseSensitivity: "sensitive", Sandbox: sandbox,
		Attributes: map[string]any{}, Limits: []limit{}, LoyaltyPrograms: []any{}, zone: location,
	}
}

// furnishCustomers makes customers whose IDs both systems know: customer-1001
// and on in the one shop, customer-2001 and on in the other.
func (a *Account) furnishCustomers(at time.Time) {
	for i, numbers := range [][]int{{1001, 1002, 1003, 1004, 1005}, {2001, 2002, 2003}} {
		for _, number := range numbers {
			name := fmt.Sprintf("customer-%d", number)
			one := a.known(&a.applications[i], name, at)
			one.Attributes["Name"] = fmt.Sprintf("Customer %d", number)
			one.Attributes["Email"] = name + "@example.com"
			a.keep(one)
		}
	}
}

// furnishShop adds what an account has beside: a webhook to somewhere else and a
// discount that is running.
func (a *Account) furnishShop(at time.Time) {
	a.addWebhook(newWebhook{
		ApplicationIDs: []int{ShopEU}, Title: "Notify warehouse", Verb: http.MethodPost, Enabled: true,
		URL: "https://warehouse.example.com/orders", Headers: []string{"Content-Type: application/json"},
		Payload: `{"session":"${$SessionID}"}`, Params: []argument{stringParam("SessionID")},
	}, false, at)
	for _, shop := range []int{ShopEU, ShopUS} {
		owner := a.addCampaign(shop, campaignSettings{
			Name: "10% off from 100", State: "enabled", Type: "advanced", Description: "A discount on large carts.",
			Tags: []string{"discount"}, Features: []string{}, Limits: []limit{},
		}, at).ID
		total := []any{".", "Session", "Total"}
		a.putRule(owner, at, oneRule("10% off from 100", []any{"and", []any{">=", total, 100}},
			[]any{caught([]any{functionSetDiscount, "10% off", []any{"*", total, []any{"/", 10, 100}}})}))
	}
}

func (a *Account) furnishSample(config Config, at time.Time) {
	a.nextID("webhook") // of one that is gone
	wanted := couponWebhook(SampleWebhook, SampleEvent)
	wanted.ApplicationIDs, wanted.Description = []int{ShopEU}, "Hands a generated coupon over to CleverTap."
	wanted.URL, wanted.Headers = config.CleverTapUploadURL, []string{
		"X-CleverTap-Account-Id: " + config.CleverTapProjectID,
		"X-CleverTap-Passcode: " + config.CleverTapPasscode,
		"Content-Type: application/json; charset=utf-8",
	}
	hook := a.addWebhook(wanted, false, at)
	owner := a.addCampaign(ShopEU, campaignSettings{
		Name: SampleCampaign, State: "disabled", Type: "advanced",
		Description: "Makes a coupon for each customer who visits on the day, and sends it.",
		Tags:        []string{"sample"}, Features: []string{"coupons"}, Limits: []limit{},
		CouponSettings: &codeSettings{
			ValidCharacters: strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", ""),
			CouponPattern:   "SAMPLE-####-####",
		},
	}, at)
	zone := a.applications[0].zone
	rule := DayRule{
		Title: SampleRule, Day: a.now().In(zone).Format("2006") + "-01-01", RedemptionLimit: sampleUsageLimit,
		StoreInSession: true, WebhookID: hook.ID,
	}
	members, _ := a.members(rule, owner, zone) // its day is one
	a.putRule(owner.ID, at, members)
}

func (a *Account) putRule(campaignID int, at time.Time, members map[string]json.RawMessage) {
	made := a.addRuleset(campaignID, members, at)
	a.activate(a.campaign(campaignID), made.id, at)
}
