package talonone_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
)

// rawCampaign has a field of every sort: known, read-only, null, and newer than
// this client.
const rawCampaign = `{"id":5,"created":"2026-11-01T10:00:00Z","applicationId":1,"userId":9,"name":"New Year","description":"old",
	"state":"disabled","frontendState":"disabled","activeRulesetId":6,"tags":["a"],"features":["coupons"],"limits":[],
	"couponSettings":{"validCharacters":["A"],"couponPattern":"A-##"},"startTime":null,"endTime":"2027-01-02T00:00:00Z","type":"advanced",
	"reevaluateOnReturn":false,"updated":"2026-11-02T10:00:00Z","couponCreationCount":3,"callApiEffectCount":2,"storesImported":false,
	"budgets":[{"action":"createCoupon","limit":1,"counter":0}],"version":3,"linkedStoreIds":null,"attributes":{"a<b":"c&d"},"futureField":{"x":1.50}}`

func ptr[T any](v T) *T { return &v }

func fullChange() talonone.CampaignChange {
	return talonone.CampaignChange{
		State: ptr("enabled"), Name: ptr("New"), Description: ptr("d"), ActiveRulesetID: ptr(8), Tags: []string{"talontap"},
		Features: []string{"coupons"}, Limits: []talonone.Limit{{Action: "createCoupon", Limit: 1, Entities: []string{"Profile"}}},
		CouponSettings: &talonone.CouponSettings{ValidCharacters: []string{"A"}, Pattern: "B-##"},
	}
}

func TestACampaignIsReadWhole(t *testing.T) {
	got, err := client(t, serveBodies(t, 200, rawCampaign)).Campaign(t.Context(), 1, 5)
	want := talonone.Campaign{
		ID: 5, ApplicationID: 1, Name: "New Year", Description: "old", State: "disabled", FrontendState: "disabled", ActiveRulesetID: 6,
		Tags: []string{"a"}, Features: []string{"coupons"}, Limits: []talonone.Limit{},
		CouponSettings: &talonone.CouponSettings{ValidCharacters: []string{"A"}, Pattern: "A-##"},
		EndTime:        time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC), Updated: time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC),
		CouponsCreated: 3, WebhooksCalled: 2, Raw: json.RawMessage(rawCampaign),
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func read(t *testing.T, raw string) talonone.Campaign {
	t.Helper()
	c, err := client(t, serveBodies(t, 200, raw)).Campaign(t.Context(), 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAnUpdateKeepsWhatItDoesNotChangeAndDropsWhatIsReadOnly(t *testing.T) {
	v := serveBodies(t, 200, rawCampaign)
	if _, err := client(t, v).UpdateCampaign(t.Context(), read(t, rawCampaign), talonone.CampaignChange{Description: ptr("new")}); err != nil {
		t.Fatal(err)
	}
	want := `{"name":"New Year","description":"new","state":"disabled","activeRulesetId":6,"tags":["a"],"features":["coupons"],"limits":[],
		"couponSettings":{"validCharacters":["A"],"couponPattern":"A-##"},"endTime":"2027-01-02T00:00:00Z","type":"advanced",
		"reevaluateOnReturn":false,"attributes":{"a<b":"c&d"},"futureField":{"x":1.50}}`
	if got := v.seen()[0].Body; !sameJSON(t, got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAnUpdateSetsEveryFieldOfItsChange(t *testing.T) {
	v := serveBodies(t, 200, rawCampaign)
	if _, err := client(t, v).UpdateCampaign(t.Context(), read(t, rawCampaign), fullChange()); err != nil {
		t.Fatal(err)
	}
	want := `{"name":"New","description":"d","state":"enabled","activeRulesetId":8,"tags":["talontap"],"features":["coupons"],
		"limits":[{"action":"createCoupon","limit":1,"entities":["Profile"]}],
		"couponSettings":{"validCharacters":["A"],"couponPattern":"B-##"},"endTime":"2027-01-02T00:00:00Z","type":"advanced",
		"reevaluateOnReturn":false,"attributes":{"a<b":"c&d"},"futureField":{"x":1.50}}`
	if got := v.seen()[0].Body; !sameJSON(t, got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAnUpdateAlwaysSaysTheState(t *testing.T) {
	v := serveBodies(t, 200, rawCampaign)
	c := client(t, v)
	stateless := read(t, `{"id":5,"applicationId":1,"name":"N","tags":null}`)
	if _, err := c.UpdateCampaign(t.Context(), stateless, talonone.CampaignChange{Name: ptr("M")}); err == nil || !strings.Contains(err.Error(), "state") {
		t.Errorf("got %v, want an error about the state", err)
	}
	for _, unread := range []talonone.Campaign{{}, {ID: 5, State: "disabled"}, {ID: 5, Raw: json.RawMessage(`[]`)}, {ID: 5, Raw: json.RawMessage(`{`)}} {
		if _, err := c.UpdateCampaign(t.Context(), unread, talonone.CampaignChange{State: ptr("disabled")}); err == nil {
			t.Errorf("%+v: no error", unread)
		}
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
	if _, err := c.UpdateCampaign(t.Context(), stateless, talonone.CampaignChange{State: ptr("disabled")}); err != nil {
		t.Error(err)
	}
	if got := v.seen()[0].Body; !sameJSON(t, got, `{"name":"N","state":"disabled","tags":[],"features":[],"limits":[]}`) {
		t.Errorf("got %s", got)
	}
}

func TestANewCampaignIsDisabledUnlessItSaysOtherwise(t *testing.T) {
	v := serveBodies(t, 201, rawCampaign)
	c := client(t, v)
	for _, campaign := range []talonone.Campaign{{Name: "N"}, {Name: "N", State: "enabled"}, aCampaign()} {
		if _, err := c.CreateCampaign(t.Context(), 1, campaign); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []string{
		`{"name":"N","state":"disabled","tags":[],"features":[],"limits":[]}`,
		`{"name":"N","state":"enabled","tags":[],"features":[],"limits":[]}`,
		`{"name":"New Year","description":"d","state":"disabled","tags":["talontap"],"features":["coupons"],
			"limits":[{"action":"createCoupon","limit":1,"entities":["Profile"],"period":"yearly"}],
			"couponSettings":{"validCharacters":["A","B"],"couponPattern":"NEWYEAR-####"},
			"startTime":"2027-01-15T08:00:00Z","endTime":"2027-01-15T08:16:40Z"}`,
	} {
		if got := v.seen()[i].Body; !sameJSON(t, got, want) {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestListsAreReadToTheirEnd(t *testing.T) {
	for name, bodies := range map[string][]string{
		"by total":    {`{"totalResultSize":3,"data":[{"id":1},{"id":2}]}`, `{"totalResultSize":3,"data":[{"id":3}]}`},
		"by has more": {`{"hasMore":true,"data":[{"id":1},{"id":2}]}`, `{"hasMore":false,"data":[{"id":3}]}`},
		"empty page":  {`{"totalResultSize":9,"data":[{"id":1},{"id":2},{"id":3}]}`, `{"totalResultSize":9,"data":[]}`},
		"neither":     {`{"data":[{"id":1},{"id":2},{"id":3}]}`},
	} {
		v := serveBodies(t, 200, bodies...)
		got, err := client(t, v).Campaigns(t.Context(), 1, "")
		if err != nil || len(got) != 3 || got[2].ID != 3 {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
		if len(v.seen()) != len(bodies) {
			t.Errorf("%s: read %d pages, want %d", name, len(v.seen()), len(bodies))
		}
	}
	v := serveBodies(t, 200, `{"hasMore":true,"data":[{"integrationId":"a"},{"integrationId":"b"}]}`, `{"hasMore":true,"data":[{"integrationId":"c"}]}`)
	got, err := client(t, v).Customers(t.Context(), 1, "", 3)
	if err != nil || !reflect.DeepEqual(got, []talonone.Customer{{IntegrationID: "a"}, {IntegrationID: "b"}, {IntegrationID: "c"}}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if uri := v.seen()[1].URI; uri != "/v1/applications/1/customers?pageSize=1&skip=2" {
		t.Errorf("asked %s", uri)
	}
}

func TestAListElementWithoutAnIDIsGarbled(t *testing.T) {
	c := client(t, serveBodies(t, 200, `{"hasMore":false,"data":[{"name":"x"}]}`))
	if _, err := c.Campaigns(t.Context(), 1, ""); transport.KindOf(err) != transport.Garbled {
		t.Errorf("got %v, want garbled", err)
	}
	if _, err := c.Rulesets(t.Context(), 1, 5); transport.KindOf(err) != transport.Garbled {
		t.Errorf("got %v, want garbled", err)
	}
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	var x, y any
	if err := errors.Join(json.Unmarshal([]byte(a), &x), json.Unmarshal([]byte(b), &y)); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(x, y)
}
