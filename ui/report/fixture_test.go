package report_test

import (
	"time"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

const payload = `{"d":[{"type":"event","evtName":"Coupon Generated","$source":"Talon.One","identity":"${$ProfileID}","evtData":{"CouponCode":"${$CouponCode}"}}]}`

// mixedPlan has a row for every action.
func mixedPlan() plan.Plan {
	return plan.Plan{Changes: []plan.Change{
		{Resource: plan.Event, Name: "Coupon Generated", Action: plan.Create, Route: plan.API, Published: plan.Yes,
			Why:    "one test event, too old to send an email, makes the event known, so that the email editor offers it",
			Fields: []plan.Field{{Name: "event", To: "Coupon Generated"}, {Name: "property", To: "CouponCode"}}},
		{Resource: plan.Webhook, Name: "Send CleverTap Email", Action: plan.Update, Route: plan.API, Published: plan.No,
			Fields: []plan.Field{
				{Name: "Verb", From: "GET", To: "POST"},
				{Name: "Header X-CleverTap-Passcode", From: "[redacted]", To: "[redacted]"},
				{Name: "Payload", From: `{"d":[]}`, To: payload},
				{Name: "Description", From: "an old one"},
			}},
		{Resource: plan.Campaign, Name: "Coupon by email, 1 January 2027", Action: plan.Adopt, Route: plan.Guided, Published: plan.Yes,
			Why:    "a campaign of this name is there, but talontap did not make it",
			Fields: []plan.Field{{Name: "Code pattern", From: "XX-####", To: "NY-####-####"}},
			Card:   guide.Card{Fields: []guide.Field{{Label: "Code pattern", Value: "NY-####-####", Seen: "XX-####"}}, Title: "Mend the campaign", Where: "Talon.One: the campaign › Settings"},
			Steps:  []string{"Code pattern: NY-####-#### (seen: XX-####)"}},
		{Resource: plan.Rule, Name: "Create coupon on 1 January", Action: plan.Manual, Route: plan.Guided, Published: plan.Formerly,
			Why:    "no published call makes a rule",
			Fields: []plan.Field{{Name: "Exact day", To: "2027-01-01"}},
			Card: guide.Card{
				Title: "Create the rule", Where: "Talon.One: the campaign › Rule Builder › Create Rule", Minutes: 4,
				Fields: []guide.Field{{Label: "Rule name", Value: "Create coupon on 1 January"}, {Label: "Payload", Value: payload}},
				After:  "Save; do not activate the campaign yet",
			},
			Steps: []string{
				"Talon.One: the campaign › Rule Builder › Create Rule",
				"Rule name: Create coupon on 1 January",
				"Payload: " + payload,
				"Save; do not activate the campaign yet",
			}},
		{Resource: plan.EmailCampaign, Name: "Coupon email", Action: plan.Keep, Route: plan.Found, Published: plan.No, Fields: []plan.Field{}},
		{Resource: plan.Enable, Name: "Coupon by email, 1 January 2027", Action: plan.Manual, Route: plan.Guided, Published: plan.Yes,
			Why: "the rule must be there and proven first; then talontap enables it", Fields: []plan.Field{}},
	}}
}

// keptPlan has nothing to do.
func keptPlan() plan.Plan {
	var p plan.Plan
	for _, r := range []plan.Resource{plan.Event, plan.Webhook, plan.Campaign, plan.Rule, plan.EmailCampaign, plan.Enable} {
		p.Changes = append(p.Changes, plan.Change{Resource: r, Name: "the " + string(r), Action: plan.Keep, Route: plan.Found, Published: plan.Yes})
	}
	return p
}

// mixedChecks has a check of every status.
func mixedChecks() check.List {
	return check.List{
		Checks: []check.Check{
			{ID: "clevertap.credentials", Title: "CleverTap accepts the passcode", Status: check.Pass,
				Detail: "accepted by eu1.api.clevertap.com", Took: 84 * time.Millisecond, TookMS: 84},
			{ID: "webhook.matches", Title: "The webhook is as wanted in every field", Status: check.Fail,
				Detail: "Verb: seen GET, wanted POST", Fix: "run talontap apply"},
			{ID: "campaign.enabled", Title: "The campaign is enabled", Status: check.Warn,
				Detail: "it is disabled: on the day nothing would happen", Fix: "enable it as the last act"},
			{ID: "email.provider", Title: "An email provider is set up in CleverTap and was tested", Status: check.Manual,
				Detail: "no API shows it", Fix: "CleverTap: Settings › Channels"},
			{ID: "live.arrival", Title: "A test coupon arrives in CleverTap", Status: check.Skip, Detail: "no test coupon was sent"},
		},
		Summary: check.Summary{Pass: 1, Fail: 1, Warn: 1, Manual: 1, Skip: 1},
	}
}

func goodChecks() check.List {
	return check.List{
		Checks:  []check.Check{{ID: "webhook.matches", Title: "The webhook is as wanted in every field", Status: check.Pass, Detail: "Send CleverTap Email"}},
		Summary: check.Summary{Pass: 1},
	}
}

// arrived is a live check that went well.
func arrived() live.Result {
	return live.Result{
		Arrived: true, CouponCode: "NY-7K3Q-88PD", Depth: live.DepthRelay,
		Hops: []live.Hop{
			{ID: live.Credentials, Status: live.Pass, By: live.ByTalontap, Detail: "both accepted", Took: 300 * time.Millisecond, TookMS: 300},
			{ID: live.Simulate, Status: live.Pass, By: live.ByTalonOne, Detail: "31 Dec 23:59:59 nothing · 1 Jan one · 2 Jan 00:00 nothing", Took: time.Second, TookMS: 1000},
			{ID: live.Coupon, Status: live.Pass, By: live.ByTalontap, Detail: "NY-7K3Q-88PD for talontap-test, redeemable 100 times", Took: 200 * time.Microsecond},
			{ID: live.Property, Status: live.Pass, By: live.ByCleverTap, Detail: "CouponCode = NY-7K3Q-88PD", Took: 4100 * time.Millisecond, TookMS: 4100},
			{ID: live.Inbox, Status: live.Manual, By: live.ByPerson, Detail: "look for the code NY-7K3Q-88PD in the mail of you@example.com",
				Fix: "if it shows the default text instead, the email's placeholder names another property"},
			{ID: live.Cleanup, Status: live.Skip, By: live.ByTalontap, Detail: "not reached"},
		},
		Proven:    []string{"CleverTap: shows NY-7K3Q-88PD on talontap-test"},
		Rehearsed: []string{"the webhook's delivery: talontap sent it as Talon.One stores it"},
		OnTheDay:  []string{"Talon.One sends the webhook itself", "your shop calls Talon.One for each customer: nothing there fires by the clock"},
		Left:      []string{"CleverTap: customer talontap-test with one more Coupon Generated"},
		Gate:      live.Gate{Open: true},
	}
}

// broken is a live check that failed on the way.
func broken() live.Result {
	return live.Result{
		CouponCode: "NY-0000-0000", Depth: live.DepthRelay,
		Hops: []live.Hop{
			{ID: live.Accepted, Status: live.Fail, By: live.ByCleverTap, Detail: "CleverTap refused it: Event is restricted (code 513)",
				Fix: "choose another event name: this one is CleverTap's own", Took: 90 * time.Millisecond, TookMS: 90},
			{ID: live.OnProfile, Status: live.Skip, By: live.ByTalontap, Detail: "not reached"},
		},
		OnTheDay: []string{"the email, with the code in it, in a customer's inbox"},
		Gate: live.Gate{Failures: []string{"no test coupon has arrived in CleverTap yet"},
			Unseen: []live.Item{{ID: live.RuleWebhook, Says: "the rule's webhook effect, which the dry run did not list"}}},
	}
}

func simulated() live.Result {
	return live.Result{Depth: live.DepthSimulate, Hops: []live.Hop{
		{ID: live.Simulate, Status: live.Pass, By: live.ByTalonOne, Detail: "1 Jan one"},
		{ID: live.Coupon, Status: live.Skip, By: live.ByTalontap, Detail: "not part of a simulation"},
	}, Gate: live.Gate{Open: true}}
}

func finished() steps.Report {
	good := arrived()
	return steps.Report{Plan: keptPlan(), Live: &good, Looked: true, Enabled: true, Checklist: goodChecks(), Kept: "in the keychain of this machine"}
}

func halfDone() steps.Report {
	bad := broken()
	p := mixedPlan()
	return steps.Report{Plan: p, Left: p.ByHand(), Live: &bad, Looked: true, Checklist: mixedChecks()}
}
