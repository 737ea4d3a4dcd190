package guide_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

func TestWhatIsMadeAsTheCardSaysIsRightInEveryField(t *testing.T) {
	w := wanted(t)
	for _, c := range []guide.Card{guide.Webhook(w), guide.Campaign(w), guide.Rule(w)} {
		marks := guide.Marks(c, w, standing(w))
		if len(marks) != len(c.Fields) || !guide.Done(marks) || guide.Hidden(marks) {
			t.Errorf("%s: the marks are %+v", c.Title, marks)
		}
		for i, m := range marks {
			if m.State != guide.Right || i < len(c.Fields) && !labelled(c, m.Field) {
				t.Errorf("%s: %+v", c.Title, m)
			}
		}
	}
}

func labelled(c guide.Card, label string) bool {
	_, ok := c.Field(label)
	return ok
}

func TestWhatIsNotThereIsMissingAndWhatIsNotShownCannotBeSeen(t *testing.T) {
	w := wanted(t)
	for _, c := range []guide.Card{guide.Webhook(w), guide.Campaign(w), guide.Rule(w)} {
		for _, m := range guide.Marks(c, w, guide.Seen{}) {
			if m.State != guide.Missing || m.Says == "" {
				t.Errorf("%s, nothing there: %+v", c.Title, m)
			}
		}
		hidden := guide.Seen{WebhookHidden: "no right", CampaignHidden: "no right", RuleHidden: "no right"}
		marks := guide.Marks(c, w, hidden)
		if !guide.Hidden(marks) || guide.Done(marks) || !strings.Contains(marks[0].Says, "no right") {
			t.Errorf("%s, nothing shown: %+v", c.Title, marks)
		}
	}
}

func TestASecretIsMaskedOnBothSidesOfAMark(t *testing.T) {
	w := wanted(t)
	s := standing(w)
	s.Webhook.Headers[1].Value = w.Webhook.Headers[0].Value
	raw, err := json.Marshal(guide.Marks(guide.Webhook(w), w, s))
	if err != nil || strings.Contains(string(raw), w.Passcode.Reveal()) {
		t.Fatalf("the passcode stands in a mark (%v)", err)
	}
}

func TestAPartThatIsShownOnlyAsAnExpressionIsNeitherRightNorMissing(t *testing.T) {
	w := wanted(t)
	s := standing(w)
	s.Rule.Rules[0].Blocks[0] = talonone.Block{Type: "passthrough", Expression: json.RawMessage(`["="]`)}
	for _, m := range guide.Marks(guide.Rule(w), w, s) {
		if want := m.Field == "Exact day"; want != (m.State == guide.Unseen) || m.State == guide.Wrong || m.State == guide.Missing {
			t.Errorf("%+v", m)
		}
	}
	s.Rule.Rules[0].Blocks[1].StoreInSession = false
	if amiss := guide.Amiss(guide.Marks(guide.Rule(w), w, s)); len(amiss) != 1 || amiss[0].Field != "Stored in session" {
		t.Errorf("what is shown beside it is %+v", amiss)
	}
}

func TestOneRuleAmongTenIsFoundByItsTitle(t *testing.T) {
	w := wanted(t)
	s := standing(w)
	for range 9 {
		s.Rule.Rules = append(s.Rule.Rules, talonone.RuleV2{Title: "Coupon code is valid", Blocks: []talonone.Block{{Type: "checkCoupon"}}})
	}
	if marks := guide.Marks(guide.Rule(w), w, s); !guide.Done(marks) {
		t.Errorf("ours among ten is %+v", guide.Amiss(marks))
	}
	s.Rule.Rules[0].Title = "Something else"
	if marks := guide.Marks(guide.Rule(w), w, s); marks[0].State != guide.Missing || !strings.Contains(marks[0].Says, "10 rules") {
		t.Errorf("without ours it is %+v", marks[0])
	}
}

func TestARuleWithMoreInItIsNotRight(t *testing.T) {
	w := wanted(t)
	for name, block := range map[string]talonone.Block{
		"a discount": {Type: "awardDiscount"}, "a second webhook": standing(w).Rule.Rules[0].Blocks[2],
	} {
		s := standing(w)
		s.Rule.Rules[0].Blocks = append(s.Rule.Rules[0].Blocks, block)
		if marks := guide.Marks(guide.Rule(w), w, s); guide.Done(marks) {
			t.Errorf("with %s it is taken for right", name)
		}
	}
	s := standing(w)
	s.Rule.Others = 1
	if marks := guide.Marks(guide.Rule(w), w, s); guide.Done(marks) {
		t.Error("with strikethrough prices beside it, it is taken for right")
	}
}

func TestADayOfAnotherZoneIsToldFromAnotherDay(t *testing.T) {
	w := wanted(t)
	day := w.Rule.Day
	for _, c := range []struct {
		start, end time.Time
		says       string
	}{
		{day.Start().Add(time.Hour), day.End().Add(time.Hour), "begins an hour too late"},
		{day.Start().Add(-5 * time.Hour), day.End().Add(-5 * time.Hour), "begins 5 hours too early"},
		{day.Start().Add(30 * time.Minute), day.End().Add(30 * time.Minute), "begins 30m0s too late"},
		{day.Start(), day.End().Add(-time.Hour), "not one whole day"},
		{day.Start(), day.End().AddDate(0, 0, 1), "not one whole day"},
	} {
		s := standing(w)
		s.Rule.Rules[0].Blocks[0].Start, s.Rule.Rules[0].Blocks[0].End = c.start.UTC().Format(time.RFC3339), c.end.UTC().Format(time.RFC3339)
		if amiss := guide.Amiss(guide.Marks(guide.Rule(w), w, s)); len(amiss) != 1 || !strings.Contains(amiss[0].Says, c.says) {
			t.Errorf("%s to %s: %+v, want %q", c.start, c.end, amiss, c.says)
		}
	}
	s := standing(w)
	s.Rule.Rules[0].Blocks[0].Operator = "after"
	if amiss := guide.Amiss(guide.Marks(guide.Rule(w), w, s)); len(amiss) != 1 || !strings.Contains(amiss[0].Says, "exact day") {
		t.Errorf("another operator: %+v", amiss)
	}
}

func TestTheRealRegionsAreToldApart(t *testing.T) {
	w := wanted(t)
	for have, says := range map[string]string{
		"https://in1.api.clevertap.com/1/upload":          "region in1 (India)",
		"eu1.api.clevertap.com/1/upload":                  "https:// is missing",
		"https://eu1.api.clevertap.com":                   "end is missing",
		"https://eu1.api.clevertap.com/1/upload?dryRun=1": "store nothing",
		" https://eu1.api.clevertap.com/1/upload":         "white space",
		"https://example.com/":                            "not the address",
		"https://eu1.api.clevertap.com/1/uploads":         "not the address",
		"https://in1.api.clevertap.com/1/uploads":         "not the address",
	} {
		s := standing(w)
		s.Webhook.URL = have
		if amiss := guide.Amiss(guide.Marks(guide.Webhook(w), w, s)); len(amiss) != 1 || !strings.Contains(amiss[0].Says, says) {
			t.Errorf("%s: %+v, want %q", have, amiss, says)
		}
	}
}

func TestEuropesOtherHostIsRight(t *testing.T) {
	w := wanted(t)
	s := standing(w)
	s.Webhook.URL = "https://api.clevertap.com/1/upload"
	if amiss := guide.Amiss(guide.Marks(guide.Webhook(w), w, s)); len(amiss) > 0 {
		t.Errorf("it is %+v", amiss)
	}
}

func TestAPayloadThatSaysTheSameIsRightHoweverItIsWritten(t *testing.T) {
	w := wanted(t)
	s := standing(w)
	s.Webhook.Payload = strings.NewReplacer(`{"d":[`, "{\n  \"d\": [\n", `]}`, "]\n}").Replace(w.Webhook.Payload)
	if amiss := guide.Amiss(guide.Marks(guide.Webhook(w), w, s)); len(amiss) > 0 {
		t.Errorf("with white space it is %+v", amiss)
	}
	for have, says := range map[string]string{
		"":         "empty",
		"{":        "not valid JSON",
		`{"d":[]}`: "0 records",
		strings.Replace(w.Webhook.Payload, `"identity"`, `"objectId"`, 1):              "is not under",
		strings.Replace(w.Webhook.Payload, `"type":"event"`, `"type":"profile"`, 1):    `its type is "profile"`,
		strings.Replace(w.Webhook.Payload, `"$source":"Talon.One",`, ``, 1):            "$source",
		strings.Replace(w.Webhook.Payload, `"${$CouponCode}"`, `"SAVE10"`, 1):          `has "SAVE10"`,
		strings.Replace(w.Webhook.Payload, `"${$CouponCode}"`, `"${CouponCode}"`, 1):   "dollar sign",
		strings.Replace(w.Webhook.Payload, `{"CouponCode":"${$CouponCode}"}`, `{}`, 1): "evtData is empty",
		strings.Replace(w.Webhook.Payload, `"evtData":{`, `"evtData":{"Extra":1,`, 1):  "one more property",
		strings.Replace(w.Webhook.Payload, `Coupon Generated`, `coupon generated`, 1):  "ignores capitals",
	} {
		s.Webhook.Payload = have
		if amiss := guide.Amiss(guide.Marks(guide.Webhook(w), w, s)); len(amiss) != 1 || !strings.Contains(amiss[0].Says, says) {
			t.Errorf("%s: %+v, want %q", have, amiss, says)
		}
	}
}

func TestTheEmailCampaignIsKnownByItsNameAlone(t *testing.T) {
	w := wanted(t)
	c := guide.Email(w)
	if marks := guide.Marks(c, w, guide.Seen{}); !guide.Hidden(marks) {
		t.Errorf("unfound it is %+v", marks)
	}
	if marks := guide.Marks(c, w, guide.Seen{Email: &clevertap.MessageRow{Name: w.Email.Campaign, Status: "running"}}); !guide.Done(marks) {
		t.Errorf("running it is %+v", marks)
	}
	if amiss := guide.Amiss(guide.Marks(c, w, guide.Seen{Email: &clevertap.MessageRow{Name: w.Email.Campaign, Status: "stopped"}})); len(amiss) != 1 || amiss[0].Seen != "stopped" {
		t.Errorf("stopped it is %+v", amiss)
	}
}

func TestACampaignUnderStagingIsNotCalledRight(t *testing.T) {
	w := wanted(t)
	s := standing(w)
	s.Campaign.FrontendState = "staged"
	for _, m := range guide.Marks(guide.Campaign(w), w, s) {
		if m.Field == guide.StateField && (m.State != guide.Unseen || !strings.Contains(m.Says, "staging and revisions")) {
			t.Errorf("%+v", m)
		}
	}
}

func FuzzMarks(f *testing.F) {
	f.Add("Send CleverTap Email", "POST", "https://eu1.api.clevertap.com/1/upload", "X-CleverTap-Passcode", `{"d":[{}]}`)
	f.Add("", "", "", "", "")
	f.Fuzz(func(t *testing.T, title, verb, url, headerName, payload string) {
		w := wanted(t)
		s := standing(w)
		s.Webhook.Title, s.Webhook.Verb, s.Webhook.URL, s.Webhook.Payload = title, verb, url, payload
		s.Webhook.Headers[1].Name = headerName
		marks := guide.Marks(guide.Webhook(w), w, s)
		same := title == w.Webhook.Title && verb == w.Webhook.Verb && clevertap.SameAddress(url, w.Webhook.URL) &&
			strings.EqualFold(headerName, w.Webhook.Headers[1].Name) && setup.SamePayload(payload, w.Webhook.Payload)
		if guide.Done(marks) != same {
			t.Errorf("done is %v for %q %q %q %q %q", guide.Done(marks), title, verb, url, headerName, payload)
		}
		for _, m := range guide.Amiss(marks) {
			if m.Says == "" || m.Mend == "" {
				t.Errorf("%s is %s without a word or a mend", m.Field, m.State)
			}
		}
	})
}
