package clevertap

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestEverythingTheConsoleListsIsAListFromTheStart(t *testing.T) {
	r := newRig(t, bare)
	for _, path := range []string{"/campaigns", "/schema", "/error-stream", "/passcodes", "/customers", "/events", "/inbox", "/unsent"} {
		var list []any
		if body := r.click("GET", path, "").body; json.Unmarshal([]byte(body), &list) != nil || list == nil {
			t.Errorf("%s is %s", path, body)
		}
	}
}

func TestTheConsoleShowsEventsWithTheirSource(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`, `,"$source":"Talon.One"`)
	r.raise("customer-1002", "Coupon Generated", `{"CouponCode":"NY-2"}`)
	r.is(r.click("GET", "/events", ""), 200,
		`[{"event":"Coupon Generated","identity":"customer-1001","at":"2026-11-23T12:00:00Z","source":"Talon.One","properties":{"CouponCode":"NY-1"}},`+
			`{"event":"Coupon Generated","identity":"customer-1002","at":"2026-11-23T12:00:00Z","source":"API","properties":{"CouponCode":"NY-2"}}]`)
}

func TestTheConsoleAddsAndRemovesCustomers(t *testing.T) {
	r := newRig(t)
	r.click("PUT", "/customers/new%2Fone", `{"Email":"new@example.com"}`)
	if g := r.call("GET", "/eu1/1/profile.json?identity=new%2Fone", ""); !strings.Contains(g.body, `"identity":"new/one"`) {
		t.Errorf("the new customer is %s", g.body)
	}
	r.click("DELETE", "/customers/new%2Fone", "")
	r.is(r.call("GET", "/eu1/1/profile.json?identity=new%2Fone", ""), 200, `{"status":"success","record":null}`)
}

func TestWrongClicksSayWhatIsWrong(t *testing.T) {
	r := newRig(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"PUT", "/settings", `{"undefined_data":"maybe"}`, 400, `{"error":"undefined_data \"maybe\" is none of accept, drop-events, drop-events-with-undefined-properties, drop-properties"}`},
		{"POST", "/passcodes", `{}`, 400, `{"error":"a passcode needs a name"}`},
		{"DELETE", "/passcodes/1", ``, 404, `{"error":"passcode 1: there is no such thing"}`},
		{"DELETE", "/customers/nobody", ``, 404, `{"error":"customer nobody: there is no such thing"}`},
		{"POST", "/schema/Nothing/restore", ``, 400, `{"error":"the event \"Nothing\" is not discarded"}`},
	} {
		r.is(r.call(c.method, "/console"+c.path, c.body), c.status, c.want)
	}
}

func TestTheConsoleShowsTheProjectAndNoPasscode(t *testing.T) {
	r := newRig(t)
	r.is(r.click("GET", "/project", ""), 200, `{"region":"`+r.account.region+`","project_id":"`+r.project+`","time_zone":"project"}`)
	if list := r.click("GET", "/passcodes", "").body; strings.Contains(list, r.passcode) {
		t.Error("the list of passcodes shows one")
	}
}
