package talonone

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// Every published operation that is played is called once and answered with success, in the
// order in which things come to be and go.
func TestEveryPublishedOperationThatIsPlayedIsAnsweredAsPublished(t *testing.T) {
	b := newBench(t)
	admin, reader, shop := b.bearer(), b.management(), b.integration()
	campaign, _ := b.ruled("2026-11-23")
	sample := b.send(reader, "GET", "/v1/applications/1/campaigns?name=Sample", nil).wants(200).list("data")[0]
	sampleRules := fmt.Sprintf("/applications/1/campaigns/%v/rulesets/%v", sample["id"], sample["activeRulesetId"])
	day := b.now().Format(time.DateOnly)

	calls := []struct {
		who, method, path string
		body              any
		status            int
	}{
		{reader, "GET", "/v1/applications?pageSize=1", nil, 200},
		{reader, "GET", "/v1/webhooks?pageSize=2", nil, 200},
		{reader, "GET", "/v1/webhooks/3", nil, 200},
		{reader, "GET", campaign, nil, 200},
		{reader, "GET", campaign + "/rulesets", nil, 200},
		{reader, "GET", "/v1" + sampleRules, nil, 200},
		{reader, "GET", "/v2" + sampleRules, nil, 200},
		{reader, "POST", campaign + "/copy", object{"applicationIds": []int{1, 2}, "name": "Copied"}, 200},
		{reader, "PUT", campaign, object{
			"name": "New year", "state": "enabled", "tags": []string{"talontap"}, "features": []string{"coupons"},
			"limits": []object{{"action": "createCoupon", "limit": 10, "entities": []string{}}},
		}, 200},
		{reader, "POST", campaign + "/coupons", object{"usageLimit": 1, "numberOfCoupons": 1}, 204},
		{reader, "POST", campaign + "/coupons?silent=no", object{"usageLimit": 1, "numberOfCoupons": 2, "recipientIntegrationId": "customer-1001"}, 200},
		{reader, "GET", campaign + "/coupons/no_total?recipientIntegrationId=customer-1001", nil, 200},
		{shop, "PUT", "/v2/customer_profiles/customer-1001", object{"attributes": object{"Name": "Ada"}, "responseContent": shown}, 200},
		{shop, "PUT", "/v2/customer_sessions/cart-7?dry=true&now=2027-01-01T12:00:00Z", object{
			"customerSession": object{"profileId": "customer-1001"}, "responseContent": shown,
		}, 200},
		{shop, "PUT", "/v2/customer_sessions/cart-8", object{
			"customerSession": object{
				"profileId": "customer-1002", "state": "closed", "couponCodes": []string{"NOSUCH"},
				"cartItems": []object{{"name": "Mug", "sku": "mug", "quantity": 20, "price": 10.5}},
			},
			"responseContent": shown,
		}, 200},
		{shop, "DELETE", "/v1/customer_data/customer-1003", nil, 204},
		{reader, "GET", "/v1/applications/1/customers?withTotalResultSize=true", nil, 200},
		{reader, "GET", "/v1/applications/1/access_logs/no_total?rangeStart=" + day + "T00:00:00Z&rangeEnd=" + day + "T23:00:00Z", nil, 200},
		{reader, "GET", "/v1/message_logs?entityType=webhook&createdAfter=" + day + "T00:00:00Z", nil, 200},
		{reader, "DELETE", campaign + "/coupons/9001", nil, 204},
		{reader, "DELETE", campaign, nil, 204},
		{admin, "DELETE", "/v1/sessions", nil, 204},
	}
	for _, call := range calls {
		if got := b.send(call.who, call.method, call.path, call.body); got.status != call.status {
			t.Errorf("%s %s: %d, want %d: %s", call.method, call.path, got.status, call.status, got.body)
		}
	}
	published := contractOf(t)
	if len(published.documents) == 0 {
		t.Logf("%s names no folder: the answers were not held against the published documents", contractFolder)
		return
	}
	for _, one := range append(publishedManagementRoutes(), integrationRoutes()...) {
		if operation := published.operation(one.method, one.path); operation == nil || !published.answered[operation.OperationID] {
			t.Errorf("%s %s is not published, or was not answered with success", one.method, one.path)
		}
	}
}

func TestAnOperationThatIsNotPlayedIsNotFound(t *testing.T) {
	b := newBench(t)
	admin, shop := b.bearer(), b.integration()
	for _, call := range []struct{ who, method, path string }{
		{admin, "GET", "/v1/nothing"},
		{admin, "PATCH", "/v1/webhooks/3"},
		{admin, "DELETE", "/v1/webhooks/3"},
		{admin, "GET", "/v1/applications/1"},
		{admin, "GET", "/v1/applications/1/health_report"},
		{admin, "GET", "/v1/campaign_templates"},
		{admin, "POST", "/v1/applications/1/create_campaign_from_template"},
		{admin, "DELETE", "/v1/applications/1/campaigns/103/coupons"},
		{admin, "DELETE", "/v1/applications/1/campaigns/103/rulesets/503"},
		{admin, "GET", "/v1/attributes"},
		{admin, "GET", "/v1/changes"},
		{shop, "GET", "/v2/customer_sessions/cart-1"},
		{shop, "POST", "/v2/events"},
		{shop, "GET", "/v1/customer_profiles/customer-1001/inventory"},
	} {
		want := `{"message":"Not found","errors":[{"title":"Not found","details":"no endpoint \"` + call.path + `\"","source":{"resource":"endpoint"}}],"StatusCode":404}`
		if got := b.send(call.who, call.method, call.path, object{}).wants(http.StatusNotFound); string(got.body) != want {
			t.Errorf("%s %s: %s", call.method, call.path, got.body)
		}
	}
}

func TestAPartOfTheAnswerThatIsNotOfferedIsRefused(t *testing.T) {
	b := newBench(t)
	for path, part := range map[string]string{
		"/v2/customer_profiles/customer-1001?runRuleEngine=true": "customerSession",
		"/v2/customer_sessions/cart-1":                           "everything",
	} {
		b.send(b.integration(), "PUT", path, object{"customerSession": object{}, "responseContent": []string{part}}).wants(http.StatusBadRequest)
	}
}

func TestEveryRouteRefusesAStranger(t *testing.T) {
	b := newBench(t)
	for _, one := range routes() {
		if one.access == anyone {
			continue
		}
		request := httptest.NewRequest(one.method, "/", nil)
		request.URL.Path = fill(one.path)
		for _, authorization := range []string{"", "Bearer none", "ManagementKey-v1 none", "ApiKey-v1 none", "Basic x"} {
			got := b.send(authorization, one.method, request.URL.Path, nil)
			if got.status != http.StatusUnauthorized {
				t.Errorf("%s %s with %q: %d", one.method, one.path, authorization, got.status)
			}
		}
	}
}

// fill puts a 1 where a path has a parameter.
func fill(path string) string {
	filled, inside := "", false
	for _, letter := range path {
		switch {
		case letter == '{':
			inside = true
			filled += "1"
		case letter == '}':
			inside = false
		case !inside:
			filled += string(letter)
		}
	}
	return filled
}

func TestAnEmptyCredentialOpensNothing(t *testing.T) {
	account := New(Config{})
	defer account.Close()
	for _, authorization := range []string{"ManagementKey-v1 ", "ApiKey-v1 ", "Bearer "} {
		for path, method := range map[string]string{"/v1/applications": "GET", "/v1/customer_data/x": "DELETE"} {
			recorder := httptest.NewRecorder()
			request := httptest.NewRequest(method, path, nil)
			request.Header.Set("Authorization", authorization)
			account.ServeHTTP(recorder, request)
			if recorder.Code != http.StatusUnauthorized {
				t.Errorf("%q on %s: %d", authorization, path, recorder.Code)
			}
		}
	}
	recorder := httptest.NewRecorder()
	account.ServeHTTP(recorder, httptest.NewRequest("POST", "/v1/sessions", encoded(t, object{"email": "x", "password": "x"})))
	if recorder.Code != http.StatusUnauthorized {
		t.Errorf("signing in: %d", recorder.Code)
	}
}
