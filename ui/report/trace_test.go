package report_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/steps/trail"
	"github.com/talontap/talontap/ui/report"
)

// lostCode is a code that CleverTap did not take.
func lostCode() trail.Trail {
	return trail.Trail{Asked: "customer-1001", Code: "NY-7K3Q-88PD", Customer: "customer-1001", Campaign: "Coupon by email, 1 January 2027",
		Outcome: trail.Lost, LostAt: trail.Delivery, Hops: []trail.Hop{
			{ID: trail.Coupon, Status: status.Pass, Detail: "made 1 January 2027, 08:00:12 for customer-1001 by the campaign “Coupon by email, 1 January 2027”; 100 of 100 uses left, no expiry"},
			{ID: trail.Delivery, Status: status.Fail, Detail: "3 attempts, the last at 08:04:10: CleverTap did not accept the passcode", Fix: "send these customers their codes yourself"},
			{ID: trail.Event, Status: status.Skip, Detail: "nothing was delivered, so there is no event"},
			{ID: trail.Email, Status: status.Skip, Detail: "without an event there is no email"},
			{ID: trail.Redeemed, Status: status.Skip, Detail: "not used so far"},
		}}
}

func arrivedCode(customer, code string) trail.Trail {
	return trail.Trail{Asked: customer, Code: code, Customer: customer, Outcome: trail.Arrived, Hops: []trail.Hop{{ID: trail.Event, Status: status.Pass, Detail: "on the customer"}}}
}

// aFew and many are the two shapes of a trace.
func aFew() trail.Report {
	test := arrivedCode("talontap-test-default", "NY-TEST-0001")
	test.Test = true
	return trail.Report{Trails: []trail.Trail{lostCode(), test}, Repeated: 1}
}

func many() trail.Report {
	unknown := trail.Trail{Asked: "nobody", Outcome: trail.NotFound, Hops: []trail.Hop{
		{ID: trail.Coupon, Status: status.Fail, Detail: "no campaign of Shop EU has such a code", Fix: "check the spelling"}}}
	without := unknown
	without.Asked, without.Customer = "customer-1004", "customer-1004"
	return trail.Report{Trails: []trail.Trail{arrivedCode("customer-1002", "NY-0000-0001"), lostCode(), unknown, without, arrivedCode("a-customer-with-an-id-longer-than-any-column", "NY-0000-0002")},
		Unread: []trail.Unread{{What: "CleverTap's profiles", Err: errors.New("CleverTap cannot be reached")}}}
}

func TestTraceJSONHoldsEveryTrailTheCountsAndWhatWasNotRead(t *testing.T) {
	got := decoded(t, func(w io.Writer) error { return report.TraceJSON(w, many(), errors.New("stopped")) })
	same(t, "schema", got["schema"], "talontap.trace/v1")
	same(t, "summary", got["summary"], object{"arrived": 2.0, "on_the_way": 0.0, "lost": 1.0, "not_seen": 0.0, "no_code": 0.0, "not_found": 2.0, "deleted": 0.0, "other_campaign": 0.0})
	same(t, "unread", got["unread"], []any{object{"what": "CleverTap's profiles", "why": "CleverTap cannot be reached", "fix": ""}})
	lost := got["trails"].([]any)[1].(object)
	same(t, "lost at", lost["lost_at"], "delivery")
	same(t, "its hops", lost["hops"].([]any)[1], object{"id": "delivery", "status": "fail",
		"detail": "3 attempts, the last at 08:04:10: CleverTap did not accept the passcode", "fix": "send these customers their codes yourself"})
	if got["error"] == nil {
		t.Error("what kept the trace from its end is left out")
	}
	same(t, "nothing", decoded(t, func(w io.Writer) error { return report.TraceJSON(w, trail.Report{}, nil) })["trails"], []any{})
}

func TestATraceOfAFewSaysOnceWhatWasNotRead(t *testing.T) {
	r := aFew()
	r.Trails[1].Hops[0] = trail.Hop{ID: trail.Event, Status: status.Unseen, Detail: "not seen: CleverTap is away"}
	r.Unread = []trail.Unread{{What: "CleverTap's events", Err: errors.New("CleverTap is away")}, {What: "Talon.One's delivery log", Err: errors.New("no right to it")}}
	var b bytes.Buffer
	if err := report.Trace(&b, report.Style{Width: 200}, r); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "CleverTap is away"); n != 1 || strings.Count(b.String(), "no right to it") != 1 {
		t.Errorf("it is said %d times in\n%s", n, b.String())
	}
	if len(r.Unread) != 2 {
		t.Error("the caller's report was changed")
	}
}
