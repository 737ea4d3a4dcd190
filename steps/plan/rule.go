package plan

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

func ruleChange(w setup.Wanted, s Seen, hook, campaign Change) Change {
	c := Change{Resource: Rule, Name: w.Rule.Name, Published: Formerly}
	have := s.Campaign.Campaign
	switch {
	case have == nil || have.ActiveRulesetID == 0 && len(s.Campaign.Rulesets) == 0:
		makeRule(&c, w, s)
	case s.Campaign.Unread != "":
		c.Action, c.Route, c.Published = Manual, Guided, Yes
		c.Why = "the rule is there, but Talon.One does not show it in a form talontap can read (" + s.Campaign.Unread + "); compare it yourself"
		c.Steps = ruleSteps(w)
	case s.Campaign.Active == nil:
		makeRule(&c, w, s)
	default:
		c.Action, c.Route, c.Published = Keep, Found, Yes
		c.Fields = RuleFields(w, s)
		mendRule(&c, w, s)
	}
	if c.Action == Create && (hook.Action == Manual || hook.Action == Adopt || campaign.Action == Manual || campaign.Action == Adopt) {
		c.Action, c.Route = Manual, Guided
		c.Why = "its webhook or campaign has to be made by hand first"
		c.Steps = ruleSteps(w)
	}
	if c.Action == Create && have != nil && !s.Campaign.Ours {
		c.Action, c.Route = Manual, Guided
		c.Why = "talontap did not make this campaign, so it puts no rule into it"
		c.Steps = ruleSteps(w)
	}
	return c
}

func makeRule(c *Change, w setup.Wanted, s Seen) {
	c.Fields = RuleFields(w, Seen{})
	if mayMakeRule(w, s) {
		c.Action, c.Route = Create, API
		c.Why = "made after the rule of " + quote(s.Sample.Name)
		return
	}
	c.Action, c.Route = Manual, Guided
	c.Why = whyNoRule(w, s)
	c.Steps = ruleSteps(w)
}

// mendRule decides what happens to a rule that differs. One that talontap made
// is written anew from the sample; anybody else's is shown and left.
func mendRule(c *Change, w setup.Wanted, s Seen) {
	switch {
	case len(c.Fields) == 0:
	case s.Campaign.Ours && len(s.Campaign.Active.Rules) > 1:
		c.Action, c.Route = Manual, Guided
		c.Why = "the campaign holds other rules too, and writing this one anew would lose them"
		c.Steps = mendSteps(c.Fields)
	case s.Campaign.Ours && mayMakeRule(w, s):
		c.Action, c.Route, c.Published = Update, API, Formerly
		c.Why = "written anew after the rule of " + quote(s.Sample.Name)
	case s.Campaign.Ours:
		c.Action, c.Route = Manual, Guided
		c.Why = whyNoRule(w, s)
		c.Steps = mendSteps(c.Fields)
	default:
		c.Action, c.Route = Adopt, Guided
		c.Why = "the rule of this campaign is not talontap's; change these fields in Talon.One"
		c.Steps = mendSteps(c.Fields)
	}
}

func mayMakeRule(w setup.Wanted, s Seen) bool { return mayCreate(w, s) && s.Sample.Rule != nil }

func whyNoRule(w setup.Wanted, s Seen) string {
	const what = "no published call makes a rule"
	if !mayCreate(w, s) {
		return whyByHand(w, s, what)
	}
	if s.Sample.Name == "" {
		return "talontap makes a rule only after one of this account, and no sample campaign was named or found"
	}
	return "the rule of " + quote(s.Sample.Name) + " can't be used as a sample: " + s.Sample.Unfit
}

func quote(s string) string { return fmt.Sprintf("%q", s) }

// RuleFields lists what differs between the rule that is wanted and the active
// one. It is empty only when the typed form shows exactly our rule.
func RuleFields(w setup.Wanted, s Seen) []Field {
	hook, _, _ := OurWebhook(w, s)
	want := wantedFacts(w, hook.ID)
	have := ruleFacts{}
	if s.Campaign.Active != nil {
		read, err := sample.ReadNamed(*s.Campaign.Active, w.Rule.Name, w.Rule.Day.Zone())
		if err != nil {
			return []Field{{"Rule", err.Error(), "one rule: " + w.Rule.Name}}
		}
		have = factsOf(read, w)
		if own := read.Pattern; own != "" && own != w.Campaign.Codes.Pattern {
			return append(want.differences(have), Field{"Code pattern", own, "the campaign's: " + w.Campaign.Codes.Pattern})
		}
	}
	return want.differences(have)
}

type ruleFacts struct {
	title, day, limit, recipient, stored, webhook, profile, coupon string
}

func wantedFacts(w setup.Wanted, webhookID int) ruleFacts {
	webhook := quote(w.Webhook.Title)
	if webhookID != 0 {
		webhook = fmt.Sprintf("%s (%d)", webhook, webhookID)
	}
	return ruleFacts{w.Rule.Name, w.Rule.Day.ISO(), fmt.Sprint(w.Rule.RedemptionLimit),
		customer, "yes", webhook, customer, generatedCode}
}

// How the two bindings are called in Talon.One's Rule Builder.
const (
	customer      = "Integration ID (Customer Profile)"
	generatedCode = "Generated coupon in Session"
)

func factsOf(r sample.Rule, w setup.Wanted) ruleFacts {
	return ruleFacts{
		title: r.Title, day: r.Day, limit: fmt.Sprint(r.RedemptionLimit), stored: yesNo(r.StoredInSession),
		recipient: bound(r.Recipient), webhook: fmt.Sprintf("%s (%d)", quote(r.WebhookTitle), r.WebhookID),
		profile: bound(r.Params[sample.ParamKey(w.Parameters.Profile)]),
		coupon:  code(r.Params[sample.ParamKey(w.Parameters.Coupon)]),
	}
}

// bound names the binding of a customer's ID; anything else stays as it is.
func bound(expression string) string {
	if expression == "{{$Profile.IntegrationId}}" {
		return customer
	}
	return expression
}

// code names the binding of the generated code. Its expression is not
// documented, so anything that is bound, and is not the customer's, counts; only
// the day itself shows whether it is right.
func code(expression string) string {
	if expression == "" || strings.HasPrefix(expression, "{{$Profile.") {
		return bound(expression)
	}
	return generatedCode
}

func (f ruleFacts) differences(have ruleFacts) []Field {
	var out []Field
	for _, d := range []Field{
		{"Rule name", have.title, f.title}, {"Exact day", have.day, f.day},
		{"Redemption limit", have.limit, f.limit}, {"Recipient", have.recipient, f.recipient},
		{"Stored in session", have.stored, f.stored}, {"Webhook", have.webhook, f.webhook},
		{"Webhook: customer", have.profile, f.profile}, {"Webhook: code", have.coupon, f.coupon},
	} {
		if d.From != d.To {
			out = append(out, d)
		}
	}
	return out
}

func ruleSteps(w setup.Wanted) []string {
	return []string{
		"Talon.One: the campaign › Rule Builder › Create Rule",
		"Rule name: " + w.Rule.Name,
		"Condition: Check attribute value › Current time › is on exact day › " + w.Rule.Day.Words(),
		fmt.Sprintf("Effect: Create coupon code, in the current campaign, recipient Current Customer (Friend), redemption limit %d", w.Rule.RedemptionLimit),
		"Effect: " + w.Webhook.Title,
		w.Parameters.Profile + " = " + customer,
		w.Parameters.Coupon + " = " + generatedCode,
		"Save; do not activate the campaign yet",
	}
}
