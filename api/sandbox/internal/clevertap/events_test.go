package clevertap

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
)

const couponQuery = `{"event_name":"Coupon Generated","from":20261122,"to":20261123}`

// open makes a cursor and passes the first read where that comes too early.
func (r *rig) open(query, flags string) string {
	r.t.Helper()
	early := r.account.queries%2 == 0
	var opened struct{ Status, Cursor string }
	r.into(r.call("POST", "/eu1/1/events.json"+flags, query), 200, &opened)
	if !early {
		return opened.Cursor
	}
	r.is(r.call("GET", "/eu1/1/events.json?cursor="+opened.Cursor, ""), 200,
		`{"status":"fail","error":"Request still in progress, please retry later","code":2}`)
	return opened.Cursor
}

type page struct {
	Status  string
	Next    *string `json:"next_cursor"`
	Records []struct {
		Profile struct {
			Identity, Email string
			ID              json.Number
			ObjectID        string `json:"objectId"`
			ProfileData     map[string]any
		}
		TS    json.Number
		Props map[string]any `json:"event_props"`
	}
}

func (r *rig) read(cursor string) page {
	r.t.Helper()
	var p page
	r.into(r.call("GET", "/eu1/1/events.json?cursor="+cursor, ""), 200, &p)
	return p
}

func TestEventsAreReadByCursorOnTheSecondAsking(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	p := r.read(r.open(couponQuery, "?batch_size=50"))
	if len(p.Records) != 1 || p.Next != nil {
		t.Fatalf("read %+v, want one record and no next cursor", p)
	}
	rec := p.Records[0]
	if rec.Profile.Identity != "customer-1001" || rec.Profile.Email != "customer-1001@example.com" || rec.Props["CouponCode"] != "NY-1" {
		t.Errorf("read %+v", rec)
	}
	if rec.Profile.ID == "" || rec.Profile.ID.String() == rec.Profile.Identity {
		t.Errorf("the profile's id is %q, want a number of its own", rec.Profile.ID)
	}
	if want := "20261123130000"; rec.TS.String() != want {
		t.Errorf("ts %s, want %s: the project's time, an hour ahead of UTC", rec.TS, want)
	}
}

func TestTheFirstReadOfAQueryIsNotAlwaysTooEarly(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.open(couponQuery, "")
	if p := r.read(r.open(couponQuery, "")); len(p.Records) != 1 {
		t.Errorf("read %+v at the first asking, want one record", p)
	}
}

func TestEventsAnswerAlsoToAQueryInTheAddress(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.open(couponQuery, "")
	var opened struct{ Status, Cursor string }
	r.into(r.call("GET", "/eu1/1/events.json?batch_size=50&query="+url.QueryEscape(couponQuery), ""), 200, &opened)
	if p := r.read(opened.Cursor); len(p.Records) != 1 {
		t.Errorf("read %+v, want one record", p)
	}
}

func TestAFilterThatIsNotModelledIsSaidAndNotLeftOut(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct{ method, path, body, says string }{
		{"POST", "/eu1/1/events.json", `{"event_name":"Coupon Generated","from":20261122,"to":20261123,"common_profile_properties":{}}`, "the field common_profile_properties"},
		{"POST", "/eu1/1/events.json", `{"event_name":"Coupon Generated","from":20261122,"to":20261123,"advanced_query":{}}`, "the field advanced_query"},
		{"POST", "/eu1/1/message/report.json", `{"from":"20261122","to":"20261123","label":["a"]}`, "the field label"},
		{"GET", "/eu1/1/profile.json?identity=customer-1001&fields=email", "", "the parameter fields of /1/profile.json"},
		{"GET", "/eu1/getSchema?type=events&status=active", "", "the parameter status of /getSchema"},
	} {
		if g := r.call(c.method, c.path, c.body); g.status != 400 || !strings.Contains(g.body, "does not model "+c.says) {
			t.Errorf("%s: answered %d %s, want it said about %s", c.path, g.status, g.body, c.says)
		}
	}
}

func TestACursorIsHandedOutEncodedAndNotUnderstoodWhenEncodedAgain(t *testing.T) {
	r := newRig(t)
	cursor := r.open(couponQuery, "")
	if !strings.Contains(cursor, "%") {
		t.Fatalf("the cursor %q has nothing to encode", cursor)
	}
	r.is(r.call("GET", "/eu1/1/events.json?cursor="+url.QueryEscape(cursor), ""), 200,
		`{"status":"fail","error":"Incorrect Usage","code":3}`)
	if p := r.read(cursor); p.Status != "success" {
		t.Errorf("the cursor is spoilt by the wrong use: %+v", p)
	}
}

func TestLongAnswersComeInPagesUntilTheNextCursorIsAbsent(t *testing.T) {
	r := newRig(t, bare)
	const all = 100
	records := make([]string, all)
	for i := range records {
		records[i] = event("Coupon Generated", fmt.Sprintf(`,"evtData":{"CouponCode":"NY-%d"}`, i))
	}
	r.call("POST", "/eu1/1/upload", upload(records...))
	cursor := r.open(couponQuery, "?batch_size=30")
	seen := map[any]bool{}
	for {
		p := r.read(cursor)
		if len(p.Records)%pageUnit != 0 && p.Next != nil {
			t.Errorf("a page of %d records in the middle, want a multiple of %d", len(p.Records), pageUnit)
		}
		for _, rec := range p.Records {
			seen[rec.Props["CouponCode"]] = true
		}
		if p.Next == nil {
			break
		}
		cursor = *p.Next
	}
	if len(seen) != all {
		t.Errorf("read %d different events, want %d", len(seen), all)
	}
}

func TestACursorDiesWhenIdleForAnHourOrFourHoursOld(t *testing.T) {
	for _, c := range []struct {
		name  string
		waits []time.Duration
		alive bool
	}{
		{"just in use", []time.Duration{59 * time.Minute}, true},
		{"idle", []time.Duration{time.Hour}, false},
		{"used all along", []time.Duration{50 * time.Minute, 50 * time.Minute, 50 * time.Minute, 50 * time.Minute, 30 * time.Minute}, true},
		{"too old", []time.Duration{50 * time.Minute, 50 * time.Minute, 50 * time.Minute, 50 * time.Minute, 50 * time.Minute}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t)
			cursor := r.open(couponQuery, "")
			var last got
			for _, wait := range c.waits {
				r.advance(wait)
				last = r.call("GET", "/eu1/1/events.json?cursor="+cursor, "")
			}
			if alive := last.status == 200; alive != c.alive {
				t.Errorf("alive %v, want %v: %s", alive, c.alive, last.body)
			}
		})
	}
}

func TestAQuestionThatMakesNoSenseIsRefused(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct{ name, body, want string }{
		{"notification event", `{"event_name":"Notification Sent","from":20261122,"to":20261123}`, `{"status":"fail","error":"Export not allowed for this event","code":400}`},
		{"unknown event", `{"event_name":"No Such","from":20261122,"to":20261123}`, `{"status":"fail","error":"invalid event","code":400}`},
		{"tomorrow", `{"event_name":"Coupon Generated","from":20261122,"to":20261124}`, `{"status":"fail","error":"invalid date","code":400}`},
		{"backwards", `{"event_name":"Coupon Generated","from":20261123,"to":20261122}`, `{"status":"fail","error":"invalid date","code":400}`},
		{"no such day", `{"event_name":"Coupon Generated","from":20261131,"to":20261131}`, `{"status":"fail","error":"invalid date","code":400}`},
		{"a day in quotes", `{"event_name":"Coupon Generated","from":"20261122","to":20261123}`, `{"status":"fail","error":"invalid date","code":400}`},
		{"no days", `{"event_name":"Coupon Generated"}`, `{"status":"fail","error":"invalid date","code":400}`},
		{"no object", `[]`, `{"status":"fail","error":"Malformed request","code":400}`},
		{"operator", `{"event_name":"Coupon Generated","from":20261122,"to":20261123,"event_properties":[{"name":"a","operator":"contains","value":1}]}`, `{"status":"fail","error":"invalid operator","code":400}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r.is(r.call("POST", "/eu1/1/events.json", c.body), 400, c.want)
		})
	}
	for _, size := range []string{"0", "5001", "x"} {
		if g := r.call("POST", "/eu1/1/events.json?batch_size="+size, couponQuery); g.status != 400 {
			t.Errorf("batch_size=%s answered %d", size, g.status)
		}
	}
	if g := r.call("GET", "/eu1/1/events.json?cursor=unknown", ""); g.status != 400 {
		t.Errorf("an unknown cursor answered %d", g.status)
	}
}

func TestTheProjectsMidnightDecidesTheDay(t *testing.T) {
	r := newRig(t)
	r.advance(11*time.Hour + 30*time.Minute) // 23:30 in UTC, half past midnight in the project
	today := `{"event_name":"Coupon Generated","from":20261124,"to":20261124}`
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	if p := r.read(r.open(today, "")); len(p.Records) != 1 {
		t.Errorf("the project's day has %d events, want 1", len(p.Records))
	}
	if p := r.read(r.open(couponQuery, "")); len(p.Records) != 0 {
		t.Errorf("the day before has %d events, want 0", len(p.Records))
	}
}

func TestEventsAreFilteredByProperty(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1","Value":5}`)
	r.raise("customer-1002", "Coupon Generated", `{"CouponCode":"NY-2","Value":10}`)
	r.raise("customer-1003", "Coupon Generated", `{"Gift":true}`)
	for _, c := range []struct {
		filter string
		want   int
	}{
		{`{"name":"CouponCode","operator":"equals","value":"NY-1"}`, 1},
		{`{"name":"CouponCode","operator":"equals","value":"ny-1"}`, 0},
		{`{"name":"Gift","operator":"equals","value":"true"}`, 1},
	} {
		query := `{"event_name":"Coupon Generated","from":20261123,"to":20261123,"event_properties":[` + c.filter + `]}`
		if p := r.read(r.open(query, "")); len(p.Records) != c.want {
			t.Errorf("%s found %d, want %d", c.filter, len(p.Records), c.want)
		}
	}
}

func TestProfileDataCanBeLeftOutOfEvents(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	if p := r.read(r.open(couponQuery, "")); p.Records[0].Profile.ProfileData == nil {
		t.Error("profileData is missing")
	}
	if p := r.read(r.open(couponQuery, "?profile=false")); p.Records[0].Profile.ProfileData != nil {
		t.Error("profileData is there with profile=false")
	}
}
