package steps

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/setup"
)

// List gives the wizard's steps in order.
func List() []Step {
	return []Step{
		{ID: Welcome, Number: 1, Title: "Welcome", Act: ShowIntro, Intro: welcome},
		{ID: Prerequisites, Number: 2, Title: "Prerequisites", Questions: prerequisiteQuestions(),
			Intro: "No API shows these. Tick what you know to be so; the rest stands open on the checklist at the end."},
		{ID: CleverTapStep, Number: 3, Title: "CleverTap", Looks: true, Questions: cleverTapQuestions(),
			Intro: "Which CleverTap project receives the coupon codes. It is tried at once, reading only."},
		{ID: TalonOneStep, Number: 4, Title: "Talon.One", Looks: true, Questions: talonOneQuestions(),
			Intro: "Which Talon.One account makes them. The Management API key reads; it is tried at once."},
		{ID: Application, Number: 4, Title: "Application", Looks: true, Questions: applicationQuestions(),
			Intro: "The Application that your shop uses, and the key with which the shop calls it."},
		{ID: EventStep, Number: 5, Title: "Event and customer", Looks: true, Questions: eventQuestions(),
			Intro: "The event that carries the code into CleverTap, and who receives the test."},
		{ID: WebhookStep, Number: 5, Title: "Webhook", Questions: webhookQuestions(),
			Intro: "How the webhook is called in Talon.One. The tutorial's names are fine."},
		{ID: RuleStep, Number: 6, Title: "Coupon rule", Questions: ruleQuestions(),
			Intro: "When a coupon is made, for how many uses, and how its code looks."},
		{ID: AnotherDay, Number: 6, Title: "Another day", Questions: anotherDayQuestions(), Shown: State.DayCame,
			Intro: "The day of this setup has come. Its campaign stays as it is, with its coupons, counters and limits: another day is another campaign, made as a copy of this one."},
		{ID: EmailStep, Number: 7, Title: "Email campaign", Questions: emailQuestions(),
			Intro: "The values for the email campaign in CleverTap. No API can make it; talontap looks for it and says what to enter."},
		{ID: Review, Number: 8, Title: "Review", Act: ShowPlan},
		{ID: Apply, Number: 9, Title: "Apply", Act: DoApply},
		{ID: Live, Number: 10, Title: "Live check", Act: DoLive},
		{ID: Enable, Number: 11, Title: "Enable", Act: DoEnable},
	}
}

const welcome = `A coupon code that Talon.One makes will reach the right customer in a CleverTap email, and you will see a test code arrive before anything goes live.

It takes about ten minutes. Have at hand:
 · the address of your CleverTap dashboard, and a passcode
 · the address of your Talon.One Campaign Manager, a Management API key and an Integration API key

Nothing is changed before you have seen the plan (step 8), and nothing goes live before it is proven (step 11).`

func prerequisiteQuestions() []Question {
	return []Question{{
		Title: "What is in place?", Kind: Checklist, Optional: true,
		Options: func(State) []Option {
			var out []Option
			for _, p := range check.Prerequisites() {
				out = append(out, Option{Value: p.ID, Label: p.Title, Where: p.Where})
			}
			return out
		},
		Default: func(s State) string {
			var out []string
			for _, p := range check.Prerequisites() {
				if s.Noted.Ticked[p.ID] != "" {
					out = append(out, p.ID)
				}
			}
			return strings.Join(out, ",")
		},
		take: takePrerequisites,
	}}
}

func takePrerequisites(s State, typed string) (State, error) {
	var ticked []string
	for _, id := range strings.Split(typed, ",") {
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		if !slices.ContainsFunc(check.Prerequisites(), func(p check.Prerequisite) bool { return p.ID == id }) {
			return s, fmt.Errorf("%q is not on the list of prerequisites", id)
		}
		ticked = append(ticked, id)
	}
	s.Noted = s.Noted.WithTicked(ticked, note.On(s.Now))
	return s, nil
}

const asInAddress = "as in the address"

func cleverTapQuestions() []Question {
	return []Question{
		{Key: setup.ProjectID, Title: "Dashboard address, or project ID", Kind: Line, take: takeProject,
			Help:  "The address tells region and project at once.",
			Where: "Copy it from the browser: https://eu1.dashboard.clevertap.com/R74-ZWR-R44Z/…"},
		{Key: setup.Region, Title: "Region", Kind: Choice, Options: regions, take: takeRegion,
			Default: func(State) string { return asInAddress },
			Where:   "The first part of the dashboard's address."},
		{Key: setup.Passcode, Title: "Passcode", Kind: Hidden,
			Help:  "Not the Token: that is for the app.",
			Where: `Settings › Project › + Passcode. Make one named "Talon.One" that does not expire before the rule's day.`},
		expiry(setup.PasscodeExpires, "Settings › Project lists the passcodes with their expiry."),
	}
}

// expiry asks for the last day of the credential above it, which no API tells.
func expiry(k setup.Key, where string) Question {
	return Question{Key: k, Title: "Does it expire? (date, or empty)", Kind: Line, Optional: true, Where: where,
		Help: "talontap warns before it ends: a credential that ends before the rule's day stops every coupon, silently."}
}

func regions(s State) []Option {
	var out []Option
	if !s.Answers.Has(setup.Region) {
		out = append(out, Option{Value: asInAddress, Label: "as in the address above"})
	}
	for _, r := range clevertap.Regions() {
		label := fmt.Sprintf("%s (%s)", r.Name, r.Code)
		if r.Code == setup.Europe {
			label = fmt.Sprintf(`%s (%s, "global")`, r.Name, r.Code)
		}
		out = append(out, Option{Value: r.Code, Label: label})
	}
	return out
}

func talonOneQuestions() []Question {
	return []Question{
		{Key: setup.TalonOneURL, Title: "Campaign Manager address", Kind: Line,
			Where: "Copy it from the browser: https://shop.europe-west1.talon.one/…"},
		{Key: setup.ManagementKey, Title: "Management API key", Kind: Hidden,
			Help:  setup.EndpointsInWords(),
			Copy:  strings.Join(setup.ManagementEndpoints(), "\n"),
			Where: setup.WhereManagementKeys + ". It ends with the user who makes it: use a service account."},
		expiry(setup.ManagementKeyExpires, setup.WhereManagementKeys+". Every key has a last day there; avoid the end of a year."),
		{Key: setup.Unpublished, Title: "May talontap sign in and use calls that Talon.One does not publish?", Kind: Confirm,
			Help: "Webhooks and rules can be read by published calls, not made. With yes, talontap signs in once and tries; with no, it lists what to click."},
		{Key: setup.SignInEmail, Title: "Your Talon.One email", Kind: Line, Optional: true, Shown: allowed,
			Help: "Accounts with single sign-on cannot sign in this way: leave it empty."},
		{Key: setup.SignInPassword, Title: "Your Talon.One password", Kind: Hidden, Optional: true, Shown: allowed,
			Help: "Used once, never kept; the session is ended after the changes."},
	}
}

func allowed(s State) bool { return s.Answers.Text(setup.Unpublished) == "true" }

func applicationQuestions() []Question {
	return []Question{
		{Key: setup.Application, Title: "Application", Kind: Search, Options: applications,
			Default: func(s State) string {
				if len(s.Observed.Applications) == 1 {
					return itoa(s.Observed.Applications[0].ID)
				}
				return ""
			}},
		{Key: setup.IntegrationKey, Title: "Integration API key", Kind: Hidden,
			Help:  "With it talontap simulates the rule, as your shop would trigger it.",
			Where: setup.WhereIntegrationKeys + ". It is shown once, when it is made."},
		expiry(setup.IntegrationKeyExpires, setup.WhereIntegrationKeys+"."),
	}
}

func applications(s State) []Option {
	var out []Option
	for _, a := range s.Observed.Applications {
		label := fmt.Sprintf("%s (%d, %s)", a.Name, a.ID, a.TimeZone)
		if a.Sandbox {
			label += ", sandbox"
		}
		out = append(out, Option{Value: itoa(a.ID), Label: label})
	}
	return out
}

func eventQuestions() []Question {
	return []Question{
		{Key: setup.EventName, Title: "Event", Kind: Line, Options: known,
			Help: "The webhook sends it, and the email campaign answers to it."},
		{Key: setup.EventProperty, Title: "Property with the code", Kind: Line,
			Help: "CleverTap's own page calls it CouponGenerated, Talon.One's CouponCode. Mixed, the email shows its default text."},
		{Key: setup.TestIdentity, Title: "Test customer", Kind: Line,
			Help: "A customer ID that no real customer has. It receives the test coupon."},
		{Key: setup.TestAddress, Title: "Address for a test email (may stay empty)", Kind: Line, Optional: true,
			Help: "Your own. With it, CleverTap sends you the email with the test code."},
	}
}

func known(s State) []Option {
	var out []Option
	for _, e := range s.Observed.Events {
		out = append(out, Option{Value: e, Label: e})
	}
	return out
}

func webhookQuestions() []Question {
	return []Question{
		{Key: setup.WebhookName, Title: "Webhook name", Kind: Line},
		{Key: setup.ProfileParameter, Title: "Parameter for the customer", Kind: Line},
		{Key: setup.CouponParameter, Title: "Parameter for the code", Kind: Line, take: takeCouponParameter},
	}
}

func ruleQuestions() []Question {
	return []Question{
		{Key: setup.RuleDate, Title: "Date", Kind: Line, take: takeDate,
			Help: "The whole day, in the Application's time zone. Write 2027-01-01 or 1 January 2027."},
		{Key: setup.CampaignName, Title: "Campaign name", Kind: Line},
		{Key: setup.RuleName, Title: "Rule name", Kind: Line},
		{Key: setup.RedemptionLimit, Title: "Redemption limit", Kind: Line, take: takeLimit,
			Help: "How often each code may be redeemed: a number, or unlimited."},
		{Key: setup.CouponsEach, Title: "Coupons per customer", Kind: Line,
			Help: "Every call from the shop on that day would make another code and email. 1 stops that; 0 is without limit."},
		{Key: setup.CodePattern, Title: "Code pattern", Kind: Line, Help: "# stands for one random letter or digit."},
		{Key: setup.CampaignSample, Title: "Sample campaign", Kind: Search, Optional: true, Options: samples, Shown: allowed, Default: onlySample,
			Help: "Talon.One's rule language is not public, so talontap makes a rule only after one of yours: a campaign that makes a coupon on one day and sends a webhook."},
	}
}

func anotherDayQuestions() []Question {
	return []Question{{Title: "Another day? (date, or empty)", Kind: Line, Optional: true, take: takeAnother,
		Help: "Write 2028-01-01 or 1 January 2028. Empty stays with the day that is set."}}
}

// onlySample offers the only campaign that fits.
func onlySample(s State) string {
	if len(s.Observed.Samples) == 1 {
		return s.Observed.Samples[0]
	}
	return ""
}

func samples(s State) []Option {
	out := []Option{{Label: "none: I make the rule by hand"}}
	for _, c := range s.Observed.Samples {
		out = append(out, Option{Value: c, Label: c + ": has such a rule"})
	}
	for _, c := range s.Observed.Campaigns {
		if !slices.Contains(s.Observed.Samples, c) {
			out = append(out, Option{Value: c, Label: c})
		}
	}
	return out
}

func emailQuestions() []Question {
	return []Question{
		{Key: setup.EmailCampaign, Title: "Campaign name in CleverTap", Kind: Line},
		{Key: setup.EmailSender, Title: "Sender name", Kind: Line},
		{Key: setup.EmailSubject, Title: "Subject", Kind: Line},
		{Key: setup.EmailDefaultText, Title: "Default text", Kind: Line,
			Help: "Stands where the code would, should one be missing."},
	}
}
