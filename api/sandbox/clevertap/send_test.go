package clevertap

import (
	"strings"
	"testing"
)

const addedToQueue = `{"status":"success","message":"Added to queue for processing"}`

func TestAnEmailIsSentToNamedCustomers(t *testing.T) {
	r := newRig(t, bare)
	r.is(r.call("POST", "/eu1/1/send/email.json", `{"to":{"Identity":["customer-1001","nobody"],"Email":["customer-1002@example.com"]},"tag_group":"direct",`+
		`"content":{"subject":"Hi","body":"Dear {{ Profile.Name }}","sender_name":"Shop"}}`), 200, addedToQueue)
	inbox := r.account.Inbox()
	if len(inbox) != 2 || inbox[0].Body != "Dear Ada Example" || inbox[1].Body != "Dear Berta Example" {
		t.Errorf("received %+v", inbox)
	}
	for _, body := range []string{`{}`, `{"to":{"Identity":[` + strings.TrimSuffix(strings.Repeat(`"x",`, 1001), ",") + `]}}`, `x`} {
		if g := r.call("POST", "/eu1/1/send/email.json", body); g.status != 400 {
			t.Errorf("answered %d %s", g.status, g.body)
		}
	}
}

func TestAnExternalTriggerStartsOnlyACampaignMadeForIt(t *testing.T) {
	r := newRig(t)
	var made campaign
	r.into(r.click("POST", "/campaigns", `{"name":"External","external":true,"subject":"S","body":"{{ ExternalTrigger.CouponCode | default: \"none\" }}"}`), 200, &made)
	send := func(path, campaigns, values string) got {
		return r.call("POST", path, `{"to":{"identity":["customer-1001"]},`+campaigns+`,"ExternalTrigger":`+values+`}`)
	}
	one, several := "/eu1/1/send/externaltrigger.json", "/eu1/2/send/externaltrigger.json"
	id := itoa(made.ID)
	r.is(send(one, `"campaign_id":"`+id+`"`, `{"CouponCode":"EX-1"}`), 200, addedToQueue)
	r.is(send(several, `"campaign_id_list":["`+id+`"]`, `{"CouponCode":"EX-2"}`), 200, addedToQueue)
	inbox := r.account.Inbox()
	if len(inbox) != 2 || inbox[0].Body != "EX-1" || inbox[1].Body != "EX-2" {
		t.Errorf("received %+v", inbox)
	}
	live := itoa(r.account.campaigns[0].ID)
	const unknown = `{"status":"fail","error":"Invalid campaign id","code":400}`
	r.is(send(one, `"campaign_id":"`+live+`"`, `{}`), 400, unknown)
	r.is(send(one, `"campaign_id":"x"`, `{}`), 400, unknown)
	r.is(send(several, `"campaign_id_list":[]`, `{}`), 400, unknown)
	r.is(send(several, `"campaign_id_list":["1","2","3","4","5","6"]`, `{}`), 400, unknown)
	r.is(send(one, `"campaign_id":"`+id+`"`, `{"CouponCode":5}`), 400, `{"status":"fail","error":"Incorrect Usage","code":400}`)
	if n := len(r.account.Inbox()); n != 2 {
		t.Errorf("refused triggers sent %d emails", n-2)
	}
}
