package clevertap_test

import (
	"errors"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
)

// rehearsal is the client with a whole CleverTap to talk to.
type rehearsal struct {
	*sandbox.Sandbox
	cfg clevertap.Config
}

func rehearse(t *testing.T, faults ...string) rehearsal {
	t.Helper()
	s, err := sandbox.Start(t.Context(), sandbox.Options{Faults: faults})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	env := map[string]string{}
	for _, v := range s.Env() {
		env[v.Name] = v.Value
	}
	return rehearsal{s, clevertap.Config{
		Base: s.CleverTapURL(), Region: env["TALONTAP_CLEVERTAP_REGION"], ProjectID: env["TALONTAP_CLEVERTAP_PROJECT_ID"],
		Passcode: secret.New(env["TALONTAP_CLEVERTAP_PASSCODE"]), Timeout: time.Minute,
	}}
}

func (r rehearsal) client(t *testing.T, change ...func(*clevertap.Config)) *clevertap.Client {
	t.Helper()
	cfg := r.cfg
	for _, f := range change {
		f(&cfg)
	}
	c, err := clevertap.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func coupon(code string) []clevertap.Record {
	return []clevertap.Record{{Identity: "customer-1001", Event: "Coupon Generated", Properties: map[string]any{"CouponCode": code}, Source: "Talon.One"}}
}

// today gives the days on which an event of now may lie, whatever the project's
// time zone.
func today(r rehearsal, code string) clevertap.EventQuery {
	zone, _ := time.LoadLocation("Europe/Berlin")
	now := r.Now().In(zone)
	return clevertap.EventQuery{Event: "Coupon Generated", From: now.AddDate(0, 0, -1), To: now, Properties: map[string]string{"CouponCode": code}}
}

func TestRehearsedAnEventIsFollowedFromUploadToInbox(t *testing.T) {
	r := rehearse(t)
	c := r.client(t)
	if receipt, err := c.Upload(t.Context(), coupon("DRY-0001"), true); err != nil || !receipt.Taken() {
		t.Fatalf("dry run: %+v, %v", receipt, err)
	}
	if receipt, err := c.Upload(t.Context(), coupon("REAL-0001"), false); err != nil || !receipt.Taken() || receipt.Processed != 1 {
		t.Fatalf("upload: %+v, %v", receipt, err)
	}
	p, found, err := c.Profile(t.Context(), "customer-1001")
	if err != nil || !found || p.Identity != "customer-1001" || p.Email == "" || p.Events["Coupon Generated"].Count != 1 {
		t.Errorf("profile: %+v, %v, %v", p, found, err)
	}
	records, err := allOf(c.Events(t.Context(), today(r, "REAL-0001")))
	if err != nil || len(records) != 1 || records[0].Identity != "customer-1001" || records[0].Properties["CouponCode"] != "REAL-0001" || len(records[0].At) != 14 {
		t.Errorf("events: %+v, %v", records, err)
	}
	if records, err := allOf(c.Events(t.Context(), today(r, "DRY-0001"))); err != nil || len(records) != 0 {
		t.Errorf("events of the dry run: %+v, %v", records, err)
	}
	if inbox := r.Inbox(); len(inbox) != 1 || inbox[0].To != p.Email {
		t.Errorf("inbox: %+v", inbox)
	}
}

func TestRehearsedManyEventsComePageByPage(t *testing.T) {
	r := rehearse(t)
	c := r.client(t)
	const many = 120
	var records []clevertap.Record
	for range many {
		records = append(records, coupon("MANY")...)
	}
	if receipt, err := c.Upload(t.Context(), records, false); err != nil || receipt.Processed != many {
		t.Fatalf("upload: %+v, %v", receipt, err)
	}
	if got, err := allOf(c.Events(t.Context(), today(r, "MANY"))); err != nil || len(got) != many {
		t.Errorf("got %d events, %v; want %d", len(got), err, many)
	}
}

func TestRehearsedTheProjectIsReadable(t *testing.T) {
	r := rehearse(t)
	c := r.client(t)
	schema, err := c.Schema(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	known := false
	for _, e := range schema {
		known = known || e.Name == "Coupon Generated" && len(e.Properties) == 1 && e.Properties[0] == "CouponCode"
	}
	if !known {
		t.Errorf("the schema lacks the event with its property: %+v", schema)
	}
	rows, err := c.MessageReport(t.Context(), clevertap.ReportQuery{From: r.Now().AddDate(-1, 0, 0), To: r.Now(), Channels: []string{"email"}, Delivery: []string{"action"}})
	if err != nil || len(rows) != 1 || rows[0].Name == "" {
		t.Errorf("report: %+v, %v", rows, err)
	}
	if _, found, err := c.Profile(t.Context(), "nobody"); found || err != nil {
		t.Errorf("an unknown customer: %v, %v", found, err)
	}
	if err := c.DeleteProfiles(t.Context(), "customer-1001"); err != nil {
		t.Error(err)
	}
}

func TestRehearsedRefusedRecordsComeWithTheirCodes(t *testing.T) {
	c := rehearse(t).client(t)
	for name, test := range map[string]struct {
		record clevertap.Record
		code   int
	}{
		"restricted event": {clevertap.Record{Identity: "u", Event: "App Launched"}, 513},
		"not an address":   {clevertap.Record{Identity: "u", Properties: map[string]any{"Email": "x"}}, 515},
		"no identity":      {clevertap.Record{Event: "Coupon Generated"}, 523},
	} {
		receipt, err := c.Upload(t.Context(), []clevertap.Record{test.record}, false)
		if err != nil || receipt.Taken() || len(receipt.Unprocessed) != 1 || receipt.Unprocessed[0].Code != test.code {
			t.Errorf("%s: got %+v, %v; want code %d", name, receipt, err, test.code)
		}
	}
}

func TestRehearsedAWrongRegionLooksLikeAWrongPasscode(t *testing.T) {
	r := rehearse(t)
	for name, change := range map[string]func(*clevertap.Config){
		"region":   func(cfg *clevertap.Config) { cfg.Region = "us1" },
		"passcode": func(cfg *clevertap.Config) { cfg.Passcode = newPasscode() },
	} {
		_, _, err := r.client(t, change).Profile(t.Context(), "x")
		var f *transport.Failure
		if !errors.As(err, &f) || f.Kind != transport.Unauthorised || f.Message != "Invalid Credentials" {
			t.Errorf("wrong %s: got %v", name, err)
		}
	}
}

func TestRehearsedADeliveryIsTakenOnlyWithItsOwnPasscode(t *testing.T) {
	r := rehearse(t)
	c := r.client(t)
	body := []byte(`{"d":[{"type":"event","evtName":"Coupon Generated","$source":"Talon.One","identity":"customer-1002","evtData":{"CouponCode":"HOOK-1"}}]}`)
	deliver := func(passcode secret.Secret) (clevertap.Receipt, error) {
		return c.Deliver(t.Context(), clevertap.Delivery{URL: c.UploadURL(), Body: body, Headers: []clevertap.Header{
			{Name: "X-CleverTap-Account-Id", Value: secret.New(r.cfg.ProjectID)}, {Name: "X-CleverTap-Passcode", Value: passcode},
			{Name: "Content-Type", Value: secret.New("application/json; charset=utf-8")},
		}})
	}
	if receipt, err := deliver(r.cfg.Passcode); err != nil || !receipt.Taken() {
		t.Errorf("got %+v, %v", receipt, err)
	}
	if _, err := deliver(newPasscode()); transport.KindOf(err) != transport.Unauthorised {
		t.Errorf("another passcode: got %v, want unauthorised", err)
	}
}

func TestRehearsedFaultsHaveTheirKind(t *testing.T) {
	for fault, test := range map[string]struct {
		most time.Duration
		kind transport.Kind
		sent bool
	}{
		"html:clevertap":               {patience, transport.Garbled, true},
		"truncated:clevertap":          {patience, transport.Garbled, true},
		"500:clevertap":                {patience, transport.Broken, true},
		"401:clevertap":                {patience, transport.Unauthorised, false},
		"down:clevertap":               {patience, transport.Unreachable, true},
		"drop-after-success:clevertap": {patience, transport.Unreachable, true},
		"slow=60s:clevertap":           {300 * time.Millisecond, transport.TimedOut, true},
	} {
		c := rehearse(t, fault).client(t, within(test.most))
		_, err := c.Upload(t.Context(), coupon("FAULT"), false)
		var f *transport.Failure
		if !errors.As(err, &f) || f.Kind != test.kind || f.Sent != test.sent {
			t.Errorf("%s: got %v, want %v with sent %v", fault, err, test.kind, test.sent)
		}
	}
	if receipt, err := rehearse(t, "429-once:clevertap").client(t).Upload(t.Context(), coupon("ONCE"), false); err != nil || !receipt.Taken() {
		t.Errorf("429 once: %+v, %v", receipt, err)
	}
}
