package guide_test

import (
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/guide"
)

func TestWhatTheIntegrationAddsCannotBeSeenAndTheRestIsCompared(t *testing.T) {
	w := wanted(t)
	s := standing(w)
	s.Webhook.Title, s.Webhook.Integration, s.Webhook.URL, s.Webhook.Headers = "Send coupon", "CleverTap", "/1/upload", nil
	s.Rule.Rules[0].Blocks[2].WebhookTitle = "Send coupon"
	c := guide.Integration(w, *s.Webhook)
	if url, _ := c.Field("Base URL"); url.Value != "https://eu1.api.clevertap.com" {
		t.Errorf("the base URL is %q", url.Value)
	}
	if passcode, _ := c.Field("Passcode"); !passcode.Secret || passcode.Value == w.Passcode.Reveal() {
		t.Error("the passcode is no secret of the card")
	}
	marks := guide.Marks(c, w, s)
	for i := range c.Fields {
		if marks[i].State != guide.Unseen {
			t.Errorf("%+v", marks[i])
		}
	}
	if !guide.Done(marks) || len(guide.Amiss(guide.Marks(guide.Rule(w), w, s))) != 0 {
		t.Errorf("it is not done: %+v, nor the rule: %+v", marks, guide.Amiss(guide.Marks(guide.Rule(w), w, s)))
	}
	s.Webhook.Enabled, s.Webhook.Payload = false, strings.ReplaceAll(s.Webhook.Payload, w.Event.Name, "Another")
	if amiss := guide.Amiss(guide.Marks(c, w, s)); len(amiss) != 2 {
		t.Errorf("amiss is %+v, want the payload and that no rule is offered it", amiss)
	}
}
