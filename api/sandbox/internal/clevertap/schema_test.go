package clevertap

import (
	"strings"
	"testing"
)

func TestTheSchemaBeginsWithTheTutorialsEvent(t *testing.T) {
	r := newRig(t)
	r.is(r.call("GET", "/eu1/getSchema?type=events", ""), 200,
		`{"status":"success","events":[{"name":"Coupon Generated","type":"Defined","status":"Inactive","eventCount":0,`+
			`"properties":[{"name":"CouponCode","dataType":"String"}]}]}`)
}

func TestTheSchemaLearnsWhatIsRaised(t *testing.T) {
	r := newRig(t)
	r.raise("customer-1001", "Gift Sent", `{"Weight":2.5,"On":"$D_1795435200","Wrapped":true,"Card":"hi"}`)
	g := r.call("GET", "/eu1/getSchema?type=events", "")
	want := `{"name":"Gift Sent","type":"Undefined","status":"Active","eventCount":1,"properties":[` +
		`{"name":"Card","dataType":"String"},{"name":"On","dataType":"Date"},{"name":"Weight","dataType":"Number"},{"name":"Wrapped","dataType":"Boolean"}]}`
	if !strings.Contains(g.body, want) {
		t.Errorf("the schema is %s\nwant in it %s", g.body, want)
	}
	r.click("POST", "/schema/Gift%20Sent/discard", "")
	if g := r.call("GET", "/eu1/getSchema?type=events", ""); !strings.Contains(g.body, `"status":"Discarded"`) {
		t.Errorf("the schema is %s, want Gift Sent Discarded", g.body)
	}
}

func TestTheSchemaShowsEventsAndNothingElse(t *testing.T) {
	r := newRig(t)
	for _, query := range []string{"", "?type=userProperties"} {
		if g := r.call("GET", "/eu1/getSchema"+query, ""); g.status != 400 {
			t.Errorf("%q is answered %d", query, g.status)
		}
	}
}

// TestUndefinedDataIsDroppedAfterASuccess is the silent failure: every upload is
// answered with success, whatever becomes of it.
func TestUndefinedDataIsDroppedAfterASuccess(t *testing.T) {
	for _, c := range []struct {
		mode                 string
		event, field         int    // how many events arrive of an undefined event, of a defined one with an undefined property
		stream               string // what the error stream says of the second
		property, definition bool   // whether the undefined property, the undefined event is known after
	}{
		{"accept", 1, 1, "", true, true},
		{"drop-events", 0, 1, "", true, false},
		{"drop-events-with-undefined-properties", 0, 0, "the property is not defined: event dropped", false, false},
		{"drop-properties", 1, 1, "the property is not defined: property dropped", false, true},
	} {
		t.Run(c.mode, func(t *testing.T) {
			r := newRig(t)
			r.click("PUT", "/settings", `{"undefined_data":"`+c.mode+`"}`)
			r.raise("customer-1001", "Never Defined", `{"A":1}`)
			r.raise("customer-1002", "Coupon Generated", `{"CouponCode":"NY-1","CouponGenerated":"NY-1"}`)
			if n := r.raised("customer-1001", "Never Defined"); n != c.event {
				t.Errorf("%d undefined events arrived, want %d", n, c.event)
			}
			if n := r.raised("customer-1002", "Coupon Generated"); n != c.field {
				t.Errorf("%d events with an undefined property arrived, want %d", n, c.field)
			}
			if s := r.click("GET", "/error-stream", "").body; !strings.Contains(s, c.stream) {
				t.Errorf("the error stream is %s, want %q in it", s, c.stream)
			}
			schema := r.call("GET", "/eu1/getSchema?type=events", "").body
			if strings.Contains(schema, "CouponGenerated") != c.property || strings.Contains(schema, "Never Defined") != c.definition {
				t.Errorf("afterwards the schema is %s", schema)
			}
		})
	}
}

func TestRulesOfTheSchemaDropAfterASuccess(t *testing.T) {
	r := newRig(t)
	r.click("PUT", "/schema/Coupon%20Generated", `{"properties":[{"name":"CouponCode","type":"String","defined":true,"required":true},{"name":"Value","type":"Number","defined":true}]}`)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1","Value":5}`)
	r.raise("customer-1001", "Coupon Generated", `{"Value":5}`)
	r.raise("customer-1001", "Coupon Generated", `{"CouponCode":"NY-1","Value":"five"}`)
	if n := r.raised("customer-1001", "Coupon Generated"); n != 1 {
		t.Errorf("%d events arrived, want only the one that keeps the rules", n)
	}
	stream := r.click("GET", "/error-stream", "").body
	for _, reason := range []string{"a required property is missing: event dropped", "the value is not a Number: event dropped"} {
		if !strings.Contains(stream, reason) {
			t.Errorf("the error stream is %s, want %q in it", stream, reason)
		}
	}
}
