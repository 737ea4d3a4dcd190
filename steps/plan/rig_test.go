package plan_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

var autumn = time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC)

// wanted is the tutorial's setup, with what a test answers otherwise.
func wanted(t testing.TB, more ...string) setup.Wanted {
	t.Helper()
	var a setup.Answers
	for k, v := range map[setup.Key]string{setup.Region: "eu1", setup.ProjectID: "R74-ZWR-R44Z", setup.TalonOneURL: "https://shop.talon.one",
		setup.Application: "1", setup.Unpublished: "true", setup.CampaignSample: "Sample"} {
		a = a.With(k, v, setup.Typed)
	}
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		a = a.WithSecret(k, secret.New(rand.Text()), setup.Typed)
	}
	for i := 0; i+1 < len(more); i += 2 {
		a = a.With(setup.Key(more[i]), more[i+1], setup.Typed)
	}
	a = setup.Complete(a, setup.Surroundings{Now: autumn, Profile: "shop"})
	w, err := setup.From(a, "shop", talonone.Application{ID: 1, Name: "Shop", TimeZone: "Europe/Berlin"}, setup.Addresses{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// typed is the wanted rule in the typed form.
func typed(w setup.Wanted) talonone.RulesetV2 {
	d := w.Rule.Day
	return talonone.RulesetV2{ID: 31, Rules: []talonone.RuleV2{{Title: w.Rule.Name, Blocks: []talonone.Block{
		{Type: "checkAttribute", Operator: "within", Start: d.Start().Format(time.RFC3339), End: d.End().Format(time.RFC3339), StartInclusive: true},
		{Type: "createCoupon", Campaign: json.RawMessage("21"), Recipient: "{{$Profile.IntegrationId}}", StoreInSession: true, UsageLimit: json.RawMessage(fmt.Sprint(w.Rule.RedemptionLimit))},
		{Type: "triggerWebhook", WebhookID: 11, WebhookTitle: w.Webhook.Title, Params: map[string]string{"profileid": "{{$Profile.IntegrationId}}", "couponcode": "{{$Session.GeneratedCoupon}}"}},
	}}}}
}

// hook is the wanted webhook as it is stored.
func hook(w setup.Wanted) talonone.Webhook {
	h := w.Webhook
	h.ID = 11
	h.Headers = append([]talonone.Header{}, h.Headers...)
	return h
}

// standing is what the accounts hold once everything is made and enabled.
func standing(t testing.TB, w setup.Wanted) plan.Seen {
	t.Helper()
	rule := typed(w)
	return plan.Seen{
		SignedIn: true,
		Event:    plan.EventSeen{Read: true, Known: true, Property: true, Name: w.Event.Name},
		Webhooks: []talonone.Webhook{hook(w)},
		Campaign: plan.CampaignSeen{Ours: true, Active: &rule, Campaign: &talonone.Campaign{ID: 21, ApplicationID: 1, Name: w.Campaign.Name, State: "enabled",
			ActiveRulesetID: 31, Tags: w.Campaign.Tags, Features: []string{"coupons"}, Limits: w.Campaign.Limits, CouponSettings: &w.Campaign.Codes}},
		Sample: fit(t),
	}
}

// fit is a sample that a rule can be made after.
func fit(t testing.TB) plan.SampleSeen {
	t.Helper()
	set := talonone.RulesetV2{Rules: []talonone.RuleV2{{Blocks: []talonone.Block{
		{Type: "checkAttribute", Operator: "within", Start: "2026-01-01T00:00:00Z", End: "2026-01-02T00:00:00Z"},
		{Type: "createCoupon", Campaign: json.RawMessage("9"), UsageLimit: json.RawMessage("50")}, {Type: "triggerWebhook", WebhookID: 3}}}}}
	body := `{"rules":[{"condition":["2026-01-01T00:00:00Z","2026-01-02T00:00:00Z"],"effects":[9,50,"callApi3"]}]}`
	s, err := sample.From(talonone.Ruleset{Body: json.RawMessage(body)}, set, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return plan.SampleSeen{Name: "Sample", Rule: &s}
}

// row is what a test says about a change.
func row(c plan.Change) string { return fmt.Sprintf("%s %s %s", c.Action, c.Route, c.Published) }
