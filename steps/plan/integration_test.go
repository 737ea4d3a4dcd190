package plan_test

import (
	"strings"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// native is a webhook of Talon.One's own CleverTap integration, as its list shows it.
func native(w setup.Wanted) talonone.Webhook {
	h := hook(w)
	h.Title, h.Description, h.URL, h.Headers, h.Integration = "Send coupon", "", "/1/upload", nil, "CleverTap"
	return h
}

func TestAWebhookOfTheIntegrationThatTheRuleCallsIsTheSetupsByAnyName(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	ours := hook(w)
	ours.ID = 12
	s.Webhooks = []talonone.Webhook{ours, native(w)} // the rule calls 11
	p := plan.Make(w, s)
	got := p.Of(plan.Webhook)
	if !got.OnlyIntegration() || got.Made() || !strings.Contains(got.Card.Where, "Account › Integrations › CleverTap") {
		t.Errorf("it is %s, %v, at %s", got.Action, got.Fields, got.Card.Where)
	}
	if harmless := whole.Of(whole.Harmless, got.Beside); len(harmless) != 1 || harmless[0].Field != "Name" {
		t.Errorf("its other name is %v", harmless)
	}
	if enable := p.Of(plan.Enable); enable.Action != plan.Keep || got.Name != "Send coupon" {
		t.Errorf("it is called %q, and the campaign that runs is to be %s: %s", got.Name, enable.Action, enable.Why)
	}
	if rule := p.Of(plan.Rule); rule.Action != plan.Keep {
		t.Errorf("the rule is %s: %v", rule.Action, rule.Fields)
	}
	last := s.Campaign
	s.Campaign = plan.CampaignSeen{Before: &last}
	if got := plan.Make(w, s).Of(plan.Webhook); !got.OnlyIntegration() {
		t.Errorf("for another day, whose campaign is still to be copied, it is %s", got.Action)
	}
	s.Campaign = last
	s.Webhooks[1].Integration = "Braze"
	if got := plan.Make(w, s).Of(plan.Webhook); got.OnlyIntegration() {
		t.Error("a webhook of another service's integration is taken for one that sends to CleverTap")
	}
}

func TestWhatAWebhookOfTheIntegrationShowsIsComparedAndNeverTakenOver(t *testing.T) {
	w := wanted(t)
	w.Adopt = true
	for name, c := range map[string]struct {
		change func(*talonone.Webhook)
		want   string
	}{
		"another parameter":       {func(h *talonone.Webhook) { h.Params = h.Params[:1] }, "Parameters"},
		"another Application":     {func(h *talonone.Webhook) { h.ApplicationIDs = []int{2} }, "Applications"},
		"not in the Rule Builder": {func(h *talonone.Webhook) { h.Enabled = false }, "Display in Rule Builder"},
		"a draft":                 {func(h *talonone.Webhook) { h.Draft = true }, "Draft"},
		"another event":           {func(h *talonone.Webhook) { h.Payload = strings.ReplaceAll(h.Payload, w.Event.Name, "Another") }, "Payload"},
		"another property": {func(h *talonone.Webhook) {
			h.Payload = strings.ReplaceAll(h.Payload, `"`+w.Event.Property+`":`, `"Code":`)
		}, "Payload"},
		"more in the payload": {func(h *talonone.Webhook) {
			h.Payload = strings.Replace(h.Payload, `"evtData":{`, `"evtData":{"more":1,`, 1)
		}, ""},
		"a payload that is not shown":  {func(h *talonone.Webhook) { h.Payload = "" }, ""},
		"a payload that nobody reads":  {func(h *talonone.Webhook) { h.Payload = "<#if x>" }, ""},
		"a verb and an address of its": {func(h *talonone.Webhook) { h.Verb, h.URL = "", "upload" }, ""},
	} {
		s := standing(t, w)
		h := native(w)
		c.change(&h)
		s.Webhooks = []talonone.Webhook{h}
		got := plan.Make(w, s).Of(plan.Webhook)
		switch {
		case c.want == "" && !got.OnlyIntegration():
			t.Errorf("%s: %s, %v", name, got.Action, got.Fields)
		case c.want != "" && (got.Action != plan.Manual || got.Adoptable || got.OnlyIntegration() || got.Fields[0].Name != c.want):
			t.Errorf("%s: %s, %v", name, got.Action, got.Fields)
		}
	}
}

func TestAWebhookOfTheIntegrationThatNoRuleCallsIsOffered(t *testing.T) {
	w := wanted(t)
	got := plan.Make(w, plan.Seen{SignedIn: true, Webhooks: []talonone.Webhook{native(w)}}).Of(plan.Webhook)
	if got.Action != plan.Create || !strings.Contains(got.Why, `"Send coupon"`) || !strings.Contains(got.Why, string(setup.WebhookName)) {
		t.Errorf("it is %s: %s", got.Action, got.Why)
	}
}
