package steps_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// guided is an account that lets talontap create nothing, with the plan made and
// everything left for a person.
func guided(t *testing.T) (*sandbox.Sandbox, steps.World, steps.State, *steps.Session, *admin) {
	t.Helper()
	box, w := rehearse(t, sandbox.Options{RefuseUnpublished: true, Bare: true})
	st := answered(box, string(setup.Unpublished), "false")
	session := steps.NewSession(w)
	if _, _, err := session.Plan(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	if _, err := session.Apply(t.Context(), st, nil); err != nil {
		t.Fatal(err)
	}
	return box, w, st, session, newAdmin(t, box)
}

func TestASetupMadeByHandAsTheCardsSayIsFoundProvenAndEnabled(t *testing.T) {
	t.Parallel()
	_, w, st, session, who := guided(t)
	who.makeAll(session.Wanted())
	who.publishEmail(who.emailForm(guide.Email(session.Wanted())))
	seen, err := session.LookAtCards(t.Context(), st)
	if err != nil || !seen.Done {
		t.Fatalf("after all was made as the cards say, done is %v (%v): %+v", seen.Done, err, amiss(seen))
	}
	r, err := run(t, w, st)
	if err != nil || r.Failed() || !r.Enabled {
		t.Fatalf("err %v, failed %v, enabled %v, left %+v", err, r.Failed(), r.Enabled, r.Left)
	}
	for _, res := range []plan.Resource{plan.Webhook, plan.Campaign, plan.Rule} {
		if c := r.Plan.Of(res); c.Action != plan.Keep {
			t.Errorf("%s is %s with %v, want it kept as it was made", res, c.Action, c.Fields)
		}
	}
}

// amiss lists everything that is not right.
func amiss(seen steps.Watched) (out []string) {
	for _, c := range seen.Cards {
		for _, m := range guide.Amiss(c.Marks) {
			out = append(out, fmt.Sprintf("%s %s is %s: seen %q, wanted %q: %s", c.Card.Resource, m.Field, m.State, m.Seen, m.Wanted, m.Says))
		}
	}
	return out
}

// mistake is one thing that a person does wrong in a console, and what talontap
// says of it.
type mistake struct {
	name  string
	make  func(a *admin, w setup.Wanted)
	field string
	says  string
}

func webhookWith(change func(map[string]any)) func(*admin, setup.Wanted) {
	return func(a *admin, w setup.Wanted) {
		a.makeAll(w)
		form := a.webhookForm(guide.Webhook(w))
		change(form)
		a.saveWebhook(form)
	}
}

func payloadWith(old, with string) func(*admin, setup.Wanted) {
	return webhookWith(func(f map[string]any) { f["payload"] = strings.ReplaceAll(f["payload"].(string), old, with) })
}

func campaignWith(change func(map[string]any)) func(*admin, setup.Wanted) {
	return func(a *admin, w setup.Wanted) {
		a.makeAll(w)
		form := a.campaignForm(guide.Campaign(w))
		change(form)
		a.saveCampaign(form)
	}
}

func ruleWith(change func(map[string]any)) func(*admin, setup.Wanted) {
	return func(a *admin, w setup.Wanted) {
		a.makeAll(w)
		form := a.ruleForm(guide.Rule(w))
		change(form)
		a.saveRule(form)
	}
}

func header(form map[string]any, i int, line string) {
	form["headers"].([]string)[i] = line
}

func mistakes() []mistake {
	set := func(key string, value any) func(map[string]any) {
		return func(f map[string]any) { f[key] = value }
	}
	return []mistake{
		{"a title in other capitals", webhookWith(set("title", "send clevertap email")), "Name", "capitals"},
		{"a draft", webhookWith(set("draft", true)), "Draft", "saved as a draft"},
		{"all Applications", webhookWith(set("applicationIds", []int{})), "Applications", "all Applications, where one was meant"},
		{"another Application", webhookWith(set("applicationIds", []int{2})), "Applications", "no rule there can send it"},
		{"not displayed", webhookWith(set("enabled", false)), "Display in Rule Builder", "does not offer"},
		{"another verb", webhookWith(set("verb", "PUT")), "Verb", "by POST alone"},
		{"another region", webhookWith(func(f map[string]any) { f["url"] = strings.Replace(f["url"].(string), "/eu1/", "/in1/", 1) }), "URL", "the region in1 (India)"},
		{"an address without its end", webhookWith(func(f map[string]any) { f["url"] = strings.TrimSuffix(f["url"].(string), "/1/upload") }), "URL", "its end is missing"},
		{"a header's name", webhookWith(func(f map[string]any) {
			header(f, 1, strings.Replace(f["headers"].([]string)[1], "Passcode", "Password", 1))
		}), "Header X-CleverTap-Passcode", "its name is wrong: it says X-CleverTap-Password"},
		{"a header is missing", webhookWith(func(f map[string]any) { f["headers"] = f["headers"].([]string)[1:] }), "Header X-CleverTap-Account-Id", "is missing"},
		{"another passcode", webhookWith(func(f map[string]any) { header(f, 1, "X-CleverTap-Passcode: ABC") }), "Header X-CleverTap-Passcode", "not the passcode"},
		{"swapped parameters", webhookWith(func(f map[string]any) { p := f["params"].([]any); p[0], p[1] = p[1], p[0] }), "Parameter 1, name", "swapped"},
		{"a parameter too few", webhookWith(func(f map[string]any) { f["params"] = f["params"].([]any)[:1] }), "Parameter 2, name", "CouponCode is missing"},
		{"a parameter that is a number", webhookWith(func(f map[string]any) { f["params"].([]any)[1].(map[string]any)["type"] = "number" }), "Parameter 2, type", "of the type number"},
		{"a parameter in other capitals", webhookWith(func(f map[string]any) { f["params"].([]any)[1].(map[string]any)["title"] = "couponCode" }), "Parameter 2, name", "capitals only"},
		{"the property of CleverTap's page", payloadWith(`"CouponCode":`, `"CouponGenerated":`), "Payload", "CleverTap's own page"},
		{"another event", payloadWith("Coupon Generated", "Coupon"), "Payload", `sends the event "Coupon"`},
		{"a template without its dollar", payloadWith("${$ProfileID}", "${ProfileID}"), "Payload", "dollar sign inside the braces"},
		{"customer and code swapped", webhookWith(func(f map[string]any) {
			f["payload"] = strings.NewReplacer("${$ProfileID}", "${$CouponCode}", "${$CouponCode}", "${$ProfileID}").Replace(f["payload"].(string))
		}), "Payload", "swapped"},
		{"round quotes", payloadWith(`"`, "”"), "Payload", "round ones"},
		{"a campaign in other capitals", campaignWith(set("name", "coupon by email, 1 january 2027")), "Name", "capitals"},
		{"activated too early", campaignWith(set("state", "enabled")), "State", "activated already"},
		{"no coupons", campaignWith(set("features", []string{"referrals"})), "Features", "no coupons"},
		{"another pattern", campaignWith(func(f map[string]any) { f["couponSettings"].(map[string]any)["couponPattern"] = "NY-##" }), "Code pattern", "otherwise"},
		{"no limit", campaignWith(set("limits", []any{})), "Coupons per customer", "without a limit"},
		{"a limit for everybody", campaignWith(set("limits", []any{map[string]any{"action": "createCoupon", "limit": 1, "entities": []string{"Coupon"}}})), "Coupons per customer", "for everybody"},
		{"a schedule that ends too early", campaignWith(set("endTime", "2026-12-31T00:00:00Z")), "Schedule", "ends before"},
		{"one day late", ruleWith(set("day", "2027-01-02")), "Exact day", "one day late"},
		{"one day early", ruleWith(set("day", "2026-12-31")), "Exact day", "one day early"},
		{"another day", ruleWith(set("day", "2027-02-01")), "Exact day", "another day"},
		{"one zone off", ruleWith(set("zone", "UTC")), "Exact day", "of another time zone: in Europe/Berlin it begins an hour too late"},
		{"an ocean off", ruleWith(set("zone", "America/New_York")), "Exact day", "6 hours too late"},
		{"another rule name", ruleWith(set("title", "New rule")), "Rule name", "called otherwise"},
		{"another limit", ruleWith(set("redemptionLimit", 1)), "Redemption limit", "another number of times"},
		{"not stored in the session", ruleWith(set("storeInSession", false)), "Stored in session", "has none to send"},
		{"another recipient", ruleWith(set("recipient", "Session.IntegrationId")), "Recipient", "somebody else"},
		{"another campaign's codes", ruleWith(set("campaignId", 101)), "Campaign of the codes", "another campaign"},
		{"no webhook effect", ruleWith(set("webhookId", 0)), "Webhook", "is missing"},
		{"another webhook", ruleWith(set("webhookId", 1)), "Webhook", "another webhook"},
		{"bindings swapped", ruleWith(set("bindings", map[string]string{"ProfileID": "Session.GeneratedCoupon", "CouponCode": "Profile.IntegrationId"})), "Parameter ProfileID", "swapped"},
		{"a wrong attribute for the code", ruleWith(set("bindings", map[string]string{"ProfileID": "Profile.IntegrationId", "CouponCode": "Session.IntegrationId"})), "Parameter CouponCode", "another attribute"},
		{"a wrong attribute for the customer", ruleWith(set("bindings", map[string]string{"ProfileID": "Session.IntegrationId", "CouponCode": "Session.GeneratedCoupon"})), "Parameter ProfileID", "another attribute"},
		{"nothing bound to the code", ruleWith(set("bindings", map[string]string{"ProfileID": "Profile.IntegrationId", "CouponCode": ""})), "Parameter CouponCode", "not bound"},
	}
}

func TestEveryMistakeInAConsoleIsNamedWithItsMend(t *testing.T) {
	t.Parallel()
	together(t, mistakes(), func(m mistake) string { return m.name }, func(t *testing.T, m mistake) {
		_, w, st, session, who := guided(t)
		m.make(who, session.Wanted())
		seen, err := session.LookAtCards(t.Context(), st)
		if err != nil || seen.Done {
			t.Fatalf("err %v, done %v", err, seen.Done)
		}
		named := false
		for _, c := range seen.Cards {
			for _, mark := range guide.Amiss(c.Marks) {
				named = named || mark.Field == m.field && strings.Contains(mark.Says, m.says) && mark.Mend != ""
			}
		}
		if !named {
			t.Errorf("nothing says %q of %q; amiss is\n%s", m.says, m.field, strings.Join(amiss(seen), "\n"))
		}
		w.Wait = 300 * time.Millisecond
		r, err := run(t, w, st)
		if err != nil || !r.Failed() && m.field != guide.StateField || r.Enabled && m.field != guide.StateField {
			t.Errorf("err %v, failed %v, enabled %v; a mistake must neither be enabled nor pass", err, r.Failed(), r.Enabled)
		}
		for _, c := range r.Left {
			if len(c.Steps) == 0 || c.Why == "" {
				t.Errorf("%s is left without steps or a reason", c.Resource)
			}
		}
	})
}

func TestACampaignThatWasActivatedTooEarlyIsTakenBack(t *testing.T) {
	t.Parallel()
	_, w, st, session, who := guided(t)
	who.saveWebhook(who.webhookForm(guide.Webhook(session.Wanted())))
	form := who.campaignForm(guide.Campaign(session.Wanted()))
	form["state"] = "enabled"
	who.saveCampaign(form)
	if seen, err := session.LookAtCards(t.Context(), st); err != nil || !seen.Early {
		t.Fatalf("err %v, early %v", err, seen.Early)
	}
	if err := session.TakeBack(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	if err := session.TakeBack(t.Context(), st); !errors.Is(err, steps.ErrNothingToTakeBack) {
		t.Errorf("a second time: %v", err)
	}
	who.saveRule(who.ruleForm(guide.Rule(session.Wanted())))
	seen, err := session.LookAtCards(t.Context(), st)
	if err != nil || seen.Early || !seen.Done {
		t.Errorf("err %v, early %v, done %v: %v", err, seen.Early, seen.Done, amiss(seen))
	}
	if r, err := run(t, w, st); err != nil || !r.Enabled {
		t.Errorf("err %v, enabled %v; want it enabled in the end, as proven", err, r.Enabled)
	}
}

func TestTheWatcherTellsEachSaveAndEndsWhenAllIsRight(t *testing.T) {
	t.Parallel()
	_, _, st, session, who := guided(t)
	var right []int
	saves := []func(){
		func() { who.saveWebhook(who.webhookForm(guide.Webhook(session.Wanted()))) },
		func() { who.saveCampaign(who.campaignForm(guide.Campaign(session.Wanted()))) },
		func() { who.saveRule(who.ruleForm(guide.Rule(session.Wanted()))) },
	}
	err := session.Watch(t.Context(), st, time.Millisecond, func(seen steps.Watched) {
		n := 0
		for _, c := range seen.Cards {
			if c.Right {
				n++
			}
		}
		right = append(right, n)
		if len(saves) > 0 {
			saves[0]()
			saves = saves[1:]
		}
	})
	if err != nil || fmt.Sprint(right) != "[0 1 2 3]" {
		t.Errorf("err %v; the looks found %v cards right, want one more each time", err, right)
	}
	ctx, cancel := context.WithCancel(t.Context())
	looks := 0
	who.saveRule(map[string]any{"title": "Other", "day": "2027-01-01", "redemptionLimit": 1, "webhookId": who.webhook})
	if err := session.Watch(ctx, st, time.Millisecond, func(steps.Watched) {
		if looks++; looks == 2 {
			cancel()
		}
	}); err != nil || looks != 2 {
		t.Errorf("after being left: err %v, %d looks", err, looks)
	}
}

func TestALookThatFailsIsToldAndFollowedByTheNext(t *testing.T) {
	t.Parallel()
	_, _, st, session, who := guided(t)
	who.makeAll(session.Wanted())
	who.click("PUT", "/_sandbox/faults", map[string]any{"faults": []string{"500:talonone/v1/webhooks"}})
	var told []steps.Watched
	err := session.Watch(t.Context(), st, time.Millisecond, func(seen steps.Watched) {
		told = append(told, seen)
		who.click("DELETE", "/_sandbox/faults", nil)
	})
	if err != nil || len(told) < 2 || told[0].Err == "" || !told[len(told)-1].Done {
		t.Errorf("err %v; told %+v", err, told)
	}
}

func TestAWebhookWithACredentialIsCheckedByWhatCanBeSeen(t *testing.T) {
	t.Parallel()
	_, w, st, session, who := guided(t)
	who.makeAll(session.Wanted())
	card := guide.Webhook(session.Wanted()).Variants[0]
	made := who.click("POST", talonOneConsole+"/credentials", map[string]any{"name": who.value(card, "Credential, name"), "type": "custom",
		"data": map[string]any{"headers": map[string]string{"X-CleverTap-Account-Id": who.value(card, "Header X-CleverTap-Account-Id"), "X-CleverTap-Passcode": who.value(card, "Header X-CleverTap-Passcode")}}})
	form := who.webhookForm(card)
	form["headers"] = []string{"Content-Type: application/json; charset=utf-8"}
	form["authenticationId"] = made["id"]
	who.saveWebhook(form)
	seen, err := session.LookAtCards(t.Context(), st)
	if err != nil || !seen.Done {
		t.Fatalf("err %v, done %v: %v", err, seen.Done, amiss(seen))
	}
	hidden := 0
	for _, m := range seen.Cards[0].Marks {
		if m.State == guide.Unseen && strings.Contains(m.Says, "in a Credential") {
			hidden++
		}
	}
	if hidden != 2 {
		t.Errorf("%d fields cannot be seen, want the two headers in the Credential: %+v", hidden, seen.Cards[0].Marks)
	}
	r, err := run(t, w, st)
	if err != nil || r.Enabled || !slices.ContainsFunc(r.Left, func(c plan.Change) bool { return c.Resource == plan.Webhook && c.Compare }) {
		t.Fatalf("what nobody can read passes for right: err %v, enabled %v, left %v", err, r.Enabled, resources(r.Left))
	}
	session = steps.NewSession(w)
	r, err = alone(t.Context(), session, st, steps.Alone{Enable: true})
	if err != nil || len(r.Live.Gate.Unseen) != 1 || !strings.Contains(r.Live.Gate.Unseen[0].Says, "Credential") {
		t.Fatalf("err %v; the gate waits for %v, want the Credential", err, r.Live.Gate.Unseen)
	}
	st = session.Compared(st, r.Live.Gate.Unseen[0])
	if again, err := run(t, w, st); err != nil || !again.Enabled || len(again.Checklist.Failing()) > 0 {
		t.Errorf("after the admin's word: err %v, enabled %v, failing %+v", err, again.Enabled, again.Checklist.Failing())
	}
}

func TestASecretLeavesACardOnlyForTheClipboard(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{RefuseUnpublished: true, Bare: true})
	st := answered(box, string(setup.Unpublished), "false")
	var copied secret.Secret
	w.CopySecret = func(s secret.Secret) error { copied = s; return nil }
	session := steps.NewSession(w)
	p, _, err := session.Plan(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(p)
	if err != nil || strings.Contains(string(raw), st.Answers.Secret(setup.Passcode).Reveal()) {
		t.Fatalf("the passcode stands in the plan (%v)", err)
	}
	f, _ := p.Of(plan.Webhook).Card.Field("Header X-CleverTap-Passcode")
	if err := session.CopySecret(f); err != nil || !copied.Equal(st.Answers.Secret(setup.Passcode)) {
		t.Errorf("copying gave %v", err)
	}
	open, _ := p.Of(plan.Webhook).Card.Field("Verb")
	if session.CopySecret(open) == nil {
		t.Error("a field without a secret was copied as one")
	}
	w.CopySecret = nil
	if err := steps.NewSession(w).CopySecret(f); !errors.Is(err, steps.ErrNoClipboard) {
		t.Errorf("without a clipboard: %v", err)
	}
}

func TestARelayOfAWebhookThatNobodyCanJudgeProvesNothingAndBlamesNoCredential(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(who *admin, form map[string]any){
		"a second passcode": func(_ *admin, form map[string]any) {
			form["headers"] = append(form["headers"].([]string), "x-clevertap-passcode: OLD-OLD-OLDD")
		},
		"a Credential beside": func(who *admin, form map[string]any) {
			made := who.click("POST", talonOneConsole+"/credentials", map[string]any{"name": "old", "type": "custom",
				"data": map[string]any{"headers": map[string]string{"X-CleverTap-Passcode": "OLD-OLD-OLDD"}}})
			form["authenticationId"] = made["id"]
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, w, st, session, who := guided(t)
			who.makeAll(session.Wanted())
			form := who.webhookForm(guide.Webhook(session.Wanted()))
			change(who, form)
			who.saveWebhook(form)
			session = steps.NewSession(w)
			r, err := alone(t.Context(), session, st, steps.Alone{Enable: true})
			if err != nil || r.Enabled || !r.Live.Arrived || r.Live.Rejected() {
				t.Fatalf("err %v, enabled %v, arrived %v, rejected %v", err, r.Enabled, r.Live.Arrived, r.Live.Rejected())
			}
			proves := func(r *live.Result) bool {
				return slices.ContainsFunc(r.Proven, func(s string) bool { return strings.Contains(s, "webhook stands as wanted") })
			}
			if len(r.Live.Gate.Failures) != 0 || len(r.Live.Gate.Unseen) != 1 || r.Live.Gate.Unseen[0].About != plan.Webhook {
				t.Fatalf("the gate is %+v, want one thing to judge", r.Live.Gate)
			}
			st = session.Compared(st, r.Live.Gate.Unseen[0])
			again, err := run(t, w, st)
			if err != nil || !again.Enabled {
				t.Fatalf("after the admin's word: err %v, enabled %v", err, again.Enabled)
			}
			if proves(r.Live) || proves(again.Live) {
				t.Errorf("a word is called a proof: %v, %v", r.Live.Proven, again.Live.Proven)
			}
		})
	}
}
