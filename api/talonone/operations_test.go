package talonone_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
)

// operation is one thing the client can do, with arguments that fill every field.
type operation struct {
	name      string
	do        func(context.Context, *talonone.Client) error
	asks      string // method and URI
	scheme    string // of the Authorization header
	published bool
	reads     bool // or may be repeated for another reason
}

const (
	byKey  = "ManagementKey-v1 "
	byUser = "Bearer "
	byShop = "ApiKey-v1 "
	nobody = ""
)

// everything fits every operation: each reads of it what it needs.
const everything = `{"id":7,"applicationId":1,"campaignId":5,"name":"N","state":"disabled","tags":[],"features":[],"limits":[],
	"effects":[],"createdCoupons":[],"promotionRules":[],"userId":9,"token":"t","summary":"OK","lastUsed":"2026-11-23T10:00:00Z",
	"hasMore":false,"data":[{"id":7,"value":"ABCD"}]}`

// fits gives an answer that an operation can read.
func (op operation) fits() string {
	if op.name == "message logs" {
		return `{"data":[{"id":"m","createdAt":"2026-11-23T10:00:00Z"}]}`
	}
	return everything
}

// namesNothing is true where the path holds no ID that could be missing.
func (op operation) namesNothing() bool {
	_, uri, _ := strings.Cut(op.asks, " ")
	path, _, _ := strings.Cut(uri, "?")
	return slices.Contains([]string{"/v1/sessions", "/v1/applications", "/v1/webhooks", "/v1/message_logs"}, path)
}

func operations() []operation {
	return append(managementOperations(), integrationOperations()...)
}

func managementOperations() []operation {
	was := talonone.Campaign{ID: 5, ApplicationID: 1, Raw: json.RawMessage(rawCampaign)}
	return []operation{
		{"sign in", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.SignIn(ctx, "admin@example.com", newKey())
			return err
		}, "POST /v1/sessions", nobody, true, false},
		{"sign out", func(ctx context.Context, c *talonone.Client) error { return c.As(newKey()).SignOut(ctx) },
			"DELETE /v1/sessions", byUser, true, true},
		{"applications", func(ctx context.Context, c *talonone.Client) error { _, err := c.Applications(ctx); return err },
			"GET /v1/applications?pageSize=500", byKey, true, true},
		{"last access", func(ctx context.Context, c *talonone.Client) error {
			_, _, err := c.LastAccess(ctx, 1, time.Unix(1800000000, 0), time.Unix(1800003600, 0), func(talonone.Access) bool { return true })
			return err
		}, "GET /v1/applications/1/access_logs/no_total?pageSize=50&rangeEnd=2027-01-15T09%3A00%3A00Z&rangeStart=2027-01-15T08%3A00%3A00Z&sort=-time", byKey, true, true},
		{"each coupon", func(ctx context.Context, c *talonone.Client) error {
			for _, err := range c.EachCoupon(ctx, 1, 5) {
				return err
			}
			return nil
		}, "GET /v1/applications/1/campaigns/5/coupons/no_total?pageSize=500", byKey, true, true},
		{"customers", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.Customers(ctx, 1, "a b", 10)
			return err
		},
			"GET /v1/applications/1/customers?integrationId=a+b&pageSize=10", byKey, true, true},
		{"webhooks", func(ctx context.Context, c *talonone.Client) error { _, err := c.Webhooks(ctx, 0); return err },
			"GET /v1/webhooks?pageSize=500", byKey, true, true},
		{"webhook", func(ctx context.Context, c *talonone.Client) error { _, err := c.Webhook(ctx, 3); return err },
			"GET /v1/webhooks/3", byKey, true, true},
		{"create webhook", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.As(newKey()).CreateWebhook(ctx, aWebhook())
			return err
		},
			"POST /v1/webhooks", byUser, false, false},
		{"update webhook", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.As(newKey()).UpdateWebhook(ctx, aWebhook())
			return err
		},
			"PUT /v1/webhooks/3", byUser, false, true},
		{"campaigns", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.Campaigns(ctx, 1, "New Year")
			return err
		},
			"GET /v1/applications/1/campaigns?name=New+Year&pageSize=500", byKey, true, true},
		{"campaign", func(ctx context.Context, c *talonone.Client) error { _, err := c.Campaign(ctx, 1, 5); return err },
			"GET /v1/applications/1/campaigns/5", byKey, true, true},
		{"create campaign", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.As(newKey()).CreateCampaign(ctx, 1, aCampaign())
			return err
		}, "POST /v1/applications/1/campaigns", byUser, false, false},
		{"update campaign", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.UpdateCampaign(ctx, was, fullChange())
			return err
		},
			"PUT /v1/applications/1/campaigns/5", byKey, true, true},
		{"copy campaign", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.CopyCampaign(ctx, was, talonone.CampaignCopy{ApplicationIDs: []int{was.ApplicationID}, Name: "N", Description: "D", Tags: []string{"t"}, StartTime: time.Unix(0, 0), EndTime: time.Unix(9, 0)})
			return err
		}, "POST /v1/applications/1/campaigns/5/copy", byKey, true, false},
		{"delete campaign", func(ctx context.Context, c *talonone.Client) error { return c.DeleteCampaign(ctx, 1, 5) },
			"DELETE /v1/applications/1/campaigns/5", byKey, true, true},
		{"rulesets", func(ctx context.Context, c *talonone.Client) error { _, err := c.Rulesets(ctx, 1, 5); return err },
			"GET /v1/applications/1/campaigns/5/rulesets?pageSize=500", byKey, true, true},
		{"ruleset", func(ctx context.Context, c *talonone.Client) error { _, err := c.Ruleset(ctx, 1, 5, 6); return err },
			"GET /v1/applications/1/campaigns/5/rulesets/6", byKey, true, true},
		{"ruleset V2", func(ctx context.Context, c *talonone.Client) error { _, err := c.RulesetV2(ctx, 1, 5, 6); return err },
			"GET /v2/applications/1/campaigns/5/rulesets/6", byKey, true, true},
		{"create ruleset", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.As(newKey()).CreateRuleset(ctx, 1, 5, json.RawMessage(rawRuleset))
			return err
		}, "POST /v1/applications/1/campaigns/5/rulesets", byUser, false, false},
		{"update ruleset", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.As(newKey()).UpdateRuleset(ctx, 1, 5, 6, json.RawMessage(rawRuleset))
			return err
		}, "PUT /v1/applications/1/campaigns/5/rulesets/6", byUser, false, true},
		{"coupons", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.Coupons(ctx, 1, 5, talonone.CouponFilter{Value: "ABCD", Recipient: "u 1", CreatedAfter: time.Unix(1800000000, 0), CreatedBefore: time.Unix(1800003600, 0)})
			return err
		}, "GET /v1/applications/1/campaigns/5/coupons/no_total?createdAfter=2027-01-15T08%3A00%3A00Z&createdBefore=2027-01-15T09%3A00%3A00Z&exactMatch=true&pageSize=500&recipientIntegrationId=u+1&value=ABCD", byKey, true, true},
		{"create coupons", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.CreateCoupons(ctx, 1, 5, talonone.NewCoupons{UsageLimit: 1, Number: 1, Recipient: "u1", Pattern: "A-####", Characters: []string{"A"}})
			return err
		}, "POST /v1/applications/1/campaigns/5/coupons?silent=no", byKey, true, false},
		{"delete coupon", func(ctx context.Context, c *talonone.Client) error { return c.DeleteCoupon(ctx, 1, 5, 7) },
			"DELETE /v1/applications/1/campaigns/5/coupons/7", byKey, true, true},
		{"message logs", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.MessageLogs(ctx, talonone.MessageLogQuery{WebhookID: 3, CreatedAfter: time.Unix(1800000000, 0), CreatedBefore: time.Unix(1800003600, 0)})
			return err
		}, "GET /v1/message_logs?createdAfter=2027-01-15T08%3A00%3A00Z&createdBefore=2027-01-15T09%3A00%3A00Z&entityType=webhook&webhookIDs=3", byKey, true, true},
	}
}

func integrationOperations() []operation {
	noon := time.Date(2027, time.January, 1, 12, 0, 0, 0, time.FixedZone("", 3600))
	return []operation{
		{"dry session", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.Session(ctx, talonone.SessionQuery{SessionID: "s/1", ProfileID: "u1", State: "open", Dry: true, Now: noon, Campaigns: []int{5}, Coupons: []string{"ABCD"}})
			return err
		}, "PUT /v2/customer_sessions/s%2F1?dry=true&now=2027-01-01T12%3A00%3A00%2B01%3A00", byShop, true, true},
		{"session", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.Session(ctx, talonone.SessionQuery{SessionID: "s1", ProfileID: "u1"})
			return err
		}, "PUT /v2/customer_sessions/s1", byShop, true, false},
		{"profile", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.UpdateProfile(ctx, "10$OFF_NOW", false)
			return err
		},
			"PUT /v2/customer_profiles/10$OFF_NOW?runRuleEngine=false", byShop, true, true},
		{"profile with rules", func(ctx context.Context, c *talonone.Client) error {
			_, err := c.UpdateProfile(ctx, "u1", true)
			return err
		},
			"PUT /v2/customer_profiles/u1?runRuleEngine=true", byShop, true, false},
		{"delete customer", func(ctx context.Context, c *talonone.Client) error { return c.DeleteCustomer(ctx, "ü?{x}") },
			"DELETE /v1/customer_data/%C3%BC%3F%7Bx%7D", byShop, true, true},
	}
}

// everywhere holds for what every account has: where it is missing, another host
// answers.
func (op operation) everywhere() bool {
	return slices.Contains([]string{"sign in", "applications", "session", "dry session"}, op.name)
}

func aWebhook() talonone.Webhook {
	return talonone.Webhook{
		ID: 3, ApplicationIDs: []int{1}, Title: "Send CleverTap Email", Description: "d", Enabled: true, Verb: "POST",
		URL: "https://eu1.api.clevertap.com/1/upload", Payload: `{"d":[]}`, CredentialID: 4,
		Headers: []talonone.Header{{Name: "Content-Type", Value: secret.New("application/json; charset=utf-8")}, {Name: "X-CleverTap-Passcode", Value: newKey()}},
		Params:  []talonone.Param{{Type: "string", Title: "ProfileID"}, {Type: "string", Title: "CouponCode", UI: json.RawMessage(`{"a":1}`)}},
	}
}

func aCampaign() talonone.Campaign {
	return talonone.Campaign{
		Name: "New Year", Description: "d", Tags: []string{"talontap"}, Features: []string{"coupons"},
		Limits:         []talonone.Limit{{Action: "createCoupon", Limit: 1, Entities: []string{"Profile"}, Period: "yearly"}},
		CouponSettings: &talonone.CouponSettings{ValidCharacters: []string{"A", "B"}, Pattern: "NEWYEAR-####"},
		StartTime:      time.Unix(1800000000, 0), EndTime: time.Unix(1800001000, 0),
	}
}

func TestEveryOperationAsksAsDocumented(t *testing.T) {
	for _, op := range operations() {
		v := serveBodies(t, 200, op.fits())
		if err := op.do(t.Context(), client(t, v)); err != nil {
			t.Errorf("%s: %v", op.name, err)
			continue
		}
		if len(v.seen()) != 1 {
			t.Errorf("%s: sent %d requests", op.name, len(v.seen()))
		}
		r := v.seen()[0]
		if got := r.Method + " " + r.URI; got != op.asks {
			t.Errorf("%s: asked %s\nwant %s", op.name, got, op.asks)
		}
		authorization := r.Header.Get("Authorization")
		if op.scheme == nobody && authorization != "" || !strings.HasPrefix(authorization, op.scheme) {
			t.Errorf("%s: authorised by another scheme than %q", op.name, op.scheme)
		}
		if hasBody := r.Body != ""; hasBody != (r.Header.Get("Content-Type") == "application/json") || r.Header.Get("Accept") != "application/json" {
			t.Errorf("%s: content type %q, accept %q, %d bytes", op.name, r.Header.Get("Content-Type"), r.Header.Get("Accept"), len(r.Body))
		}
	}
}

const errorBody = `{"message":"The submitted data was invalid","errors":[{"title":"enum","details":"state must be one of the following","source":{"pointer":"/state"}}],"StatusCode":400}`

func TestEveryOperationGivesTheKindThatDecidesTheRoute(t *testing.T) {
	for _, op := range operations() {
		for status, want := range map[int]transport.Kind{
			400: transport.Rejected, 401: transport.Unauthorised, 403: transport.Refused, 404: transport.NotFound,
			405: transport.Refused, 409: transport.Conflict, 501: transport.Refused,
		} {
			switch {
			case !op.published && (status == 401 || status == 404):
				want = transport.Refused
			case op.name == "knows customer" && status == 404:
				want = transport.Unknown
			case op.everywhere() && status == 404:
				want = transport.Garbled
			case op.namesNothing() && status == 404:
				want = transport.Refused
			}
			err := op.do(t.Context(), client(t, serveBodies(t, status, errorBody)))
			if got := transport.KindOf(err); got != want {
				t.Errorf("%s, %d: got %v (%v), want %v", op.name, status, got, err, want)
			}
			var f *transport.Failure
			if errors.As(err, &f) && f.Message != "The submitted data was invalid: state must be one of the following" {
				t.Errorf("%s, %d: Talon.One's words are %q", op.name, status, f.Message)
			}
		}
	}
}

func TestAnAnswerThatIsNotTalonOnesIsGarbled(t *testing.T) {
	for _, op := range operations() {
		if strings.HasPrefix(op.asks, "DELETE") {
			continue // no body is expected, so none is looked at
		}
		bodies := []string{`<html>sign in</html>`, `{"id":7,`, ``, `[1`}
		if op.name != "health" && op.name != "knows customer" {
			bodies = append(bodies, `{}`, `null`)
		}
		for _, body := range bodies {
			if err := op.do(t.Context(), client(t, serveBodies(t, 200, body))); transport.KindOf(err) != transport.Garbled {
				t.Errorf("%s, %q: got %v, want garbled", op.name, body, err)
			}
		}
	}
}

func TestOnlyWhatCannotMakeASecondThingIsRepeated(t *testing.T) {
	var all sync.WaitGroup
	for _, op := range operations() {
		for status, repeated := range map[int]bool{429: true, 503: op.reads} {
			v := serve(t, func(n int, _ request, w http.ResponseWriter) {
				if n == 0 {
					w.WriteHeader(status)
					return
				}
				_, _ = io.WriteString(w, op.fits())
			})
			c := client(t, v, hurried)
			all.Go(func() {
				err := op.do(t.Context(), c)
				if got := len(v.seen()) == 2; got != repeated {
					t.Errorf("%s, %d: sent %d times", op.name, status, len(v.seen()))
				}
				var f *transport.Failure
				if !repeated && (!errors.As(err, &f) || f.Kind != transport.Broken || !f.Sent) {
					t.Errorf("%s, %d: got %v, want broken and perhaps sent", op.name, status, err)
				}
				if repeated && err != nil {
					t.Errorf("%s, %d: %v", op.name, status, err)
				}
			})
		}
	}
	all.Wait()
}

func TestNoOperationShowsASecretInItsErrorOrLog(t *testing.T) {
	echo := func(_ int, r request, w http.ResponseWriter) {
		w.WriteHeader(400)
		_ = json.NewEncoder(w).Encode(map[string]string{"message": "no " + r.Header.Get("Authorization") + r.Body})
	}
	for _, op := range operations() {
		v := serve(t, echo)
		var log strings.Builder
		c := client(t, v, func(cfg *talonone.Config) { cfg.Log = &log })
		err := op.do(t.Context(), c)
		shown := fmt.Sprintf("%v %+v %#v %s", err, c, c, log.String())
		_, credential, _ := strings.Cut(v.seen()[0].Header.Get("Authorization"), " ")
		if credential != "" && strings.Contains(shown, credential) {
			t.Errorf("%s shows its credential", op.name)
		}
		for _, passcode := range secretsIn(v.seen()[0].Body) {
			if strings.Contains(shown, passcode) {
				t.Errorf("%s shows a secret of its body", op.name)
			}
		}
		if !strings.Contains(log.String(), strings.Fields(op.asks)[0]+" /v") || strings.Contains(log.String(), "u1") {
			t.Errorf("%s: the log lacks the endpoint or names a customer: %s", op.name, log.String())
		}
	}
}

// secretsIn finds the made-up secrets in a body: the password and a header.
func secretsIn(body string) []string {
	var found []string
	for _, word := range strings.FieldsFunc(body, func(r rune) bool { return strings.ContainsRune(`" :,{}[]`, r) }) {
		if strings.HasPrefix(word, "k-") {
			found = append(found, word)
		}
	}
	return found
}

func TestWithoutItsCredentialACallIsNotSent(t *testing.T) {
	v := serveBodies(t, 200, everything)
	bare := client(t, v, func(cfg *talonone.Config) { cfg.ManagementKey, cfg.IntegrationKey = secret.Secret{}, secret.Secret{} })
	if _, err := bare.Applications(t.Context()); err == nil || !strings.Contains(err.Error(), "Management API key") {
		t.Errorf("got %v", err)
	}
	if err := bare.DeleteCustomer(t.Context(), "u1"); err == nil || !strings.Contains(err.Error(), "Integration API key") {
		t.Errorf("got %v", err)
	}
	if err := bare.SignOut(t.Context()); err == nil || !strings.Contains(err.Error(), "session") {
		t.Errorf("got %v", err)
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
	if _, err := bare.As(newKey()).Applications(t.Context()); err != nil {
		t.Errorf("signed in: %v", err)
	}
}

func TestASecretIsAddressedToTalonOneOnly(t *testing.T) {
	for base, ok := range map[string]bool{
		"https://mycompany.europe-west1.talon.one": true, "https://mycompany.europe-west1.talon.one/": true,
		"https://a.b.us-east4.talon.one": true, "http://127.0.0.1:4711": true, "http://localhost:1": true,
		"": false, "https://talon.one": false, "https://eviltalon.one": false, "https://x.talon.one.evil.org": false,
		"http://x.talon.one": false, "https://user@x.talon.one": false, "https://x.talon.one?a=b": false,
		"https://x.talon.one/applications/1": false, "https://x.talon.one#a": false, "x.talon.one": false,
	} {
		c, err := talonone.New(talonone.Config{Base: base})
		if (err == nil) != ok {
			t.Errorf("New(%q): %v", base, err)
		}
		if ok && strings.Contains(base, "mycompany") && c.Host() != "mycompany.europe-west1.talon.one" {
			t.Errorf("host %s", c.Host())
		}
	}
}
