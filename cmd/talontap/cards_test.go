package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// enterCards plays the admin: it reads the cards out of a plan in JSON and enters
// what they say in the sandbox's two consoles, over plain HTTP. It knows the
// forms and nothing of talontap: every value is the card's, but for the passcode,
// which no card shows.
func enterCards(ts *testscript.TestScript, _ bool, args []string) { enterAll(ts, ts.ReadFile(args[0])) }

// player is whoever enters cards: a script, or a test of the wizard.
type player interface {
	Check(err error)
	Fatalf(format string, args ...any)
	Getenv(name string) string
}

func enterAll(ts player, plan string) {
	var doc struct {
		Changes []struct {
			Resource string
			Card     struct {
				Fields []struct{ Label, Value string }
			}
		}
	}
	ts.Check(json.Unmarshal([]byte(plan), &doc))
	cards := map[string]shownCard{}
	for _, c := range doc.Changes {
		cards[c.Resource] = shownCard{}
		for _, f := range c.Card.Fields {
			cards[c.Resource][f.Label] = f.Value
		}
	}
	hook := enter(ts, "POST", "/talonone/webhooks", cards["webhook"].webhook(ts))
	campaign := enter(ts, "POST", "/talonone/applications/1/campaigns", cards["campaign"].campaign())
	enter(ts, "PUT", fmt.Sprintf("/talonone/applications/1/campaigns/%v/day_rule", campaign["id"]), cards["rule"].rule(ts, hook["id"]))
	enter(ts, "POST", "/clevertap/campaigns", cards["email-campaign"].email())
}

// shownCard is a card's values by their labels.
type shownCard map[string]string

func (c shownCard) webhook(ts player) any {
	var headers, params []any
	for _, name := range []string{"X-CleverTap-Account-Id", "X-CleverTap-Passcode", "Content-Type"} {
		value := c["Header "+name]
		if value == "[redacted]" {
			value = ts.Getenv("TALONTAP_CLEVERTAP_PASSCODE")
		}
		headers = append(headers, name+": "+value)
	}
	for _, n := range []string{"1", "2"} {
		params = append(params, map[string]any{"type": c["Parameter "+n+", type"], "title": c["Parameter "+n+", name"], "ui": map[string]any{}})
	}
	return map[string]any{
		"title": c["Name"], "applicationIds": []int{1}, "draft": false, "enabled": c["Display in Rule Builder"] == "yes",
		"verb": c["Verb"], "url": c["URL"], "headers": headers, "params": params, "payload": c["Payload"],
	}
}

func (c shownCard) campaign() any {
	return map[string]any{
		"name": c["Name"], "state": c["State"], "tags": []string{}, "features": []string{c["Features"]},
		"limits":         []any{map[string]any{"action": "createCoupon", "limit": json.Number(c["Coupons per customer"]), "entities": []string{"Profile"}}},
		"couponSettings": map[string]any{"validCharacters": strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", ""), "couponPattern": c["Code pattern"]},
	}
}

func (c shownCard) rule(ts player, webhook any) any {
	day, err := time.Parse("2 January 2006", c["Exact day"])
	ts.Check(err)
	attributes := map[string]string{"Integration ID (Customer Profile)": "Profile.IntegrationId", "Generated coupon in Session": "Session.GeneratedCoupon"}
	return map[string]any{
		"title": c["Rule name"], "day": day.Format(time.DateOnly), "redemptionLimit": json.Number(c["Redemption limit"]),
		"storeInSession": c["Stored in session"] == "yes", "webhookId": webhook,
		"bindings": map[string]string{"ProfileID": attributes[c["Parameter ProfileID"]], "CouponCode": attributes[c["Parameter CouponCode"]]},
	}
}

func (c shownCard) email() any {
	return map[string]any{"name": c["Campaign name"], "event": c["As soon as the user does"], "sender": c["Sender"], "subject": c["Subject"],
		"body": "Your code: " + c["Placeholder for the code"], "status": "running"}
}

func enter(ts player, method, path string, form any) (made map[string]any) {
	raw, err := json.Marshal(form)
	ts.Check(err)
	req, err := http.NewRequest(method, ts.Getenv("TALONTAP_TALONONE_URL")+"/_sandbox"+path, strings.NewReader(string(raw)))
	ts.Check(err)
	res, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	ts.Check(err)
	if res.StatusCode/100 != 2 {
		ts.Fatalf("%s %s: %s %s", method, path, res.Status, data)
	}
	ts.Check(json.Unmarshal(data, &made))
	return made
}

// stands holds how many webhooks and campaigns of the tutorial's names there are.
func stands(ts *testscript.TestScript, _ bool, args []string) {
	got := fmt.Sprint(named(ts, "/talonone/webhooks", "title", "Send CleverTap Email") + named(ts, "/talonone/applications/1/campaigns", "name", "Coupon by email"))
	if got != args[0] {
		ts.Fatalf("%s objects stand in Talon.One, want %s", got, args[0])
	}
}

func named(ts *testscript.TestScript, path, key, name string) (n int) {
	res, err := http.Get(ts.Getenv("TALONTAP_TALONONE_URL") + "/_sandbox" + path)
	ts.Check(err)
	defer res.Body.Close()
	var page struct{ Data []map[string]any }
	ts.Check(json.NewDecoder(res.Body).Decode(&page))
	for _, one := range page.Data {
		if strings.HasPrefix(one[key].(string), name) {
			n++
		}
	}
	return n
}
