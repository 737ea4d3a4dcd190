package sandbox

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// admin is a person at the page: what is done here is done by clicking and typing.
type admin struct {
	*rig
	*browser
}

// atThePage starts a bare sandbox at noon of 31 December 2026, Berlin time, and
// opens its page in a browser.
func atThePage(t *testing.T, test func(admin)) {
	t.Helper()
	withBrowser(t, func(b *browser) {
		a := admin{start(t, Options{Bare: true, Clock: time.Date(2026, 12, 31, 11, 0, 0, 0, time.UTC)}), b}
		a.open(a.TalonOneURL() + "/_sandbox/")
		test(a)
	})
}

// webhookWords are what an admin types into the webhook's form.
type webhookWords struct {
	everywhere bool     // left as it stands: all Applications
	params     []string // names, in order
	headers    []string
	property   string
	draft      bool
}

func (a admin) rightWebhook() webhookWords {
	return webhookWords{
		params: []string{"ProfileID", "CouponCode"},
		headers: []string{
			"X-CleverTap-Account-Id: " + a.credentials.projectID, "X-CleverTap-Passcode: " + a.credentials.passcode,
			"Content-Type: application/json; charset=utf-8",
		},
		property: "CouponCode",
	}
}

func (a admin) makeWebhook(w webhookWords) {
	a.browser.t.Helper()
	a.press("Talon.One")
	a.press("Create Webhook")
	a.sees("Account › Tools › Webhooks › Create Webhook")
	a.fill("Name", "Send CleverTap Email")
	if !w.everywhere {
		a.tick("All Applications")
		a.tick("Shop EU")
	}
	for _, name := range w.params {
		a.press("Add parameter")
		a.fill("Param name", name)
	}
	a.fill("URL", strings.Replace(a.CleverTapURL(), "{region}", "eu1", 1)+"/1/upload")
	for _, header := range w.headers {
		a.press("Add header")
		a.fill("Header", header)
	}
	a.fill("Payload", `{"d":[{"type":"event","evtName":"Coupon Generated","$source":"Talon.One","identity":"${$ProfileID}","evtData":{"`+w.property+`":"${$CouponCode}"}}]}`)
	a.tick("Display in Rule Builder")
	if w.draft {
		a.tick("Draft")
	}
	a.press("Create Webhook")
	a.sees("Webhook Send CleverTap Email created.")
}

func (a admin) makeCampaign() {
	a.browser.t.Helper()
	a.press("Campaigns of Shop EU")
	a.press("Create Campaign")
	a.fill("Name", "New Year")
	a.fill("Tags", "new year, coupons")
	a.fill("Code pattern", "NY-####-####")
	a.press("Add limit")
	a.press("Create Campaign")
	a.sees("Campaign New Year created. It is disabled.")
}

// ruleWords are what an admin types into the Rule Builder.
type ruleWords struct {
	date              string // as the date field of an American browser takes it
	store             bool
	profile, couponID string // what the parameters are bound to
}

func rightRule() ruleWords {
	return ruleWords{"01012027", true, "Integration ID (Customer Profile)", "Generated coupon in Session"}
}

func (a admin) makeRule(w ruleWords) {
	a.browser.t.Helper()
	a.sees("Rule Builder")
	a.fill("Rule name", "Create coupon on 1 January")
	a.keys("Day", w.date)
	a.fill("Redemption limit", "100")
	if w.store {
		a.tick("Store in session")
	}
	a.choose("Webhook", "Send CleverTap Email")
	a.choose("ProfileID", w.profile)
	a.choose("CouponCode", w.couponID)
	a.press("Save rule")
	a.sees("Rule Create coupon on 1 January saved.")
}

func (a admin) makeEmailCampaign() {
	a.browser.t.Helper()
	a.press("CleverTap")
	a.press("+ Campaign › Email")
	a.choose("As soon as the user does", "Coupon Generated")
	a.fill("Campaign name", "New Year email")
	a.fill("Body, HTML", "<p>Your code is ")
	a.choose("Placeholder for the code", "@Coupon Generated - CouponCode")
	a.fill("Default text", "in your account")
	a.press("Insert")
	a.fill("Sender", "Shop EU")
	a.fill("Subject", "Your New Year coupon")
	a.press("Publish")
	a.sees("Campaign New Year email published.")
}

// TestACampaignsFormHasTheTutorialsOrder: cmd/talontap compares the labels with the
// card's; this is that they come in its order.
func TestACampaignsFormHasTheTutorialsOrder(t *testing.T) {
	atThePage(t, func(a admin) {
		a.press("CleverTap")
		a.press("+ Campaign › Email")
		a.sees("Go To Editor")
		var labels []string
		a.run(`return [...document.querySelectorAll("form label")].map((each) => each.textContent)`, &labels)
		want := []string{"Qualification criteria", "Service provider", "Conversion goal", "As soon as the user does", "Campaign name", "Message", "Go To Editor",
			"Placeholder for the code", "Default text", "Body, HTML", "Body, text", "Sender", "Subject", "Start"}
		if !slices.Equal(labels, want) {
			t.Errorf("the form asks for %q", labels)
		}
	})
}

// read decodes what Talon.One answers an admin's key.
func (a admin) read(path string, into any) {
	a.browser.t.Helper()
	a.decoded(a.talonOneCall("GET", path, ""), into)
}

type seenWebhook struct {
	ID             int
	Title          string
	ApplicationIDs []int
	Draft, Enabled bool
	Verb, URL      string
	Headers        []string
	Payload        string
	Params         []struct{ Type, Title string }
}

func (a admin) webhook() seenWebhook {
	a.browser.t.Helper()
	var list struct{ Data []seenWebhook }
	a.read("/v1/webhooks", &list)
	list.Data = slices.DeleteFunc(list.Data, func(one seenWebhook) bool { return one.Title != "Send CleverTap Email" })
	if len(list.Data) != 1 {
		a.browser.t.Fatalf("%d webhooks", len(list.Data))
	}
	return list.Data[0]
}

type seenCampaign struct {
	ID              int
	State           string
	Tags            []string
	ActiveRulesetID int
}

func (a admin) campaign() seenCampaign {
	a.browser.t.Helper()
	var list struct{ Data []seenCampaign }
	a.read("/v1/applications/1/campaigns?name=New+Year", &list)
	if len(list.Data) != 1 {
		a.browser.t.Fatalf("%d campaigns", len(list.Data))
	}
	return list.Data[0]
}

// seenBlock has the members of the three kinds of block of the rule.
type seenBlock struct {
	Type           string
	Start, End     string
	StoreInSession bool
	UsageLimit     int
	Webhook        struct{ ID int }
	Params         map[string]string
}

// blocks are the rule's, as the V2 form shows them: day, coupon, webhook.
func (a admin) blocks() []seenBlock {
	a.browser.t.Helper()
	c := a.campaign()
	var ruleset struct {
		PromotionRules []struct{ Blocks []seenBlock }
	}
	a.read(fmt.Sprintf("/v2/applications/1/campaigns/%d/rulesets/%d", c.ID, c.ActiveRulesetID), &ruleset)
	if len(ruleset.PromotionRules) != 1 || len(ruleset.PromotionRules[0].Blocks) != 3 {
		a.browser.t.Fatalf("the ruleset is %+v", ruleset)
	}
	return ruleset.PromotionRules[0].Blocks
}

// codes are those that the campaign's rule has made.
func (a admin) codes() []string {
	a.browser.t.Helper()
	var list struct{ Data []struct{ Value string } }
	a.read(fmt.Sprintf("/v1/applications/1/campaigns/%d/coupons/no_total", a.campaign().ID), &list)
	var values []string
	for _, each := range list.Data {
		values = append(values, each.Value)
	}
	return values
}

func TestAPersonWalksTheWholeTutorialOnThePageAndFindsTheCodeInTheInbox(t *testing.T) {
	atThePage(t, func(a admin) {
		a.makeWebhook(a.rightWebhook())
		hook := a.webhook()
		if hook.Draft || !hook.Enabled || hook.Verb != "POST" || !slices.Equal(hook.ApplicationIDs, []int{1}) ||
			!slices.Equal(hook.Headers, a.rightWebhook().headers) || len(hook.Params) != 2 || hook.Params[1].Title != "CouponCode" {
			t.Errorf("the webhook is %+v", hook)
		}
		a.makeCampaign()
		a.makeRule(rightRule())
		a.checkRightRule(hook.ID)
		a.makeEmailCampaign()

		a.press("Talon.One")
		a.press("Campaigns of Shop EU")
		a.press("New Year")
		a.press("Activate")
		a.sees("Campaign New Year activated.")
		a.press("Play the shop")
		a.sees("no rule did anything.")
		a.press("Clock and faults")
		a.press("Go to noon of the day of New Year")
		a.sees("1 Jan 2027, 12:00")
		a.press("Play the shop")
		a.sees("Webhook Send CleverTap Email triggered")

		codes := a.codes()
		if len(codes) != 1 || !strings.HasPrefix(codes[0], "NY-") {
			t.Fatalf("the coupons are %v", codes)
		}
		a.press("Inbox 1")
		a.sees("Your New Year coupon")
		a.sees("Your code is " + codes[0])
	})
}

func (a admin) checkRightRule(webhookID int) {
	a.browser.t.Helper()
	if c := a.campaign(); c.State != "disabled" || !slices.Equal(c.Tags, []string{"new year", "coupons"}) {
		a.browser.t.Errorf("the campaign is %+v", c)
	}
	blocks := a.blocks()
	day, coupon, webhook := blocks[0], blocks[1], blocks[2]
	if day.Start != "2027-01-01T00:00:00+01:00" || day.End != "2027-01-02T00:00:00+01:00" {
		a.browser.t.Errorf("the day is from %s to %s", day.Start, day.End)
	}
	if coupon.UsageLimit != 100 || !coupon.StoreInSession {
		a.browser.t.Errorf("the coupon effect is %+v", coupon)
	}
	if webhook.Webhook.ID != webhookID || webhook.Params["profileid"] != "{{$Profile.IntegrationId}}" ||
		webhook.Params["couponcode"] != "{{$Session.GeneratedCoupon}}" {
		a.browser.t.Errorf("the webhook effect is %+v", webhook)
	}
}

func TestAPersonCanGetTheWebhookWrongOnThePage(t *testing.T) {
	atThePage(t, func(a admin) {
		wrong := a.rightWebhook()
		wrong.everywhere, wrong.property = true, "CouponGenerated"
		wrong.params = []string{"CouponCode"}
		wrong.headers[0] = "X-CleverTap-Project-Id: " + a.credentials.projectID
		wrong.draft = true
		a.makeWebhook(wrong)
		seen := a.webhook()
		switch {
		case len(seen.ApplicationIDs) != 0:
			t.Errorf("it is of the Applications %v, want all", seen.ApplicationIDs)
		case !strings.Contains(seen.Payload, `"CouponGenerated":"${$CouponCode}"`):
			t.Errorf("the payload is %s", seen.Payload)
		case seen.Headers[0] != wrong.headers[0] || !seen.Draft:
			t.Errorf("the webhook is %+v", seen)
		case len(seen.Params) != 1 || seen.Params[0].Title != "CouponCode":
			t.Errorf("the parameters are %+v", seen.Params)
		}
	})
}

func TestAWebhookOfTheIntegrationIsMadeOnThePage(t *testing.T) {
	atThePage(t, func(a admin) {
		a.press("Integrations of Account")
		a.fill("Base URL", strings.Replace(a.CleverTapURL(), "{region}", "eu1", 1))
		a.fill("Project ID", a.credentials.projectID)
		a.fill("Passcode", a.credentials.passcode)
		a.press("Save")
		a.sees("CleverTap integration saved.")
		a.fill("Name", "Send CleverTap Email")
		a.press("Create Webhook")
		a.sees("Webhook Send CleverTap Email created.")
		if made := a.webhook(); len(made.Params) != 2 || made.URL != "/1/upload" {
			t.Errorf("the webhook is %+v", made)
		}
	})
}

func TestAPersonCanGetTheRuleWrongOnThePageAndActivateItTooEarly(t *testing.T) {
	atThePage(t, func(a admin) {
		a.makeWebhook(a.rightWebhook())
		a.makeCampaign()
		a.makeRule(ruleWords{"01022027", false, "Integration ID (Customer Session)", "Email (Customer Profile)"})
		a.press("Activate")
		a.sees("Campaign New Year activated.")
		blocks := a.blocks()
		if !strings.HasPrefix(blocks[0].Start, "2027-01-02T00:00:00") {
			t.Errorf("the day begins at %s", blocks[0].Start)
		}
		if blocks[1].StoreInSession {
			t.Error("the coupon is stored in the session")
		}
		if p := blocks[2].Params; p["profileid"] != "{{$Session.IntegrationId}}" || p["couponcode"] != "{{$Profile.Attributes.Email}}" {
			t.Errorf("the parameters are bound to %v", p)
		}
		if c := a.campaign(); c.State != "enabled" {
			t.Errorf("the campaign is %s", c.State)
		}
	})
}

func TestThePageShowsARefusalWhereItIs(t *testing.T) {
	atThePage(t, func(a admin) {
		a.press("Create Webhook")
		a.fill("Name", "Große Wünsche")
		a.press("Create Webhook")
		a.sees("title must begin with a letter")
		a.find(`//input[@aria-invalid="true" and @id=//label[.="Name"]/@for]`)
		var focused string
		a.run(`return document.activeElement.labels[0].textContent`, &focused)
		if focused != "Name" {
			t.Errorf("the focus is on %q, not on the first field that is wrong", focused)
		}
	})
}

func TestAFormStaysAsItIsWhileTheClockMovesAndTheShopCalls(t *testing.T) {
	atThePage(t, func(a admin) {
		a.press("Create Webhook")
		a.fill("Name", "Half a nam")
		a.press("The clock one hour on")
		a.sees("31 Dec 2026, 13:00")
		a.press("Play the shop")
		a.sees("no rule did anything.")
		a.keys("Name", "e")
		var typed string
		a.run(`return document.querySelector("main input").value`, &typed)
		if typed != "Half a name" {
			t.Errorf("the field holds %q", typed)
		}
	})
}

func TestAPasscodeIsShownOnceAndCanBeRevokedOnThePage(t *testing.T) {
	atThePage(t, func(a admin) {
		a.press("CleverTap")
		a.press("Project of Settings")
		a.fill("Name", "Rotation")
		a.press("+ Passcode")
		a.sees("it is not shown again")
		var passcode string
		a.run(`return document.getElementById("fresh-passcode").textContent`, &passcode)
		a.credentials.passcode = passcode
		if g := a.upload("customer-1001", "NY-1"); g.status != 200 {
			t.Errorf("the new passcode answered %d", g.status)
		}
		a.press("Schema of Settings")
		a.sees("Undefined Data Handling")
		a.press("Project of Settings")
		a.sees("Rotation")
		a.onto(`//tr[contains(., "Rotation")]//button`, "click", nil, nil)
		a.press("Revoke for good?")
		a.sees("Passcode Rotation revoked.")
		if shown := a.pageText(); strings.Contains(shown, passcode) {
			t.Error("the page shows the passcode again")
		}
	})
}

func (a admin) pageText() string {
	a.browser.t.Helper()
	var shown string
	a.run(`return document.body.innerText`, &shown)
	return shown
}

func TestFaultsAreSetAndEndedOnThePage(t *testing.T) {
	atThePage(t, func(a admin) {
		a.press("Rehearsal")
		a.choose("Service", "CleverTap")
		a.keys("For slow and late", "2s")
		a.onto(labelled("Fault")+`/option[starts-with(., "slow")]`, "click", nil, nil)
		a.press("Let it go wrong")
		a.press("End slow=2s:clevertap")
		a.sees("Nothing goes wrong.")
		if left := a.faults.list(); len(left) != 0 {
			t.Errorf("%d faults are left", len(left))
		}
	})
}

// TestNamesStayTextOnThePage gives an account names that would be markup, or hide
// a part of themselves.
func TestNamesStayTextOnThePage(t *testing.T) {
	atThePage(t, func(a admin) {
		name := "<img src=x alt=a><b>bold</b>\x1b[31mred\u202egnirts"
		body, err := json.Marshal(map[string]any{"name": name, "state": "disabled", "tags": []string{name[:20]}, "features": []string{}, "limits": []string{}})
		if err != nil {
			t.Fatal(err)
		}
		a.created("talonone/applications/1/campaigns", string(body))
		a.rig.admin("PUT", "clevertap/customers/"+"%3Ci%3Ex%3C%2Fi%3E", `{"Name":"<script>document.title=1</script>"}`)
		a.press("Campaigns of Shop EU")
		a.sees(`<img src=x alt=a><b>bold</b>\u001b[31mred\u202egnirts`)
		a.press("CleverTap")
		a.press("Customers of Data")
		a.sees("<script>document.title=1</script>")
		var foreign int
		a.run(`return document.querySelectorAll("main img, main b, main i, main script").length`, &foreign)
		if foreign != 0 {
			t.Errorf("%d elements came out of names", foreign)
		}
	})
}

func TestThePageFitsANarrowWindowAndCanBeWalkedByKeyboard(t *testing.T) {
	atThePage(t, func(a admin) {
		a.tutorial()
		a.narrow(420)
		for _, address := range []string{"talonone/webhooks", "talonone/webhooks/new", "talonone/applications/1/campaigns", "clevertap/campaigns", "clevertap/project", "inbox", "rehearsal"} {
			a.open("about:blank")
			a.open(a.TalonOneURL() + "/_sandbox/#/" + address)
			a.find("//h1")
			var beyond int
			a.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth", &beyond)
			if beyond > 0 {
				t.Errorf("%s is %d px too wide for a window of 420 px", address, beyond)
			}
			var nameless []string
			a.run(namelessFields, &nameless)
			if len(nameless) > 0 {
				t.Errorf("%s has fields without a name: %v", address, nameless)
			}
		}
		a.run(`document.getElementById("skip").focus()`, nil)
		a.send("POST", "/actions", typed(enterKey), nil)
		var focused string
		a.run(`return document.activeElement.id`, &focused)
		if focused != "main" {
			t.Errorf("skipping leads to %q", focused)
		}
	})
}

func (a admin) narrow(width int) {
	a.browser.t.Helper()
	a.send("POST", "/goog/cdp/execute", map[string]any{"cmd": "Emulation.setDeviceMetricsOverride",
		"params": map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false}}, nil)
}

// namelessFields lists what a screen reader could not name.
const namelessFields = `return [...document.querySelectorAll("input, select, textarea, button, a")]
	.filter((each) => !each.labels?.length && !each.getAttribute("aria-label") && !each.textContent.trim())
	.map((each) => each.outerHTML)`

const enterKey = "\uE007"

// typed is one key pressed and let go.
func typed(key string) map[string]any {
	return map[string]any{"actions": []any{map[string]any{"type": "key", "id": "keyboard", "actions": []any{
		map[string]string{"type": "keyDown", "value": key}, map[string]string{"type": "keyUp", "value": key},
	}}}}
}
