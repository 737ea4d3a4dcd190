package report_test

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/report"
)

type object = map[string]any

func decoded(t *testing.T, write func(io.Writer) error) object {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(b.String(), "}\n") || !strings.Contains(b.String(), "\n  \"schema\": ") {
		t.Errorf("not indented, or no line break at the end:\n%s", b.String())
	}
	var v object
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	return v
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		g, _ := json.MarshalIndent(got, "", " ")
		w, _ := json.MarshalIndent(want, "", " ")
		t.Errorf("%s:\n--- got\n%s\n--- want\n%s", what, g, w)
	}
}

func TestPlanJSONHoldsEveryChangeWithItsFieldsAndTheCounts(t *testing.T) {
	p := plan.Plan{Changes: []plan.Change{
		{Resource: plan.Webhook, Name: "Send <CleverTap> & Email", Action: plan.Update, Route: plan.API, Published: plan.No,
			Fields: []plan.Field{{Name: "Verb", From: "GET", To: "POST"}}},
		{Resource: plan.Rule, Name: "Rule", Action: plan.Manual, Route: plan.Guided, Published: plan.Formerly, Why: "no call", Steps: []string{"click"}},
	}}
	same(t, "plan", decoded(t, func(w io.Writer) error { return report.PlanJSON(w, p, nil) }), object{
		"schema": "talontap.plan/v1",
		"changes": []any{
			object{"resource": "webhook", "name": "Send <CleverTap> & Email", "action": "update", "route": "api", "published": "no",
				"fields": []any{object{"name": "Verb", "from": "GET", "to": "POST"}}},
			object{"resource": "rule", "name": "Rule", "action": "manual", "route": "guided", "published": "formerly",
				"fields": []any{}, "why": "no call", "steps": []any{"click"}},
		},
		"summary": object{"keep": 0.0, "create": 0.0, "update": 1.0, "adopt": 0.0, "manual": 1.0, "unread": 0.0},
	})
}

func TestJSONLeavesNamesReadable(t *testing.T) {
	var b bytes.Buffer
	p := plan.Plan{Changes: []plan.Change{{Name: "a <b> & c"}}}
	if err := report.PlanJSON(&b, p, nil); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"a <b> & c"`) {
		t.Errorf("the name is escaped as for HTML:\n%s", b.String())
	}
}

func TestChecklistJSONHoldsEveryCheckAndTheSummary(t *testing.T) {
	l := check.List{
		Checks:  []check.Check{{ID: "webhook.matches", Title: "The webhook", Status: check.Fail, Detail: "seen GET", Fix: "apply", TookMS: 84}},
		Summary: check.Summary{Fail: 1},
	}
	want := object{
		"schema": "talontap.checklist/v1",
		"checks": []any{object{"id": "webhook.matches", "title": "The webhook", "status": "fail", "detail": "seen GET",
			"fix": "apply", "took_ms": 84.0}},
		"summary": object{"pass": 0.0, "fail": 1.0, "warn": 0.0, "manual": 0.0, "skip": 0.0},
	}
	same(t, "without a live check", decoded(t, func(w io.Writer) error { return report.ChecklistJSON(w, l, nil, nil) }), want)

	r := live.Result{Depth: live.DepthSimulate}
	got := decoded(t, func(w io.Writer) error { return report.ChecklistJSON(w, l, &r, nil) })
	want["live_check"] = object{"arrived": false, "coupon_code": "", "depth": "simulate", "hops": []any{}, "proven": []any{},
		"rehearsed": []any{}, "only_on_the_day": []any{}, "left_behind": []any{}, "requests": []any{},
		"gate": object{"open": false, "failures": []any{}, "unseen": []any{}}}
	same(t, "with a live check", got, want)
}

func TestSetupJSONHoldsPlanLiveCheckChecklistAndWhatIsLeft(t *testing.T) {
	r := steps.Report{
		Plan: plan.Plan{Changes: []plan.Change{{Resource: plan.Event, Name: "E", Action: plan.Keep, Route: plan.Found, Published: plan.Yes}}},
		Live: &live.Result{Arrived: true, CouponCode: "NY-7K3Q-88PD", Depth: live.DepthRelay, Gate: live.Gate{Open: true},
			Hops: []live.Hop{{ID: live.Coupon, Status: live.Pass, TookMS: 12, By: live.ByTalontap, Detail: "made"}}},
		Looked:  true,
		Enabled: true,
		Left:    []plan.Change{{Resource: plan.EmailCampaign, Name: "M", Action: plan.Manual, Route: plan.Guided, Published: plan.No}},
	}
	got := decoded(t, func(w io.Writer) error { return report.SetupJSON(w, r, nil) })
	same(t, "schema", got["schema"], "talontap.setup/v1")
	same(t, "plan", got["plan"], object{
		"changes": []any{object{"resource": "event", "name": "E", "action": "keep", "route": "found", "published": "yes", "fields": []any{}}},
		"summary": object{"keep": 1.0, "create": 0.0, "update": 0.0, "adopt": 0.0, "manual": 0.0, "unread": 0.0},
	})
	live := got["live_check"].(object)
	same(t, "arrived", live["arrived"], true)
	same(t, "coupon_code", live["coupon_code"], "NY-7K3Q-88PD")
	same(t, "hops", live["hops"], []any{object{"id": "coupon", "status": "pass", "took_ms": 12.0, "by": "talontap", "detail": "made"}})
	same(t, "checklist", got["checklist"], object{"checks": []any{},
		"summary": object{"pass": 0.0, "fail": 0.0, "warn": 0.0, "manual": 0.0, "skip": 0.0}})
	same(t, "enabled", got["enabled"], true)
	same(t, "left", got["left"], []any{object{"resource": "email-campaign", "name": "M", "action": "manual", "route": "guided",
		"published": "no", "fields": []any{}}})
}

func TestSetupJSONSaysNullWhereThereWasNothingToFollow(t *testing.T) {
	got := decoded(t, func(w io.Writer) error { return report.SetupJSON(w, steps.Report{}, nil) })
	if v, there := got["live_check"]; !there || v != nil {
		t.Errorf("live_check is %v, there: %v; want null", v, there)
	}
	same(t, "left", got["left"], []any{})
}

func TestMakingJSONDoesNotTouchTheValuesItWasGiven(t *testing.T) {
	r := live.Result{}
	p := plan.Plan{Changes: []plan.Change{{Name: "E"}}}
	if err := report.SetupJSON(io.Discard, steps.Report{Plan: p, Live: &r}, nil); err != nil {
		t.Fatal(err)
	}
	if r.Hops != nil || p.Changes[0].Fields != nil {
		t.Error("the caller's values were changed")
	}
}
