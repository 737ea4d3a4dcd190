package talonone

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAWebhookOfTheIntegrationIsSentByItsPolicyAndToldByTheListAlone(t *testing.T) {
	b := newBench(t)
	passcode := newUUID()
	hook := b.click("GET", "/webhooks/3", nil).object()
	b.click("PUT", "/integrations/clevertap", object{"baseUrl": strings.TrimSuffix(hook["url"].(string), "/1/upload"), "accountId": "PROJECT", "passcode": passcode}).wants(200)
	made := b.click("POST", "/integrations/clevertap/webhooks", object{"title": "Send coupon", "applicationIds": []int{1}}).wants(http.StatusCreated)

	var listed object
	for _, each := range b.click("GET", "/webhooks", nil).list("data") {
		if each["title"] == "Send coupon" {
			listed = each
		}
	}
	alone := b.click("GET", fmt.Sprintf("/webhooks/%d", made.number("id")), nil).object()
	if listed["outgoingIntegrationTypeName"] != "CleverTap" || alone["outgoingIntegrationTypeName"] != nil {
		t.Errorf("listed as %v, alone as %v", listed, alone)
	}

	path := b.campaignWithRule(tutorialRule(object{"webhookId": float64(made.number("id"))}))
	b.click("PUT", path+"/state", object{"state": "enabled"}).wants(200)
	b.setClock(time.Date(2027, 1, 1, 11, 0, 0, 0, time.UTC))
	b.click("PUT", "/applications/1/customer_sessions/visit", object{"customerSession": object{"profileId": "customer-1001"}}).wants(200)
	got := <-b.inbox.arrivals
	if got.header.Get("X-CleverTap-Passcode") != passcode || got.header.Get("X-CleverTap-Account-Id") != "PROJECT" {
		t.Errorf("sent as %q, or with another passcode", got.header.Get("X-CleverTap-Account-Id"))
	}
	b.account.Close() // the delivery is logged
	for _, each := range []string{"/integrations/clevertap", "/webhooks"} {
		if shown := b.click("GET", each, nil).wants(200); strings.Contains(string(shown.body), passcode) {
			t.Errorf("%s shows the passcode", each)
		}
	}
}
