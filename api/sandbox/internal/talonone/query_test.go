package talonone

import (
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCouponsAreFoundByAnyCaseAndOneOfTheirSigns(t *testing.T) {
	b := newBench(t)
	path := "/v1/applications/1/campaigns/" + sampleID(b) + "/coupons"
	b.send(b.management(), "POST", path+"?silent=no", object{"usageLimit": 1, "numberOfCoupons": 1, "couponPattern": "Ab-12.cD"}).wants(200)
	for query, found := range map[string]int{
		"value=ab12": 1, "value=B-1": 1, "value=b_12-c": 1, "value=ab13": 0,
		"value=aB-12.Cd&exactMatch=true": 1, "value=ab12cd&exactMatch=true": 0, "value=ab-12&exactMatch=true": 0,
	} {
		b.setClock(b.now().Add(time.Second))
		if got := len(b.send(b.management(), "GET", path+"/no_total?"+query, nil).list("data")); got != found {
			t.Errorf("%s: %d coupons, want %d", query, got, found)
		}
	}
}

func sampleID(b *bench) string {
	b.t.Helper()
	for _, one := range b.send(b.management(), "GET", "/v1/applications/1/campaigns", nil).list("data") {
		if one["name"] == SampleCampaign {
			return fmt.Sprint(one["id"])
		}
	}
	b.t.Fatal("there is no sample campaign")
	return ""
}

func TestWhatIsNotModelledOrNotDocumentedIsRefusedAndNeverLeftOut(t *testing.T) {
	b := newBench(t)
	const campaigns = "/v1/applications/1/campaigns"
	coupons := campaigns + "/" + sampleID(b) + "/coupons"
	for path, says := range map[string]string{
		"GET " + campaigns + "?storeId=1":                               "does not model the parameter storeId",
		"GET " + coupons + "/no_total?valuesOnly=true":                  "does not model the parameter valuesOnly",
		"GET " + coupons + "/no_total?referralId=1":                     "does not model the parameter referralId",
		"GET /v1/message_logs?entityType=mail":                          "entityType must be one of",
		"GET /v1/webhooks?outgoingIntegrationsTypeId=12":                "does not model the parameter outgoingIntegrationsTypeId",
		"GET /v1/message_logs?entityType=webhook&changeType=CouponMade": "does not model the parameter changeType",
		"GET /v1/applications?name=Shop":                                "does not model the parameter name",
	} {
		b.setClock(b.now().Add(2 * time.Second))
		method, address, _ := strings.Cut(path, " ")
		if got := b.send(b.management(), method, address, nil); got.status != http.StatusBadRequest || !strings.Contains(string(got.body), says) {
			t.Errorf("%s: %d %s, want %q", path, got.status, got.body, says)
		}
	}
	if got := b.send(b.integration(), "PUT", "/v2/customer_sessions/x?dry=true&when="+url.QueryEscape("2027-01-01T00:00:00Z"), object{"customerSession": object{}}); got.status != 400 {
		t.Errorf("an unknown parameter of a session is answered %d", got.status)
	}
}

func TestAnAttributeOfAWrongTypeIsRefusedInTheVendorsWords(t *testing.T) {
	b := newBench(t)
	put := func(value any) reply {
		return b.send(b.integration(), "PUT", "/v2/customer_profiles/customer-1001", object{"attributes": object{"Name": value}})
	}
	for _, wrong := range []any{false, 7, []string{"Ada"}} {
		if got := put(wrong); got.status != 400 || !strings.Contains(string(got.body), `"title":"Invalid type"`) || !strings.Contains(string(got.body), `/attributes/Name`) {
			t.Errorf("%v: %d %s", wrong, got.status, got.body)
		}
	}
	if got := string(put(false).body); !strings.Contains(got, `Value of \"Name\" attribute (false) is not a string`) {
		t.Errorf("the words are %s", got)
	}
	put("Ada").wants(200)
	put(nil).wants(200)
}

func TestTheAccessLogGivesTheNewestFirstWhereItIsAsked(t *testing.T) {
	b := newBench(t)
	b.send(b.integration(), "PUT", "/v2/customer_profiles/customer-1001", object{}).wants(200)
	b.send(b.integration(), "PUT", "/v2/customer_sessions/one", object{"customerSession": object{}}).wants(200)
	const logs = "/v1/applications/1/access_logs/no_total?rangeStart=2026-11-23T00:00:00Z&rangeEnd=2026-11-24T00:00:00Z"
	oldest, newest := b.send(b.management(), "GET", logs, nil).list("data"), b.send(b.management(), "GET", logs+"&sort=-time", nil).list("data")
	slices.Reverse(newest)
	if !reflect.DeepEqual(oldest, newest) || newest[len(newest)-1]["requestUri"] != "/v2/customer_sessions/one" {
		t.Errorf("in order %v, reversed %v", oldest, newest)
	}
}
