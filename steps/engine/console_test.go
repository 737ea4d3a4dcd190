package engine_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/setup"
)

// admin is a person in front of both consoles, who clicks what a card says.
type admin struct {
	t   testing.TB
	box *sandbox.Sandbox
	// passcode is what the cards do not show.
	passcode string
	webhook  int
	campaign int
	// marks says that what is made carries talontap's marks, as what talontap
	// itself makes does.
	marks bool
}

func newAdmin(t testing.TB, box *sandbox.Sandbox) *admin {
	t.Helper()
	a := &admin{t: t, box: box}
	for _, v := range box.Env() {
		if v.Name == setup.Passcode.Variable() {
			a.passcode = v.Value
		}
	}
	return a
}

const (
	talonOneConsole  = "/_sandbox/talonone"
	cleverTapConsole = "/_sandbox/clevertap"
	inShop           = "/applications/1/campaigns"
)

func (a *admin) click(method, path string, body any) map[string]any {
	a.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		a.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(a.t.Context(), method, a.box.TalonOneURL()+path, bytes.NewReader(raw))
	if err != nil {
		a.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode/100 != 2 {
		a.t.Fatalf("%s %s: %s %s %v", method, path, resp.Status, answer, err)
	}
	var out map[string]any
	if len(answer) > 0 && answer[0] == '{' {
		if err := json.Unmarshal(answer, &out); err != nil {
			a.t.Fatal(err)
		}
	}
	return out
}

// value is a card's field, exactly as it stands there.
func (a *admin) value(c guide.Card, label string) string {
	a.t.Helper()
	f, ok := c.Field(label)
	if !ok {
		a.t.Fatalf("the card %q has no field %q", c.Title, label)
	}
	if f.Secret {
		return a.passcode
	}
	return f.Value
}

// webhookForm is the webhook's form, filled in from its card.
func (a *admin) webhookForm(c guide.Card) map[string]any {
	var headers []string
	for _, f := range c.Fields {
		if header, is := strings.CutPrefix(f.Label, "Header "); is {
			headers = append(headers, header+": "+a.value(c, f.Label))
		}
	}
	param := func(i int) map[string]any {
		return map[string]any{"type": a.value(c, fmt.Sprintf("Parameter %d, type", i)), "title": a.value(c, fmt.Sprintf("Parameter %d, name", i)), "description": "", "ui": map[string]any{}}
	}
	description := ""
	if a.marks {
		description = a.value(c, "Description")
	}
	return map[string]any{
		"title": a.value(c, "Name"), "description": description, "applicationIds": []int{1}, "draft": false,
		"enabled": a.value(c, "Display in Rule Builder") == "yes", "verb": a.value(c, "Verb"), "url": a.value(c, "URL"),
		"headers": headers, "payload": a.value(c, "Payload"), "params": []any{param(1), param(2)},
	}
}

func (a *admin) saveWebhook(form map[string]any) {
	if a.webhook != 0 {
		a.click("PUT", fmt.Sprintf("%s/webhooks/%d", talonOneConsole, a.webhook), form)
		return
	}
	a.webhook = int(a.click("POST", talonOneConsole+"/webhooks", form)["id"].(float64))
}

// campaignForm is the campaign's form. The description's and the tags' marks are
// left out, as by a person who skips what looks like decoration.
func (a *admin) campaignForm(c guide.Card) map[string]any {
	form := map[string]any{
		"name": a.value(c, "Name"), "state": a.value(c, "State"), "tags": []string{}, "features": []string{a.value(c, "Features")}, "limits": []any{},
		"couponSettings": map[string]any{"validCharacters": strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", ""), "couponPattern": a.value(c, "Code pattern")},
	}
	if a.marks {
		form["tags"] = strings.Split(a.value(c, "Tags"), ", ")
	}
	if each := a.value(c, "Coupons per customer"); each != "no limit" {
		form["limits"] = []any{map[string]any{"action": "createCoupon", "limit": json.Number(each), "entities": []string{"Profile"}}}
	}
	return form
}

func (a *admin) saveCampaign(form map[string]any) {
	if a.campaign != 0 {
		at := fmt.Sprintf("%s%s/%d", talonOneConsole, inShop, a.campaign)
		if active := a.click("GET", at, nil)["activeRulesetId"]; active != nil {
			form["activeRulesetId"] = active
		}
		a.click("PUT", at, form)
		return
	}
	a.campaign = int(a.click("POST", talonOneConsole+inShop, form)["id"].(float64))
}

func (a *admin) ruleForm(c guide.Card) map[string]any {
	day, err := time.Parse("2 January 2006", a.value(c, "Exact day"))
	if err != nil {
		a.t.Fatal(err)
	}
	return map[string]any{
		"title": a.value(c, "Rule name"), "day": day.Format(time.DateOnly), "redemptionLimit": json.Number(a.value(c, "Redemption limit")),
		"storeInSession": a.value(c, "Stored in session") == "yes", "webhookId": a.webhook,
	}
}

func (a *admin) saveRule(form map[string]any) {
	a.click("PUT", fmt.Sprintf("%s%s/%d/day_rule", talonOneConsole, inShop, a.campaign), form)
}

// emailForm is the CleverTap campaign's form.
func (a *admin) emailForm(c guide.Card) map[string]any {
	return map[string]any{"name": a.value(c, "Campaign name"), "event": a.value(c, "As soon as the user does"), "sender": a.value(c, "Sender"),
		"subject": a.value(c, "Subject"), "body": "Your code: " + a.value(c, "Placeholder for the code"), "status": "running"}
}

func (a *admin) publishEmail(form map[string]any) {
	a.click("POST", cleverTapConsole+"/campaigns", form)
}

// wantedOf is what the answers want, worked out without asking anybody.
func wantedOf(t testing.TB, box *sandbox.Sandbox) setup.Wanted {
	t.Helper()
	st := answered(box)
	app := talonone.Application{ID: 1, Name: "Shop EU", TimeZone: "Europe/Berlin", Sandbox: true}
	zone, err := setup.Zone(app)
	if err != nil {
		t.Fatal(err)
	}
	st.Observed.Zone = zone
	w, err := setup.From(setup.Complete(st.Answers, st.Surroundings()), st.Profile, app, setup.Addresses{CleverTap: box.CleverTapURL()})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// together runs subtests side by side: they wait for the vendors' limits more
// than they work.
func together[T any](t *testing.T, all []T, name func(T) string, test func(*testing.T, T)) {
	t.Helper()
	const most = 12
	var g errgroup.Group
	g.SetLimit(most)
	for _, one := range all {
		g.Go(func() error {
			t.Run(name(one), func(t *testing.T) { test(t, one) })
			return nil
		})
	}
	_ = g.Wait() // subtests report for themselves
}

// makeAll makes everything by hand, as the cards say it.
func (a *admin) makeAll(w setup.Wanted) {
	a.saveWebhook(a.webhookForm(guide.Webhook(w)))
	a.saveCampaign(a.campaignForm(guide.Campaign(w)))
	a.saveRule(a.ruleForm(guide.Rule(w)))
}
