package talonone_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
)

// rawRuleset has spaces, marks and digits that a careless copy would change.
const rawRuleset = `{ "id":6, "campaignId":5, "activatedAt":"2026-11-01T10:00:00Z", "rbVersion":"v2",
	"rules":[{"title":"a < b & \u003c","condition":["and",["couponValid"]],"effects":[["catch",["noop"],["!","callApi3",1.50,1e3]]]}], "bindings":[] }`

func TestARulesetComesAndGoesByteByByte(t *testing.T) {
	v := serveBodies(t, 200, rawRuleset)
	c := client(t, v)
	got, err := c.Ruleset(t.Context(), 1, 5, 6)
	want := talonone.Ruleset{ID: 6, CampaignID: 5, Activated: time.Date(2026, 11, 1, 10, 0, 0, 0, time.UTC), Body: json.RawMessage(rawRuleset)}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v", got, err)
	}
	if _, err := c.CreateRuleset(t.Context(), 1, 5, got.Body); err != nil {
		t.Fatal(err)
	}
	if _, err := c.UpdateRuleset(t.Context(), 1, 5, 6, got.Body); err != nil {
		t.Fatal(err)
	}
	for _, r := range v.seen()[1:] {
		if r.Body != rawRuleset {
			t.Errorf("%s sent %s", r.Method, r.Body)
		}
	}
	if _, err := c.CreateRuleset(t.Context(), 1, 5, json.RawMessage(`{"rules":`)); err == nil || len(v.seen()) != 3 {
		t.Errorf("half a ruleset was sent, or no error came: %v", err)
	}
	list, err := client(t, serveBodies(t, 200, `{"totalResultSize":1,"data":[`+rawRuleset+`]}`)).Rulesets(t.Context(), 1, 5)
	if err != nil || len(list) != 1 || !reflect.DeepEqual(list[0], want) {
		t.Errorf("got %+v, %v", list, err)
	}
}

const rulesetV2 = `{"id":6,"created":"2026-11-01T10:00:00Z","userId":9,"campaignId":5,"strikethroughRules":[{}],"selectors":[{},{}],"bundles":[{}],"parameters":[{}],
	"promotionRules":[{"id":"r1","title":"Create coupon on 1 January","blocks":[
		{"id":"b1","type":"group","operator":"all","onFailure":[{"id":"b2","type":"showNotification","text":"x"}],
		 "onError":{"x":[{"id":"b8","type":"createCoupon","campaignId":5,"recipientId":"r","storeInSession":false}]},"blocks":[
			{"id":"b3","type":"checkAttribute","operator":"within","attribute":"$Now","start":"2027-01-01T00:00:00+01:00","end":"2027-01-02T00:00:00+01:00",
			 "startInclusive":true,"endInclusive":false,"timezoneInsensitive":true},
			{"id":"b4","type":"checkAttribute","operator":"equals","attribute":["."," x"],"value":[1, 2]}]},
		{"id":"b5","type":"createCoupon","campaignId":"{{$Campaign.Id}}","recipientId":"{{$Profile.IntegrationId}}","storeInSession":true,"usageLimit":100,"pattern":"A-##"},
		{"id":"b6","type":"triggerWebhook","webhook":{"id":3,"title":"Send CleverTap Email"},"params":{"profileid":"{{$Profile.IntegrationId}}","n":7}},
		{"id":"b7","type":"passthrough","expression":["foo", 1.50]}]}]}`

func TestTheTypedRulesetIsReadBlockByBlock(t *testing.T) {
	got, err := client(t, serveBodies(t, 200, rulesetV2)).RulesetV2(t.Context(), 1, 5, 6)
	if err != nil {
		t.Fatal(err)
	}
	want := talonone.RulesetV2{ID: 6, CampaignID: 5, Others: 5, Rules: []talonone.RuleV2{{ID: "r1", Title: "Create coupon on 1 January", Blocks: []talonone.Block{
		{ID: "b1", Type: "group", Operator: "all",
			Blocks: []talonone.Block{
				{ID: "b3", Type: "checkAttribute", Operator: "within", Attribute: "$Now", Start: "2027-01-01T00:00:00+01:00", End: "2027-01-02T00:00:00+01:00",
					StartInclusive: true, TimezoneInsensitive: true},
				{ID: "b4", Type: "checkAttribute", Operator: "equals", Attribute: `["."," x"]`, Value: json.RawMessage(`[1, 2]`)},
			},
			OnFailure: []talonone.Block{
				{ID: "b2", Type: "showNotification"},
				{ID: "b8", Type: "createCoupon", Campaign: json.RawMessage(`5`), Recipient: "r"},
			}},
		{ID: "b5", Type: "createCoupon", Campaign: json.RawMessage(`"{{$Campaign.Id}}"`), Recipient: "{{$Profile.IntegrationId}}", StoreInSession: true,
			UsageLimit: json.RawMessage(`100`), Pattern: "A-##"},
		{ID: "b6", Type: "triggerWebhook", WebhookID: 3, WebhookTitle: "Send CleverTap Email", Params: map[string]string{"profileid": "{{$Profile.IntegrationId}}", "n": "7"}},
		{ID: "b7", Type: "passthrough", Expression: json.RawMessage(`["foo", 1.50]`)},
	}}}}
	want.Raw = json.RawMessage(rulesetV2)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
