package engine_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// click does what an admin does in one of the consoles.
func click(t testing.TB, base, method, path string, body any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequest(method, base+"/_sandbox/"+path, bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		t.Fatalf("%s %s: %d %s %v", method, path, res.StatusCode, answer, err)
	}
	out := map[string]any{}
	if len(answer) > 0 {
		if err := json.Unmarshal(answer, &out); err != nil {
			t.Fatalf("%s %s: %s", method, path, answer)
		}
	}
	return out
}

// swapped has each Talon.One key where the other belongs.
func swapped(st steps.State) steps.State {
	management, integration := st.Answers.Secret(setup.ManagementKey), st.Answers.Secret(setup.IntegrationKey)
	st.Answers = st.Answers.WithSecret(setup.ManagementKey, integration, setup.Typed).WithSecret(setup.IntegrationKey, management, setup.Typed)
	return st
}

func TestAKeyInTheOthersPlaceIsToldApartFromAWrongOne(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	session := engine.New(w)
	good := answered(box)
	good.Observed, _ = session.Look(t.Context(), steps.TalonOneStep, good)
	st := swapped(good)
	for id, says := range map[steps.ID]string{
		steps.TalonOneStep: "this is an Integration API key; talontap needs a Management API key here",
	} {
		_, findings := session.Look(t.Context(), id, st)
		if len(findings) != 1 || !findings[0].Stop || !strings.Contains(findings[0].Fix, says) {
			t.Errorf("step %s says %+v, want %q", id, findings, says)
		}
	}
	half := good
	half.Answers = good.Answers.WithSecret(setup.IntegrationKey, good.Answers.Secret(setup.ManagementKey), setup.Typed)
	_, findings := session.Look(t.Context(), steps.Application, half)
	if len(findings) != 1 || !strings.Contains(findings[0].Fix, "this is a Management API key; talontap needs an Integration API key here") {
		t.Errorf("step application says %+v", findings)
	}
	_, err := alone(t.Context(), session, st, steps.Alone{})
	var refused *engine.CredentialError
	if !asCredential(err, &refused) || refused.Key != setup.ManagementKey || !strings.Contains(refused.Fix(), "this is an Integration API key") {
		t.Errorf("an unattended run ends with %v, want the Management API key named", err)
	}
	if _, _, err := session.Plan(t.Context(), st); !asCredential(err, &refused) || !strings.Contains(refused.Fix(), "this is an Integration API key") {
		t.Errorf("a plan ends with %v, want the Management API key named", err)
	}
	list, err := session.Checklist(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	if fix := checkOf(t, list, "talonone.integration_key").Fix; !strings.Contains(fix, "this is a Management API key") || !list.Rejected {
		t.Errorf("the checklist says %q, rejected %v", fix, list.Rejected)
	}
}

func asCredential(err error, into **engine.CredentialError) bool {
	found := false
	for ; err != nil && !found; err = unwrap(err) {
		*into, found = err.(*engine.CredentialError)
	}
	return found
}

func unwrap(err error) error {
	if u, ok := err.(interface{ Unwrap() error }); ok {
		return u.Unwrap()
	}
	return nil
}

func checkOf(t *testing.T, l check.List, id string) check.Check {
	t.Helper()
	for _, c := range l.Checks {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no check %s", id)
	return check.Check{}
}

func TestARefusedPasscodeHintsAtTheTokenAndTheRegion(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Faults: []string{"401:clevertap"}})
	st := answered(box)
	session := engine.New(w)
	_, findings := session.Look(t.Context(), steps.CleverTapStep, st)
	_, err := alone(t.Context(), session, st, steps.Alone{})
	var refused *engine.CredentialError
	if !asCredential(err, &refused) || refused.Key != setup.Passcode {
		t.Fatalf("the run ends with %v, want the passcode named", err)
	}
	for _, part := range []string{"Token", "eu1", "expired"} {
		if !strings.Contains(findings[0].Fix, part) || !strings.Contains(refused.Fix(), part) {
			t.Errorf("%q is not said in %q and %q", part, findings[0].Fix, refused.Fix())
		}
	}
}

// TestYesterdayInTheApplicationsZoneStopsARunBeforeAnythingIsMade: half an hour
// after midnight in Berlin, the day before is still going on elsewhere.
func TestYesterdayInTheApplicationsZoneStopsARunBeforeAnythingIsMade(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Clock: time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)})
	st := answered(box, string(setup.RuleDate), "2026-11-22")
	if err := steps.FitForSetup(st); err != nil {
		t.Fatalf("without the zone it is taken for over: %v", err)
	}
	before := count(t, w, st)
	_, err := run(t, w, st)
	if err == nil || !strings.Contains(err.Error(), "22 November 2026 is over in Europe/Berlin") {
		t.Errorf("the run ends with %v", err)
	}
	if after := count(t, w, st); after != before {
		t.Errorf("afterwards there are %+v, want %+v as before", after, before)
	}
}

func TestAnotherSpellingOfAKnownEventIsTold(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"coupon generated", "CouponGenerated", "COUPON  GENERATED"} {
		box, w := rehearse(t, sandbox.Options{})
		st := answered(box, string(setup.EventName), name)
		session := engine.New(w)
		st.Observed, _ = session.Look(t.Context(), steps.CleverTapStep, st)
		st.Observed, _ = session.Look(t.Context(), steps.TalonOneStep, st)
		_, findings := session.Look(t.Context(), steps.Values, st)
		if !strings.Contains(fmt.Sprint(findings), `CleverTap knows it as "Coupon Generated"`) {
			t.Errorf("%q: the step finds %+v", name, findings)
		}
		p, _, err := session.Plan(t.Context(), st)
		if err != nil {
			t.Fatal(err)
		}
		if c := p.Of(plan.Event); c.Action != plan.Keep || !strings.Contains(c.Why, `spells it "Coupon Generated"`) {
			t.Errorf("%q: the plan has %+v", name, c)
		}
		list, err := session.Checklist(t.Context(), st)
		if err != nil {
			t.Fatal(err)
		}
		if c := checkOf(t, list, "event.known"); c.Status != check.Warn || c.Fix == "" {
			t.Errorf("%q: the checklist has %+v", name, c)
		}
	}
}

// webhook is a body for the Campaign Manager.
func webhookBody(title, description string) map[string]any {
	return map[string]any{"applicationIds": []int{1}, "title": title, "description": description, "verb": "POST", "url": "https://example.com/x",
		"headers": []string{}, "params": []any{}, "draft": false, "enabled": true}
}

func TestSeveralWebhooksOfOneNameAreNamedAndNoneIsTouched(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{})
	st := answered(box)
	var ids []string
	for range 3 {
		made := click(t, box.TalonOneURL(), "POST", "talonone/webhooks", webhookBody("Send CleverTap Email", "made by hand"))
		ids = append(ids, fmt.Sprint(made["id"]))
	}
	r, err := run(t, w, st)
	if err != nil {
		t.Fatal(err)
	}
	c := r.Plan.Of(plan.Webhook)
	if c.Action != plan.Manual || !strings.Contains(c.Why, "IDs "+strings.Join(ids, ", ")) || len(c.Steps) == 0 {
		t.Errorf("the plan has %+v, want it left to a person with the IDs %s", c, ids)
	}
	if r.Live != nil || r.Enabled || !r.Failed() {
		t.Errorf("live %v, enabled %v, failed %v; want nothing followed, nothing enabled, and work left", r.Live, r.Enabled, r.Failed())
	}
	for _, id := range ids {
		if got := click(t, box.TalonOneURL(), "GET", "talonone/webhooks/"+id, nil); got["url"] != "https://example.com/x" {
			t.Errorf("webhook %s was changed: %v", id, got)
		}
	}
}

func TestAnApplicationWithoutCampaignsIsSaidAndNoSampleIsOffered(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Bare: true})
	for _, c := range campaignsOf(t, box) {
		click(t, box.TalonOneURL(), "DELETE", "talonone/applications/1/campaigns/"+fmt.Sprint(c["id"]), nil)
	}
	session := engine.New(w)
	st := answered(box)
	st.Observed, _ = session.Look(t.Context(), steps.TalonOneStep, st)
	o, findings := session.Look(t.Context(), steps.Application, st)
	if len(o.Campaigns) != 0 || !strings.Contains(fmt.Sprint(findings), "no campaign yet") {
		t.Errorf("seen are %v with %+v", o.Campaigns, findings)
	}
	st.Observed = o
	q := question(t, setup.CampaignSample)
	if options := q.Options(st); len(options) != 1 || options[0].Value != "" {
		t.Errorf("offered are %+v, want to make the rule by hand and nothing else", options)
	}
	r, err := run(t, w, st)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []plan.Resource{plan.Campaign, plan.Rule} {
		if c := r.Plan.Of(of); c.Action != plan.Manual || c.Why == "" || len(c.Steps) == 0 {
			t.Errorf("%s: %+v, want it left to a person with reason and steps", of, c)
		}
	}
}

func campaignsOf(t *testing.T, box *sandbox.Sandbox) (out []map[string]any) {
	t.Helper()
	all, _ := click(t, box.TalonOneURL(), "GET", "talonone/applications/1/campaigns?pageSize=1000", nil)["data"].([]any)
	for _, c := range all {
		out = append(out, c.(map[string]any))
	}
	return out
}

func TestAServiceThatIsBusyOnceIsWaitedForAndForEverIsSaid(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Faults: []string{"429-once:clevertap", "429-once:talonone"}})
	if r, err := run(t, w, answered(box)); err != nil || r.Failed() {
		t.Errorf("busy once: err %v, failed %v; want a whole setup", err, r.Failed())
	}
	for _, service := range []string{"clevertap", "talonone"} {
		box, w := rehearse(t, sandbox.Options{Faults: []string{"429:" + service}})
		_, err := run(t, w, answered(box))
		if transport.KindOf(err) != transport.Limited || !strings.Contains(err.Error(), "too many requests") {
			t.Errorf("%s busy for ever: %v", service, err)
		}
	}
}

func TestTenThousandCampaignsAreReadWholeAndTheOneOfThisSetupIsFound(t *testing.T) {
	t.Parallel()
	const many = 10000
	box, w := rehearse(t, sandbox.Options{})
	ours := 0
	for i := range many {
		body := map[string]any{"name": fmt.Sprintf("Campaign %d", i), "state": "disabled", "tags": []string{"x"}, "features": []string{"coupons"}, "limits": []any{}}
		if i == many-1 {
			body["tags"] = []string{setup.MarkOf("test")}
		}
		made := click(t, box.TalonOneURL(), "POST", "talonone/applications/1/campaigns", body)
		ours = int(made["id"].(float64))
	}
	p, _, err := engine.New(w).Plan(t.Context(), answered(box))
	if err != nil {
		t.Fatal(err)
	}
	if c := p.Of(plan.Campaign); c.Action != plan.Update {
		t.Errorf("the campaign with our mark (%d), renamed by somebody, is planned as %+v, want it updated", ours, c)
	}
}
