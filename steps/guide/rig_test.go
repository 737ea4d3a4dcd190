package guide_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

// wanted is the tutorial's setup.
func wanted(t testing.TB) setup.Wanted {
	t.Helper()
	var a setup.Answers
	for k, v := range map[setup.Key]string{setup.Region: "eu1", setup.ProjectID: "R74-ZWR-R44Z", setup.TalonOneURL: "https://shop.talon.one", setup.Application: "1"} {
		a = a.With(k, v, setup.Typed)
	}
	for _, k := range []setup.Key{setup.Passcode, setup.ManagementKey, setup.IntegrationKey} {
		a = a.WithSecret(k, secret.New(rand.Text()), setup.Typed)
	}
	a = setup.Complete(a, setup.Surroundings{Now: time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), Profile: "shop"})
	w, err := setup.From(a, "shop", talonone.Application{ID: 1, Name: "Shop", TimeZone: "Europe/Berlin"}, setup.Addresses{})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// standing is what the accounts hold once everything is made as the cards say.
func standing(w setup.Wanted) guide.Seen {
	hook := w.Webhook
	hook.ID = 11
	hook.Headers = append([]talonone.Header{}, hook.Headers...)
	hook.Params = append([]talonone.Param{}, hook.Params...)
	d := w.Rule.Day
	return guide.Seen{
		Webhook: &hook,
		Campaign: &talonone.Campaign{ID: 21, ApplicationID: 1, Name: w.Campaign.Name, State: "disabled", Tags: w.Campaign.Tags,
			Features: []string{"coupons"}, Limits: w.Campaign.Limits, CouponSettings: &talonone.CouponSettings{Pattern: w.Campaign.Codes.Pattern}},
		Rule: &talonone.RulesetV2{ID: 31, CampaignID: 21, Rules: []talonone.RuleV2{{Title: w.Rule.Name, Blocks: []talonone.Block{
			{Type: "checkAttribute", Operator: "within", Start: d.Start().Format(time.RFC3339), End: d.End().Format(time.RFC3339), StartInclusive: true},
			{Type: "createCoupon", Campaign: json.RawMessage("21"), Recipient: "{{$Profile.IntegrationId}}", StoreInSession: true, UsageLimit: json.RawMessage(fmt.Sprint(w.Rule.RedemptionLimit))},
			{Type: "triggerWebhook", WebhookID: 11, WebhookTitle: w.Webhook.Title, Params: map[string]string{"profileid": "{{$Profile.IntegrationId}}", "couponcode": "{{$Session.GeneratedCoupon}}"}},
		}}}},
	}
}
