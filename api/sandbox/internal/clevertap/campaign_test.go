package clevertap

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestACouponEventBecomesAnEmailWithItsCode(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-7K3Q"}`, `,"$source":"Talon.One"`)
	inbox := r.account.Inbox()
	if len(inbox) != 1 {
		t.Fatalf("%d emails, want 1", len(inbox))
	}
	want := Email{
		At: noon(), Channel: "email", To: "customer-1001@example.com", Identity: "customer-1001", Campaign: "Coupon email",
		Sender: "Shop EU", Subject: "Your coupon for the New Year",
		Body: "Hello Ada Example, your coupon code is NY-7K3Q.",
	}
	if inbox[0] != want {
		t.Errorf("received %+v\nwant     %+v", inbox[0], want)
	}
}

func TestAMessageGoesWhereItsChannelReachesTheCustomer(t *testing.T) {
	for channel, to := range map[string]string{"sms": "+14155550100", "whatsapp": "+14155550100", "push": "token-1", "email": "customer-1001@example.com"} {
		r := newRig(t)
		r.click("PUT", "/customers/customer-1001", `{"push_token":"token-1"}`)
		r.click("PUT", "/settings", fmt.Sprintf(`{"email_provider":%t}`, channel == "email"))
		r.click("PUT", r.first(), fmt.Sprintf(`{"channel":%q}`, channel))
		r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-7K3Q"}`)
		inbox := r.account.Inbox()
		if len(inbox) != 1 || inbox[0].To != to || inbox[0].Channel != channel || !strings.Contains(inbox[0].Body, "NY-7K3Q") {
			t.Errorf("%s: received %+v", channel, inbox)
		}
	}
}

func TestAWrongPropertyNameShowsTheDefaultText(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponGenerated":"NY-7K3Q"}`)
	if body := r.account.Inbox()[0].Body; body != "Hello Ada Example, your coupon code is in your account." {
		t.Errorf("received %q", body)
	}
}

func TestOnlyEventsAboutNowStartALiveCampaign(t *testing.T) {
	for _, c := range []struct {
		age   time.Duration
		mails int
	}{
		{0, 1}, {2 * time.Hour, 1}, {2*time.Hour + time.Second, 0}, {-2 * time.Minute, 1}, {-2*time.Minute - time.Second, 0},
	} {
		t.Run(c.age.String(), func(t *testing.T) {
			r := newRig(t)
			r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`, fmt.Sprintf(`,"ts":%d`, noon().Add(-c.age).Unix()))
			if n := len(r.account.Inbox()); n != c.mails {
				t.Errorf("%d emails, want %d", n, c.mails)
			}
			if n := r.raised("customer-1001", "Coupon Generated"); n != 1 {
				t.Errorf("%d events stored, want 1 in any case", n)
			}
		})
	}
}

func TestAnEmailThatIsNotSentHasAReason(t *testing.T) {
	for _, c := range []struct {
		name, reason string
		arrange      func(*rig)
	}{
		{"no address", "the profile has no Email", func(r *rig) { r.click("PUT", "/customers/customer-1001", `{"Email":null}`) }},
		{"unsubscribed", "the profile is unsubscribed (MSG-email is false)", func(r *rig) { r.click("PUT", "/customers/customer-1001", `{"MSG-email":false}`) }},
		{"no provider", "no email provider is set up", func(r *rig) { r.click("PUT", "/settings", `{"email_provider":false}`) }},
		{"stopped", "the campaign is stopped", func(r *rig) { r.click("PUT", r.first(), `{"status":"stopped"}`) }},
		{"later", "the campaign has not started", func(r *rig) { r.click("PUT", r.first(), `{"start":"2027-01-01T00:00:00Z"}`) }},
		{"no phone", "the profile has no Phone", func(r *rig) {
			r.click("PUT", r.first(), `{"channel":"sms"}`)
			r.click("PUT", "/customers/customer-1001", `{"Phone":null}`)
		}},
		{"no device", "the profile has no device", func(r *rig) { r.click("PUT", r.first(), `{"channel":"push"}`) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t)
			c.arrange(r)
			r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
			if n := len(r.account.Inbox()); n != 0 {
				t.Errorf("%d emails were sent", n)
			}
			if log := r.click("GET", "/unsent", "").body; !strings.Contains(log, c.reason) {
				t.Errorf("the log is %s, want %q in it", log, c.reason)
			}
		})
	}
}

// first is the console's path of the campaign that the account begins with.
func (r *rig) first() string { return "/campaigns/" + itoa(r.account.campaigns[0].ID) }

func TestABareAccountHasNoCampaignUntilTheAdminBuildsOne(t *testing.T) {
	r := newRig(t, bare)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	if n := len(r.account.Inbox()); n != 0 {
		t.Fatalf("%d emails without a campaign", n)
	}
	r.click("POST", "/campaigns", `{"name":"By hand","event":"coupon generated","sender":"Shop","subject":"Code {{ Event.CouponCode }}","body":"{{ @Coupon Generated - CouponCode | default: \"none\" }}"}`)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-2"}`)
	inbox := r.account.Inbox()
	if len(inbox) != 1 || inbox[0].Subject != "Code NY-2" || inbox[0].Body != "NY-2" {
		t.Errorf("received %+v", inbox)
	}
	r.click("DELETE", r.first(), "")
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-3"}`)
	if n := len(r.account.Inbox()); n != 1 {
		t.Errorf("%d emails, want none from a removed campaign", n)
	}
}

func TestAScheduledCampaignRunsFromItsStart(t *testing.T) {
	r := newRig(t)
	r.click("PUT", r.first(), `{"status":"scheduled","start":"2026-11-23T13:00:00Z"}`)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.advance(time.Hour)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-2"}`)
	if inbox := r.account.Inbox(); len(inbox) != 1 || !strings.Contains(inbox[0].Body, "NY-2") {
		t.Errorf("received %+v, want only the second", inbox)
	}
}

func TestTheConsoleRefusesACampaignThatCannotBe(t *testing.T) {
	r := newRig(t)
	for _, body := range []string{
		`{"event":"A"}`, `{"name":"A"}`, `{"name":"A","event":"A","channel":"pigeon"}`, `{"name":"A","event":"A","status":"asleep"}`,
		`{"name":"A","event":"A","delivery":"soon"}`, `{"name":"A","event":"A","colour":"red"}`, `{`,
	} {
		if g := r.call("POST", "/console/campaigns", body); g.status != http.StatusBadRequest || !strings.HasPrefix(g.body, `{"error":"`) {
			t.Errorf("%s answered %d %s", body, g.status, g.body)
		}
	}
	if g := r.call("GET", "/console/campaigns/1", ""); g.status != http.StatusNotFound {
		t.Errorf("an unknown campaign answered %d", g.status)
	}
}

func TestALateEventIsAnsweredAtOnceAndShowsLater(t *testing.T) {
	r := newRig(t)
	r.meet(func(w http.ResponseWriter, q *http.Request) { r.account.ServeHTTP(w, ArriveLate(q, 5*time.Second)) })
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.meet(r.account.ServeHTTP)
	r.advance(5*time.Second - time.Nanosecond)
	if n := r.raised("customer-1001", "Coupon Generated"); n != 0 || len(r.account.Inbox()) != 0 {
		t.Error("the event shows before its time")
	}
	r.advance(time.Nanosecond)
	if n := r.raised("customer-1001", "Coupon Generated"); n != 1 || len(r.account.Inbox()) != 1 {
		t.Errorf("%d events and %d emails after the delay, want one each", n, len(r.account.Inbox()))
	}
}

func TestTheInboxIsEmptiedOnRequest(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	if body := r.click("GET", "/inbox", "").body; !strings.Contains(body, "NY-1") {
		t.Errorf("the inbox is %s", body)
	}
	if body := r.click("DELETE", "/inbox", "").body; body != "[]" {
		t.Errorf("emptied, the inbox is %s", body)
	}
}
