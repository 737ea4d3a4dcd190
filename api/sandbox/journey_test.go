package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// created is the number of a thing that the console has just made.
func (r *rig) created(path, body string) int {
	r.t.Helper()
	var made struct{ ID int }
	g := r.admin("POST", path, body)
	if g.status != 201 && g.status != 200 {
		r.t.Fatalf("POST %s answered %d %s", path, g.status, g.body)
	}
	if err := json.Unmarshal([]byte(g.body), &made); err != nil {
		r.t.Fatalf("decoding %s: %v", g.body, err)
	}
	return made.ID
}

// tutorial plays the admin who follows the whole tutorial by hand.
func (r *rig) tutorial() {
	r.t.Helper()
	quoted := func(v any) string {
		raw, err := json.Marshal(v)
		if err != nil {
			r.t.Fatal(err)
		}
		return string(raw)
	}
	payload := `{"d":[{"type":"event","evtName":"Coupon Generated","$source":"Talon.One","identity":"${$ProfileID}","evtData":{"CouponCode":"${$CouponCode}"}}]}`
	webhook := r.created("talonone/webhooks", quoted(map[string]any{
		"applicationIds": []int{1}, "title": "Send CleverTap Email", "verb": "POST", "draft": false, "enabled": true,
		"url": strings.Replace(r.CleverTapURL(), "{region}", "eu1", 1) + "/1/upload",
		"headers": []string{
			"X-CleverTap-Account-Id: " + r.credentials.projectID,
			"X-CleverTap-Passcode: " + r.credentials.passcode,
			"Content-Type: application/json; charset=utf-8",
		},
		"payload": payload,
		"params":  []map[string]string{{"type": "string", "title": "ProfileID"}, {"type": "string", "title": "CouponCode"}},
	}))
	campaign := r.created("talonone/applications/1/campaigns", `{"name":"New Year","state":"enabled","tags":[],"features":["coupons"],"limits":[]}`)
	rule := fmt.Sprintf(`{"title":"Create coupon on 1 January","day":"2027-01-01","redemptionLimit":100,"webhookId":%d}`, webhook)
	if g := r.admin("PUT", fmt.Sprintf("talonone/applications/1/campaigns/%d/day_rule", campaign), rule); g.status != 200 {
		r.t.Fatalf("the rule answered %d %s", g.status, g.body)
	}
	if g := r.admin("POST", "clevertap/campaigns", `{"name":"New Year email","event":"Coupon Generated","sender":"Shop EU","subject":"Your code",`+
		`"body":"{{ @Coupon Generated - CouponCode | default: \"in your account\" }}"}`); g.status != 200 {
		r.t.Fatalf("the email campaign answered %d %s", g.status, g.body)
	}
}

// visit is the shop calling Talon.One for a customer; it returns the coupon code
// that came of it, or "".
func (r *rig) visit(session string) string {
	r.t.Helper()
	g := r.do("PUT", r.TalonOneURL()+"/v2/customer_sessions/"+session, `{"customerSession":{"profileId":"customer-1001"}}`,
		"Content-Type", "application/json", "Authorization", "ApiKey-v1 "+r.env("TALONTAP_TALONONE_INTEGRATION_KEY"))
	var state struct {
		CreatedCoupons []struct{ Value string }
	}
	if g.status != 200 && g.status != 201 {
		r.t.Fatalf("the session answered %d %s", g.status, g.body)
	}
	if err := json.Unmarshal([]byte(g.body), &state); err != nil {
		r.t.Fatalf("decoding %s: %v", g.body, err)
	}
	if len(state.CreatedCoupons) == 0 {
		return ""
	}
	return state.CreatedCoupons[0].Value
}

func TestTheWholeTutorialEndsWithTheCodeInTheInbox(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, Options{Bare: true, Clock: time.Date(2026, 12, 31, 12, 0, 0, 0, berlin)})
	r.tutorial()
	if code := r.visit("the-day-before"); code != "" {
		t.Errorf("the day before made the coupon %s", code)
	}
	r.SetClock(time.Date(2027, 1, 1, 12, 0, 0, 0, berlin))
	code := r.visit("on-the-day")
	if code == "" {
		t.Fatal("the day made no coupon")
	}
	r.until("the email is there", func() bool { return len(r.Inbox()) > 0 }) // the webhook is sent after the answer
	mail := r.Inbox()[0]
	if mail.Body != code || mail.To != "customer-1001@example.com" || mail.Campaign != "New Year email" {
		t.Errorf("received %+v, want the code %s", mail, code)
	}
	if n := r.raised("customer-1001"); n != 1 {
		t.Errorf("%d events arrived, want 1", n)
	}
}

// TestTheStateCanBeReadWhileThingsHappen is for the race detector.
func TestTheStateCanBeReadWhileThingsHappen(t *testing.T) {
	r := start(t, Options{Clock: time.Date(2027, 1, 1, 12, 0, 0, 0, time.UTC), Bare: true})
	r.tutorial()
	var busy sync.WaitGroup
	busy.Go(func() {
		for i := range 20 {
			r.visit(fmt.Sprintf("visit-%d", i))
		}
	})
	busy.Go(func() {
		for i := range 20 {
			r.upload("customer-1002", fmt.Sprintf("NY-%d", i))
		}
	})
	for range 20 {
		if g := r.admin("GET", "state", ""); !json.Valid([]byte(g.body)) {
			t.Errorf("the state is %s", g.body)
		}
	}
	busy.Wait()
}
