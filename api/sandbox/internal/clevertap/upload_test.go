package clevertap

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func upload(records ...string) string { return `{"d":[` + strings.Join(records, ",") + `]}` }

func event(name, rest string) string {
	return fmt.Sprintf(`{"type":"event","identity":"customer-1001","evtName":%q%s}`, name, rest)
}

func TestASuccessHasTheRecordedBytes(t *testing.T) {
	r := newRig(t)
	g := r.call("POST", "/eu1/1/upload", upload(event("Coupon Generated", `,"$source":"Talon.One","evtData":{"CouponCode":"NY-1"}`)))
	r.is(g, 200, `{ "status" : "success" , "processed" : 1 , "unprocessed" : [ ]}`)
	if g.kind != "application/json;charset=utf-8" {
		t.Errorf("content type %q", g.kind)
	}
}

func TestAPartialAnswerCountsFromOneAndEchoesTheRecord(t *testing.T) {
	r := newRig(t)
	good := `{"type":"profile","identity":"a","profileData":{"Email":"a@example.com"}}`
	bad := `{"type":"profile","identity":"b","profileData":{"Email":"<nobody>"}}`
	r.is(r.call("POST", "/eu1/1/upload", upload(good, bad)), 200,
		`{ "status" : "partial" , "processed" : 1 , "unprocessed" : [ { "status" : "fail" , "code" : 515 , `+
			`"error" : "Profile data is incorrect. Email is not valid.Skipped record number : 2" , `+
			`"record" : { "type" : "profile" , "identity" : "b" , "profileData" : { "Email" : "<nobody>"}}}]}`)
}

func TestARefusedUploadIsStillHTTP200(t *testing.T) {
	r := newRig(t)
	bad := event("App Launched", `,"evtData":{}`)
	r.is(r.call("POST", "/eu1/1/upload", upload(bad)), 200,
		`{ "status" : "fail" , "processed" : 0 , "unprocessed" : [ { "status" : "fail" , "code" : 513 , `+
			`"error" : "Event Name is incorrect. ErrorCode: 513 - Trying to raise a restricted system event. Skipped record number : 1" , `+
			`"record" : { "type" : "event" , "identity" : "customer-1001" , "evtName" : "App Launched" , "evtData" : { }}}]}`)
}

func TestEachWrongRecordHasItsCode(t *testing.T) {
	long := strings.Repeat("x", 513)
	many := make([]string, 101)
	for i := range many {
		many[i] = fmt.Sprintf(`"p%d":1`, i)
	}
	profile := func(data string) string {
		return `{"type":"profile","identity":"a","profileData":` + data + `}`
	}
	for _, c := range []struct {
		name, record string
		code         int
		says         string
	}{
		{"no event name", event("", `,"evtData":{}`), 509, "Event Name is incorrect. ErrorCode: 509 - Event name is mandatory. Skipped record number : 1"},
		{"no event data", event("A", ``), 512, ""},
		{"event data that is no object", event("A", `,"evtData":"x"`), 512, ""},
		{"forbidden character in the event", event("A.B", `,"evtData":{}`), 512, ""},
		{"forbidden character in a property", event("A", `,"evtData":{"a:b":1}`), 512, ""},
		{"value too long", event("A", `,"evtData":{"a":"`+long+`"}`), 512, ""},
		{"list outside Charged", event("A", `,"evtData":{"a":[1]}`), 512, ""},
		{"restricted, otherwise spelt", event("applaunched", `,"evtData":{}`), 513, ""},
		{"restricted, spaced", event("UTM  VISITED", `,"evtData":{}`), 513, ""},
		{"email", profile(`{"Email":"x"}`), 515, "Profile data is incorrect. Email is not valid.Skipped record number : 1"},
		{"an operation", profile(`{"Points":{"$incr":5}}`), 512, ""},
		{"phone", profile(`{"Phone":"0123"}`), 516, "Profile data is incorrect. Phone number is not valid.Skipped record number : 1"},
		{"too many properties", event("A", `,"evtData":{`+strings.Join(many, ",")+`}`), 522, ""},
		{"no identity", `{"type":"event","evtName":"A","evtData":{}}`, 523, ""},
		{"empty identity", `{"type":"event","identity":"","evtName":"A","evtData":{}}`, 523, ""},
		{"neither", `{"type":"thing","identity":"a"}`, 524, ""},
		{"no object", `"text"`, 524, ""},
		{"time zero", event("A", `,"ts":0,"evtData":{}`), 525, "Timestamp should be present in the Unix Epoch format. Skipped record number : 1"},
		{"time as text", event("A", `,"ts":"now","evtData":{}`), 525, ""},
		{"milliseconds", event("A", `,"ts":1795435200000,"evtData":{}`), 527, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t)
			var answer struct {
				Status      string
				Unprocessed []struct {
					Code  int
					Error string
				}
			}
			r.into(r.call("POST", "/eu1/1/upload", upload(c.record)), 200, &answer)
			if answer.Status != "fail" || len(answer.Unprocessed) != 1 || answer.Unprocessed[0].Code != c.code {
				t.Fatalf("answered %+v, want code %d", answer, c.code)
			}
			if said := answer.Unprocessed[0].Error; c.says != "" && said != c.says {
				t.Errorf("said %q\nwant %q", said, c.says)
			}
		})
	}
}

func TestARefusalIsSpacedOutsideItsStringsOnly(t *testing.T) {
	got := spaced(answer{200, []byte(`{"a":"x:,{[\"\\","b":[1,{}]}`)})
	if want := `{ "a" : "x:,{[\"\\" , "b" : [ 1 , { }]}`; string(got.body) != want {
		t.Errorf("got  %s\nwant %s", got.body, want)
	}
}

func TestItemsOfChargedMayBeAList(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Charged", `{"Amount":3,"Items":[{"Name":"Tea"}]}`)
}

func TestAWholeUploadThatCannotBeReadFails(t *testing.T) {
	r := newRig(t)
	records := make([]string, 1001)
	for i := range records {
		records[i] = "{}"
	}
	for _, body := range []string{`{"d":[`, `{}`, `{"d":null}`, ``, upload(records...)} {
		g := r.call("POST", "/eu1/1/upload", body)
		if g.status != 400 || !strings.HasPrefix(g.body, `{"status":"fail","error":"Malformed request`) || !strings.HasSuffix(g.body, `,"code":400}`) {
			t.Errorf("answered %d %s", g.status, g.body)
		}
	}
}

func TestADryRunChecksAndStoresNothing(t *testing.T) {
	r := newRig(t)
	body := upload(event("Coupon Generated", `,"evtData":{"CouponCode":"NY-1"}`))
	r.is(r.call("POST", "/eu1/1/upload?dryRun=1", body), 200, taken)
	if n := r.raised("customer-1001", "Coupon Generated"); n != 0 || len(r.account.Inbox()) != 0 {
		t.Errorf("a dry run left %d events and %d emails", n, len(r.account.Inbox()))
	}
	r.is(r.call("POST", "/eu1/1/upload?dryRun=1", upload(event("", ``))), 200,
		`{ "status" : "fail" , "processed" : 0 , "unprocessed" : [ { "status" : "fail" , "code" : 509 , "error" : "Event Name is incorrect. ErrorCode: 509 - Event name is mandatory. Skipped record number : 1" , `+
			`"record" : { "type" : "event" , "identity" : "customer-1001" , "evtName" : ""}}]}`)
	r.is(r.call("POST", "/eu1/1/upload?dryRun=0", body), 200, taken)
	if n := r.raised("customer-1001", "Coupon Generated"); n != 1 {
		t.Errorf("dryRun=0 left %d events, want 1", n)
	}
}

func TestARepeatedUploadIsASecondEvent(t *testing.T) {
	r := newRig(t)
	for range 2 {
		r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	}
	if n := r.raised("customer-1001", "Coupon Generated"); n != 2 || len(r.account.Inbox()) != 2 {
		t.Errorf("%d events and %d emails, want 2 of each", n, len(r.account.Inbox()))
	}
}

func TestAnUnknownIdentityBecomesAProfile(t *testing.T) {
	r := newRig(t)
	r.raise("newcomer", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	if n := r.raised("newcomer", "Coupon Generated"); n != 1 {
		t.Errorf("the newcomer has %d events, want 1", n)
	}
}

func TestSpellingsOfAnEventNameAreOneEvent(t *testing.T) {
	r := newRig(t)
	for _, name := range []string{"Coupon Generated", "coupongenerated", "COUPON  generated"} {
		r.raise("customer-1001", name, `{"CouponCode":"NY-1"}`)
	}
	if n := r.raised("customer-1001", "Coupon Generated"); n != 3 {
		t.Errorf("counted %d, want 3 under the first spelling", n)
	}
}

func TestADiscardedEventIsRefusedInEverySpelling(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.click("POST", "/schema/Coupon%20Generated/discard", "")
	bad := event("couponGENERATED", `,"evtData":{"CouponCode":"NY-2"}`)
	r.is(r.call("POST", "/eu1/1/upload", upload(bad)), 200,
		`{ "status" : "fail" , "processed" : 0 , "unprocessed" : [ { "status" : "fail" , "code" : 528 , `+
			`"error" : "Trying to raise a discarded event. Skipped record number : 1" , `+
			`"record" : { "type" : "event" , "identity" : "customer-1001" , "evtName" : "couponGENERATED" , "evtData" : { "CouponCode" : "NY-2"}}}]}`)
	if n := r.raised("customer-1001", "Coupon Generated"); n != 0 {
		t.Errorf("%d events of a discarded kind are shown", n)
	}
}

func TestADiscardedEventComesBackADayLaterAndItsHistoryForSixteen(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1"}`)
	r.click("POST", "/schema/Coupon%20Generated/discard", "")
	if g := r.call("POST", "/console/schema/Coupon%20Generated/restore", ""); g.status != 400 {
		t.Errorf("restored at once: %d %s", g.status, g.body)
	}
	r.advance(24 * time.Hour)
	r.click("POST", "/schema/Coupon%20Generated/restore", "")
	if n := r.raised("customer-1001", "Coupon Generated"); n != 1 {
		t.Errorf("%d events after restoring, want 1", n)
	}
	r.click("POST", "/schema/Coupon%20Generated/discard", "")
	r.advance(16 * 24 * time.Hour)
	r.click("POST", "/schema/Coupon%20Generated/restore", "")
	if n := r.raised("customer-1001", "Coupon Generated"); n != 0 {
		t.Errorf("%d events after the purge, want 0", n)
	}
}

func TestTheNumberOfEventTypesIsLimited(t *testing.T) {
	r := newRig(t)
	for i := range mostEventTypes - 1 { // one is there from the start
		r.account.schema.know(fmt.Sprintf("Event %d", i))
	}
	r.raise("customer-1001", "Event 5", `{}`)
	g := r.call("POST", "/eu1/1/upload", upload(event("One More", `,"evtData":{}`)))
	if !strings.Contains(g.body, `"code" : 512`) {
		t.Errorf("answered %s, want code 512", g.body)
	}
}
