package clevertap_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
)

func one() []clevertap.Record {
	return []clevertap.Record{{Identity: "user-42", Event: "Coupon Generated", Properties: map[string]any{"CouponCode": "ABC-123"}}}
}

// The bodies are recorded ones where the facts have them, spacing included.
const (
	bodySuccess = `{ "status" : "success" , "processed" : 1 , "unprocessed" : [ ]}`
	bodyPartial = `{"status":"partial","processed":1,"unprocessed":[{"status":"fail","code":515,
  "error":"Profile data is incorrect. Email is not valid.Skipped record number : 2","record":{"identity":"someone","profileData":{"Email":"not-an-address"}}}]}`
	bodyRestricted = `{"status":"fail","processed":0,"unprocessed":[{"status":"fail","code":513,"error":"Event Name is incorrect. ErrorCode: 513 - Trying to raise a restricted system event. Skipped record number : 1","record":{}}]}`
	bodyAccount    = `{ "status" : "fail" , "error" : "Account ID is not valid" , "code" : 401}`
	bodyPasscode   = `{"status":"fail","error":"Invalid Credentials","code":401}`
	bodyTooMany    = `{"status":"fail","error":"Too many concurrent requests","code":429}`
	bodyProgress   = `{"status":"fail","error":"Request still in progress, please retry later","code":2}`
	bodyUsage      = `{"status":"fail","error":"Incorrect Usage","code":3}`
)

func TestAnUploadIsTakenOnlyWithSuccessAndNothingUnprocessed(t *testing.T) {
	for body, test := range map[string]struct {
		want  clevertap.Receipt
		taken bool
	}{
		bodySuccess: {clevertap.Receipt{Status: "success", Processed: 1}, true},
		bodyPartial: {clevertap.Receipt{Status: "partial", Processed: 1, Unprocessed: []clevertap.Unprocessed{
			{Code: 515, Message: "Profile data is incorrect. Email is not valid.Skipped record number : 2"}}}, false},
		bodyRestricted: {clevertap.Receipt{Status: "fail", Unprocessed: []clevertap.Unprocessed{
			{Code: 513, Message: "Event Name is incorrect. ErrorCode: 513 - Trying to raise a restricted system event. Skipped record number : 1"}}}, false},
		`{"status":"success","processed":0,"unprocessed":[{"code":"528","error":"Trying\u001b[2J"}]}`: {clevertap.Receipt{
			Status: "success", Unprocessed: []clevertap.Unprocessed{{Code: 528, Message: "Trying[2J"}}}, false},
		`{"status":"queued","processed":0}`: {clevertap.Receipt{Status: "queued"}, false},
	} {
		got, err := client(t, serveBodies(t, 200, body)).Upload(t.Context(), one(), false)
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		if !reflect.DeepEqual(got, test.want) || got.Taken() != test.taken {
			t.Errorf("%s: got %+v, taken %v; want %+v, taken %v", body, got, got.Taken(), test.want, test.taken)
		}
		if shown := fmt.Sprintf("%+v", got); strings.Contains(shown, "not-an-address") {
			t.Errorf("the receipt keeps the echoed record: %s", shown)
		}
	}
}

func TestAFailedRequestIsAFailureOfTheRightKind(t *testing.T) {
	for _, test := range []struct {
		status int
		body   string
		kind   transport.Kind
		code   int
		words  string
		sent   bool
	}{
		{401, bodyAccount, transport.Unauthorised, 401, "Account ID is not valid", false},
		{401, bodyPasscode, transport.Unauthorised, 401, "Invalid Credentials", false},
		{200, bodyPasscode, transport.Unauthorised, 401, "Invalid Credentials", false},
		{200, `{"status":"fail","error":"no d","code":512}`, transport.Rejected, 512, "no d", false},
		{200, `{"status":"fail"}`, transport.Rejected, 0, "", false},
		{400, `{"status":"fail","error":"malformed","code":400}`, transport.Rejected, 400, "malformed", false},
		{403, ``, transport.Refused, 0, "", false},
		{403, `<html>`, transport.Garbled, 0, "", true},
		{404, `<html>`, transport.Garbled, 0, "", true},
		{405, `HTTP method POST is not supported by this URL`, transport.Refused, 0, "", false},
		{200, `{"status":"fail","error":"oops","code":500}`, transport.Broken, 500, "oops", true},
		{500, `{"status":"fail","error":"oops","code":500}`, transport.Broken, 500, "oops", true},
		{200, `<html><body>sign in</body></html>`, transport.Garbled, 0, "", true},
		{200, `{"status":"success","proc`, transport.Garbled, 0, "", true},
		{200, ``, transport.Garbled, 0, "", true},
		{200, `{}`, transport.Garbled, 0, "", true},
		{200, `[]`, transport.Garbled, 0, "", true},
		{200, `null`, transport.Garbled, 0, "", true},
		{302, bodySuccess, transport.Garbled, 0, "", true},
	} {
		v := serveBodies(t, test.status, test.body)
		_, err := client(t, v).Upload(t.Context(), one(), false)
		var f *transport.Failure
		if !errors.As(err, &f) {
			t.Errorf("%d %s: got %v, want a failure", test.status, test.body, err)
			continue
		}
		if f.Kind != test.kind || f.Code != test.code || f.Message != test.words || f.Sent != test.sent {
			t.Errorf("%d %s: got %v, code %d, %q, sent %v", test.status, test.body, f.Kind, f.Code, f.Message, f.Sent)
		}
		if n := len(v.seen()); n != 1 {
			t.Errorf("%d %s: sent %d times", test.status, test.body, n)
		}
	}
}

func TestUploadSendsWhatCleverTapAsksFor(t *testing.T) {
	v := serveBodies(t, 200, bodySuccess)
	passcode := newPasscode()
	c := client(t, v, func(cfg *clevertap.Config) { cfg.Passcode = passcode; cfg.Agent = "talontap/1" })
	at := time.Unix(1700000000, 0)
	records := []clevertap.Record{
		{Identity: "u1", Event: "Coupon Generated", Properties: map[string]any{"CouponCode": "A"}, Source: "Talon.One", At: at},
		{Identity: "u2", Event: "Seen"},
		{Identity: "u3", Properties: map[string]any{"Email": "u3@example.com"}},
	}
	if _, err := c.Upload(t.Context(), records, true); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Upload(t.Context(), records, false); err != nil {
		t.Fatal(err)
	}
	dry, real := v.seen()[0], v.seen()[1]
	if dry.Method != "POST" || dry.URI != "/eu1/1/upload?dryRun=1" || real.URI != "/eu1/1/upload" {
		t.Errorf("dry %s %s, real %s", dry.Method, dry.URI, real.URI)
	}
	for name, want := range map[string]string{
		"X-CleverTap-Account-Id": projectID, "X-CleverTap-Passcode": passcode.Reveal(),
		"Content-Type": "application/json; charset=utf-8", "User-Agent": "talontap/1",
	} {
		if got := real.Header.Get(name); got != want {
			t.Errorf("%s is not as expected (%d bytes instead of %d)", name, len(got), len(want))
		}
	}
	want := `{"d":[{"type":"event","identity":"u1","evtName":"Coupon Generated","$source":"Talon.One","ts":1700000000,"evtData":{"CouponCode":"A"}},
		{"type":"event","identity":"u2","evtName":"Seen","evtData":{}},
		{"type":"profile","identity":"u3","profileData":{"Email":"u3@example.com"}}]}`
	if !sameJSON(t, real.Body, want) {
		t.Errorf("got %s\nwant %s", real.Body, want)
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

func TestUploadsOfNoneOrTooManyRecordsAreNotSent(t *testing.T) {
	v := serveBodies(t, 200, bodySuccess)
	for _, n := range []int{0, 1001} {
		if _, err := client(t, v).Upload(t.Context(), make([]clevertap.Record, n), false); err == nil {
			t.Errorf("%d records: no error", n)
		}
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
}

// patience is how long a call may take where its slowness is not what is tried, so
// that a busy machine does not look like a service that is silent.
const patience = 20 * time.Second

func TestUploadRetriesOnlyWhatWasNeverTaken(t *testing.T) {
	for name, test := range map[string]struct {
		fault func(http.ResponseWriter)
		most  time.Duration
		times int
	}{
		"too many at once": {func(w http.ResponseWriter) { w.WriteHeader(429); _, _ = io.WriteString(w, bodyTooMany) }, patience, 2},
		"silence":          {func(http.ResponseWriter) { time.Sleep(300 * time.Millisecond) }, 100 * time.Millisecond, 1},
		"broken":           {func(w http.ResponseWriter) { w.WriteHeader(500) }, patience, 1},
		"hung up":          {func(http.ResponseWriter) { panic(http.ErrAbortHandler) }, patience, 1},
	} {
		for call, send := range map[string]func(*clevertap.Client) error{
			"upload":  func(c *clevertap.Client) error { _, err := c.Upload(t.Context(), one(), false); return err },
			"dry run": func(c *clevertap.Client) error { _, err := c.Upload(t.Context(), one(), true); return err },
			"deliver": func(c *clevertap.Client) error {
				_, err := c.Deliver(t.Context(), clevertap.Delivery{URL: c.UploadURL(), Body: []byte(`{}`)})
				return err
			},
		} {
			v := serve(t, func(n int, _ request, w http.ResponseWriter) {
				if n == 0 {
					test.fault(w)
					return
				}
				_, _ = io.WriteString(w, bodySuccess)
			})
			err := send(client(t, v, within(test.most), hurried))
			if n := len(v.seen()); n != test.times {
				t.Errorf("%s, %s: sent %d times, want %d", call, name, n, test.times)
			}
			var f *transport.Failure
			if test.times == 1 && (!errors.As(err, &f) || !f.Sent) {
				t.Errorf("%s, %s: got %v, want a failure that was perhaps sent", call, name, err)
			}
		}
	}
}

func TestDeliverSendsTheWebhookAsItStands(t *testing.T) {
	v := serveBodies(t, 200, bodySuccess)
	c := client(t, v)
	stored := newPasscode()
	body := `{ "d":[ {"evtName":"A & B <c>"} ] }`
	receipt, err := c.Deliver(t.Context(), clevertap.Delivery{
		URL: c.UploadURL(), Body: []byte(body),
		Headers: []clevertap.Header{
			{Name: "X-CleverTap-Account-Id", Value: secret.New("another-project")},
			{Name: "X-CleverTap-Passcode", Value: stored},
			{Name: "Content-Type", Value: secret.New("application/json; charset=utf-8")},
		},
	})
	if err != nil || !receipt.Taken() {
		t.Fatalf("got %+v, %v", receipt, err)
	}
	r := v.seen()[0]
	if r.Method != "POST" || r.URI != "/eu1/1/upload" || r.Body != body {
		t.Errorf("got %s %s %s", r.Method, r.URI, r.Body)
	}
	if r.Header.Get("X-CleverTap-Account-Id") != "another-project" || r.Header.Get("X-CleverTap-Passcode") != stored.Reveal() ||
		r.Header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Error("a header of the webhook was changed or replaced")
	}
}

func TestDeliverNeverLeavesTheHostOfItsRegion(t *testing.T) {
	elsewhere := serveBodies(t, 200, bodySuccess)
	v := serveBodies(t, 200, bodySuccess)
	c := client(t, v)
	host := strings.TrimPrefix(v.URL, "http://")
	for _, address := range []string{
		"", "/1/upload", elsewhere.URL + "/eu1/1/upload", "https://" + host + "/1/upload", "http://user:x@" + host + "/1/upload",
		"http://" + host + "@evil.example/1/upload", v.URL + "/eu1/1/profile.json", v.URL + "/eu1/1/upload/x", v.URL + "/x?y=/1/upload",
		v.URL + "/1/upload#x", "http://" + host + "\n/1/upload", "www.example.com/1/upload",
	} {
		_, err := c.Deliver(t.Context(), clevertap.Delivery{URL: address, Headers: []clevertap.Header{{Name: "X-CleverTap-Passcode", Value: newPasscode()}}})
		if err == nil || transport.KindOf(err) != transport.Unknown || !strings.Contains(err.Error(), "URL") {
			t.Errorf("%q: got %v, want an error about the URL", address, err)
		}
	}
	if len(elsewhere.seen())+len(v.seen()) != 0 {
		t.Error("something was sent")
	}
}

func TestNothingSecretIsInAnErrorOrTheLog(t *testing.T) {
	passcode, stored := newPasscode(), newPasscode()
	var log strings.Builder
	v := serve(t, func(_ int, r request, w http.ResponseWriter) {
		w.WriteHeader(400)
		echo := r.Header.Get("X-CleverTap-Passcode")
		_, _ = io.WriteString(w, `{"status":"fail","error":"bad `+echo+`","code":400}`)
	})
	c := client(t, v, func(cfg *clevertap.Config) { cfg.Passcode, cfg.Log = passcode, &log })
	_, first := c.Upload(t.Context(), one(), false)
	_, second := c.Deliver(t.Context(), clevertap.Delivery{URL: c.UploadURL(), Headers: []clevertap.Header{{Name: "X-CleverTap-Passcode", Value: stored}}})
	_, _, third := c.Profile(t.Context(), "private-identity")
	shown := fmt.Sprintf("%v %v %v %+v %#v %s", first, second, third, c, first, log.String())
	for _, s := range []string{passcode.Reveal(), stored.Reveal(), "private-identity", "ABC-123"} {
		if strings.Contains(shown, s) {
			t.Error("a secret, an identity or a coupon code is shown")
		}
	}
	if strings.Count(shown, secret.Redacted) < 3 || !strings.Contains(log.String(), "POST /1/upload") {
		t.Errorf("the vendor's words or the log are missing: %s", shown)
	}
}

func TestARefusedRecordsWordsHideWhatWasSent(t *testing.T) {
	passcode, stored := newPasscode(), newPasscode()
	v := serve(t, func(_ int, r request, w http.ResponseWriter) {
		_, _ = io.WriteString(w, `{"status":"fail","processed":0,"unprocessed":[{"code":509,"error":"not with `+r.Header.Get("X-CleverTap-Passcode")+`"}]}`)
	})
	c := client(t, v, func(cfg *clevertap.Config) { cfg.Passcode = passcode })
	first, err := c.Upload(t.Context(), one(), false)
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.Deliver(t.Context(), clevertap.Delivery{URL: c.UploadURL(), Headers: []clevertap.Header{{Name: "X-CleverTap-Passcode", Value: stored}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, receipt := range []clevertap.Receipt{first, second} {
		if len(receipt.Unprocessed) != 1 || receipt.Unprocessed[0].Message != "not with "+secret.Redacted {
			t.Error("the words are missing, or they repeat the passcode")
		}
	}
}

func TestWithoutCredentialsNothingIsSent(t *testing.T) {
	v := serveBodies(t, 200, bodySuccess)
	for _, change := range []func(*clevertap.Config){
		func(cfg *clevertap.Config) { cfg.Passcode = secret.Secret{} },
		func(cfg *clevertap.Config) { cfg.ProjectID = "" },
	} {
		if _, _, err := client(t, v, change).Profile(t.Context(), "x"); err == nil {
			t.Error("no error")
		}
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
}
