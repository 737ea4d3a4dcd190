package clevertap

import (
	"encoding/json"
	"testing"
)

func TestACountIsPartialTheFirstTimeAndThenAtOnce(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-2"}`)
	for _, c := range []struct{ path, want string }{
		{"/eu1/1/counts/events.json", `{"status":"success","count":2}`},
		{"/eu1/1/counts/profiles.json", `{"status":"success","count":1}`},
	} {
		var first struct {
			ID     json.Number `json:"req_id"`
			Status string
		}
		g := r.call("POST", c.path, couponQuery)
		r.into(g, 200, &first)
		r.is(g, 200, `{"req_id":`+first.ID.String()+`,"status":"partial"}`)
		r.is(r.call("GET", c.path+"?req_id="+first.ID.String(), ""), 200, c.want)
		r.is(r.call("POST", c.path, couponQuery), 200, c.want)
		r.is(r.call("GET", c.path+"?req_id=1", ""), 400, `{"status":"fail","error":"invalid request id","code":400}`)
	}
}

// settled asks a counting question until it is answered.
func (r *rig) settled(path, body string) got {
	r.t.Helper()
	r.call("POST", path, body)
	return r.call("POST", path, body)
}

func TestTopValuesAreCounted(t *testing.T) {
	r := newRig(t)
	for _, tier := range []string{"Gold", "Gold", "Silver", "Iron"} {
		r.raise("customer-1001", "Coupon Generated", `{"Tier":"`+tier+`"}`)
	}
	query := `{"event_name":"Coupon Generated","from":20261123,"to":20261123,"groups":{"foo":{"property_type":"event_properties","name":"Tier","top_n":2}}}`
	r.is(r.settled("/eu1/1/counts/top.json", query), 200, `{"foo":{"STR":{"Gold":2,"Iron":1}},"status":"success"}`)
	wide := `{"event_name":"Coupon Generated","from":20261123,"to":20261123,"groups":{"foo":{"name":"Tier","top_n":101}}}`
	if g := r.settled("/eu1/1/counts/top.json", wide); g.status != 400 {
		t.Errorf("101 top values answered %d %s", g.status, g.body)
	}
}

func TestTrendsAreKeyedByDayWeekAndMonth(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"Value":5}`)
	r.raise("customer-1001", "Coupon Generated", `{"Value":7}`)
	for _, c := range []struct{ trend, more, want string }{
		{"daily", "", `{"foo":{"20261123":2},"status":"success"}`},
		{"weekly", "", `{"foo":{"202648":2},"status":"success"}`},
		{"monthly", "", `{"foo":{"202611":2},"status":"success"}`},
		{"daily", `,"unique":true`, `{"foo":{"20261123":1},"status":"success"}`},
		{"daily", `,"sum_event_prop":"Value"`, `{"foo":{"20261123":12},"status":"success"}`},
	} {
		query := `{"event_name":"Coupon Generated","from":20261101,"to":20261123,"groups":{"foo":{"trend_type":"` + c.trend + `"}}` + c.more + `}`
		r.is(r.settled("/eu1/1/counts/trends.json", query), 200, c.want)
	}
	years := `{"event_name":"Coupon Generated","from":20240101,"to":20261123,"groups":{"foo":{"trend_type":"daily"}}}`
	if g := r.settled("/eu1/1/counts/trends.json", years); g.status != 400 {
		t.Errorf("a trend over years answered %d %s", g.status, g.body)
	}
}

func TestNowCountsTheLastFiveMinutes(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{}`)
	r.advance(activeWindow)
	r.raise("customer-1001", "Coupon Generated", `{}`)
	r.raise("customer-1002", "Coupon Generated", `{}`)
	r.is(r.call("POST", "/eu1/1/now.json", `{"user_type":true}`), 200,
		`{"status":"success","count":2,"user_type":{"existing":1,"new":1},"last_processed_ts":`+itoa(r.clock().Unix())+`}`)
}
