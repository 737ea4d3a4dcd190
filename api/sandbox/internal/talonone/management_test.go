package talonone

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestASignInLastsThreeMonthsOrUntilItIsEnded(t *testing.T) {
	b := newBench(t)
	b.send("", "POST", "/v1/sessions", object{"email": b.config.Email, "password": "wrong"}).wants(401)
	b.send("", "POST", "/v1/sessions", object{"email": b.config.Email}).wants(400)
	first, second := b.bearer(), b.bearer()
	b.send(first, "GET", "/v1/applications", nil).wants(200)
	b.send(first, "DELETE", "/v1/sessions", nil).wants(204)
	b.send(first, "GET", "/v1/applications", nil).wants(401)
	b.setClock(time.Date(2027, 2, 23, 10, 59, 59, 0, time.UTC))
	b.send(second, "GET", "/v1/applications", nil).wants(200)
	b.setClock(time.Date(2027, 2, 23, 11, 0, 0, 0, time.UTC))
	b.send(second, "GET", "/v1/applications", nil).wants(401)
}

// unpublishedCalls makes and changes one thing of each kind; the statuses are
// those of a signed-in admin.
func unpublishedCalls(b *bench) []struct {
	method, path string
	body         any
	status       int
} {
	hook := object{"title": "Mine", "verb": "POST", "url": b.inbox.server.URL, "headers": []string{"A: b"}, "params": []object{},
		"applicationIds": []int{1}, "draft": false, "enabled": true}
	rules := object{"rules": []object{{"title": "r", "condition": []any{true}, "effects": []any{}}}, "bindings": []any{}}
	return []struct {
		method, path string
		body         any
		status       int
	}{
		{"POST", "/v1/webhooks", hook, 201},
		{"PUT", "/v1/webhooks/4", hook, 200},
		{"POST", "/v1/applications/1/campaigns", object{"name": "c", "state": "disabled", "tags": []string{}, "features": []string{}, "limits": []object{}}, 201},
		{"POST", "/v1/applications/1/campaigns/104/rulesets", rules, 201},
		{"PUT", "/v1/applications/1/campaigns/104/rulesets/504", rules, 200},
	}
}

func TestUnpublishedCallsNeedASignedInAdmin(t *testing.T) {
	b := newBench(t)
	admin := b.bearer()
	for _, call := range unpublishedCalls(b) {
		b.send(b.management(), call.method, call.path, call.body).wants(401)
		b.send(admin, call.method, call.path, call.body).wants(call.status)
	}
}

func TestUnpublishedCallsAreNotThereWhenTheAccountRefusesThem(t *testing.T) {
	b := newBench(t, func(c *Config) { c.RefuseUnpublished = true })
	admin := b.bearer()
	for _, call := range unpublishedCalls(b) {
		b.send(admin, call.method, call.path, call.body).wants(404)
	}
	b.send(admin, "GET", "/v1/webhooks/3", nil).wants(200)
}

func TestAWebhookComesBackAsItWasWritten(t *testing.T) {
	b := newBench(t)
	admin := b.bearer()
	hook := object{
		"title": "Send CleverTap Email", "description": "by hand", "verb": "POST", "url": "https://eu1.api.clevertap.com/1/upload",
		"headers": []any{"X-CleverTap-Passcode: a, b: c", "Content-Type: application/json; charset=utf-8"}, "payload": `{"d":"<${$ProfileID}>"}`,
		"params":         []any{object{"type": "string", "title": "ProfileID", "description": "", "ui": object{"kind": "text"}}},
		"applicationIds": []any{1.0}, "draft": false, "enabled": true,
	}
	made := b.send(admin, "POST", "/v1/webhooks", hook).wants(201)
	read := b.send(b.management(), "GET", fmt.Sprintf("/v1/webhooks/%d", made.number("id")), nil).wants(200).object()
	for name, want := range hook {
		if got, _ := encode(read[name]); string(got) != string(must(encode(want))) {
			t.Errorf("%s: %s", name, got)
		}
	}
	hook["title"], hook["enabled"] = "Another", false
	delete(hook, "description")
	updated := b.send(admin, "PUT", fmt.Sprintf("/v1/webhooks/%d", made.number("id")), hook).wants(200).object()
	if updated["title"] != "Another" || updated["description"] != nil || updated["created"] != read["created"] {
		t.Errorf("updated: %v", updated)
	}
}

func must(raw []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return raw
}

func TestAWebhookThatBreaksTheSchemaIsRefusedWithAPointer(t *testing.T) {
	b := newBench(t)
	good := func() object {
		return object{"title": "Mine", "verb": "POST", "url": "https://example.com", "headers": []string{}, "params": []object{},
			"applicationIds": []int{}, "draft": false, "enabled": true}
	}
	b.click("POST", "/webhooks", good()).wants(201)
	for _, each := range []struct {
		member  string
		value   any
		pointer string
	}{
		{"title", "1st", "/title"}, {"title", nil, "/title"}, {"verb", "FETCH", "/verb"}, {"url", "", "/url"},
		{"headers", []string{"no colon"}, "/headers/0"}, {"headers", []string{"a,b: c"}, "/headers/0"}, {"headers", "x: y", "/headers"},
		{"params", []object{{"title": "P", "type": "text"}}, "/params/0/type"}, {"params", []object{{"type": "string"}}, "/params/0/title"},
		{"applicationIds", []int{9}, "/applicationIds"}, {"draft", "no", "/draft"},
	} {
		hook := good()
		hook[each.member] = each.value
		got := b.click("POST", "/webhooks", hook)
		if got.status != 400 || !strings.Contains(string(got.body), `"pointer":"`+each.pointer+`"`) {
			t.Errorf("%s %v: %d %s", each.member, each.value, got.status, got.body)
		}
	}
}

func TestAnUpdateWithoutAStateEnablesTheCampaign(t *testing.T) {
	b := newBench(t)
	made := b.click("POST", "/applications/1/campaigns", object{
		"name": "Quiet", "state": "disabled", "description": "long", "tags": []string{"a"}, "features": []string{}, "limits": []object{},
	}).wants(201)
	path := fmt.Sprintf("/v1/applications/1/campaigns/%d", made.number("id"))
	got := b.send(b.management(), "PUT", path, object{"name": "Quiet", "tags": []string{}, "features": []string{}, "limits": []object{}}).wants(200)
	if got.text("state") != "enabled" || got.text("description") != "" {
		t.Errorf("updated: %s", got.body)
	}
	for _, broken := range []object{
		{"name": "", "tags": []string{}, "features": []string{}, "limits": []object{}},
		{"name": "x", "tags": []string{}, "features": []string{}},
		{"name": "x", "tags": []string{""}, "features": []string{}, "limits": []object{}},
		{"name": "x", "tags": []string{}, "features": []string{"webhooks"}, "limits": []object{}},
		{"name": "x", "tags": []string{}, "features": []string{}, "limits": []object{{"action": "createCoupon", "limit": 1, "entities": []string{"Person"}}}},
		{"name": "x", "tags": []string{}, "features": []string{}, "limits": []object{}, "state": "running"},
		{"name": "x", "tags": []string{}, "features": []string{}, "limits": []object{}, "activeRulesetId": 502},
		{"name": "x", "tags": []string{}, "features": []string{}, "limits": []object{}, "startTime": "2027-01-02T00:00:00Z", "endTime": "2027-01-01T00:00:00Z"},
		{"name": "x", "tags": []string{}, "features": []string{}, "limits": []object{}, "couponSettings": object{"validCharacters": []string{"A"}, "couponPattern": "a b"}},
	} {
		b.send(b.management(), "PUT", path, broken).wants(400)
	}
}

func TestARulesetIsKeptAsItCame(t *testing.T) {
	b := newBench(t)
	admin := b.bearer()
	sent := `{"rules":[{"title":"R & <b>","condition":["<", 1, 2],"effects":[["unheard of",{"x":1.50}]],"novel":{"z":1,"a":2}}],` +
		`"bindings":[],"future":[1,null],"id":77,"created":"x","activate":true}`
	made := b.send(admin, "POST", "/v1/applications/1/campaigns/103/rulesets", sent).wants(201)
	read := b.send(b.management(), "GET", fmt.Sprintf("/v1/applications/1/campaigns/103/rulesets/%d", made.number("id")), nil).wants(200)
	var stored map[string]json.RawMessage
	if err := json.Unmarshal(read.body, &stored); err != nil {
		t.Fatal(err)
	}
	if got := string(stored["rules"]); got != `[{"title":"R & <b>","condition":["<",1,2],"effects":[["unheard of",{"x":1.50}]],"novel":{"z":1,"a":2}}]` {
		t.Errorf("rules: %s", got)
	}
	if string(stored["future"]) != `[1,null]` || read.number("id") == 77 || stored["activate"] != nil {
		t.Errorf("read: %s", read.body)
	}
	if owner := b.send(admin, "GET", "/v1/applications/1/campaigns/103", nil); owner.number("activeRulesetId") != made.number("id") {
		t.Errorf("not activated: %s", owner.body)
	}
	for _, broken := range []string{
		`{"rules":[]}`, `{"rules":{},"bindings":[]}`, `{"rules":[{"title":"","condition":[1],"effects":[]}],"bindings":[]}`,
		`{"rules":[{"title":"a","condition":[],"effects":[]}],"bindings":[]}`, `{"rules":[{"title":"a","condition":[1]}],"bindings":[]}`,
		`{"rules":[{"title":"a","condition":[1],"effects":["flat"]}],"bindings":[]}`, `{"rules":[],"bindings":[{"name":"a","expression":1}]}`,
	} {
		b.send(admin, "POST", "/v1/applications/1/campaigns/103/rulesets", broken).wants(400)
	}
}

func TestTheTypedFormShowsTheDayTheCouponAndTheWebhook(t *testing.T) {
	b := newBench(t)
	path, id := b.ruled("2027-01-01")
	ruleset := b.send(b.management(), "GET", path, nil).number("activeRulesetId")
	got := b.send(b.management(), "GET", fmt.Sprintf("/v2/applications/1/campaigns/%d/rulesets/%d", id, ruleset), nil).wants(200)
	rules := got.list("promotionRules")
	if len(rules) != 1 || rules[0]["title"] != "Create coupon on 1 January" {
		t.Fatalf("rules: %s", got.body)
	}
	want := []string{
		`{"attribute":"$Now","end":"2027-01-02T00:00:00+01:00","endInclusive":false,"id":"rule-0-block-0","operator":"within","start":"2027-01-01T00:00:00+01:00","startInclusive":true,"timezoneInsensitive":false,"type":"checkAttribute"}`,
		fmt.Sprintf(`{"campaignId":%d,"id":"rule-0-block-1","recipientId":"{{$Profile.IntegrationId}}","storeInSession":true,"type":"createCoupon","usageLimit":100}`, id),
		`{"id":"rule-0-block-2","params":{"couponcode":"{{$Session.GeneratedCoupon}}","profileid":"{{$Profile.IntegrationId}}"},"type":"triggerWebhook","webhook":{"id":3,"title":"Send sample email"}}`,
	}
	var blocks []string
	for _, each := range rules[0]["blocks"].([]any) {
		blocks = append(blocks, string(must(encode(each))))
	}
	if !slices.Equal(blocks, want) {
		t.Errorf("blocks:\n%s", strings.Join(blocks, "\n"))
	}
}

func TestTheTypedFormPassesThroughWhatItDoesNotKnow(t *testing.T) {
	b := newBench(t)
	made := b.click("POST", "/applications/1/campaigns/103/rulesets", `{"bindings":[],"rules":[{"title":"odd",
		"condition":["and",["couponValid"],[">=",["now"],["parseTime",5]]],
		"effects":[["catch",["noop"],["createCoupon",1]],["!","callApi99",["x"]],["literal"]]}]}`).wants(201)
	got := b.send(b.management(), "GET", fmt.Sprintf("/v2/applications/1/campaigns/103/rulesets/%d", made.number("id")), nil).wants(200)
	var kinds []string
	for _, each := range got.list("promotionRules")[0]["blocks"].([]any) {
		kinds = append(kinds, each.(object)["type"].(string))
	}
	if !slices.Equal(kinds, []string{"passthrough", "passthrough", "passthrough", "triggerWebhook", "passthrough"}) {
		t.Errorf("blocks: %s", got.body)
	}
}

func TestCouponsAreMadeSilentlyUnlessAskedAndDeletedByTheirID(t *testing.T) {
	b := newBench(t)
	path, _ := b.ruled("2027-01-01")
	coupons := path + "/coupons"
	if got := b.send(b.management(), "POST", coupons, object{"usageLimit": 5, "numberOfCoupons": 3}).wants(204); len(got.body) != 0 {
		t.Errorf("silent by default: %s", got.body)
	}
	made := b.send(b.management(), "POST", coupons+"?silent=no", object{
		"usageLimit": 5, "numberOfCoupons": 2, "recipientIntegrationId": "r", "couponPattern": "OWN-####", "validCharacters": []string{"9"},
	})
	made.wants(400) // two codes can't both be OWN-9999
	made = b.send(b.management(), "POST", coupons+"?silent=no", object{
		"usageLimit": 5, "numberOfCoupons": 1, "recipientIntegrationId": "r", "couponPattern": "OWN-####", "validCharacters": []string{"9"},
	}).wants(200)
	one := made.list("data")[0]
	if one["value"] != "OWN-9999" || one["recipientIntegrationId"] != "r" || made.number("totalResultSize") != 1 {
		t.Errorf("made: %s", made.body)
	}
	count := func(filter string) int {
		return len(b.send(b.management(), "GET", coupons+"/no_total?"+filter, nil).wants(200).list("data"))
	}
	for filter, want := range map[string]int{
		"": 4, "value=OWN": 1, "value=OWN&exactMatch=true": 0, "value=OWN-9999&exactMatch=true": 1, "recipientIntegrationId=r": 1,
		"createdBefore=2026-11-23T00:00:00Z": 0, "createdAfter=2026-11-23T00:00:00Z": 4,
	} {
		if got := count(filter); got != want {
			t.Errorf("%q: %d coupons, want %d", filter, got, want)
		}
	}
	b.send(b.management(), "DELETE", coupons+"/OWN-9999", nil).wants(404)
	b.send(b.management(), "DELETE", fmt.Sprintf("%s/%v", coupons, one["id"]), nil).wants(204)
	if count("") != 3 {
		t.Errorf("%d left after one was deleted", count(""))
	}
	for _, broken := range []object{
		{"usageLimit": 1}, {"usageLimit": -1, "numberOfCoupons": 1}, {"usageLimit": 1000000, "numberOfCoupons": 1},
		{"usageLimit": 1, "numberOfCoupons": 0}, {"usageLimit": 1, "numberOfCoupons": 20001},
	} {
		b.send(b.management(), "POST", coupons, broken).wants(400)
	}
}

func TestACopyIsDisabledAndMakesItsCouponsItself(t *testing.T) {
	b := newBench(t)
	copied := b.send(b.management(), "POST", "/v1/applications/1/campaigns/103/copy", object{"applicationIds": []int{1}, "name": "New year"}).wants(200).list("data")[0]
	rules := b.send(b.management(), "GET", fmt.Sprintf("/v1/applications/1/campaigns/%v/rulesets/%v", copied["id"], copied["activeRulesetId"]), nil).wants(200)
	if copied["state"] != "disabled" || copied["name"] != "New year" {
		t.Errorf("copy: %v", copied)
	}
	if !strings.Contains(string(rules.body), fmt.Sprintf(`["createCoupon",%v,`, copied["id"])) {
		t.Errorf("rules: %s", rules.body)
	}
	b.send(b.management(), "POST", "/v1/applications/1/campaigns/103/copy", object{"applicationIds": []int{5}}).wants(400)
	b.send(b.management(), "POST", "/v1/applications/1/campaigns/103/copy", object{"applicationIds": []int{}}).wants(400)
}

func TestListsAreCutIntoPages(t *testing.T) {
	b := newBench(t)
	names := func(query string) string {
		var all []string
		for _, each := range b.send(b.management(), "GET", "/v1/applications?"+query, nil).wants(200).list("data") {
			all = append(all, each["name"].(string))
		}
		return strings.Join(all, ",")
	}
	for query, want := range map[string]string{
		"": "Shop EU,Shop US", "pageSize=1": "Shop EU", "pageSize=1&skip=1": "Shop US", "skip=9": "",
	} {
		if got := names(query); got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
	for _, query := range []string{"pageSize=0", "pageSize=1001", "pageSize=x", "skip=-1"} {
		b.send(b.management(), "GET", "/v1/applications?"+query, nil).wants(400)
	}
}

func TestTheFourthCallInASecondIsRefusedOnThatEndpointOnly(t *testing.T) {
	b := newBench(t)
	frozen := time.Now()
	b.account.pace.now = func() time.Time { return frozen }
	for range callsPerSecond {
		b.send(b.management(), "GET", "/v1/webhooks", nil).wants(200)
	}
	b.send(b.management(), "GET", "/v1/webhooks", nil).wants(429)
	b.send(b.management(), "GET", "/v1/webhooks/3", nil).wants(200)
	b.account.pace.now = func() time.Time { return frozen.Add(time.Second) }
	b.send(b.management(), "GET", "/v1/webhooks", nil).wants(200)
	for range 2 * callsPerSecond {
		b.send(b.integration(), "PUT", "/v2/customer_profiles/customer-1001", object{}).wants(200)
	}
}

// held starts a request whose body never ends until release is called, and
// returns when the account has let it in.
func (b *bench) held(g *gate, authorization, method, path, body string) (release func() int) {
	b.t.Helper()
	reader, writer := io.Pipe()
	b.t.Cleanup(func() { writer.Close() }) // a test that fails while it holds must still end
	request, err := http.NewRequest(method, b.server.URL+path, reader)
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Authorization", authorization)
	before := g.count()
	status := make(chan int, 1)
	go func() {
		response, err := b.client.Do(request)
		if err != nil {
			status <- 0
			return
		}
		response.Body.Close()
		status <- response.StatusCode
	}()
	for g.count() == before {
		time.Sleep(time.Millisecond)
	}
	return func() int {
		_, _ = writer.Write([]byte(body))
		writer.Close()
		return <-status
	}
}

func (g *gate) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	total := 0
	for _, inside := range g.inside {
		total += inside
	}
	return total
}

func TestTheFourthCallAtATimeOnOneProfileGetsThePublishedConflict(t *testing.T) {
	b := newBench(t)
	const path = "/v2/customer_profiles/customer-1001"
	var waiting []func() int
	for range parallelPerProfile {
		waiting = append(waiting, b.held(b.account.profiles, b.integration(), "PUT", path, "{}"))
	}
	got := b.send(b.integration(), "PUT", path, object{}).wants(409)
	if string(got.body) != `{"message":"Too many requests are updating this profile at the same time","errors":[],"StatusCode":409}` {
		t.Errorf("body: %s", got.body)
	}
	b.send(b.integration(), "PUT", "/v2/customer_profiles/customer-1002", object{}).wants(200)
	for _, release := range waiting {
		if status := release(); status != 200 {
			t.Errorf("a call that was let in got %d", status)
		}
	}
	b.send(b.integration(), "PUT", path, object{}).wants(200)
}

func TestTwoUpdatesOfOneCampaignAtATimeConflict(t *testing.T) {
	b := newBench(t)
	const path, body = "/v1/applications/1/campaigns/101", `{"name":"a","tags":[],"features":[],"limits":[]}`
	release := b.held(b.account.writers, b.management(), "PUT", path, body)
	b.send(b.management(), "PUT", path, body).wants(409)
	b.send(b.management(), "GET", path, nil).wants(200)
	if status := release(); status != 200 {
		t.Errorf("the first update got %d", status)
	}
}

// sent waits until the log has as many attempts and gives them, newest first.
func (b *bench) sent(many int, query string) []object {
	b.t.Helper()
	for {
		b.account.mu.Lock()
		have := len(b.account.messages)
		b.account.mu.Unlock()
		if have >= many {
			return b.send(b.management(), "GET", "/v1/message_logs?entityType=webhook"+query, nil).wants(200).list("data")
		}
		time.Sleep(time.Millisecond)
	}
}

// fire lets the tutorial's rule run on its day.
func (b *bench) fire() {
	b.t.Helper()
	b.ruled("2027-01-01")
	b.setClock(time.Date(2027, 1, 1, 9, 0, 0, 0, time.UTC))
	b.send(b.integration(), "PUT", "/v2/customer_profiles/customer-1001?runRuleEngine=true", object{}).wants(200)
}

func TestADeliveryIsTriedAgainUntilItSucceedsAndEachAttemptIsLogged(t *testing.T) {
	b := newBench(t)
	b.inbox.answers(500, 404)
	b.fire()
	log := b.sent(3, "")
	var statuses []any
	for _, each := range log {
		statuses = append(statuses, each["response"].(object)["status"])
	}
	if !slices.Equal(statuses, []any{200.0, 404.0, 500.0}) {
		t.Errorf("statuses, newest first: %v", statuses)
	}
	request, err := base64.StdEncoding.DecodeString(log[0]["request"].(object)["request"].(string))
	if err != nil || !strings.HasPrefix(string(request), "POST /1/upload HTTP/1.1\r\n") {
		t.Errorf("request: %v", err)
	}
	response, err := base64.StdEncoding.DecodeString(log[0]["response"].(object)["response"].(string))
	if err != nil || !strings.HasSuffix(string(response), `{"status":"success"}`) {
		t.Errorf("response: %q, %v", response, err)
	}
	for query, want := range map[string]int{
		"&webhookIDs=3": 3, "&webhookIDs=1,2": 0, "&createdAfter=2027-01-01T10:00:00Z": 0, "&createdAfter=2027-01-01T08:00:00Z": 3,
		"&createdBefore=2027-01-01T08:00:00Z": 0, "&createdBefore=2027-01-01T10:00:00Z": 3,
	} {
		if got := len(b.sent(3, query)); got != want {
			t.Errorf("%s: %d entries, want %d", query, got, want)
		}
	}
}

func TestAWebhookToAnotherMachineIsLoggedAndNeverSent(t *testing.T) {
	for _, address := range []string{"https://eu1.api.clevertap.com/1/upload", "http://192.0.2.1/x", "example.com/x", "http://[2001:db8::1]/", "http://127.0.0.1:9/x"} {
		b := newBench(t, func(c *Config) { c.CleverTapUploadURL = address })
		b.fire()
		log := b.sent(1, "")
		response := log[0]["response"].(object)
		words, _ := base64.StdEncoding.DecodeString(response["response"].(string))
		if response["status"] != 0.0 || string(words) != errElsewhere.Error() {
			t.Errorf("%s: status %v, %q", address, response["status"], words)
		}
	}
}

func TestAWebhookWithoutAUsableURLIsLoggedOnce(t *testing.T) {
	b := newBench(t, func(c *Config) { c.CleverTapUploadURL = "http://127.0.0.1:${$ProfileID}/%zz" })
	b.fire()
	response := b.sent(1, "")[0]["response"].(object)
	if words, _ := base64.StdEncoding.DecodeString(response["response"].(string)); string(words) != errNoURL.Error() {
		t.Errorf("response: %q", words)
	}
}

func TestTheDialerItselfRefusesOtherMachines(t *testing.T) {
	for address, allowed := range map[string]bool{
		"127.0.0.1:80": true, "127.9.9.9:80": true, "[::1]:80": true, "10.0.0.1:80": false, "[2001:db8::1]:80": false, "0.0.0.0:80": false, "nonsense": false,
	} {
		if err := onlyLoopback("tcp", address, nil); (err == nil) != allowed {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestClosingEndsADeliveryThatWouldBeTriedAgain(t *testing.T) {
	b := newBench(t)
	b.inbox.answers(slices.Repeat([]int{500}, 20)...)
	b.fire()
	b.sent(1, "")
	b.account.Close()
	b.account.mu.Lock()
	logged := len(b.account.messages)
	b.account.mu.Unlock()
	b.send(b.integration(), "PUT", "/v2/customer_profiles/customer-1002?runRuleEngine=true", object{}).wants(200)
	b.account.Close()
	if got := len(b.sent(1, "")); got != logged {
		t.Errorf("%d attempts after closing with %d", got, logged)
	}
}

func TestTheDeliveryLogIsReadByCursor(t *testing.T) {
	b := newBench(t)
	b.account.mu.Lock()
	for range messagesPerPage + 5 {
		b.account.keepMessage(message{ID: newUUID(), EntityType: "webhook", WebhookID: 3, ApplicationID: ShopEU, CampaignID: 103, CreatedAt: b.now(), Response: messageLogResponse{b.now(), nil, 200}})
	}
	b.account.mu.Unlock()
	seen := map[any]bool{}
	first := b.send(b.management(), "GET", "/v1/message_logs?entityType=webhook", nil).wants(200)
	second := b.send(b.management(), "GET", "/v1/message_logs?entityType=webhook&cursor="+url.QueryEscape(first.text("nextCursor")), nil).wants(200)
	for _, each := range append(first.list("data"), second.list("data")...) {
		seen[each["id"]] = true
	}
	if len(seen) != messagesPerPage+5 || second.object()["nextCursor"] != nil {
		t.Errorf("%d entries seen, then %s", len(seen), second.body)
	}
	for _, query := range []string{"", "?entityType=mail", "?entityType=webhook&cursor=x", "?entityType=webhook&webhookIDs=x"} {
		b.send(b.management(), "GET", "/v1/message_logs"+query, nil).wants(400)
	}
}

func TestAManagementKeyCanBeBoundToEndpointsAndRevoked(t *testing.T) {
	b := newBench(t)
	made := b.click("POST", "/keys", object{"kind": "management", "name": "reader", "endpoints": []string{"GET /v1/applications"}}).wants(201)
	key := "ManagementKey-v1 " + made.text("key")
	b.send(key, "GET", "/v1/applications", nil).wants(200)
	b.send(key, "GET", "/v1/webhooks", nil).wants(401)
	if listed := b.click("GET", "/keys", nil).wants(200); strings.Contains(string(listed.body), made.text("key")) {
		t.Error("the list of keys shows a key")
	}
	b.click("DELETE", fmt.Sprintf("/keys/%d", made.number("id")), nil).wants(204)
	b.send(key, "GET", "/v1/applications", nil).wants(401)
	b.send(b.management(), "GET", "/v1/applications", nil).wants(200)

	other := b.click("POST", "/keys", object{"kind": "integration", "name": "us", "applicationId": ShopUS}).wants(201)
	b.send("ApiKey-v1 "+other.text("key"), "DELETE", "/v1/customer_data/customer-1001", nil).wants(404)
	b.send("ApiKey-v1 "+other.text("key"), "DELETE", "/v1/customer_data/customer-2001", nil).wants(204)
	b.click("POST", "/keys", object{"kind": "skeleton", "name": "x"}).wants(400)
}

func TestTheStateHoldsNoSecret(t *testing.T) {
	b := newBench(t)
	admin := b.bearer()
	b.fire()
	b.sent(1, "")
	raw := string(must(encode(b.account.State())))
	for name, secret := range map[string]string{
		"management key": b.config.ManagementKey, "integration key": b.config.IntegrationKey, "password": b.config.Password,
		"passcode": b.config.CleverTapPasscode, "token": strings.TrimPrefix(admin, "Bearer "),
	} {
		if strings.Contains(raw, secret) {
			t.Errorf("the state shows the %s", name)
		}
	}
	for _, part := range []string{SampleCampaign, SampleWebhook, "customer-1001", `"deliveries":[{`, hidden} {
		if !strings.Contains(raw, part) {
			t.Errorf("the state does not show %q", part)
		}
	}
}

func TestABareAccountHasNoSample(t *testing.T) {
	b := newBench(t, func(c *Config) { c.Bare = true })
	for path, want := range map[string]int{
		"/v1/applications/1/campaigns?name=sample": 0, "/v1/applications/1/campaigns": 1, "/v1/webhooks": 1,
	} {
		if got := len(b.send(b.management(), "GET", path, nil).wants(200).list("data")); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
}

func TestDeletingACustomerLeavesNoProfile(t *testing.T) {
	b := newBench(t)
	found := func() int {
		return len(b.send(b.management(), "GET", "/v1/applications/1/customers?integrationId=a%2Fb%20c", nil).wants(200).list("data"))
	}
	b.send(b.integration(), "PUT", "/v2/customer_profiles/a%2Fb%20c", object{}).wants(200)
	if n := found(); n != 1 {
		t.Errorf("%d profiles", n)
	}
	b.send(b.integration(), "DELETE", "/v1/customer_data/a%2Fb%20c", nil).wants(204)
	if n := found(); n != 0 {
		t.Errorf("%d profiles are left", n)
	}
	b.send(b.integration(), "DELETE", "/v1/customer_data/a%2Fb%20c", nil).wants(404)
}

func TestLimitPeriodsFollowTheCalendarOfTheApplication(t *testing.T) {
	b := newBench(t)
	at := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC) // 00:30 on Friday 1 January in Berlin
	for period, want := range map[string]string{
		"daily": "2027-01-01T00:00:00+01:00", "weekly": "2026-12-28T00:00:00+01:00",
		"monthly": "2027-01-01T00:00:00+01:00", "yearly": "2027-01-01T00:00:00+01:00",
	} {
		got := b.account.periodStart(campaign{ApplicationID: ShopEU}, period, at).Format(time.RFC3339)
		if got != want {
			t.Errorf("%s: %s, want %s", period, got, want)
		}
	}
}
