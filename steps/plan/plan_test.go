package plan_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// resources are the six rows, in order.
var resources = []plan.Resource{plan.Event, plan.Webhook, plan.Campaign, plan.Rule, plan.EmailCampaign, plan.Enable}

func TestEverythingWantedHasARowInTheOrderInWhichItIsMade(t *testing.T) {
	w := wanted(t)
	for _, s := range []plan.Seen{{}, {SignedIn: true}, {SignedIn: true, Sample: fit(t)}, standing(t, w)} {
		p := plan.Make(w, s)
		var got []plan.Resource
		for _, c := range p.Changes {
			got = append(got, c.Resource)
			if c.Name == "" || c.Fields == nil || c.Published == "" {
				t.Errorf("the row %+v has no name, no list of fields, or does not say whether it is published", c)
			}
			if (c.Action == plan.Manual || c.Action == plan.Adopt) && (c.Why == "" || c.Route != plan.Guided) {
				t.Errorf("%s is a person's without a reason or on the route %s", c.Resource, c.Route)
			}
		}
		if !slices.Equal(got, resources) {
			t.Errorf("the rows are %v", got)
		}
	}
}

func TestWithNothingSeenAndNothingAllowedEverythingIsByHandButTheEvent(t *testing.T) {
	w := wanted(t, string(setup.Unpublished), "false")
	p := plan.Make(w, plan.Seen{})
	for r, want := range map[plan.Resource]string{
		plan.Event: "create api yes", plan.Webhook: "manual guided no", plan.Campaign: "manual guided formerly",
		plan.Rule: "manual guided formerly", plan.EmailCampaign: "manual guided no", plan.Enable: "manual guided yes",
	} {
		c := p.Of(r)
		if row(c) != want {
			t.Errorf("%s is %s, want %s", r, row(c), want)
		}
		if r != plan.Event && r != plan.Enable && len(c.Steps) < 3 {
			t.Errorf("%s is left to a person with the steps %q", r, c.Steps)
		}
		if r == plan.Webhook && !strings.Contains(c.Why, "not allow") {
			t.Errorf("%s: %s", r, c.Why)
		}
	}
	if p.NoChanges() || len(p.ByHand()) != 5 || len(p.Automatic()) != 1 || p.Count(plan.Manual) != 5 {
		t.Errorf("by hand %d, automatic %d, manual %d", len(p.ByHand()), len(p.Automatic()), p.Count(plan.Manual))
	}
}

func TestWithASampleAndASignInEverythingIsMadeButTheEmail(t *testing.T) {
	p := plan.Make(wanted(t), plan.Seen{SignedIn: true, Sample: fit(t)})
	for r, want := range map[plan.Resource]string{
		plan.Event: "create api yes", plan.Webhook: "create api no", plan.Campaign: "create api formerly",
		plan.Rule: "create api formerly", plan.EmailCampaign: "manual guided no", plan.Enable: "update api yes",
	} {
		if got := row(p.Of(r)); got != want {
			t.Errorf("%s is %s, want %s", r, got, want)
		}
	}
}

func TestWithoutAWayToMakeTheRuleTheReasonIsSaid(t *testing.T) {
	for _, c := range []struct {
		name    string
		seen    plan.Seen
		because string
	}{
		{"not signed in", plan.Seen{Sample: fit(t)}, "not signed in"},
		{"no sample", plan.Seen{SignedIn: true}, "no sample campaign was named"},
		{"an unfit sample", plan.Seen{SignedIn: true, Sample: plan.SampleSeen{Name: "Sample", Unfit: "it has no active rule"}}, `cannot copy the rule of "Sample": it has no active rule`},
	} {
		p := plan.Make(wanted(t), c.seen)
		for _, r := range []plan.Resource{plan.Rule, plan.Campaign} {
			if got := p.Of(r); got.Action != plan.Manual || !strings.Contains(got.Why, c.because) {
				t.Errorf("%s: %s is %s because %q, want %q", c.name, r, got.Action, got.Why, c.because)
			}
		}
	}
}

func TestWhatStandsAsWantedIsKept(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	s.Email = plan.EmailSeen{Looked: true, Row: &clevertap.MessageRow{Name: w.Email.Campaign, Status: "running"}}
	p := plan.Make(w, s)
	if !p.NoChanges() || p.Count(plan.Keep) != 6 {
		t.Errorf("the plan is %+v, want no changes", p.Changes)
	}
	for _, c := range p.Changes {
		if c.Route != plan.Found || len(c.Fields) != 0 {
			t.Errorf("%s is kept by the route %s with %v", c.Resource, c.Route, c.Fields)
		}
	}
	if !(plan.Plan{}).NoChanges() || (plan.Plan{}).Of(plan.Rule).Action != plan.Keep {
		t.Error("the empty plan changes something")
	}
}

func TestTheSamePlanComesOutByteForByteAndWithoutASecret(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	other := rand.Text()
	s.Webhooks[0].Headers[1].Value = secret.New(other)
	first, err := json.Marshal(plan.Make(w, s))
	if err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(plan.Make(w, s))
	if !bytes.Equal(first, again) {
		t.Errorf("two plans of the same differ:\n%s\n%s", first, again)
	}
	if !bytes.Contains(first, []byte(`{"name":"Header X-CleverTap-Passcode","from":"[redacted]","to":"[redacted]"}`)) {
		t.Errorf("the passcode that differs is not in %s", first)
	}
	if text := string(first); strings.Contains(text, other) || strings.Contains(text, w.Passcode.Reveal()) {
		t.Error("the plan holds a passcode")
	}
}

func TestTheEventIsMadeKnownUnlessItIs(t *testing.T) {
	for _, c := range []struct {
		name string
		seen plan.EventSeen
		want string
		n    int
	}{
		{"the schema could not be read", plan.EventSeen{}, "create api yes", 2},
		{"the schema could not be read, and an earlier run made it known", plan.EventSeen{Sent: "26 November 2026"}, "keep found yes", 0},
		{"unknown, whatever an earlier run did", plan.EventSeen{Read: true, Sent: "26 November 2026"}, "create api yes", 2},
		{"unknown", plan.EventSeen{Read: true}, "create api yes", 2},
		{"known without the property", plan.EventSeen{Read: true, Known: true}, "create api yes", 1},
		{"known with it", plan.EventSeen{Read: true, Known: true, Property: true}, "keep found yes", 0},
		{"discarded", plan.EventSeen{Read: true, Known: true, Property: true, Discarded: true, Name: "coupon generated"}, "manual guided yes", 0},
	} {
		got := plan.Make(wanted(t), plan.Seen{Event: c.seen}).Of(plan.Event)
		if row(got) != c.want || len(got.Fields) != c.n {
			t.Errorf("%s: %s with %v, want %s with %d fields", c.name, row(got), got.Fields, c.want, c.n)
		}
		if c.seen.Discarded && !strings.Contains(got.Why+got.Steps[0], `"coupon generated"`) {
			t.Errorf("it does not say which event was discarded: %q", got.Why)
		}
	}
}

func TestTheEmailCampaignIsLookedForAndNeverMade(t *testing.T) {
	running, stopped := &clevertap.MessageRow{Name: "Coupon email", Status: "running"}, &clevertap.MessageRow{Name: "Coupon email", Status: "stopped"}
	for _, c := range []struct {
		name    string
		seen    plan.EmailSeen
		action  plan.Action
		because string
	}{
		{"running", plan.EmailSeen{Looked: true, Row: running}, plan.Keep, ""},
		{"without a status", plan.EmailSeen{Looked: true, Row: &clevertap.MessageRow{}}, plan.Keep, ""},
		{"stopped", plan.EmailSeen{Looked: true, Row: stopped}, plan.Manual, "reports it as stopped"},
		{"not there", plan.EmailSeen{Looked: true}, plan.Manual, "no API can make"},
		{"not looked for", plan.EmailSeen{Why: "it is slow"}, plan.Manual, "was not looked for: it is slow"},
	} {
		got := plan.Make(wanted(t), plan.Seen{Email: c.seen}).Of(plan.EmailCampaign)
		if got.Action != c.action || !strings.Contains(got.Why, c.because) || (c.action == plan.Manual) != (len(got.Steps) > 0) {
			t.Errorf("%s: %s because %q with %d steps", c.name, got.Action, got.Why, len(got.Steps))
		}
	}
	if plan.EmailRunning(nil) || plan.EmailRunning(stopped) || !plan.EmailRunning(running) {
		t.Error("which row is a campaign that sends is judged wrongly")
	}
	w := wanted(t)
	steps := strings.Join(plan.Make(w, plan.Seen{}).Of(plan.EmailCampaign).Steps, "\n")
	for _, value := range []string{w.Email.Sender, w.Email.Subject, w.Email.Campaign, w.Email.DefaultText, "Coupon Generated - CouponCode", w.Email.Placeholder(w.Event)} {
		if !strings.Contains(steps, value) {
			t.Errorf("the steps do not hold %q", value)
		}
	}
}

func TestAWebhookIsComparedFieldByField(t *testing.T) {
	for _, c := range []struct {
		field  string
		change func(*talonone.Webhook)
	}{
		{"Name", func(h *talonone.Webhook) { h.Title = "send clevertap email" }},
		{"Applications", func(h *talonone.Webhook) { h.ApplicationIDs = nil }},
		{"Applications", func(h *talonone.Webhook) { h.ApplicationIDs = []int{2, 1} }},
		{"Parameters", func(h *talonone.Webhook) { h.Params = h.Params[:1] }},
		{"Parameters", func(h *talonone.Webhook) { h.Params = []talonone.Param{h.Params[1], h.Params[0]} }},
		{"Verb", func(h *talonone.Webhook) { h.Verb = "PUT" }},
		{"URL", func(h *talonone.Webhook) { h.URL = "https://in1.api.clevertap.com/1/upload" }},
		{"Header X-CleverTap-Account-Id", func(h *talonone.Webhook) { h.Headers = h.Headers[1:] }},
		{"Header X-CleverTap-Passcode", func(h *talonone.Webhook) { h.Headers[1].Value = secret.New(rand.Text()) }},
		{"Header Content-Type", func(h *talonone.Webhook) { h.Headers[2].Value = secret.New("text/plain") }},
		{"Payload", func(h *talonone.Webhook) {
			h.Payload = strings.Replace(h.Payload, "CouponCode\":", "CouponGenerated\":", 1)
		}},
		{"Display in Rule Builder", func(h *talonone.Webhook) { h.Enabled = false }},
		{"Draft", func(h *talonone.Webhook) { h.Draft = true }},
	} {
		w := wanted(t)
		s := standing(t, w)
		c.change(&s.Webhooks[0])
		got := plan.Make(w, s).Of(plan.Webhook)
		if len(got.Fields) != 1 || got.Fields[0].Name != c.field || got.Fields[0].From == got.Fields[0].To && got.Fields[0].To != secret.Redacted {
			t.Errorf("%s: the fields are %v", c.field, got.Fields)
		}
		if row(got) != "update api no" {
			t.Errorf("%s: it is %s, want an update", c.field, row(got))
		}
	}
}

func TestWhatIsHarmlessBesideIsShownAndKept(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	h := hook(w)
	h.Description, h.Headers = "Made by hand.", append(h.Headers, talonone.Header{Name: "X-Trace", Value: secret.New("1")})
	for i := range h.Headers {
		h.Headers[i].Name = strings.ToLower(h.Headers[i].Name)
	}
	h.URL = "https://api.clevertap.com/1/upload" // as CleverTap's own page calls Europe's host
	s.Webhooks = []talonone.Webhook{h}
	got := plan.Make(w, s).Of(plan.Webhook)
	if got.Action != plan.Keep || len(got.Fields) != 0 {
		t.Errorf("it is %s because of %v", got.Action, got.Fields)
	}
	var shown []string
	for _, d := range got.Beside {
		shown = append(shown, string(d.Weight)+" "+d.Field)
	}
	if want := []string{"harmless Description", "harmless Header x-trace"}; !slices.Equal(shown, want) {
		t.Errorf("it shows %v, want %v", shown, want)
	}
}

func TestWhatNobodyCanJudgeIsAskedAndTheWordHoldsForThatVeryValue(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	h := hook(w)
	h.CredentialID = 5
	s.Webhooks = []talonone.Webhook{h}
	got := plan.Make(w, s).Of(plan.Webhook)
	if got.Action != plan.Manual || !got.Compare || len(got.Fields) != 1 || got.Fields[0].Name != "Credential" || len(got.Card.Fields) != 1 {
		t.Fatalf("it is %s, compare %v, %v; the card asks for %v", got.Action, got.Compare, got.Fields, got.Card.Fields)
	}
	s.Judged = map[string]string{plan.Standing{Webhook: h}.Judging(plan.Webhook, got.Beside[0]).ID: "1 November 2026"}
	if got := plan.Make(w, s).Of(plan.Webhook); got.Action != plan.Keep || !strings.Contains(got.Why, "1 November 2026") {
		t.Errorf("after the word it is %s: %s", got.Action, got.Why)
	}
	if got := plan.Make(w, s).Of(plan.Rule); got.Action != plan.Keep {
		t.Errorf("the rule is %s", got.Action)
	}
	s.Campaign.Unread = "hidden"
	if got := plan.Make(w, s).Of(plan.Rule); got.Action != plan.Manual {
		t.Errorf("a word about the webhook is taken for one about a rule that nobody can read: %s", got.Action)
	}
	s.Campaign.Unread = ""
	h.CredentialID = 6
	s.Webhooks = []talonone.Webhook{h}
	if got := plan.Make(w, s).Of(plan.Webhook); got.Action != plan.Manual {
		t.Errorf("a word for one Credential is taken for another: %s", got.Action)
	}
}

func TestALimitOfTheWholeCampaignIsForThePersonToChange(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	c := *s.Campaign.Campaign
	c.Limits = append(slices.Clone(c.Limits), talonone.Limit{Action: "createCoupon", Limit: 1})
	s.Campaign.Campaign, s.Campaign.Customers = &c, 5
	got := plan.Make(w, s).Of(plan.Campaign)
	if got.Action != plan.Manual || got.Compare || len(got.Fields) != 1 || got.Fields[0] != (plan.Field{Name: "Limit on createCoupon", From: "1 for the whole campaign", To: "none"}) {
		t.Errorf("it is %s, compare %v: %v", got.Action, got.Compare, got.Fields)
	}
}

func TestACredentialHidesHeadersAndOnlyThose(t *testing.T) {
	w := wanted(t)
	h := hook(w)
	h.CredentialID, h.Headers = 5, h.Headers[2:]
	if f := plan.WebhookFields(w, h); len(f) != 0 {
		t.Errorf("with a Credential the fields are %v, want none", f)
	}
	h.CredentialID = 0
	if f := plan.WebhookFields(w, h); len(f) != 2 {
		t.Errorf("without a Credential the fields are %v, want the two headers", f)
	}
}

func TestTheWebhookOfThisProfileIsTakenBeforeOneOfTheSameName(t *testing.T) {
	w := wanted(t)
	ours, theirs, other := hook(w), hook(w), hook(w)
	ours.ID, ours.Title = 50, "Renamed by somebody"
	theirs.ID, theirs.Description = 51, "made by hand"
	other.ID, other.Description = 52, "Made by "+setup.MarkOf("shop-eu")+"; change it there."
	got, marked, found := plan.OurWebhook(w, plan.Seen{Webhooks: []talonone.Webhook{theirs, other, ours}})
	if got.ID != 50 || !marked || !found {
		t.Errorf("taken is %d, marked %v", got.ID, marked)
	}
	got, marked, found = plan.OurWebhook(w, plan.Seen{Webhooks: []talonone.Webhook{other}})
	if got.ID != 52 || marked || !found {
		t.Errorf("another profile's webhook of the same name is marked %v as this profile's", marked)
	}
	if _, _, found := plan.OurWebhook(w, plan.Seen{}); found {
		t.Error("a webhook is found where there is none")
	}
}

func TestAWebhookOfSomebodyElseIsOnlyAdopted(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	s.Webhooks[0].Description = "made by hand"
	if got := plan.Make(w, s).Of(plan.Webhook); row(got) != "keep found yes" {
		t.Errorf("as wanted it is %s", row(got))
	}
	s.Webhooks[0].Verb = "PUT"
	got := plan.Make(w, s).Of(plan.Webhook)
	if row(got) != "adopt guided no" || mended(got) != 1 || !slices.Contains(got.Steps, "Verb: POST (seen: PUT)") {
		t.Errorf("with another verb it is %s with %q", row(got), got.Steps)
	}
}

// mended counts the fields that a person is asked to change.
func mended(c plan.Change) int {
	n := 0
	for _, step := range c.Steps {
		if strings.Contains(step, "(seen: ") {
			n++
		}
	}
	if n != len(c.Card.Fields) {
		return -1
	}
	return n
}

func TestOfSeveralWebhooksOfTheNameNoneIsChosenForTheAdmin(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	s.Webhooks[0].Description = "made by hand"
	s.Webhooks = append(s.Webhooks, s.Webhooks[0])
	if got := plan.Make(w, s).Of(plan.Webhook); got.Action != plan.Manual || !strings.Contains(got.Why, "2 webhooks have this name") {
		t.Errorf("it is %s because %q", got.Action, got.Why)
	}
	s.Webhooks[1].Description = w.Webhook.Description
	if got := plan.Make(w, s).Of(plan.Webhook); got.Action != plan.Keep {
		t.Errorf("with one of them marked it is %s", got.Action)
	}
}

func TestAnOwnWebhookThatDiffersIsByHandWhereNothingMayBeTried(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	s.SignedIn, s.Webhooks[0].Verb = false, "PUT"
	if got := plan.Make(w, s).Of(plan.Webhook); got.Action != plan.Manual || !strings.Contains(got.Why, "not signed in") || mended(got) != 1 {
		t.Errorf("it is %s because %q with %q", got.Action, got.Why, got.Steps)
	}
}

func TestACampaignIsComparedInWhatMatters(t *testing.T) {
	for _, c := range []struct {
		field, from, to string
		change          func(*talonone.Campaign)
	}{
		{"Name", "Old", "Coupon by email, 1 January 2027", func(c *talonone.Campaign) { c.Name = "Old" }},
		{"Features", "referrals, loyalty", "coupons", func(c *talonone.Campaign) { c.Features = []string{"referrals", "loyalty"} }},
		{"Code pattern", "", "NY-####-####", func(c *talonone.Campaign) { c.CouponSettings = nil }},
		{"Coupons per customer", "no limit", "1", func(c *talonone.Campaign) { c.Limits = nil }},
		{"Coupons per customer", "3", "1", func(c *talonone.Campaign) {
			c.Limits = []talonone.Limit{{Action: "createCoupon", Limit: 3, Entities: []string{"Profile"}}}
		}},
		{"Coupons per customer", "no limit", "1", func(c *talonone.Campaign) {
			c.Limits = []talonone.Limit{{Action: "createCoupon", Limit: 1, Entities: []string{"Profile"}, Period: "daily"}, {Action: "redeemCoupon", Limit: 1, Entities: []string{"Profile"}}}
		}},
	} {
		w := wanted(t)
		s := standing(t, w)
		c.change(s.Campaign.Campaign)
		got := plan.Make(w, s).Of(plan.Campaign)
		if len(got.Fields) != 1 || got.Fields[0] != (plan.Field{Name: c.field, From: c.from, To: c.to}) || row(got) != "update api yes" {
			t.Errorf("%s: it is %s with %v", c.field, row(got), got.Fields)
		}
		s.Campaign.Ours = false
		if got := plan.Make(w, s).Of(plan.Campaign); row(got) != "adopt guided yes" || mended(got) != 1 {
			t.Errorf("%s: somebody else's is %s with %q", c.field, row(got), got.Steps)
		}
	}
}

func TestALimitThatIsNotWantedIsSaidInWords(t *testing.T) {
	w := wanted(t, string(setup.CouponsEach), "0")
	s := standing(t, w)
	if got := plan.Make(w, s).Of(plan.Campaign); got.Action != plan.Keep {
		t.Errorf("without a limit on both sides it is %s with %v", got.Action, got.Fields)
	}
	s.Campaign.Campaign.Limits = wanted(t).Campaign.Limits
	if got := plan.Make(w, s).Of(plan.Campaign); len(got.Fields) != 1 || got.Fields[0].To != "no limit" {
		t.Errorf("the fields are %v", got.Fields)
	}
}

func TestOfSeveralCampaignsOfTheNameNoneIsChosenForTheAdmin(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	unmarked := *s.Campaign.Campaign
	unmarked.ID, unmarked.Tags = 22, nil
	s.Campaign.Others = []talonone.Campaign{unmarked}
	if got := plan.Make(w, s).Of(plan.Campaign); got.Action != plan.Keep {
		t.Errorf("with our mark on one it is %s, want it kept", got.Action)
	}
	s.Campaign.Ours = false
	got := plan.Make(w, s).Of(plan.Campaign)
	if got.Action != plan.Manual || !strings.Contains(got.Why, "2 campaigns have this name (IDs 21, 22)") || len(got.Steps) == 0 {
		t.Errorf("without one it is %s because %q", got.Action, got.Why)
	}
	s.Campaign.Ours, s.Campaign.Others[0].Tags = true, w.Campaign.Tags
	if got := plan.Make(w, s).Of(plan.Campaign); got.Action != plan.Manual || !strings.Contains(got.Why, "IDs 21, 22") {
		t.Errorf("with our mark on both it is %s because %q", got.Action, got.Why)
	}
	if plan.StandingOf(w, s).Complete() {
		t.Error("one of the two is taken for the setup's")
	}
}

func TestSeveralWebhooksAreNamedAndNothingIsFollowedOnOneOfThem(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	twin := s.Webhooks[0]
	twin.ID, twin.Description = 12, "made by hand"
	s.Webhooks = append(s.Webhooks, twin)
	if got := plan.Make(w, s).Of(plan.Webhook); got.Action != plan.Keep {
		t.Errorf("with our mark on one it is %s, want it kept", got.Action)
	}
	for name, description := range map[string]string{"without our mark": "made by hand", "with our mark on both": w.Webhook.Description} {
		s.Webhooks[0].Description, s.Webhooks[1].Description = description, description
		p := plan.Make(w, s)
		got := p.Of(plan.Webhook)
		if row(got) != "manual guided no" || !strings.Contains(got.Why, "IDs 11, 12") || len(got.Steps) == 0 {
			t.Errorf("%s it is %s because %q with %q", name, row(got), got.Why, got.Steps)
		}
		if rule := p.Of(plan.Rule); rule.Action != plan.Keep {
			t.Errorf("%s the rule, which sends one of them, is %s with %v", name, rule.Action, rule.Fields)
		}
		if plan.StandingOf(w, s).Complete() {
			t.Errorf("%s one of the two is taken for the setup's", name)
		}
	}
	s.Webhooks[0].Description, s.Webhooks[1].Description = "made by hand", "made by hand"
	s.Webhooks[1].ApplicationIDs = []int{2}
	if got := plan.Make(w, s).Of(plan.Webhook); got.Action != plan.Keep {
		t.Errorf("with the other in another Application it is %s because %q", got.Action, got.Why)
	}
}

func TestTheRuleWaitsForAWebhookOrCampaignThatAPersonMakes(t *testing.T) {
	w := wanted(t)
	s := plan.Seen{SignedIn: true, Sample: fit(t), Webhooks: []talonone.Webhook{{ID: 11, Title: w.Webhook.Title}}}
	got := plan.Make(w, s)
	if c := got.Of(plan.Rule); c.Action != plan.Manual || !strings.Contains(c.Why, "by hand first") || len(c.Steps) == 0 {
		t.Errorf("it is %s because %q", c.Action, c.Why)
	}
	if c := got.Of(plan.Enable); c.Action != plan.Manual {
		t.Errorf("enabling is %s", c.Action)
	}
}

func TestNoRuleIsPutIntoACampaignOfSomebodyElse(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	s.Campaign.Active, s.Campaign.Campaign.ActiveRulesetID = nil, 0
	if c := plan.Make(w, s).Of(plan.Rule); row(c) != "create api formerly" {
		t.Errorf("in our own campaign it is %s", row(c))
	}
	s.Campaign.Ours = false
	if c := plan.Make(w, s).Of(plan.Rule); c.Action != plan.Manual || !strings.Contains(c.Why, "did not make this campaign") || len(c.Steps) == 0 {
		t.Errorf("it is %s because %q", c.Action, c.Why)
	}
}

func TestARuleThatCannotBeReadIsComparedByAPerson(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	s.Campaign.Active, s.Campaign.Unread = nil, "this account does not show it"
	c := plan.Make(w, s).Of(plan.Rule)
	if c.Action != plan.Manual || !strings.Contains(c.Why, "does not show it") || len(c.Steps) == 0 {
		t.Errorf("it is %s because %q", c.Action, c.Why)
	}
}

func TestARuleWhoseWebhookIsNotReadIsComparedByItsName(t *testing.T) {
	for name, unread := range map[string]func(*plan.Seen){
		"not allowed": func(s *plan.Seen) { s.WebhooksUnread = "the key may not read webhooks" },
		"failed":      func(s *plan.Seen) { s.Failed.Note(plan.ReadWebhooks, errors.New("broken")) },
	} {
		w := wanted(t)
		s := standing(t, w)
		s.Webhooks = nil
		unread(&s)
		if c := plan.Make(w, s).Of(plan.Rule); c.Action != plan.Keep || !strings.Contains(c.Why, "only the name of its webhook was compared") {
			t.Errorf("%s: %s %v, %q", name, c.Action, c.Fields, c.Why)
		}
	}
}

func TestARuleIsComparedPartByPart(t *testing.T) {
	for _, c := range []struct {
		field, from string
		change      func(*talonone.RuleV2)
	}{
		{"Rule name", "Old", func(r *talonone.RuleV2) { r.Title = "Old" }},
		{"Exact day", "2027-01-02", func(r *talonone.RuleV2) {
			r.Blocks[0].Start, r.Blocks[0].End = "2027-01-02T00:00:00+01:00", "2027-01-03T00:00:00+01:00"
		}},
		{"Exact day", "1 January 01:00 to 2 January 01:00", func(r *talonone.RuleV2) {
			r.Blocks[0].Start, r.Blocks[0].End = "2027-01-01T00:00:00Z", "2027-01-02T00:00:00Z"
		}},
		{"Redemption limit", "1", func(r *talonone.RuleV2) { r.Blocks[1].UsageLimit = json.RawMessage("1") }},
		{"Recipient", "{{$Profile.Attributes.Friend}}", func(r *talonone.RuleV2) { r.Blocks[1].Recipient = "{{$Profile.Attributes.Friend}}" }},
		{"Stored in session", "no", func(r *talonone.RuleV2) { r.Blocks[1].StoreInSession = false }},
		{"Code pattern", "SAMPLE-####", func(r *talonone.RuleV2) { r.Blocks[1].Pattern = "SAMPLE-####" }},
		{"Webhook", `"Send CleverTap Email" (12)`, func(r *talonone.RuleV2) { r.Blocks[2].WebhookID = 12 }},
		{"Webhook: customer", "", func(r *talonone.RuleV2) { delete(r.Blocks[2].Params, "profileid") }},
		{"Webhook: code", "", func(r *talonone.RuleV2) { delete(r.Blocks[2].Params, "couponcode") }},
		{"Webhook: code", "Integration ID (Customer Profile)", func(r *talonone.RuleV2) { r.Blocks[2].Params["couponcode"] = "{{$Profile.IntegrationId}}" }},
		{"Webhook: code", "{{$Profile.Attributes.Email}}", func(r *talonone.RuleV2) { r.Blocks[2].Params["couponcode"] = "{{$Profile.Attributes.Email}}" }},
	} {
		w := wanted(t)
		s := standing(t, w)
		c.change(&s.Campaign.Active.Rules[0])
		got := plan.Make(w, s).Of(plan.Rule)
		if len(got.Fields) != 1 || got.Fields[0].Name != c.field || !strings.HasPrefix(got.Fields[0].From, c.from) {
			t.Errorf("%s: the fields are %v", c.field, got.Fields)
		}
		if row(got) != "update api formerly" {
			t.Errorf("%s: it is %s, want it written anew", c.field, row(got))
		}
		if e := plan.Make(w, s).Of(plan.Enable); e.Action != plan.Update || e.Why == "" {
			t.Errorf("%s: enabling is %s, want it done again after the rule is proven", c.field, e.Action)
		}
		s.Sample = plan.SampleSeen{}
		if got := plan.Make(w, s).Of(plan.Rule); got.Action != plan.Manual || mended(got) != 1 {
			t.Errorf("%s: without a sample it is %s with %q", c.field, got.Action, got.Steps)
		}
		s.Campaign.Ours = false
		if got := plan.Make(w, s).Of(plan.Rule); row(got) != "adopt guided yes" {
			t.Errorf("%s: somebody else's is %s", c.field, row(got))
		}
	}
}

func TestOfTenRulesOnlyOursIsReadAndNoneIsWrittenAnew(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	ours := s.Campaign.Active.Rules[0]
	rules := make([]talonone.RuleV2, 10)
	for i := range rules {
		rules[i] = talonone.RuleV2{Title: fmt.Sprintf("Another rule %d", i+1)}
	}
	rules[6] = ours
	s.Campaign.Active.Rules = rules
	if got := plan.Make(w, s).Of(plan.Rule); got.Action != plan.Keep {
		t.Errorf("where ours is as wanted it is %s: %s %v", row(got), got.Why, got.Fields)
	}
	s.Campaign.Active.Rules[6].Blocks = slices.Clone(ours.Blocks)
	s.Campaign.Active.Rules[6].Blocks[1].UsageLimit = json.RawMessage("1")
	got := plan.Make(w, s).Of(plan.Rule)
	if got.Action != plan.Manual || !strings.Contains(got.Why, "other rules") || mended(got) != 1 {
		t.Errorf("where ours differs it is %s: %s %v", row(got), got.Why, got.Steps)
	}
	s.Campaign.Active.Rules = append(rules[:6:6], rules[7:]...)
	if got := plan.Make(w, s).Of(plan.Rule); got.Action == plan.Keep || got.Action == plan.Update {
		t.Errorf("where none is ours it is %s: %s", row(got), got.Why)
	}
}

func TestAPatternInTheRuleThatIsTheCampaignsIsNoDifference(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	s.Campaign.Active.Rules[0].Blocks[1].Pattern = w.Campaign.Codes.Pattern
	if f := plan.RuleFields(w, s); len(f) != 0 {
		t.Errorf("the fields are %v", f)
	}
}

func TestEnablingIsTheLastRowUnlessItIsDone(t *testing.T) {
	w := wanted(t)
	s := standing(t, w)
	s.Campaign.Campaign.State = "disabled"
	if c := plan.Make(w, s).Of(plan.Enable); row(c) != "update api yes" || fmt.Sprint(c.Fields) != "[{State disabled enabled}]" {
		t.Errorf("it is %s with %v", row(c), c.Fields)
	}
}

func TestWhatStandsIsPickedOutOfWhatWasSeen(t *testing.T) {
	w := wanted(t)
	if s := plan.StandingOf(w, plan.Seen{}); s.Complete() || s.Enabled() {
		t.Errorf("of nothing stands %+v", s)
	}
	seen := standing(t, w)
	s := plan.StandingOf(w, seen)
	if !s.Complete() || !s.Enabled() || s.Webhook.ID != 11 || s.Campaign.ID != 21 || s.RulesetID != 31 || len(s.Differs) != 0 {
		t.Errorf("there stands %+v", s)
	}
	seen.Campaign.Active.Rules[0].Title = "Old"
	if s := plan.StandingOf(w, seen); len(s.Differs) != 1 {
		t.Errorf("its rule differs in %v", s.Differs)
	}
	seen.Webhooks = nil
	if plan.StandingOf(w, seen).Complete() {
		t.Error("it is complete without a webhook")
	}
}

func TestWhatAnAccountRefusesComesToAPersonWithEverything(t *testing.T) {
	w := wanted(t)
	for _, c := range plan.Make(w, plan.Seen{SignedIn: true, Sample: fit(t)}).Changes {
		got := plan.ByHandInstead(c, w, plan.Seen{}, "this account does not allow it")
		if got.Action != plan.Manual || got.Route != plan.Guided || got.Why != "this account does not allow it" {
			t.Errorf("%s is %s because %q", c.Resource, row(got), got.Why)
		}
		if c.Published != plan.Yes && len(got.Steps) == 0 {
			t.Errorf("%s comes without steps", c.Resource)
		}
	}
}

func TestOfSeveralSpellingsOfTheEventTheDiscardedOneIsNamed(t *testing.T) {
	events := []clevertap.SchemaEvent{
		{Name: "CouponGenerated", Status: "discarded"},
		{Name: "Coupon Generated", Properties: []string{"Coupon Code"}},
		{Name: "Charged", Status: "discarded"},
	}
	for _, all := range [][]clevertap.SchemaEvent{events, {events[1], events[0], events[2]}} {
		var seen plan.EventSeen
		for _, e := range all {
			seen.Add(e, setup.Event{Name: "CouponGenerated", Property: "Coupon Code"})
		}
		if want := (plan.EventSeen{Known: true, Discarded: true, Property: true, Name: "CouponGenerated"}); seen != want {
			t.Errorf("seen as %+v, want %+v", seen, want)
		}
	}
}
