package clevertap

import (
	"encoding/json"
	"testing"
)

func TestACountIsPartialTheFirstTimeAndThenAtOnce(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-2"}`)
	const path, want = "/eu1/1/counts/events.json", `{"status":"success","count":2}`
	var first struct {
		ID     json.Number `json:"req_id"`
		Status string
	}
	g := r.call("POST", path, couponQuery)
	r.into(g, 200, &first)
	r.is(g, 200, `{"req_id":`+first.ID.String()+`,"status":"partial"}`)
	r.is(r.call("GET", path+"?req_id="+first.ID.String(), ""), 200, want)
	r.is(r.call("POST", path, couponQuery), 200, want)
	r.is(r.call("GET", path+"?req_id=1", ""), 400, `{"status":"fail","error":"invalid request id","code":400}`)
}
