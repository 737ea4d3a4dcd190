package check_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

var autumn = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

func probe(err error) check.Probe {
	return check.Probe{Done: true, Err: err, Took: 1500 * time.Millisecond}
}

// sound is the evidence of a setup in which everything is as it should be.
func sound(t testing.TB) check.Evidence {
	t.Helper()
	day, err := setup.ParseDay("2027-01-01", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	kept := plan.Plan{Capacity: plan.Capacity{Status: check.Pass, Says: "it is enough"}}
	for _, r := range []plan.Resource{plan.Event, plan.Webhook, plan.Campaign, plan.Rule, plan.EmailCampaign, plan.Enable} {
		kept.Changes = append(kept.Changes, plan.Change{Resource: r, Name: "the " + string(r), Action: plan.Keep, Route: plan.Found})
	}
	w := setup.Wanted{Profile: "shop", Rule: setup.Rule{Day: day}, Webhook: talonone.Webhook{Title: "Send"}}
	return check.Evidence{
		Now: autumn, Wanted: &w, Project: setup.Project{ID: "R74-ZWR-R44Z"}, Plan: &kept,
		CleverTap: probe(nil), Management: probe(nil), Integration: probe(nil), Application: probe(nil),
		Seen: &plan.Seen{Event: plan.EventSeen{Read: true}, Webhooks: []talonone.Webhook{{ID: 11, Title: "Send"}},
			Campaign: plan.CampaignSeen{Campaign: &talonone.Campaign{ID: 21, State: "enabled", FrontendState: "running", ActiveRulesetID: 31}}},
		Simulated: &check.Check{Status: check.Pass}, Arrived: &check.Check{Status: check.Pass}, Received: &check.Check{Status: check.Pass}, Redeemable: &check.Check{Status: check.Pass},
		Secrets: []check.Kept{{Title: "CleverTap passcode", From: setup.FromKeychain}},
	}
}

func of(t testing.TB, l check.List, id string) check.Check {
	t.Helper()
	i := slices.IndexFunc(l.Checks, func(c check.Check) bool { return c.ID == id })
	if i < 0 {
		t.Fatalf("there is no check %q", id)
	}
	return l.Checks[i]
}

func TestASoundSetupPassesAllThatCanBeSeen(t *testing.T) {
	l := check.Checks(sound(t))
	if len(l.Failing()) != 0 || l.Summary.Warn != 0 || l.Summary.Skip != 0 || l.Rejected || !l.Followable() {
		t.Errorf("the summary is %+v, failing %+v", l.Summary, l.Failing())
	}
	s := l.Summary
	if s.Pass+s.Fail+s.Warn+s.Manual+s.Skip != len(l.Checks) {
		t.Errorf("%+v does not add up to %d", s, len(l.Checks))
	}
	ids := map[string]bool{}
	for _, c := range l.Checks {
		if c.ID == "" || c.Title == "" || ids[c.ID] {
			t.Errorf("%+v has no ID or title, or an ID that is there twice", c)
		}
		ids[c.ID] = true
	}
	if c := of(t, l, "clevertap.credentials"); c.TookMS != 1500 {
		t.Errorf("it took %d ms, want 1500", c.TookMS)
	}
}

func TestWhatWasNotLookedAtIsSkippedAndNothingIsPassed(t *testing.T) {
	l := check.Checks(check.Evidence{Now: autumn})
	if l.Summary.Pass != 0 || l.Summary.Fail != 0 {
		t.Errorf("the summary is %+v, want nothing passed or failed", l.Summary)
	}
	for _, c := range l.Checks {
		if c.Detail == "" {
			t.Errorf("%s does not say why", c.ID)
		}
	}
}

func TestAFailedLookIsTheReasonForWhatItSkips(t *testing.T) {
	e := sound(t)
	e.SeenErr, e.Seen, e.Plan = errors.New("reading Talon.One's webhooks: it is away"), nil, nil
	l := check.Checks(e)
	for _, id := range []string{"event.known", "webhook.matches", "campaign.matches", "rule.matches", "campaign.enabled", "email.campaign"} {
		if c := of(t, l, id); c.Status != check.Skip || !strings.Contains(c.Detail, "it is away") {
			t.Errorf("%s is %s: %s", id, c.Status, c.Detail)
		}
	}
}

func TestARejectedCredentialIsToldApartFromAServiceThatIsAway(t *testing.T) {
	for _, c := range []struct {
		kind   transport.Kind
		status check.Status
		exit   check.Exit
		fix    string
	}{
		{transport.Unauthorised, check.Fail, check.Rejected, "make a new passcode"}, {transport.Refused, check.Fail, check.Wrong, "make a new passcode"},
		{transport.Unreachable, check.Skip, check.Failed, "check the address"}, {transport.Limited, check.Skip, check.Failed, "wait a minute"}, {transport.Broken, check.Skip, check.Failed, "status page"},
	} {
		e := sound(t)
		e.CleverTap = probe(fmt.Errorf("trying: %w", &transport.Failure{Kind: c.kind, Service: "CleverTap", Doing: "reading"}))
		l := check.Checks(e)
		got := of(t, l, "clevertap.credentials")
		if got.Status != c.status || l.Verdict() != c.exit || l.Followable() || !strings.Contains(got.Fix, c.fix) {
			t.Errorf("%s: %s, exit %d, followable %v, %q", c.kind, got.Status, l.Verdict(), l.Followable(), got.Fix)
		}
	}
}

func TestAnObjectThatIsMissingIsToldApartFromOneThatDiffers(t *testing.T) {
	for _, c := range []struct {
		name   string
		there  bool
		row    plan.Change
		detail string
		fix    string
	}{
		{"missing, to be made", false, plan.Change{Action: plan.Create, Route: plan.API, Fields: []plan.Field{{Name: "Name", To: "Send"}}}, "it does not exist", "talontap apply"},
		{"missing, by hand", false, plan.Change{Action: plan.Manual, Route: plan.Guided, Fields: []plan.Field{{Name: "Name", To: "Send"}}}, "it does not exist", "by hand"},
		{"other, by API", true, plan.Change{Action: plan.Update, Route: plan.API, Fields: []plan.Field{{Name: "Verb", From: "PUT", To: "POST"}, {Name: "URL", To: "x"}}}, "Verb: seen PUT, wanted POST; URL: seen nothing, wanted x", "talontap apply"},
		{"other, somebody else's", true, plan.Change{Action: plan.Adopt, Route: plan.Guided, Fields: []plan.Field{{Name: "Payload", To: "x"}}}, "Payload: seen nothing", "by hand"},
		{"without fields", true, plan.Change{Action: plan.Manual, Route: plan.Guided, Why: "two have this name"}, "two have this name", "by hand"},
	} {
		e := sound(t)
		if !c.there {
			e.Seen.Webhooks = nil
		}
		c.row.Resource = plan.Webhook
		e.Plan.Changes[1] = c.row
		if got := of(t, check.Checks(e), "webhook.matches"); got.Status != check.Fail || !strings.Contains(got.Detail, c.detail) || !strings.Contains(got.Fix, c.fix) {
			t.Errorf("%s: %s, %q, %q", c.name, got.Status, got.Detail, got.Fix)
		}
	}
}

func TestAnEventThatNoAPIShowsIsForAPersonToLookAt(t *testing.T) {
	e := sound(t)
	e.Wanted.Event = setup.Event{Name: "Coupon Generated", Property: "CouponCode"}
	e.Plan.Changes[0].Action = plan.Create
	if c := of(t, check.Checks(e), "event.known"); c.Status != check.Fail {
		t.Errorf("with a schema it is %s", c.Status)
	}
	e.Seen.Event.Discarded = true
	if c := of(t, check.Checks(e), "event.known"); c.Status != check.Fail || !strings.Contains(c.Fix, "restore it") {
		t.Errorf("discarded it is %s, %q", c.Status, c.Fix)
	}
	e.Seen.Event.Discarded = false
	e.Seen.Event.Read = false
	if c := of(t, check.Checks(e), "event.known"); c.Status != check.Pass || !strings.Contains(c.Detail, "test coupon") {
		t.Errorf("with an arrival it is %s, %q", c.Status, c.Detail)
	}
	e.Arrived = nil
	if c := of(t, check.Checks(e), "event.known"); c.Status != check.Manual || !strings.Contains(c.Fix, "Coupon Generated with the property CouponCode") {
		t.Errorf("without one it is %s, %q", c.Status, c.Fix)
	}
}

func TestADayThatIsOverIsAWarning(t *testing.T) {
	e := sound(t)
	e.Now = e.Wanted.Rule.Day.End().Add(-time.Second)
	if c := of(t, check.Checks(e), "rule.date"); c.Status != check.Pass {
		t.Errorf("in its last second it is %s", c.Status)
	}
	e.Now = e.Wanted.Rule.Day.End()
	if c := of(t, check.Checks(e), "rule.date"); c.Status != check.Warn || !strings.Contains(c.Fix, "talontap again --date") {
		t.Errorf("afterwards it is %s, %q", c.Status, c.Fix)
	}
}

func TestLiveAndTestAccountsAreNotMixedSilently(t *testing.T) {
	for _, c := range []struct {
		project string
		sandbox bool
		want    check.Status
	}{{"R74-ZWR-R44Z", false, check.Pass}, {"TEST-R74-ZWR-R44Z", true, check.Pass}, {"R74-ZWR-R44Z", true, check.Warn}, {"TEST-R74-ZWR-R44Z", false, check.Warn}} {
		e := sound(t)
		e.Project.ID, e.Wanted.Application.Sandbox = c.project, c.sandbox
		if got := of(t, check.Checks(e), "accounts.same_kind"); got.Status != c.want {
			t.Errorf("%s with sandbox %v is %s, want %s", c.project, c.sandbox, got.Status, c.want)
		}
	}
}

func TestTheCampaignsStateIsSaidAsItIs(t *testing.T) {
	for _, c := range []struct {
		campaign *talonone.Campaign
		want     check.Status
	}{
		{nil, check.Skip}, {&talonone.Campaign{ID: 1, State: "disabled"}, check.Warn},
		{&talonone.Campaign{ID: 1, State: "enabled", FrontendState: "expired"}, check.Fail}, {&talonone.Campaign{ID: 1, State: "enabled", FrontendState: "scheduled"}, check.Pass},
	} {
		e := sound(t)
		e.Seen.Campaign.Campaign = c.campaign
		if got := of(t, check.Checks(e), "campaign.enabled"); got.Status != c.want {
			t.Errorf("%+v is %s, want %s", c.campaign, got.Status, c.want)
		}
	}
}

func TestVariablesThatDifferFromTheKeychainAreAWarning(t *testing.T) {
	e := sound(t)
	e.Secrets = append(e.Secrets, check.Kept{Title: "Key", From: setup.FromVariable, Differs: true, Variable: "TALONTAP_KEY"})
	if c := of(t, check.Checks(e), "secrets.kept"); c.Status != check.Warn || !strings.Contains(c.Detail, "TALONTAP_KEY") || !strings.Contains(c.Detail, "Key: variable") {
		t.Errorf("it is %s: %s", c.Status, c.Detail)
	}
}

func TestWhatAPersonConfirmedIsNotedAndStaysAPersons(t *testing.T) {
	e := sound(t)
	e.Ticked = map[string]string{"shop.calls": "1 November 2026"}
	if c := of(t, check.Checks(e), "shop.calls"); c.Status != check.Manual || !strings.Contains(c.Detail, "1 November 2026") {
		t.Errorf("it is %s: %s", c.Status, c.Detail)
	}
}
