package clevertap

import (
	"fmt"
	"testing"
	"time"
)

const oneOff = `{"name":"One-off","target_mode":"email","where":{"event_name":"Coupon Generated","from":20261101,"to":20261123},` +
	`"content":{"subject":"S","body":"Dear {{ Profile.Name }}: {{ Event.CouponCode | default: \"none\" }}","sender_name":"Shop"},"when":%q}`

type targetAnswer struct {
	ID        int64
	Estimates map[string]int
}

func TestACampaignByAPIReachesWhoDidSomethingBeforeAndFillsNoEventProperty(t *testing.T) {
	r := newRig(t, bare)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-2"}`)
	var made targetAnswer
	r.into(r.call("POST", "/eu1/1/targets/create.json", fmt.Sprintf(oneOff, "now")), 200, &made)
	if made.ID == 0 || made.Estimates["email"] != 1 {
		t.Errorf("answered %+v", made)
	}
	if inbox := r.account.Inbox(); len(inbox) != 1 || inbox[0].Body != "Dear Ada Example: none" {
		t.Errorf("received %+v", inbox)
	}
	r.is(r.call("POST", "/eu1/1/targets/result.json", `{"id":`+itoa(made.ID)+`}`), 200, `{"status":"success","result":{"clicked":0,"sent":1}}`)
}

func TestAnEstimateMakesNoCampaign(t *testing.T) {
	r := newRig(t, bare)
	body := `{"estimate_only":true,` + fmt.Sprintf(oneOff, "now")[1:]
	r.is(r.call("POST", "/eu1/1/targets/create.json", body), 200, `{"status":"success","estimates":{"email":0}}`)
	r.is(r.call("POST", "/eu1/1/targets/list.json", `{"from":20261101,"to":20261130}`), 200, `{"status":"success","targets":[]}`)
}

func TestAPlannedCampaignIsSentAtItsTime(t *testing.T) {
	r := newRig(t, bare)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	var made targetAnswer
	r.into(r.call("POST", "/eu1/1/targets/create.json", fmt.Sprintf(oneOff, "20261123 14:00")), 200, &made)
	id := `{"id":` + itoa(made.ID) + `}`
	r.is(r.call("POST", "/eu1/1/targets/result.json", id), 500, `{"status":"fail","error":"This target has no result as of yet","code":500}`)
	r.advance(time.Hour)
	if n := len(r.account.Inbox()); n != 1 {
		t.Errorf("%d emails at 14:00 in the project, want 1", n)
	}
	r.is(r.call("POST", "/eu1/1/targets/list.json", `{"from":20261101,"to":20261130}`), 200,
		`{"status":"success","targets":[{"id":`+itoa(made.ID)+`,"name":"One-off","scheduled_on":202611231400,"status":"completed"}]}`)
}

func TestTheTargetListNeverShowsTheDashboardsCampaigns(t *testing.T) {
	r := newRig(t)
	r.is(r.call("POST", "/eu1/1/targets/list.json", `{"from":20261101,"to":20261130}`), 200, `{"status":"success","targets":[]}`)
	if g := r.call("POST", "/eu1/1/targets/list.json", `{"from":20261130,"to":20261101}`); g.status != 400 {
		t.Errorf("backwards it answered %d", g.status)
	}
}

func TestALiveCampaignHasNoResultAndCanBeStoppedByNumber(t *testing.T) {
	r := newRig(t)
	id := `{"id":` + itoa(r.account.campaigns[0].ID) + `}`
	r.is(r.call("POST", "/eu1/1/targets/result.json", id), 200, `{"status":"success","error":"This target hasn't been completed","code":200}`)
	r.is(r.call("POST", "/eu1/1/targets/stop.json", id), 200, `{"status":"success"}`)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	if n := len(r.account.Inbox()); n != 0 {
		t.Errorf("a stopped campaign sent %d emails", n)
	}
}

func TestAnUnknownCampaignNumberIsRefused(t *testing.T) {
	r := newRig(t)
	for _, path := range []string{"/eu1/1/targets/result.json", "/eu1/1/targets/stop.json"} {
		for _, body := range []string{`{"id":1}`, `{}`, `{"id":1.5}`} {
			r.is(r.call("POST", path, body), 400, `{"status":"fail","error":"Invalid campaign id","code":400}`)
		}
	}
}

func TestATargetThatMakesNoSenseIsRefused(t *testing.T) {
	r := newRig(t)
	for _, body := range []string{
		`{}`, `{"name":"A","target_mode":"pigeon","where":{}}`, `{"name":"A","target_mode":"email","where":{"event_name":"No Such","from":20261101,"to":20261123}}`,
		fmt.Sprintf(oneOff, "soon"), `[`,
	} {
		if g := r.call("POST", "/eu1/1/targets/create.json", body); g.status != 400 {
			t.Errorf("%s answered %d %s", body, g.status, g.body)
		}
	}
}
