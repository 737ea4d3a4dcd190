package clevertap_test

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
)

func day(d int) time.Time { return time.Date(2026, time.November, d, 23, 59, 0, 0, time.UTC) }

func query() clevertap.EventQuery {
	return clevertap.EventQuery{
		Event: "Coupon Generated", From: day(22), To: day(23),
		Properties: map[string]string{"CouponCode": "ABC-123", "Batch": "7"},
	}
}

// allOf reads a list to its end.
func allOf(list iter.Seq2[clevertap.EventRecord, error]) (all []clevertap.EventRecord, err error) {
	for e, err := range list {
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}

const pageOne = `{"status":"success","next_cursor":"next%3D%3D","records":[
	{"profile":{"objectId":"o1","platform":"Web","email":"a@example.com","profileData":{},"identity":"u1","id":"x"},
	 "ts":20151023140416,"event_props":{"CouponCode":"ABC-123","n":12345678901234567890},"session_props":{}}]}`

const pageTwo = `{"status":"success","records":[{"profile":{"identity":"u2\u202e"},"ts":"20151023140417","event_props":{"CouponCode":"DEF"}}]}`

func TestEventsFollowTheCursorToItsEnd(t *testing.T) {
	for name, last := range map[string]string{
		"next cursor absent": pageTwo,
		"next cursor empty":  strings.Replace(pageTwo, `"status"`, `"next_cursor":"","status"`, 1),
	} {
		v := serveBodies(t, 200, `{"status":"success","cursor":"first%2Bpage%3D"}`, bodyProgress, pageOne, bodyProgress, last)
		got, err := allOf(client(t, v, hurried).Events(t.Context(), query()))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := []clevertap.EventRecord{
			{Identity: "u1", ObjectID: "o1", Email: "a@example.com", At: "20151023140416",
				Properties: map[string]any{"CouponCode": "ABC-123", "n": json.Number("12345678901234567890")}},
			{Identity: "u2", At: "20151023140417", Properties: map[string]any{"CouponCode": "DEF"}},
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v", name, got)
		}
		var asked []string
		for _, r := range v.seen() {
			asked = append(asked, r.Method+" "+r.URI)
		}
		wantAsked := []string{
			"POST /eu1/1/events.json?batch_size=50",
			"GET /eu1/1/events.json?cursor=first%2Bpage%3D", "GET /eu1/1/events.json?cursor=first%2Bpage%3D",
			"GET /eu1/1/events.json?cursor=next%3D%3D", "GET /eu1/1/events.json?cursor=next%3D%3D",
		}
		if !reflect.DeepEqual(asked, wantAsked) {
			t.Errorf("%s: asked %q", name, asked)
		}
	}
}

func TestAnEventQueryIsWrittenAsDaysAndEqualProperties(t *testing.T) {
	v := serveBodies(t, 200, `{"status":"success","cursor":""}`)
	q := query()
	q.BatchSize = 5000
	if got, err := allOf(client(t, v).Events(t.Context(), q)); err != nil || len(got) != 0 {
		t.Fatalf("got %v, %v", got, err)
	}
	r := v.seen()[0]
	want := `{"event_name":"Coupon Generated","from":20261122,"to":20261123,"event_properties":[
		{"name":"Batch","operator":"equals","value":"7"},{"name":"CouponCode","operator":"equals","value":"ABC-123"}]}`
	if !sameJSON(t, r.Body, want) || r.URI != "/eu1/1/events.json?batch_size=5000" {
		t.Errorf("got %s %s", r.URI, r.Body)
	}
}

func TestABatchOutsideItsLimitsIsNotAskedFor(t *testing.T) {
	v := serveBodies(t, 200, bodySuccess)
	for _, size := range []int{-1, 5001} {
		q := query()
		q.BatchSize = size
		if _, err := allOf(client(t, v).Events(t.Context(), q)); err == nil {
			t.Errorf("%d: no error", size)
		}
	}
	if len(v.seen()) != 0 {
		t.Error("something was sent")
	}
}

func TestReadsCarryNoContentType(t *testing.T) {
	v := serveBodies(t, 200, `{"status":"success","record":null,"events":[]}`)
	c := client(t, v)
	if _, _, err := c.Profile(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Schema(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, r := range v.seen() {
		if r.Method != "GET" || r.Header.Values("Content-Type") != nil || r.Body != "" {
			t.Errorf("%s %s has a content type or a body", r.Method, r.URI)
		}
	}
}

func TestEventPagesThatMakeNoSenseAreGarbled(t *testing.T) {
	for name, bodies := range map[string][]string{
		"a cursor that comes again":        {`{"status":"success","cursor":"a"}`, `{"status":"success","next_cursor":"a","records":[]}`},
		"a cursor that is not encoded":     {`{"status":"success","cursor":"a b"}`},
		"a cursor that adds a parameter":   {`{"status":"success","cursor":"a&b=c"}`},
		"a cursor with a line break":       {`{"status":"success","cursor":"a\nb"}`},
		"a cursor beyond ASCII":            {`{"status":"success","cursor":"ä"}`},
		"neither success nor failure":      {`{"cursor":"a"}`},
		"a page without a status":          {`{"status":"success","cursor":"a"}`, `{"records":[]}`},
		"half a page":                      {`{"status":"success","cursor":"a"}`, `{"status":"success","records":[{"pro`},
		"a page of HTML":                   {`{"status":"success","cursor":"a"}`, `<html>`},
		"records that are no list of them": {`{"status":"success","cursor":"a"}`, `{"status":"success","records":{"a":1}}`},
	} {
		_, err := allOf(client(t, serveBodies(t, 200, bodies...)).Events(t.Context(), query()))
		if transport.KindOf(err) != transport.Garbled {
			t.Errorf("%s: got %v, want garbled", name, err)
		}
	}
}

func TestAnEndlessListOfEventsEndsAsGarbled(t *testing.T) {
	v := serve(t, func(n int, _ request, w http.ResponseWriter) {
		_, _ = io.WriteString(w, `{"status":"success","cursor":"0","next_cursor":"`+strings.Repeat("1", n)+`","records":[]}`)
	})
	if _, err := allOf(client(t, v).Events(t.Context(), query())); transport.KindOf(err) != transport.Garbled {
		t.Errorf("got %v, want garbled", err)
	}
	if n := len(v.seen()); n > 250 {
		t.Errorf("%d pages were read", n)
	}
}

func TestAListOfManyPagesIsReadToItsEndAndNoFurtherThanAsked(t *testing.T) {
	const pages = 1000
	v := serve(t, func(n int, _ request, w http.ResponseWriter) {
		next := ""
		if n < pages {
			next = strconv.Itoa(n)
		}
		_, _ = io.WriteString(w, `{"status":"success","cursor":"0","next_cursor":"`+next+`","records":[{"profile":{"identity":7}}]}`)
	})
	got, err := allOf(client(t, v).Events(t.Context(), query()))
	if err != nil || len(got) != pages || got[0].Identity != "7" {
		t.Fatalf("read %d (%v), want %d of customer 7", len(got), err, pages)
	}
	before := len(v.seen())
	for range client(t, v).Events(t.Context(), query()) {
		break
	}
	if n := len(v.seen()) - before; n != 2 {
		t.Errorf("%d requests for the first event, want 2", n)
	}
}

func TestAWronglyEncodedCursorIsReportedInCleverTapsWords(t *testing.T) {
	_, err := allOf(client(t, serveBodies(t, 200, `{"status":"success","cursor":"a"}`, bodyUsage)).Events(t.Context(), query()))
	var f *transport.Failure
	if !errors.As(err, &f) || f.Kind != transport.Rejected || f.Code != 3 || f.Message != "Incorrect Usage" {
		t.Errorf("got %v", err)
	}
}

// FuzzCursorsAreSentVerbatim: whatever cursor comes, it is sent as it came or not
// at all.
func FuzzCursorsAreSentVerbatim(f *testing.F) {
	for _, cursor := range []string{"first%2Bpage%3D%3D", "a+b/c=", "%", "%zz", "a b", "a&b", "a#b", "ä", "\x00", "0\v", "\u200b", "..", "?x=1", `"\`} {
		f.Add(cursor)
	}
	next := make(chan string, 1)
	v := serve(f, func(_ int, r request, w http.ResponseWriter) {
		answer := map[string]any{"status": "success"}
		if r.Method == "POST" {
			answer["cursor"] = <-next
		} else {
			next <- r.URI
		}
		_ = json.NewEncoder(w).Encode(answer)
	})
	c := client(f, v)
	f.Fuzz(func(t *testing.T, cursor string) {
		next <- cursor
		_, err := allOf(c.Events(t.Context(), query()))
		sent := ""
		select {
		case sent = <-next:
		default:
		}
		if err != nil && sent != "" {
			t.Fatalf("%q was sent as %q, and refused: %v", cursor, sent, err)
		}
		if err == nil && cursor != "" && sent != "/eu1/1/events.json?cursor="+cursor {
			t.Fatalf("%q was sent as %q", cursor, sent)
		}
	})
}
