package clevertap

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestAProfileIsShownWithItsEventsCounted(t *testing.T) {
	r := newRig(t)
	first := r.clock().Unix()
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.advance(time.Minute)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-2"}`)
	want := fmt.Sprintf(`{"status":"success","record":{"identity":"customer-1001","name":"Ada Example",`+
		`"email":"customer-1001@example.com","phone":"+14155550100","profileData":{"MSG-email":true},`+
		`"events":{"Coupon Generated":{"count":2,"first_seen":%d,"last_seen":%d}},"platformInfo":[]}}`, first, first+60)
	r.is(r.call("GET", "/eu1/1/profile.json?identity=customer-1001", ""), 200, want)
}

func TestAnUnknownProfileIsASuccessWithoutARecord(t *testing.T) {
	r := newRig(t)
	r.is(r.call("GET", "/eu1/1/profile.json?identity=nobody", ""), 200, `{"status":"success","record":null}`)
	r.is(r.call("GET", "/eu1/1/profile.json", ""), 400, `{"status":"fail","error":"Identity is missing","code":400}`)
}

func TestAProfileUploadSetsAndTakesAway(t *testing.T) {
	r := newRig(t)
	for _, data := range []string{`{"Name":"Al","Phone":"+14155551234","Points":1,"Gone":"x"}`, `{"Points":5,"Gone":null}`} {
		r.is(r.call("POST", "/eu1/1/upload", upload(`{"type":"profile","identity":"a","profileData":`+data+`}`)), 200, taken)
	}
	r.is(r.call("GET", "/eu1/1/profile.json?identity=a", ""), 200,
		`{"status":"success","record":{"identity":"a","name":"Al","phone":"+14155551234",`+
			`"profileData":{"Points":5},"events":{},"platformInfo":[]}}`)
}

func TestADeletedProfileGoesInTheNight(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.is(r.call("POST", "/eu1/1/delete/profiles.json", `{"identity":["customer-1001","nobody"]}`), 200, `{"status":"success"}`)
	if n := r.raised("customer-1001", "Coupon Generated"); n != 1 {
		t.Errorf("gone at once, want until the night")
	}
	r.advance(13 * time.Hour) // 02:00 in the project
	r.is(r.call("GET", "/eu1/1/profile.json?identity=customer-1001", ""), 200, `{"status":"success","record":null}`)
	if n := len(r.account.raised); n != 0 {
		t.Errorf("%d events are left of a deleted profile", n)
	}
}

func TestAtMostAHundredProfilesAreDeletedInOneCall(t *testing.T) {
	r := newRig(t)
	many := strings.TrimSuffix(strings.Repeat(`"x",`, 101), ",")
	for _, body := range []string{`{"identity":[` + many + `]}`, `{}`, `{"identity":[]}`} {
		if g := r.call("POST", "/eu1/1/delete/profiles.json", body); g.status != 400 {
			t.Errorf("answered %d %s", g.status, g.body)
		}
	}
	r.is(r.call("POST", "/eu1/1/delete/profiles.json", `{"identity":"customer-1002"}`), 200, `{"status":"success"}`)
	r.advance(24 * time.Hour)
	r.is(r.call("GET", "/eu1/1/profile.json?identity=customer-1002", ""), 200, `{"status":"success","record":null}`)
}

func TestOtherIDsThanTheIdentityAreSaidNotToBePlayed(t *testing.T) {
	r := newRig(t)
	for _, kind := range []string{"FBID", "GPID", "objectId"} {
		g := r.call("POST", "/eu1/1/upload", upload(`{"type":"event","`+kind+`":"id-7","evtName":"Seen","evtData":{}}`))
		if !strings.Contains(g.body, "the sandbox models no FBID, GPID and objectId") {
			t.Errorf("%s answered %s", kind, g.body)
		}
	}
}
