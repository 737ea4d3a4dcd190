package clevertap_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
)

// TestEveryRecordedRefusalOfARecordPassesThrough: the texts that others captured
// from real answers, to the letter. They come with HTTP 200.
func TestEveryRecordedRefusalOfARecordPassesThrough(t *testing.T) {
	for code, words := range map[int]string{
		509: "Event Name is incorrect. ErrorCode: 509 - Event name is mandatory. Skipped record number : 2",
		513: "Event Name is incorrect. ErrorCode: 513 - Trying to raise a restricted system event. Skipped record number : 1",
		515: "Profile data is incorrect. Email is not valid.Skipped record number : 2",
		516: "Profile data is incorrect. Phone number is not valid.Skipped record number : 1",
		517: "Profile data is incorrect. Employed needs to be Y/N.Skipped record number : 1",
		519: "Profile data is incorrect. Married needs to be Y/N.Skipped record number : 1",
		525: "Timestamp should be present in the Unix Epoch format. Skipped record number : 1",
		528: "Event Name is incorrect. ErrorCode: 528 - Trying to raise a discarded event. Skipped record number : 1",
	} {
		body := `{"status":"fail","processed":0,"unprocessed":[{"status":"fail","code":` + strconv.Itoa(code) + `,
  "error":"` + words + `","record":{"identity":"a","type":"event"}}]}`
		got, err := client(t, serveBodies(t, 200, body)).Upload(t.Context(), one(), false)
		if err != nil || got.Taken() || len(got.Unprocessed) != 1 || got.Unprocessed[0] != (clevertap.Unprocessed{Code: code, Message: words}) {
			t.Errorf("%d: got %+v, %v", code, got, err)
		}
	}
}

// TestEveryRecordedRefusalOfAReadHasItsKind: refusals of whole requests, some of
// which come with HTTP 200.
func TestEveryRecordedRefusalOfAReadHasItsKind(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		kind   transport.Kind
		words  string
	}{
		{401, bodyAccount, transport.Unauthorised, "Account ID is not valid"},
		{401, bodyPasscode, transport.Unauthorised, "Invalid Credentials"},
		{429, bodyTooMany, transport.Limited, "Too many concurrent requests"},
		{400, `{"status":"fail","error":"Export not allowed for this event","code":400}`, transport.Rejected, "Export not allowed for this event"},
		{200, bodyUsage, transport.Rejected, "Incorrect Usage"},
		{405, "HTTP method POST is not supported by this URL", transport.Refused, ""},
	} {
		_, err := allOf(client(t, serveBodies(t, c.status, c.body), hurried).Events(t.Context(), query()))
		var f *transport.Failure
		if !errors.As(err, &f) || f.Kind != c.kind || f.Message != c.words {
			t.Errorf("%d %s: got %v, want %v with %q", c.status, c.body, err, c.kind, c.words)
		}
	}
}

// TestRecordedReadsAreRead: shapes of real answers, spacing included.
func TestRecordedReadsAreRead(t *testing.T) {
	answers := func(first string, then ...string) *vendor {
		return serve(t, func(n int, _ request, w http.ResponseWriter) {
			_, _ = io.WriteString(w, append([]string{first}, then...)[min(n, len(then))])
		})
	}
	p, known, err := client(t, answers(`{ "status" : "success" , "record" : {"identity":"5555","name":"Jack","email":"jack@example.com","profileData":{},
 "events":{"Coupon Generated":{"count":3,"first_seen":1457271567,"last_seen":1458041215}},
 "platformInfo":[{"platform":"iOS","os_version":"10.2","app_version":"6.1.3","make":"Apple","model":"iPhone7,2","push_token":"95f98af6","objectId":"-2ce3cca260664f7a8d3d2b0d0f5a0e8d"}]}}`)).Profile(t.Context(), "5555")
	if e := p.Events["Coupon Generated"]; err != nil || !known || p.Email != "jack@example.com" || e.Count != 3 {
		t.Errorf("the profile is %+v, %v, %v", p, known, err)
	}
	if _, known, err := client(t, answers(`{"status":"success","record":null}`)).Profile(t.Context(), "nobody"); known || err != nil {
		t.Errorf("an unknown profile is known %v, %v", known, err)
	}
	records, err := allOf(client(t, answers(`{"status":"success","cursor":"AfljfgIJBgBnamF5Kz8NegcBAwxhbCe%2Fbmhhe04BBAVlYjT4YG5reQEATQQrai57K2oue04FAUhnd38%3D"}`, bodyProgress,
		`{"status":"success","next_cursor":"","records":[{"profile":{"objectId":"a8ffcbc9-a747-4ee3-a791-c5e58ad03097","platform":"Web","email":"peter@example.com","profileData":{"favoriteColor":"blue"},"identity":"5555555555","id":33},
   "ts":20151023140416,"event_props":{"CouponCode":"ABC-123"},"session_props":{"utm_source":"WZRK"}}]}`)).Events(t.Context(), query()))
	if err != nil || len(records) != 1 || records[0].Identity != "5555555555" || records[0].At != "20151023140416" || records[0].Properties["CouponCode"] != "ABC-123" {
		t.Errorf("the events are %+v, %v", records, err)
	}
	rows, err := client(t, answers(`{"status":"success","total_results":1,"messages":[{"message id":1457433898,"message_name":"Coupon email","start_date":"20261101","status":"running","sent":82,"viewed":30,"clicked":28,"errors":[]}]}`)).
		MessageReport(t.Context(), clevertap.ReportQuery{From: time.Unix(1793000000, 0), To: time.Unix(1793400000, 0)})
	if err != nil || len(rows) != 1 || rows[0].Name != "Coupon email" {
		t.Errorf("the report is %+v, %v", rows, err)
	}
}

// FuzzAnyAnswerIsReadOrAFailure: whatever a server answers to a read, the client
// ends, and says no more than a failure may.
func FuzzAnyAnswerIsReadOrAFailure(f *testing.F) {
	for _, body := range []string{bodySuccess, bodyPartial, bodyAccount, bodyUsage, `{"status":"success","record":{"events":{"a":{"count":1e9}}}}`,
		`{"status":"success","events":[{"name":"a\u001b","properties":{"x":1}}]}`, `{"status":"success","messages":[{"message id":{},"sent":"x"}]}`, `[`, ``, `{"status":"success","count":-1}`, `{"status":"fail","code":1}`} {
		f.Add(body)
	}
	var next atomic.Value
	v := serve(f, func(_ int, _ request, w http.ResponseWriter) { _, _ = io.WriteString(w, next.Load().(string)) })
	c := client(f, v)
	f.Fuzz(func(t *testing.T, body string) {
		next.Store(body)
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond) // "busy" is waited out for longer
		defer cancel()
		p, known, err := c.Profile(ctx, "x")
		judged(t, err)
		if err != nil && known {
			t.Errorf("known in spite of %v", err)
		}
		shown(t, p.Name+p.Email+p.Identity)
		events, err := c.Schema(ctx)
		judged(t, err)
		for _, e := range events {
			shown(t, e.Name)
		}
		_, err = c.Upload(ctx, one(), true)
		judged(t, err)
	})
}

// judged holds that an error is a failure with a kind.
func judged(t *testing.T, err error) {
	t.Helper()
	if err != nil && transport.KindOf(err) == transport.Unknown {
		t.Errorf("%v is no failure with a kind", err)
	}
}

// shown holds that a name can be shown.
func shown(t *testing.T, name string) {
	t.Helper()
	for _, r := range name {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			t.Errorf("%q holds %U", name, r)
		}
	}
}
