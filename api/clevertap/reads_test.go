package clevertap_test

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
)

func TestAProfileIsReadWithItsEvents(t *testing.T) {
	v := serveBodies(t, 200, `{"status":"success","record":{"identity":"55 55","name":"A\u001b","email":"a@example.com","profileData":{"n":1.0},
		"events":{"Coupon Generated":{"count":3,"first_seen":1457271567,"last_seen":1458041215}},
		"platformInfo":[{"platform":"iOS","objectId":"x"}]}}`)
	got, found, err := client(t, v).Profile(t.Context(), "55 55&x=y")
	want := clevertap.Profile{
		Identity: "55 55", ObjectIDs: []string{"x"}, Name: "A", Email: "a@example.com", Data: map[string]any{"n": json.Number("1.0")},
		Events: map[string]clevertap.EventSummary{"Coupon Generated": {Count: 3, LastSeen: time.Unix(1458041215, 0)}},
	}
	if err != nil || !found || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v, %v", got, found, err)
	}
	if uri := v.seen()[0].URI; uri != "/eu1/1/profile.json?identity=55+55%26x%3Dy" {
		t.Errorf("asked %s", uri)
	}
}

func TestTheEmailOfAProfileMayBeAmongItsData(t *testing.T) {
	v := serveBodies(t, 200, `{"status":"success","record":{"identity":1,"profileData":{"Email":"a@example.com"}}}`)
	if got, _, err := client(t, v).Profile(t.Context(), "1"); err != nil || got.Email != "a@example.com" || got.Identity != "1" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAnUnknownProfileIsNoErrorAndNonsenseIsNoUnknownProfile(t *testing.T) {
	for _, body := range []string{`{"status":"success","record":null}`, `{ "status" : "success" }`} {
		if _, found, err := client(t, serveBodies(t, 200, body)).Profile(t.Context(), "x"); found || err != nil {
			t.Errorf("%s: got found %v, %v", body, found, err)
		}
	}
	for _, body := range []string{`{}`, `null`, `{"record":null}`, `<html>`, `{"status":"success","rec`, `{"status":"success","record":[]}`} {
		if _, found, err := client(t, serveBodies(t, 200, body)).Profile(t.Context(), "x"); found || transport.KindOf(err) != transport.Garbled {
			t.Errorf("%s: got found %v, %v; want garbled", body, found, err)
		}
	}
}

func TestAReadIsTriedAgainAfterAFailureOnTheirSide(t *testing.T) {
	v := serve(t, func(n int, _ request, w http.ResponseWriter) {
		if n == 0 {
			w.WriteHeader(503)
			return
		}
		_, _ = io.WriteString(w, `{"status":"success","record":null}`)
	})
	if _, _, err := client(t, v).Profile(t.Context(), "x"); err != nil || len(v.seen()) != 2 {
		t.Errorf("got %v after %d tries", err, len(v.seen()))
	}
}

func TestTheSchemaIsReadInWhicheverFormPropertiesCome(t *testing.T) {
	v := serveBodies(t, 200, `{"status":"success","events":[
		{"name":"A","status":"Active","eventCount":3,"properties":["p","q"]},
		{"name":"B","status":"Discarded","properties":[{"name":"p","type":"String"},{"propertyName":"q"},{"x":1},7]},
		{"name":"C","status":"Inactive","properties":{"q":{"type":"String"},"p":"String"}},
		{"name":"D","properties":null},{"name":"E","properties":"?"},{"name":"F\u200b"}]}`)
	got, err := client(t, v).Schema(t.Context())
	want := []clevertap.SchemaEvent{
		{Name: "A", Status: "Active", Properties: []string{"p", "q"}}, {Name: "B", Status: "Discarded", Properties: []string{"p", "q"}},
		{Name: "C", Status: "Inactive", Properties: []string{"p", "q"}}, {Name: "D"}, {Name: "E"}, {Name: "F"},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if r := v.seen()[0]; r.URI != "/eu1/getSchema?type=events" {
		t.Errorf("asked %s", r.URI)
	}
	for _, body := range []string{`{"status":"success"}`, `{"events":{}}`, `<html>`} {
		if _, err := client(t, serveBodies(t, 200, body)).Schema(t.Context()); transport.KindOf(err) != transport.Garbled {
			t.Errorf("%s: got %v, want garbled", body, err)
		}
	}
}

func TestAProjectWithoutSchemaIsRefused(t *testing.T) {
	const words = `{"status":"fail","error":"not for this account","code":403}`
	for status, body := range map[int]string{403: "", 405: "", 404: words, 200: words} {
		if _, err := client(t, serveBodies(t, status, body)).Schema(t.Context()); transport.KindOf(err) != transport.Refused {
			t.Errorf("%d: got %v, want refused", status, err)
		}
	}
}

func TestASchemaThatCannotBeReadIsNoRefusal(t *testing.T) {
	for name, v := range map[string]*vendor{
		"a page of HTML":     serveBodies(t, 403, "<html>"),
		"another host's 404": serveBodies(t, 404, "default backend - 404"),
		"a failure":          serveBodies(t, 200, `{"status":"fail","error":"Something went wrong","code":500}`),
		"another status":     serveBodies(t, 200, `{"status":"partial","events":[]}`),
		"a part of it":       serveBodies(t, 206, `{"status":"success","events":[]}`),
		"8 MB":               serveBodies(t, 200, `{"events":["`+strings.Repeat("x", 8<<20)+`"]}`),
	} {
		if got, err := client(t, v).Schema(t.Context()); err == nil || transport.KindOf(err) == transport.Refused {
			t.Errorf("%s: got %v, %v, want an error that is no refusal", name, got, err)
		}
	}
}

func TestTheMessageReportListsCampaigns(t *testing.T) {
	v := serveBodies(t, 200, `{"status":"success","total_results":2,"messages":[
		{"message id":1457433898,"message_name":"Coupon email","start_date":"20261101","sent":82,"clicked":1},
		{"message id":"m2","message_name":"Other","status":"stopped","start_date":20261102,"sent":"3"}]}`)
	got, err := client(t, v).MessageReport(t.Context(), clevertap.ReportQuery{
		From: day(1), To: day(23), Channels: []string{"email"}, Delivery: []string{"action"}})
	want := []clevertap.MessageRow{
		{Name: "Coupon email", Start: "20261101", Sent: 82},
		{Name: "Other", Status: "stopped", Start: "20261102", Sent: 3},
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	r := v.seen()[0]
	if r.URI != "/eu1/1/message/report.json" || !sameJSON(t, r.Body,
		`{"from":"20261101","to":"20261123","channel":["email"],"delivery":["action"],"daily":false}`) {
		t.Errorf("asked %s %s", r.URI, r.Body)
	}
	if _, err := client(t, serveBodies(t, 200, `{"status":"success"}`)).MessageReport(t.Context(), clevertap.ReportQuery{}); transport.KindOf(err) != transport.Garbled {
		t.Errorf("without messages: got %v, want garbled", err)
	}
}

func TestASlowMessageReportOutlivesTheTimeoutOfOtherCalls(t *testing.T) {
	v := serve(t, func(_ int, _ request, w http.ResponseWriter) {
		time.Sleep(150 * time.Millisecond)
		_, _ = io.WriteString(w, `{"status":"success","messages":[]}`)
	})
	if _, err := client(t, v, within(50*time.Millisecond)).MessageReport(t.Context(), clevertap.ReportQuery{}); err != nil {
		t.Error(err)
	}
}

func TestProfilesAreDeletedByIdentity(t *testing.T) {
	v := serveBodies(t, 200, `{"status":"success"}`)
	c := client(t, v)
	if err := c.DeleteProfiles(t.Context(), "u1", "u2"); err != nil {
		t.Fatal(err)
	}
	if r := v.seen()[0]; r.URI != "/eu1/1/delete/profiles.json" || !sameJSON(t, r.Body, `{"identity":["u1","u2"]}`) {
		t.Errorf("asked %s %s", r.URI, r.Body)
	}
	for _, n := range []int{0, 101} {
		if err := c.DeleteProfiles(t.Context(), make([]string, n)...); err == nil {
			t.Errorf("%d identities: no error", n)
		}
	}
	if n := len(v.seen()); n != 1 {
		t.Errorf("%d requests", n)
	}
	if err := client(t, serveBodies(t, 200, `{}`)).DeleteProfiles(t.Context(), "u1"); transport.KindOf(err) != transport.Garbled {
		t.Errorf("without a status: got %v, want garbled", err)
	}
}

// TestNoMoreAreUnderWayThanCleverTapAllows holds every answer back until no more
// requests can be on their way, and counts those that came.
func TestNoMoreAreUnderWayThanCleverTapAllows(t *testing.T) {
	for name, test := range map[string]struct {
		most int32
		call func(*clevertap.Client) error
	}{
		"uploads": {10, func(c *clevertap.Client) error { _, err := c.Upload(t.Context(), one(), false); return err }},
		"deliveries": {10, func(c *clevertap.Client) error {
			_, err := c.Deliver(t.Context(), clevertap.Delivery{URL: c.UploadURL(), Body: []byte("{}")})
			return err
		}},
		"reads": {3, func(c *clevertap.Client) error { _, _, err := c.Profile(t.Context(), "x"); return err }},
	} {
		var now, peak atomic.Int32
		v := serve(t, func(_ int, r request, w http.ResponseWriter) {
			n := now.Add(1)
			defer now.Add(-1)
			for was := peak.Load(); n > was && !peak.CompareAndSwap(was, n); was = peak.Load() {
			}
			time.Sleep(20 * time.Millisecond)
			_, _ = io.WriteString(w, bodySuccess)
		})
		c := client(t, v)
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				if err := test.call(c); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if got := peak.Load(); got > test.most || got < 2 {
			t.Errorf("%s: %d were under way at once, want 2 to %d", name, got, test.most)
		}
	}
}

func TestTheHostAndTheUploadURLAreTheRegions(t *testing.T) {
	c, err := clevertap.New(clevertap.Config{Region: "in1"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Host() != "in1.api.clevertap.com" || c.UploadURL() != "https://in1.api.clevertap.com/1/upload" {
		t.Errorf("got %s, %s", c.Host(), c.UploadURL())
	}
	if strings.Contains(c.UploadURL(), "{") {
		t.Error("the region's place was not filled")
	}
}
