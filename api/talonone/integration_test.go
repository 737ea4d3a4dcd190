package talonone_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
)

func TestAnEvaluationIsReadEffectByEffect(t *testing.T) {
	v := serveBodies(t, 200, `{"createdReferrals":[],"createdCoupons":[{"id":1,"campaignId":5,"value":"COUP-NEW123","usageLimit":100,"usageCounter":2,"recipientIntegrationId":"u1","batchId":"b","created":"2026-11-23T10:00:00Z"}],
		"effects":[{"campaignId":5,"rulesetId":6,"ruleIndex":0,"ruleName":"R","effectType":"couponCreated","props":{"value":"COUP-NEW123","profileId":"u1"}},
			{"campaignId":5,"rulesetId":6,"ruleIndex":0,"ruleName":"R","effectType":"triggerWebhook","props":{"webhookId":7,"webhookName":"My Webhook"}},
			{"campaignId":5,"effectType":"rejectCoupon","props":{"value":"X","rejectionReason":"CouponNotFound","details":"d"}},
			{"campaignId":5,"effectType":"error","props":{"message":"no function\u001b[0m foo"}},
			{"campaignId":5,"effectType":"setDiscount","props":{"name":"10%","value":10.5}}],
		"ruleFailureReasons":[{"campaignID":5,"campaignName":"C","rulesetID":6,"ruleIndex":0,"ruleName":"R","details":"condition"}],"triggeredCampaigns":[{}]}`)
	got, err := client(t, v).Session(t.Context(), talonone.SessionQuery{SessionID: "s", ProfileID: "u1", Dry: true, Campaigns: []int{5}})
	want := talonone.Evaluation{
		Effects: []talonone.Effect{
			{CampaignID: 5, RuleName: "R", Type: "couponCreated", Value: "COUP-NEW123"},
			{CampaignID: 5, RuleName: "R", Type: "triggerWebhook", WebhookID: 7},
			{CampaignID: 5, Type: "rejectCoupon", Value: "X", Reason: "CouponNotFound"},
			{CampaignID: 5, Type: "error", Reason: "no function[0m foo"},
			{CampaignID: 5, Type: "setDiscount"},
		},
		Created:  []talonone.Coupon{{ID: 1, CampaignID: 5, Value: "COUP-NEW123", UsageLimit: 100, Used: 2, Recipient: "u1", Created: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}},
		Failures: []talonone.RuleFailure{{CampaignID: 5, Details: "condition"}},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v, %v\nwant %+v", got, err, want)
	}
	if body := v.seen()[0].Body; !sameJSON(t, body, `{"customerSession":{"profileId":"u1","evaluableCampaignIds":[5]},"responseContent":["triggeredCampaigns","ruleFailureReasons"]}`) {
		t.Errorf("sent %s", body)
	}
}

func TestAnEmptyListOfCouponsIsNeverSentBecauseItWouldClearThem(t *testing.T) {
	v := serveBodies(t, 200, `{"effects":[]}`)
	if _, err := client(t, v).Session(t.Context(), talonone.SessionQuery{SessionID: "s", Coupons: []string{}}); err != nil {
		t.Fatal(err)
	}
	if body := v.seen()[0].Body; strings.Contains(body, "couponCodes") {
		t.Errorf("sent %s", body)
	}
}

func TestWhatNeedsADryRunIsNotSentForReal(t *testing.T) {
	v := serveBodies(t, 200, `{"effects":[]}`)
	for _, q := range []talonone.SessionQuery{{SessionID: "s", Now: time.Now()}, {SessionID: "s", Campaigns: []int{5}}} {
		if _, err := client(t, v).Session(t.Context(), q); err == nil || !strings.Contains(err.Error(), "dry") {
			t.Errorf("got %v, want an error about the dry run", err)
		}
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
}

func TestWhatNamesNothingIsNotSent(t *testing.T) {
	v := serveBodies(t, 200, everything)
	c := client(t, v)
	for _, id := range []string{"", ".", ".."} {
		_, session := c.Session(t.Context(), talonone.SessionQuery{SessionID: id})
		_, profile := c.UpdateProfile(t.Context(), id, true)
		for name, err := range map[string]error{"session": session, "profile": profile, "delete": c.DeleteCustomer(t.Context(), id)} {
			if err == nil {
				t.Errorf("%s %q: no error", name, id)
			}
		}
	}
	for _, id := range []int{0, -1} {
		if err := c.DeleteCoupon(t.Context(), 1, 5, id); err == nil {
			t.Errorf("coupon %d: no error", id)
		}
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
}

func TestCouponsOutsideTheirLimitsAreNotAskedFor(t *testing.T) {
	v := serveBodies(t, 200, everything)
	for _, n := range []talonone.NewCoupons{{Number: 0}, {Number: 20001}, {Number: -1}, {Number: 1, UsageLimit: -1}, {Number: 1, UsageLimit: 1000000}} {
		if _, err := client(t, v).CreateCoupons(t.Context(), 1, 5, n); err == nil {
			t.Errorf("%+v: no error", n)
		}
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
}

func TestACouponFilterByValueIsExact(t *testing.T) {
	v := serveBodies(t, 200, `{"hasMore":false,"data":[{"id":1,"value":"ABCD"},{"id":2,"value":"abcd"},{"id":3,"value":"ABCDE"}]}`)
	got, err := client(t, v).Coupons(t.Context(), 1, 5, talonone.CouponFilter{Value: "ABCD"})
	if err != nil || len(got) != 1 || got[0].ID != 1 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestTheDeliveryLogIsReadByCursorAndDecoded(t *testing.T) {
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	long := strings.Repeat("x", 70_000)
	v := serveBodies(t, 200,
		`{"nextCursor":"YS+/Yg==","data":[{"id":"m1","createdAt":"2026-11-23T10:00:00Z","webhookId":3,"url":"https://x/1/upload","request":{"request":"`+encode("X-CleverTap-Passcode: x")+`"},
			"response":{"response":"`+encode(`{"status":"success"}`+"\x1b")+`","status":200}}]}`,
		`{"data":[{"id":"m2","createdAt":"2026-11-23T10:00:01Z","request":{"request":"`+encode("POST /1/upload HTTP/1.1\r\nX-CleverTap-Passcode: x{\r\n\r\n{\"d\":[]}")+`"}},{"id":"m3","createdAt":"2026-11-23T10:00:02Z","response":{"response":"not base64","status":500}},
			{"id":"m4","createdAt":"2026-11-23T10:00:02Z","response":{"response":"`+encode(long)+`"}}]}`)
	got, err := client(t, v).MessageLogs(t.Context(), talonone.MessageLogQuery{})
	if err != nil || len(got) != 4 {
		t.Fatalf("got %+v, %v", got, err)
	}
	want := talonone.MessageLog{ID: "m1", CreatedAt: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), WebhookID: 3, URL: "https://x/1/upload", Status: 200, Response: []byte(`{"status":"success"}`)}
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("got %+v", got[0])
	}
	if got[1].Status != 0 || len(got[1].Response) != 0 || string(got[2].Response) != "not base64" || len(got[3].Response) != 64<<10 {
		t.Errorf("got %+v", got[1:3])
	}
	if string(got[1].Sent) != `{"d":[]}` {
		t.Errorf("of a request with its headers %q was kept", got[1].Sent)
	}
	if uri := v.seen()[1].URI; uri != "/v1/message_logs?cursor=YS%2B%2FYg%3D%3D&entityType=webhook" {
		t.Errorf("asked %s", uri)
	}
}

func TestADeliveryLogWhoseCursorComesAgainIsGarbled(t *testing.T) {
	v := serveBodies(t, 200, `{"nextCursor":"YQ==","data":[]}`)
	if _, err := client(t, v).MessageLogs(t.Context(), talonone.MessageLogQuery{}); transport.KindOf(err) != transport.Garbled || len(v.seen()) != 2 {
		t.Errorf("got %v after %d pages, want garbled after 2", err, len(v.seen()))
	}
}

func TestASignInGivesATokenThatManagesFromThenOn(t *testing.T) {
	token, password := newKey(), newKey()
	v := serve(t, func(_ int, r request, w http.ResponseWriter) {
		_ = json.NewEncoder(w).Encode(map[string]any{"userId": 109, "token": token.Reveal(), "data": []any{}})
	})
	c := client(t, v)
	in, err := c.SignIn(t.Context(), "admin@example.com", password)
	if err != nil || !in.Token.Equal(token) {
		t.Fatalf("got %v", err)
	}
	if !sameJSON(t, v.seen()[0].Body, `{"email":"admin@example.com","password":"`+password.Reveal()+`"}`) {
		t.Error("the sign-in has another body than expected")
	}
	if _, err := c.As(in.Token).Applications(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Applications(t.Context()); err != nil {
		t.Fatal(err)
	}
	if v.seen()[1].Header.Get("Authorization") != "Bearer "+token.Reveal() || strings.HasPrefix(v.seen()[2].Header.Get("Authorization"), "Bearer") {
		t.Error("the token is not used by the signed-in client alone")
	}
}

// TestNoEndpointIsAskedMoreThanThreeTimesASecond measures at the server, across a
// client and its signed-in twin.
func TestNoEndpointIsAskedMoreThanThreeTimesASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		times := make(chan time.Time, 7)
		c, err := talonone.New(talonone.Config{Base: "http://127.0.0.1", ManagementKey: newKey(), RoundTripper: answerer(func(*http.Request) string {
			times <- time.Now()
			return everything
		})})
		if err != nil {
			t.Fatal(err)
		}
		signedIn := c.As(newKey())
		var all sync.WaitGroup
		for i := range 7 {
			all.Go(func() {
				asking := []*talonone.Client{c, signedIn}[i%2]
				if _, err := asking.Webhook(t.Context(), i+1); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		close(times)
		var asked []time.Time
		for at := range times {
			asked = append(asked, at)
		}
		if len(asked) != 7 {
			t.Errorf("%d requests were made, want 7", len(asked))
		}
		for i := 3; i < len(asked); i++ {
			if gap := asked[i].Sub(asked[i-3]); gap < time.Second {
				t.Errorf("four requests within %v", gap)
			}
		}
	})
}

// answerer answers every request at once, without a socket, so that the time
// between two can be played.
type answerer func(*http.Request) string

func (a answerer) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(a(r))), Request: r}, nil
}

func TestTheLastAccessIsLookedForNoFurtherThanAThousandCallsAndSaysSo(t *testing.T) {
	page := func(more bool, method string) string {
		return `{"hasMore":` + strconv.FormatBool(more) + `,"data":[` + strings.Repeat(`{"method":"GET","requestUri":"/a"},`, 49) + `{"method":"` + method + `","requestUri":"/b","status":200,"time":"2026-11-23T10:00:00Z"}]}`
	}
	put := func(a talonone.Access) bool { return a.Method == "PUT" }
	for _, c := range []struct {
		name  string
		pages []string
		found bool
		wrong bool
		asked int
	}{
		{"on the first page", []string{page(true, "PUT")}, true, false, 1},
		{"on the second", []string{page(true, "GET"), page(true, "PUT")}, true, false, 2},
		{"nowhere", []string{page(true, "GET"), page(false, "GET")}, false, false, 2},
		{"beyond a thousand", []string{page(true, "GET")}, false, true, 20},
	} {
		v := serveBodies(t, 200, c.pages...)
		last, found, err := client(t, v, hurried).LastAccess(t.Context(), 1, time.Unix(1800000000, 0), time.Unix(1800003600, 0), put)
		if found != c.found || (err != nil) != c.wrong || len(v.seen()) != c.asked || found && last.URI != "/b" {
			t.Errorf("%s: %+v, found %v, %v, after %d pages", c.name, last, found, err, len(v.seen()))
		}
	}
}
