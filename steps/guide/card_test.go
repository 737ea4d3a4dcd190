package guide_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

func cards(w setup.Wanted) []guide.Card {
	all := []guide.Card{guide.Webhook(w), guide.Campaign(w), guide.Rule(w), guide.Enabling(w), guide.Email(w),
		guide.TakingBack(w), guide.Publishing(w, "stopped"), guide.Restoring(w, "coupon generated")}
	for _, c := range all {
		all = append(all, c.Variants...)
	}
	return all
}

func TestEveryCardSaysWhereAndEveryFieldHasOneValue(t *testing.T) {
	for _, c := range cards(wanted(t)) {
		if c.Title == "" || c.Minutes == 0 || !strings.Contains(c.Where, " › ") || c.Address == "" {
			t.Errorf("%+v has no title, time, way or address", c)
		}
		labels := map[string]bool{}
		for _, f := range c.Fields {
			if f.Value == "" || labels[f.Label] || strings.Contains(f.Label, ": ") {
				t.Errorf("%s: the field %+v is empty, there twice, or not to be told from its value", c.Title, f)
			}
			labels[f.Label] = true
		}
	}
}

func TestACardHoldsNoSecret(t *testing.T) {
	w := wanted(t)
	raw, err := json.Marshal(cards(w))
	if err != nil || strings.Contains(string(raw), w.Passcode.Reveal()) {
		t.Fatalf("the passcode stands on a card (%v)", err)
	}
	for _, c := range []guide.Card{guide.Webhook(w), guide.Webhook(w).Variants[0]} {
		f, ok := c.Field("Header X-CleverTap-Passcode")
		if !ok || !f.Secret || f.Value != "[redacted]" {
			t.Errorf("%s: the passcode's field is %+v", c.Title, f)
		}
	}
}

func TestTheEmailCampaignIsMadeInTheTutorialsOrderAndWords(t *testing.T) {
	w := wanted(t)
	c := guide.Email(w)
	at := 0
	for _, word := range []string{"+ Campaign › Email", "Qualification criteria", "As soon as the user does", "Single Message", "Go To Editor", "template", "@", "Default text", "Body, HTML",
		"Sender", "Subject", "Start", "Publish"} {
		i := strings.Index(strings.Join(append(c.Lines(), c.After), "\n")[at:], word)
		for _, f := range c.Fields {
			if word == "@" && strings.Contains(f.Why, "type @") {
				i = 0
			}
		}
		if i < 0 {
			t.Errorf("%q does not come in its turn in %q", word, c.Lines())
			continue
		}
		at += i
	}
	f, _ := c.Field("Placeholder for the code")
	for _, form := range []string{f.Value, w.Email.Liquid(w.Event)} {
		if d, err := setup.ComparePlaceholder(form, w.Event, w.Email); err != nil || len(d) > 0 {
			t.Errorf("%s is not the wanted placeholder: %+v %v", form, d, err)
		}
	}
	if !strings.Contains(f.Why, w.Email.Liquid(w.Event)) {
		t.Errorf("the other form of the placeholder is not named: %s", f.Why)
	}
}

// The sandbox's page plays CleverTap's editor: whoever rehearses goes down the card
// and the form side by side.
func TestEveryRowOfTheEmailCardIsAFieldOfTheSandboxsForm(t *testing.T) {
	page, err := os.ReadFile("../../api/sandbox/console/clevertap-campaigns.js")
	if err != nil {
		t.Fatal(err)
	}
	c := guide.Email(wanted(t))
	for _, f := range c.Fields {
		for _, word := range []string{f.Label, f.Under} {
			if !strings.Contains(string(page), strconv.Quote(word)) {
				t.Errorf("the form has no %q", word)
			}
		}
	}
	for _, word := range []string{"Publish", "+ Campaign › ", "Live behavior", "Single Message"} {
		if !strings.Contains(string(page), strconv.Quote(word)) {
			t.Errorf("the page does not say %q", word)
		}
	}
}

func TestEachChannelHasItsOwnCardWithATextToPaste(t *testing.T) {
	const head = "Qualification criteria, %sConversion goal, As soon as the user does, Campaign name, Message, "
	for channel, want := range map[phrase.Channel]struct{ where, provider, content, needs string }{
		phrase.Email:    {"Email", "Service provider, ", "Go To Editor, Placeholder for the code, Default text, Body, HTML, Body, text, Sender, Subject", ""},
		phrase.SMS:      {"SMS", "Service provider, ", "Text, Placeholder for the code, Default text", "a Phone in CleverTap"},
		phrase.Push:     {"Mobile Push", "", "Title, Text, Placeholder for the code, Default text", "your app"},
		phrase.WhatsApp: {"WhatsApp", "Service provider, ", "Template, Placeholder for the code, Default text", "no page says"},
	} {
		w := wanted(t)
		w.Email.Channel, w.Email.Campaign = channel, "New Year"
		c := guide.Email(w)
		var labels []string
		for _, f := range c.Fields {
			labels = append(labels, f.Label)
		}
		if got := strings.Join(labels, ", "); got != fmt.Sprintf(head, want.provider)+want.content+", Start" {
			t.Errorf("%s: the fields are %s", channel, got)
		}
		if !strings.HasSuffix(c.Where, " › "+want.where) || !strings.Contains(c.Before, want.needs) {
			t.Errorf("%s: the card is at %q and says %q", channel, c.Where, c.Before)
		}
		if f, _ := c.Field("Placeholder for the code"); f.Value != w.Email.Placeholder(w.Event) {
			t.Errorf("%s: the code's placeholder is %+v", channel, f)
		}
		if said, _ := json.Marshal(c); channel != phrase.Email && strings.Contains(strings.ReplaceAll(string(said), "steps for email only", ""), "email ") {
			t.Errorf("%s: the card speaks of email: %s", channel, said)
		}
	}
}

func TestACredentialTakesTheTwoHeadersOutOfTheWebhook(t *testing.T) {
	c := guide.Webhook(wanted(t)).Variants[0]
	if !strings.Contains(c.Why, "talontap cannot compare it") {
		t.Errorf("what it costs is not said: %s", c.Why)
	}
	for _, f := range c.Fields {
		if strings.HasPrefix(f.Label, "Header X-CleverTap") != (f.Under == "Credential" && f.Label != "Credential, name") {
			t.Errorf("%s stands under %s", f.Label, f.Under)
		}
	}
}

func TestMendingShowsOnlyWhatDiffersWithSeenAndWanted(t *testing.T) {
	w := wanted(t)
	s := standing(w)
	s.Webhook.Verb, s.Webhook.Draft = "PUT", true
	c := guide.Fixing(guide.Webhook(w), guide.Marks(guide.Webhook(w), w, s))
	want := []string{"Talon.One: Account › Tools › Webhooks › Send CleverTap Email", "Verb: POST (seen: PUT)", "Draft: no (seen: yes)",
		"Do not save it as a draft: no rule can send a draft", "Save"}
	if got := c.Lines(); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the lines are %q, want %q", got, want)
	}
}
