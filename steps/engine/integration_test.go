package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// integrate enters a passcode in Talon.One's own CleverTap integration.
func (a *admin) integrate(st steps.State, passcode string) {
	a.t.Helper()
	a.click("PUT", talonOneConsole+"/integrations/clevertap", map[string]any{
		"baseUrl":   strings.ReplaceAll(a.box.CleverTapURL(), "{region}", st.Answers.Text(setup.Region)),
		"accountId": st.Answers.Text(setup.ProjectID), "passcode": passcode})
}

// fromTemplate makes a webhook from the integration's template.
func (a *admin) fromTemplate(title string) (id any) {
	a.t.Helper()
	return a.click("POST", talonOneConsole+"/integrations/clevertap/webhooks", map[string]any{"title": title, "applicationIds": []int{1}})["id"]
}

// integrated is a finished setup for 1 January 2027 whose rule an admin has changed to
// call a webhook of the integration.
func integrated(t *testing.T) (*admin, engine.World, steps.State) {
	t.Helper()
	box, w, st := dayRig(t)
	who := newAdmin(t, box)
	who.integrate(st, who.passcode)
	hook := who.fromTemplate("Send coupon")
	for _, day := range who.click("GET", talonOneConsole+"/applications/1/rule_days", nil)["data"].([]any) {
		if of := day.(map[string]any); of["state"] == "running" {
			path := fmt.Sprintf("%s%s/%.0f/day_rule", talonOneConsole, inShop, of["campaignId"])
			rule := who.click("GET", path, nil)
			rule["webhookId"] = hook
			who.click("PUT", path, rule)
		}
	}
	return who, w, st
}

// judged is a check of a list.
func judged(l check.List, id string) check.Check {
	i := slices.IndexFunc(l.Checks, func(c check.Check) bool { return c.ID == id })
	return l.Checks[i]
}

func TestAWebhookOfTheIntegrationIsProvenByARealRunAndByNothingBefore(t *testing.T) {
	t.Parallel()
	who, w, st := integrated(t)
	session := engine.New(w)
	st.Now = w.Now()
	before, err := session.Checklist(t.Context(), st)
	if err != nil {
		t.Fatal(err)
	}
	if c := judged(before, "webhook.matches"); c.Status != check.Manual || !strings.Contains(c.Fix, "Account › Integrations › CleverTap") || before.Verdict() != check.Failed {
		t.Errorf("before: %+v, verdict %d", c, before.Verdict())
	}
	if c := judged(before, "rule.matches"); c.Status != check.Pass {
		t.Errorf("the rule: %+v", c)
	}
	relayed, err := session.Live(t.Context(), st, live.DepthRelay, nil)
	if err != nil || !relayed.Arrived || len(relayed.Gate.Unseen) != 1 || relayed.Gate.Unseen[0].About != plan.Webhook {
		t.Errorf("the relay: arrived %v, %+v (%v)", relayed.Arrived, relayed.Gate, err)
	}
	if c := judged(session.Judged(), "webhook.matches"); c.Status != check.Manual {
		t.Errorf("after a coupon of talontap's own: %+v", c)
	}
	who.box.SetClock(time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC))
	st.Now = w.Now()
	fired, err := session.Live(t.Context(), st, live.DepthFire, nil)
	if err != nil || !fired.Arrived || fired.Diagnosis != nil || !fired.Gate.Open {
		t.Fatalf("the real run: arrived %v, %+v, %+v (%v)", fired.Arrived, fired.Diagnosis, fired.Gate, err)
	}
	after, err := session.Checklist(t.Context(), st)
	if c := judged(after, "webhook.matches"); err != nil || c.Status != check.Pass || after.Verdict() != check.Right {
		t.Errorf("after: %+v, verdict %d, unseen %v, failing %v (%v)", c, after.Verdict(), after.Unseen(), after.Failing(), err)
	}
}

func TestAWrongPasscodeInTheIntegrationIsFoundByARealRun(t *testing.T) {
	t.Parallel()
	who, w, st := integrated(t)
	who.integrate(st, "OLD-OLD-OLDD")
	who.box.SetClock(time.Date(2027, 1, 1, 8, 0, 0, 0, time.UTC))
	session := engine.New(w)
	st.Now = w.Now()
	if _, _, err := session.Plan(t.Context(), st); err != nil {
		t.Fatal(err)
	}
	r, err := session.Live(t.Context(), st, live.DepthFire, nil)
	if err != nil || r.Arrived || r.Diagnosis == nil || r.Diagnosis.Cause != live.CredentialRevoked || !strings.Contains(r.Diagnosis.Fix, "Account › Integrations › CleverTap") {
		t.Errorf("the real run: arrived %v, %+v (%v)", r.Arrived, r.Diagnosis, err)
	}
	list, err := session.Checklist(t.Context(), st)
	if err != nil || list.Verdict() != check.Wrong || judged(list, "webhook.matches").Status != check.Manual {
		t.Errorf("verdict %d, %+v (%v)", list.Verdict(), judged(list, "webhook.matches"), err)
	}
}

func TestAWebhookOfTheIntegrationIsNeverChangedAndNoneIsMadeBesideIt(t *testing.T) {
	t.Parallel()
	box, w := rehearse(t, sandbox.Options{Clock: newYearsEve})
	st := answered(box, string(setup.RuleDate), "2027-01-01")
	who := newAdmin(t, box)
	who.integrate(st, who.passcode)
	title := st.Answers.Text(setup.WebhookName)
	if title == "" {
		title = "Send CleverTap Email"
	}
	who.fromTemplate(title)
	was := count(t, w, st)
	session := engine.New(w)
	r, err := alone(t.Context(), session, st, steps.Alone{Enable: true})
	if err != nil || r.Enabled || r.Live == nil || len(r.Live.Gate.Unseen) != 1 {
		for _, c := range r.Left {
			t.Logf("left: %s, %s", c.Resource, c.Why)
		}
		t.Fatalf("err %v, enabled %v, %+v", err, r.Enabled, r.Live)
	}
	row := r.Plan.Of(plan.Webhook)
	if row.Made() || !row.Compare || !strings.Contains(row.Card.Where, "Integrations") {
		t.Errorf("the webhook's row is %+v", row)
	}
	st = session.Compared(st, r.Live.Gate.Unseen[0])
	again, err := run(t, w, st)
	if err != nil || !again.Enabled {
		t.Errorf("after the admin's word: err %v, enabled %v", err, again.Enabled)
	}
	if now := count(t, w, st); now.webhooks != was.webhooks {
		t.Errorf("there are %d webhooks, and were %d", now.webhooks, was.webhooks)
	}
	st.Answers = st.Answers.With(setup.ProjectID, "TEST-OTHER", setup.Typed)
	if p, _, _ := engine.New(w).Plan(t.Context(), st); !p.Of(plan.Webhook).Compare {
		t.Errorf("for another project the word holds on: %+v", p.Of(plan.Webhook))
	}
}

func TestThePasscodeOfTheIntegrationIsRotatedByHandAndTheOldOneKept(t *testing.T) {
	t.Parallel()
	who, w, st := integrated(t)
	r, v := kept(t, w, st, rotate.CleverTap)
	old, fresh := st.Answers.Secret(setup.Passcode), newPasscode(t, who.box)
	if !r.Webhook.Integration || r.Webhook.Write != nil {
		t.Fatalf("the webhook is taken for one that can be written: %+v", r.Webhook)
	}
	waits, err := r.Run(t.Context(), fresh)
	if err == nil || waits.Outcome != rotate.Waiting {
		t.Fatalf("outcome %q (%v)", waits.Outcome, err)
	}
	if s, _ := waits.Of(rotate.Switch); len(s.Card) == 0 || !strings.Contains(s.Card[0].Text, "Account › Integrations › CleverTap") {
		t.Errorf("the card is %+v", s.Card)
	}
	if current, _ := v.Get(t.Context(), rotate.Current); !current.Equal(old) {
		t.Error("the old passcode is not in use any more")
	}
	who.integrate(st, fresh.Reveal())
	r.Word = true
	done, err := r.Run(t.Context(), secret.Secret{})
	if err != nil || done.Outcome != rotate.Rotated || !strings.Contains(done.Word, "integration") {
		t.Fatalf("outcome %q, word %q (%v)", done.Outcome, done.Word, err)
	}
	if s, _ := done.Of(rotate.EndToEnd); s.Status != rotate.Warn || s.Fix == "" {
		t.Errorf("a coupon that talontap sent itself is taken for a proof: %+v", s)
	}
	v.holds(t, fresh)
	if previous, _ := v.Get(t.Context(), rotate.Previous); !previous.Equal(old) {
		t.Error("the old passcode is forgotten")
	}
}
