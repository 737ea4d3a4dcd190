package live_test

import (
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

func wanted() setup.Wanted {
	return setup.Wanted{
		Project: setup.Project{ID: "R74-ZWR-R44Z"}, Passcode: secret.New(rand.Text()),
		Parameters: setup.Parameters{Profile: "ProfileID", Coupon: "CouponCode"}, Test: setup.Test{Identity: "talontap-test-shop"},
	}
}

func stored(w setup.Wanted) talonone.Webhook {
	return talonone.Webhook{Verb: "POST", URL: "https://eu1.api.clevertap.com/1/upload",
		Headers: []talonone.Header{{Name: "X-CleverTap-Account-Id", Value: secret.New(w.Project.ID)}, {Name: "x-clevertap-passcode", Value: w.Passcode}},
		Payload: setup.Payload("Coupon Generated", "CouponCode", "ProfileID", "CouponCode")}
}

func TestAWebhookIsFilledInAsItIsStored(t *testing.T) {
	w := wanted()
	d, hidden, err := live.Render(stored(w), w, "NY-AB12-CD34")
	if err != nil || hidden {
		t.Fatalf("err %v, hidden %v", err, hidden)
	}
	const body = `{"d":[{"type":"event","evtName":"Coupon Generated","$source":"Talon.One","identity":"talontap-test-shop","evtData":{"CouponCode":"NY-AB12-CD34"}}]}`
	if string(d.Body) != body || d.URL != "https://eu1.api.clevertap.com/1/upload" || len(d.Headers) != 2 || !d.Headers[1].Value.Equal(w.Passcode) {
		t.Errorf("it goes to %s with %d headers and the body\n%s", d.URL, len(d.Headers), d.Body)
	}
}

func TestWhatACredentialHidesIsTakenFromTheSetup(t *testing.T) {
	w := wanted()
	h := stored(w)
	h.CredentialID, h.Headers = 5, nil
	d, hidden, err := live.Render(h, w, "C")
	if err != nil || !hidden || len(d.Headers) != 2 || !d.Headers[1].Value.Equal(w.Passcode) {
		t.Errorf("err %v, hidden %v, %d headers; want the setup's own two", err, hidden, len(d.Headers))
	}
	h.Headers = stored(w).Headers
	if d, hidden, _ := live.Render(h, w, "C"); hidden || len(d.Headers) != 2 {
		t.Errorf("beside headers of its own: hidden %v, %d headers; want none sent twice", hidden, len(d.Headers))
	}
}

func TestAWebhookThatIsNoUploadIsRefusedWithTheReason(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*talonone.Webhook)
		because string
	}{
		{"another verb", func(h *talonone.Webhook) { h.Verb = "PUT" }, "verb is PUT"},
		{"an unknown parameter", func(h *talonone.Webhook) { h.Payload = strings.Replace(h.Payload, "$CouponCode}", "$Coupon}", 1) }, "does not have"},
		{"an attribute", func(h *talonone.Webhook) {
			h.Payload = strings.Replace(h.Payload, "$ProfileID}", "$Profile.Attributes.Email}", 1)
		}, "does not have"},
		{"a parameter without its dollar", func(h *talonone.Webhook) {
			h.Payload = strings.Replace(h.Payload, "${$CouponCode}", "${CouponCode}", 1)
		}, "does not have"},
		{"a template in the URL", func(h *talonone.Webhook) { h.URL = "https://${$Region}.api.clevertap.com/1/upload" }, "URL names a parameter"},
		{"a bracket too few", func(h *talonone.Webhook) { h.Payload = strings.TrimSuffix(h.Payload, "}") }, "not valid JSON"},
		{"no payload", func(h *talonone.Webhook) { h.Payload = "" }, "not valid JSON"},
	} {
		w := wanted()
		h := stored(w)
		c.change(&h)
		if _, _, err := live.Render(h, w, "NY-AB12-CD34"); err == nil || !strings.Contains(err.Error(), c.because) {
			t.Errorf("%s: got %v, want a refusal with %q", c.name, err, c.because)
		}
	}
}

func TestAWebhookOfTheIntegrationIsReplacedByTheWantedOne(t *testing.T) {
	w := wanted()
	w.Webhook = stored(w)
	h := talonone.Webhook{Title: "Send coupon", URL: "/1/upload", Payload: "<#if x>${$Profile.Attributes.Name}", Integration: "CleverTap"}
	want, _, wantErr := live.Render(w.Webhook, w, "C")
	got, hidden, err := live.Render(h, w, "C")
	if err != nil || wantErr != nil || !hidden || got.URL != want.URL || string(got.Body) != string(want.Body) || len(got.Headers) != len(want.Headers) {
		t.Errorf("hidden %v, %s with %s (%v)", hidden, got.URL, got.Body, err)
	}
}

func TestAnIdentityThatLooksLikeATemplateIsNone(t *testing.T) {
	w := wanted()
	w.Test.Identity = "a${b}-${$CouponCode}"
	d, _, err := live.Render(stored(w), w, "C")
	if err != nil || !strings.Contains(string(d.Body), `"identity":"a${b}-${$CouponCode}"`) {
		t.Errorf("got %s (%v), want the identity as it is", d.Body, err)
	}
}

func FuzzRender(f *testing.F) {
	f.Add("POST", "https://eu1.api.clevertap.com/1/upload", setup.Payload("Coupon Generated", "CouponCode", "ProfileID", "CouponCode"), "ProfileID", "CouponCode", "someone", "NY-1", 0)
	f.Add("POST", "${$ProfileID}", `{"a":"${$CouponCode}${$ProfileID}"}`, "ProfileID", "CouponCode", `a"b`, "${$ProfileID}", 1)
	f.Add("PUT", "", `"${$}"`, "", "", "${", "}", 2)
	f.Add("POST", "x", `1`, "a", "a", "\xff", "\x00", 3)
	f.Fuzz(func(t *testing.T, verb, url, payload, profile, coupon, identity, code string, credential int) {
		w := wanted()
		w.Parameters, w.Test.Identity = setup.Parameters{Profile: profile, Coupon: coupon}, identity
		h := stored(w)
		h.Verb, h.URL, h.Payload, h.CredentialID = verb, url, payload, credential
		d, hidden, err := live.Render(h, w, code)
		if hidden || len(d.Headers) != 2 {
			t.Errorf("hidden %v with %d headers, want the webhook's own two", hidden, len(d.Headers))
		}
		if err != nil {
			return
		}
		if verb != "POST" || !json.Valid(d.Body) {
			t.Errorf("%s with the body %q is taken for an upload", verb, d.Body)
		}
		whole := url + " " + payload
		template := strings.NewReplacer("${$"+profile+"}", "", "${$"+coupon+"}", "").Replace(whole)
		if strings.Contains(template, "${") && !strings.Contains(whole, "${$"+profile+"}") && !strings.Contains(whole, "${$"+coupon+"}") {
			t.Errorf("%q is taken with a parameter that nobody fills", whole)
		}
	})
}
