package clevertap

import (
	"fmt"
	"testing"
)

func TestTheMessageReportShowsTheDashboardsCampaigns(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	id := r.account.campaigns[0].ID
	r.is(r.call("POST", "/eu1/1/message/report.json", `{"from":"20261101","to":"20261123","channel":["email"],"delivery":["action"],"status":["running"],"daily":false}`), 200,
		fmt.Sprintf(`{"status":"success","total_results":1,"messages":[{"message id":%d,"message_name":"Coupon email",`+
			`"channel":"email","delivery":"action","status":"running","start_date":"20261121","sent":1,"viewed":0,"clicked":0,"errors":0}]}`, id))
}

func TestTheMessageReportFiltersAndGoesByTheStartDate(t *testing.T) {
	r := newRig(t)
	none := `{"status":"success","total_results":0,"messages":[]}`
	for _, body := range []string{
		`{"from":"20261101","to":"20261120"}`,
		`{"from":"20261122","to":"20261130"}`,
		`{"from":"20261101","to":"20261123","channel":["sms"]}`,
		`{"from":"20261101","to":"20261123","delivery":["api"]}`,
		`{"from":"20261101","to":"20261123","status":["stopped","completed"]}`,
	} {
		r.is(r.call("POST", "/eu1/1/message/report.json", body), 200, none)
	}
	for _, body := range []string{
		`{"from":"20261123","to":"20261101"}`, `{}`, `{"from":"1 November","to":"20261123"}`,
		`{"from":"20261101","to":"20261123","channel":["pigeon"]}`,
	} {
		if g := r.call("POST", "/eu1/1/message/report.json", body); g.status != 400 {
			t.Errorf("%s answered %d %s", body, g.status, g.body)
		}
	}
}
