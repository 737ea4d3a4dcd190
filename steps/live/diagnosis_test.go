package live

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// documented are the codes that CleverTap documents for a record it refuses, and
// 527, which was seen.
var documented = []int{509, 512, 513, 514, 515, 516, 517, 518, 519, 520, 522, 523, 524, 525, 526, 527, 528, 530, 531, 532, 533, 534, 535, 555}

func TestEveryDocumentedCodeHasItsOwnMeaningAndAWayOn(t *testing.T) {
	unknownWhy, _ := rejection(599)
	for _, code := range documented {
		d := diagnose(evidence{receipt: &clevertap.Receipt{Status: "fail", Unprocessed: []clevertap.Unprocessed{{Code: code, Message: "as CleverTap says"}}}})
		if d.Cause != Rejected || d.Code != code || d.Status != Fail || d.Fix == "" || !strings.Contains(d.Sentence, "as CleverTap says") || strings.Contains(d.Sentence, unknownWhy) {
			t.Errorf("%d is %+v", code, d)
		}
	}
	if d := diagnose(evidence{receipt: &clevertap.Receipt{Status: "fail"}}); d.Cause != Rejected || d.Fix == "" {
		t.Errorf("without a reason: %+v", d)
	}
}

func TestAFailedCallIsReadForWhatItMeans(t *testing.T) {
	for _, c := range []struct {
		failure  transport.Failure
		accepted bool
		cause    Cause
	}{
		{transport.Failure{Kind: transport.Unauthorised, Service: "CleverTap", Message: "Invalid Credentials"}, false, CredentialRejected},
		{transport.Failure{Kind: transport.Unauthorised, Service: "CleverTap", Message: "Invalid Credentials"}, true, CredentialRevoked},
		{transport.Failure{Kind: transport.Unauthorised, Service: "CleverTap", Message: "Account ID is not valid"}, false, WrongProject},
		{transport.Failure{Kind: transport.Unauthorised, Service: "Talon.One"}, false, CredentialRejected},
		{transport.Failure{Kind: transport.Unauthorised, Service: "Talon.One"}, true, CredentialRevoked},
		{transport.Failure{Kind: transport.Unreachable}, true, Unreachable},
		{transport.Failure{Kind: transport.Unreachable, Sent: true}, true, NoAnswer},
		{transport.Failure{Kind: transport.TimedOut}, true, NoAnswer},
		{transport.Failure{Kind: transport.Garbled}, true, Garbled},
		{transport.Failure{Kind: transport.Broken}, true, VendorFailed},
		{transport.Failure{Kind: transport.Limited}, true, RateLimited},
		{transport.Failure{Kind: transport.Refused}, true, NotAllowed},
		{transport.Failure{Kind: transport.NotFound}, true, NotThere},
		{transport.Failure{Kind: transport.Rejected, Code: 4002}, true, Rejected},
		{transport.Failure{Kind: transport.Conflict}, true, Failed},
	} {
		d := diagnose(evidence{err: &c.failure, accepted: c.accepted})
		if d.Cause != c.cause || d.Fix == "" || d.Sentence == "" || d.Status != Fail {
			t.Errorf("%s of %s, accepted before: %v: %+v, want %s", c.failure.Kind, c.failure.Service, c.accepted, d, c.cause)
		}
	}
	if d := diagnose(evidence{err: errors.New("something else")}); d.Cause != Failed || d.Sentence != "Something else." {
		t.Errorf("got %+v", d)
	}
}

func TestWhatDidNotArriveIsReadForTheReason(t *testing.T) {
	known := plan.EventSeen{Read: true, Known: true, Property: true, Name: "Coupon Generated"}
	w := setup.Wanted{Event: setup.Event{Name: "Coupon Generated", Property: "CouponCode"}, Test: setup.Test{Identity: "someone"}}
	for _, c := range []struct {
		name   string
		e      evidence
		cause  Cause
		status Status
	}{
		{"on another customer", evidence{missing: &missing{elsewhere: "customer-7", schema: known}}, WrongIdentity, Fail},
		{"discarded", evidence{missing: &missing{schema: plan.EventSeen{Read: true, Known: true, Discarded: true}}}, Dropped, Fail},
		{"an event that the project does not know", evidence{missing: &missing{schema: plan.EventSeen{Read: true}}}, Dropped, Fail},
		{"a property that the project does not know", evidence{missing: &missing{schema: plan.EventSeen{Read: true, Known: true}}}, Dropped, Fail},
		{"no answer, and not there", evidence{missing: &missing{schema: known}, unanswered: &transport.Failure{Kind: transport.TimedOut}}, NoAnswer, Fail},
		{"no answer to Talon.One, and not there", evidence{missing: &missing{schema: known}, delivery: &delivery{attempts: 3}}, UnreachableURL, Fail},
		{"for three minutes", evidence{missing: &missing{schema: known}, waited: 3 * time.Minute}, Late, Warn},
		{"a schema that is not shown", evidence{missing: &missing{}, waited: 3 * time.Minute}, Late, Warn},
		{"for ten minutes", evidence{missing: &missing{schema: known}, waited: 10 * time.Minute}, Dropped, Fail},
		{"under another property", evidence{other: instead("CouponGenerated", "NY-1")}, WrongProperty, Fail},
		{"with another code", evidence{other: instead("CouponCode", "NY-2")}, OtherCode, Fail},
		{"without its property", evidence{other: &clevertap.EventRecord{}}, Dropped, Fail},
		{"twice", evidence{copies: 2}, FiredTwice, Warn},
		{"too old for a campaign", evidence{age: 3 * time.Hour}, TooOld, Warn},
		{"too far ahead for a campaign", evidence{age: -time.Hour}, TooOld, Warn},
		{"two coupons of one call", evidence{fired: &fired{made: 2}}, FiredTwice, Fail},
		{"no coupon, paused", evidence{fired: &fired{state: "disabled"}}, CampaignPaused, Fail},
		{"no coupon, limit", evidence{fired: &fired{state: "running", reasons: []string{"ProfileLimitReached"}}}, LimitReached, Fail},
		{"no coupon", evidence{fired: &fired{state: "running", reasons: []string{"The condition was not met"}}}, NoCoupon, Fail},
	} {
		c.e.w, c.e.code, c.e.depth = w, "NY-1", DepthRelay
		d := diagnose(c.e)
		if d.Cause != c.cause || d.Status != c.status || d.Sentence == "" || d.Fix == "" {
			t.Errorf("%s: %+v, want %s as a %s", c.name, d, c.cause, c.status)
		}
		if d.Cause == Late && !strings.Contains(d.Fix, "talontap verify --live=relay --wait 10m") {
			t.Errorf("%s: nothing says how to wait on: %s", c.name, d.Fix)
		}
	}
}

func TestALoggedDeliveryIsReadForWhatTheReceiverMeant(t *testing.T) {
	refused := &clevertap.Receipt{Status: "fail", Unprocessed: []clevertap.Unprocessed{{Code: 513, Message: "no"}}}
	for _, c := range []struct {
		d     delivery
		cause Cause
	}{
		{delivery{attempts: 2}, UnreachableURL}, {delivery{1, 401, nil}, CredentialRevoked}, {delivery{1, 429, nil}, RateLimited},
		{delivery{1, 503, nil}, VendorFailed}, {delivery{1, 404, nil}, WrongWebhook}, {delivery{1, 200, nil}, Garbled},
		{delivery{1, 200, refused}, Rejected}, {delivery{}, NotLogged},
	} {
		if d := diagnose(evidence{delivery: &c.d}); d.Cause != c.cause || d.Fix == "" {
			t.Errorf("%+v is %+v, want %s", c.d, d, c.cause)
		}
	}
	if d := diagnose(evidence{logErr: errors.New("no")}); d.Cause != NotLogged || d.Status != Warn {
		t.Errorf("an unreadable log is %+v", d)
	}
}

func TestCleverTapsAnswerIsFoundInWhatWasLogged(t *testing.T) {
	for _, text := range []string{
		`{ "status" : "success" , "processed" : 1 , "unprocessed" : [ ]}`,
		"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"status\":\"success\",\"processed\":1,\"unprocessed\":[]}",
		"HTTP/1.1 200 OKContent-Type: application/json{\"status\":\"success\"}\n",
	} {
		if r := receiptIn([]byte(text)); r == nil || !r.Taken() {
			t.Errorf("%q gives %+v", text, r)
		}
	}
	for _, text := range []string{"", "<html>{}</html>", `{"status":"suc`, `}{`, `{"ok":true}`} {
		if r := receiptIn([]byte(text)); r != nil {
			t.Errorf("%q gives %+v", text, r)
		}
	}
	partial := receiptIn([]byte(`{"status":"partial","processed":0,"unprocessed":[{"status":"fail","code":528,"error":"Trying"}]}`))
	if partial == nil || partial.Taken() || partial.Unprocessed[0].Code != 528 {
		t.Errorf("a refusal gives %+v", partial)
	}
}

func TestTheFirstFailureIsTheDiagnosisElseTheGravestWarning(t *testing.T) {
	warn := func(c Cause) Diagnosis { return Diagnosis{Cause: c, Status: Warn} }
	fail := func(c Cause) Diagnosis { return Diagnosis{Cause: c, Status: Fail} }
	for _, c := range []struct {
		found []Diagnosis
		want  Cause
	}{
		{[]Diagnosis{warn(NotRedeemable), warn(Late), warn(ClockSkew)}, Late},
		{[]Diagnosis{warn(Unreachable), fail(OtherCode), fail(NoAnswer)}, OtherCode},
		{[]Diagnosis{warn(NotCleanedUp)}, NotCleanedUp},
	} {
		if d := gravest(c.found); d == nil || d.Cause != c.want {
			t.Errorf("of %v it is %v", c.found, d)
		}
	}
	if d := gravest(nil); d != nil {
		t.Errorf("of nothing it is %+v", d)
	}
}

func TestEveryCauseIsListedOnce(t *testing.T) {
	all := Causes()
	if slices.Contains(all, "") || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
		t.Errorf("the causes are %v", all)
	}
}

// instead is an event that came in place of the one with the code.
func instead(property, value string) *clevertap.EventRecord {
	return &clevertap.EventRecord{Properties: map[string]any{property: value}}
}
