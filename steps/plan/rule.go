package plan

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

func ruleChange(w setup.Wanted, s Seen, hook, campaign Change) Change {
	c := Change{Resource: Rule, Name: w.Rule.Name, Published: Formerly}
	s = s.copied(w)
	have := s.Campaign.Campaign
	_, another := anotherDay(w, s)
	switch {
	case s.Failed[ReadCampaigns] != nil:
		c.unread(s.Failed[ReadCampaigns])
	case s.Failed[ReadRule] != nil:
		c.unread(s.Failed[ReadRule])
	case s.CampaignsUnread != "":
		c.leave(Manual, fmt.Sprintf(words.PlanRulesHidden, s.CampaignsUnread), guide.Rule(w))
	case len(s.Campaign.rivals(w)) > 0:
		c.leave(Manual, words.PlanRuleWhichCampaign, campaign.Card)
	case another:
		c.leave(Manual, words.PlanRuleHadItsDay, campaign.Card)
	case have == nil || have.ActiveRulesetID == 0 && len(s.Campaign.Rulesets) == 0:
		makeRule(&c, w, s)
	case s.Campaign.Unread == "" && s.Campaign.Active == nil:
		makeRule(&c, w, s)
	case hidden(w, s) != "":
		compareRule(&c, w, s)
	default:
		c.Action, c.Route, c.Published = Keep, Found, Yes
		c.Fields = RuleFields(w, s)
		if s.noWebhooks() && len(c.Fields) == 0 {
			c.Why = words.PlanRuleWebhookByName
		}
		c.beside(s.Campaign.Campaign.ActiveRulesetID, whole.Rule(w, s.Campaign.Active, s.Campaign.Talang))
		fixRule(&c, w, s)
		c.ask(w, s)
	}
	switch {
	case c.Action != Create:
	case hook.ByHand() && !hook.OnlyIntegration() || campaign.ByHand():
		c.leave(Manual, words.PlanRuleLater, guide.Rule(w))
	case hadItsDay(w, s):
		c.leave(Manual, words.PlanLeftAsItCame, guide.Rule(w))
	case have != nil && !s.Campaign.Ours && !w.Adopt:
		c.leave(Manual, words.PlanRuleForeignCampaign, guide.Rule(w))
		c.mayAdopt(true)
	}
	return c
}

// hidden is why a rule cannot be compared: it is not shown in the typed form, or
// a part of it is not, and what is shown is right.
func hidden(w setup.Wanted, s Seen) string {
	if s.Campaign.Unread != "" {
		return s.Campaign.Unread
	}
	if s.Campaign.Active == nil {
		return ""
	}
	_, err := sample.ReadNamed(*s.Campaign.Active, w.Rule.Name, w.Rule.Day.Zone())
	if errors.Is(err, sample.ErrHidden) && len(guide.Amiss(guide.Marks(guide.Rule(w), w, Shown(w, s)))) == 0 {
		return err.Error()
	}
	return ""
}

// compareRule is for a rule that exists and cannot be read: a person compares it,
// and what a person compared is kept.
func compareRule(c *Change, w setup.Wanted, s Seen) {
	c.beside(s.Campaign.Campaign.ActiveRulesetID, whole.Rule(w, s.Campaign.Active, s.Campaign.Talang))
	defer c.ask(w, s)
	if s.Campaign.Compared != "" {
		c.Action, c.Route, c.Published = Keep, Found, Yes
		c.Why = fmt.Sprintf(words.PlanRuleCompared, s.Campaign.Compared)
		return
	}
	c.Published, c.Compare = Yes, true
	c.leave(Manual, fmt.Sprintf(words.PlanRuleCompare, hidden(w, s)), guide.Rule(w))
}

func makeRule(c *Change, w setup.Wanted, s Seen) {
	c.Fields = RuleFields(w, Seen{})
	if mayMakeRule(w, s) {
		c.Action, c.Route = Create, API
		c.Why = fmt.Sprintf(words.PlanRuleCopied, quote(s.Sample.Name))
		return
	}
	if err := sampleFailed(w, s); err != nil {
		c.unread(err)
		return
	}
	c.leave(Manual, whyNoRule(w, s), guide.Rule(w))
}

// fixRule decides what happens to a rule that differs. One that talontap made,
// or may take over, is written again from the sample; anybody else's is shown and
// left.
func fixRule(c *Change, w setup.Wanted, s Seen) {
	if len(c.Fields) == 0 {
		return
	}
	card := fixing(Rule, w, s, c.Fields)
	switch {
	case hadItsDay(w, s):
		c.leave(Manual, words.PlanLeftAsItCame, card)
	case (s.Campaign.Ours || w.Adopt) && len(s.Campaign.Active.Rules) > 1:
		c.leave(Manual, words.PlanRuleOthers, card)
	case s.Campaign.Ours && sampleFailed(w, s) != nil:
		c.unread(sampleFailed(w, s))
	case s.Campaign.Ours && mayMakeRule(w, s):
		c.Action, c.Route, c.Published = Update, API, Formerly
		c.Why = fmt.Sprintf(words.PlanRuleRewritten, quote(s.Sample.Name))
	case s.Campaign.Ours:
		c.leave(Manual, whyNoRule(w, s), card)
	case adoptsRule(w, s):
		c.Action, c.Route, c.Published = Adopt, API, Formerly
		c.Why = fmt.Sprintf(words.PlanRuleTakenOver, quote(s.Sample.Name))
	default:
		c.leave(Adopt, words.PlanRuleNotOurs, card)
		c.mayAdopt(mayMakeRule(w, s) && len(s.Campaign.Active.Rules) == 1)
	}
}

// adoptsRule reports whether somebody else's rule is to be written again, or one
// put into somebody else's campaign, on the admin's word.
func adoptsRule(w setup.Wanted, s Seen) bool {
	if !w.Adopt || s.Campaign.Ours || s.Campaign.Campaign == nil || !mayMakeRule(w, s) || hidden(w, s) != "" {
		return false
	}
	if s.Campaign.Active == nil {
		return true
	}
	return len(s.Campaign.Active.Rules) == 1 && len(RuleFields(w, s)) > 0
}

// sampleFailed is why the rule that a new one is copied from could not be read,
// where one may be made.
func sampleFailed(w setup.Wanted, s Seen) error {
	if !mayCreate(w, s) {
		return nil
	}
	return s.Failed[ReadSample]
}

func mayMakeRule(w setup.Wanted, s Seen) bool { return mayCreate(w, s) && s.Sample.Rule != nil }

func whyNoRule(w setup.Wanted, s Seen) string {
	switch {
	case !mayCreate(w, s):
		return whyByHand(w, s, words.PlanNoCallMakesRule)
	case len(s.Sample.Others) > 0:
		return fmt.Sprintf(words.PlanSampleWhich, strings.Join(s.Sample.Others, ", "), setup.CampaignSample)
	case s.Sample.Name == "":
		return words.PlanSampleNone
	}
	return fmt.Sprintf(words.PlanSampleUnfit, quote(s.Sample.Name), s.Sample.Unfit)
}

func quote(s string) string { return fmt.Sprintf("%q", s) }

// RuleFields lists what differs between the rule that is wanted and the active
// one. It is empty only when the typed form shows exactly our rule.
func RuleFields(w setup.Wanted, s Seen) []Field {
	hook, _, _ := OurWebhook(w, s)
	hooks, _ := candidates(w, s)
	want := wantedFacts(w, hook.ID)
	have := ruleFacts{}
	if s.Campaign.Active != nil {
		read, err := sample.ReadNamed(*s.Campaign.Active, w.Rule.Name, w.Rule.Day.Zone())
		if err != nil {
			return otherKind(w, s, err)
		}
		have = factsOf(read, w, *s.Campaign.Active, s.Campaign.Campaign)
		if slices.ContainsFunc(hooks, func(h talonone.Webhook) bool { return h.ID == read.WebhookID }) {
			want.webhook = have.webhook // of several that may be meant, the rule's own is right
		}
		if s.noWebhooks() && strings.EqualFold(read.WebhookTitle, w.Webhook.Title) {
			want.webhook = have.webhook // its name is all there is to compare
		}
		if own := read.Pattern; own != "" && own != w.Campaign.Codes.Pattern {
			return append(want.differences(have), Field{"Code pattern", own, fmt.Sprintf(words.PlanCampaignsOwn, w.Campaign.Codes.Pattern)})
		}
	}
	return want.differences(have)
}

// otherKind lists what is wrong with a rule that is not of our kind, as far as
// its parts tell; that it is none is the least.
func otherKind(w setup.Wanted, s Seen, err error) []Field {
	var out []Field
	for _, m := range guide.Amiss(guide.Marks(guide.Rule(w), w, Shown(w, s))) {
		out = append(out, Field{m.Field, cmp.Or(m.Seen, m.Says), m.Wanted})
	}
	if len(out) == 0 {
		out = []Field{{"Rule", err.Error(), fmt.Sprintf(words.PlanOneRule, w.Rule.Name)}}
	}
	return out
}

type ruleFacts struct {
	title, day, limit, campaign, recipient, stored, webhook, profile, coupon string
}

func wantedFacts(w setup.Wanted, webhookID int) ruleFacts {
	webhook := quote(w.Webhook.Title)
	if webhookID != 0 {
		webhook = fmt.Sprintf("%s (%d)", webhook, webhookID)
	}
	return ruleFacts{w.Rule.Name, w.Rule.Day.ISO(), redemptions(w.Rule.RedemptionLimit),
		guide.ThisCampaign, guide.IntegrationID, "yes", webhook, guide.IntegrationID, guide.GeneratedCode}
}

// redemptions writes a redemption limit so that nobody takes 0 for never.
func redemptions(limit int) string {
	if limit == 0 {
		return "0 (" + setup.Unlimited + ")"
	}
	return fmt.Sprint(limit)
}

func factsOf(r sample.Rule, w setup.Wanted, set talonone.RulesetV2, in *talonone.Campaign) ruleFacts {
	return ruleFacts{
		campaign: codesOf(r, set, in),
		title:    r.Title, day: r.Day, limit: redemptions(r.RedemptionLimit), stored: phrase.YesNo(r.StoredInSession),
		recipient: guide.Attribute(r.Recipient), webhook: fmt.Sprintf("%s (%d)", quote(r.WebhookTitle), r.WebhookID),
		profile: guide.Attribute(r.Params[sample.ParamKey(w.Parameters.Profile)]),
		coupon:  guide.Attribute(r.Params[sample.ParamKey(w.Parameters.Coupon)]),
	}
}

// codesOf says which campaign the rule makes its codes in.
func codesOf(r sample.Rule, set talonone.RulesetV2, in *talonone.Campaign) string {
	own := set.CampaignID
	if in != nil {
		own = in.ID
	}
	if r.CampaignID == 0 || own == 0 || r.CampaignID == own {
		return guide.ThisCampaign
	}
	return fmt.Sprintf("campaign %d", r.CampaignID)
}

func (f ruleFacts) differences(have ruleFacts) []Field {
	return differing(
		Field{"Rule name", have.title, f.title},
		Field{"Exact day", have.day, f.day},
		Field{"Redemption limit", have.limit, f.limit},
		Field{"Campaign of the codes", have.campaign, f.campaign},
		Field{"Recipient", have.recipient, f.recipient},
		Field{"Stored in session", have.stored, f.stored},
		Field{"Webhook", have.webhook, f.webhook},
		Field{"Webhook: customer", have.profile, f.profile},
		Field{"Webhook: code", have.coupon, f.coupon},
	)
}
