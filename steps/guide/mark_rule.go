package guide

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

func ruleMarks(c Card, w setup.Wanted, s Seen) []Mark {
	switch {
	case s.RuleHidden != "":
		return all(c, Unseen, fmt.Sprintf(words.MarkRuleHidden, s.RuleHidden))
	case s.CampaignHidden != "":
		return all(c, Unseen, fmt.Sprintf(words.MarkCampaignsHidden, s.CampaignHidden))
	case s.Campaign == nil:
		return all(c, Missing, words.MarkRuleNoCampaign)
	case s.Rule == nil || len(s.Rule.Rules) == 0:
		return all(c, Missing, words.MarkRuleMissing)
	}
	found := pick(*s.Rule, w.Rule.Name)
	if found == nil {
		return all(c, Missing, fmt.Sprintf(words.MarkRuleNotNamed, phrase.Counted(len(s.Rule.Rules), "rule"), w.Rule.Name))
	}
	r := reading{w: w, seen: s, parts: partsOf(found.Blocks)}
	marks := append([]Mark{nameMark(ruleName, found.Title, w.Rule.Name, words.MarkNameCase)}, r.day())
	marks = append(marks, r.coupon()...)
	marks = append(marks, r.send()...)
	if m, wrong := r.beside(*s.Rule, marks); wrong {
		marks = append(marks, m)
	}
	return marks
}

// pick finds our rule: by its title, by its title in other capitals, or as the
// only one.
func pick(set talonone.RulesetV2, title string) *talonone.RuleV2 {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, folded} {
		if i := slices.IndexFunc(set.Rules, func(r talonone.RuleV2) bool { return same(r.Title, title) }); i >= 0 {
			return &set.Rules[i]
		}
	}
	if len(set.Rules) == 1 {
		return &set.Rules[0]
	}
	return nil
}

func folded(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

// parts are the blocks of a rule by kind, those of groups with them.
type parts struct {
	day, coupon, send []talonone.Block
	hidden            bool     // something is shown only as an expression
	others            []string // kinds that have no place in our rule
}

func partsOf(blocks []talonone.Block) (p parts) {
	for _, b := range blocks {
		switch b.Type {
		case "group":
			inner := partsOf(b.Blocks)
			p.day, p.coupon, p.send = append(p.day, inner.day...), append(p.coupon, inner.coupon...), append(p.send, inner.send...)
			p.hidden, p.others = p.hidden || inner.hidden, append(p.others, inner.others...)
		case "checkAttribute":
			p.day = append(p.day, b)
		case "createCoupon":
			p.coupon = append(p.coupon, b)
		case "triggerWebhook":
			p.send = append(p.send, b)
		case "passthrough":
			p.hidden = true
		default:
			p.others = append(p.others, b.Type)
		}
	}
	return p
}

// reading is a rule that is being compared.
type reading struct {
	w     setup.Wanted
	seen  Seen
	parts parts
}

// lacking is the mark of a part that is not there, or not shown as what it is.
func (r reading) lacking(field, wanted, what string) Mark {
	if r.parts.hidden {
		return Mark{Field: field, State: Unseen, Wanted: wanted, Says: fmt.Sprintf(words.MarkRulePartHidden, what)}
	}
	return Mark{Field: field, State: Missing, Wanted: wanted, Says: fmt.Sprintf(words.MarkRulePartMissing, what), Mend: words.MarkRuleAdd}
}

func (r reading) coupon() []Mark {
	limit := fmt.Sprint(r.w.Rule.RedemptionLimit)
	if len(r.parts.coupon) == 0 {
		var out []Mark
		for _, f := range [][2]string{{ofCampaign, ThisCampaign}, {recipient, CurrentCustomer}, {redemption, limit}, {stored, "yes"}} {
			out = append(out, r.lacking(f[0], f[1], words.MarkTheCoupon))
		}
		return out
	}
	b := r.parts.coupon[0]
	marks := []Mark{
		compared(ofCampaign, r.campaignOf(b), ThisCampaign, words.MarkRuleOtherCampaign),
		compared(recipient, recipientOf(b.Recipient), CurrentCustomer, words.MarkRuleRecipient),
		compared(redemption, limitOf(b), limit, words.MarkRuleRedemptions),
		compared(stored, phrase.YesNo(b.StoreInSession), "yes", words.MarkRuleNotStored),
	}
	if own := r.w.Campaign.Codes.Pattern; b.Pattern != "" && b.Pattern != own {
		marks = append(marks, Mark{Field: codePattern, State: Wrong, Seen: b.Pattern, Wanted: fmt.Sprintf(words.PlanCampaignsOwn, own),
			Says: words.MarkRuleOwnPattern, Mend: words.MarkRuleOwnPatternFix})
	}
	return marks
}

func (r reading) campaignOf(b talonone.Block) string {
	raw := strings.Trim(string(b.Campaign), `" `)
	if raw == "{{$Campaign.Id}}" || raw == fmt.Sprint(r.seen.Campaign.ID) {
		return ThisCampaign
	}
	return "campaign " + raw
}

const customerID = "{{$Profile.IntegrationId}}"

func recipientOf(expression string) string {
	if expression == customerID {
		return CurrentCustomer
	}
	return expression
}

// limitOf is how the typed form writes the limit; none is 0, without limit.
func limitOf(b talonone.Block) string {
	raw := strings.TrimSpace(string(b.UsageLimit))
	if raw == "" || raw == "null" {
		return "0"
	}
	return strings.TrimSuffix(raw, ".0")
}

func (r reading) send() []Mark {
	customer, code := bound(r.w.Parameters.Profile), bound(r.w.Parameters.Coupon)
	if len(r.parts.send) == 0 {
		what := fmt.Sprintf(words.MarkTheWebhook, r.w.Webhook.Title)
		return []Mark{r.lacking(ofWebhook, r.w.Webhook.Title, what), r.lacking(customer, IntegrationID, what), r.lacking(code, GeneratedCode, what)}
	}
	b := r.parts.send[0]
	hook := compared(ofWebhook, b.WebhookTitle, r.w.Webhook.Title, words.MarkRuleOtherWebhook)
	if hook.State == Right && (r.seen.Webhook != nil && b.WebhookID != r.seen.Webhook.ID || slices.Contains(r.seen.Others, b.WebhookID)) {
		hook = Mark{Field: ofWebhook, State: Wrong, Seen: fmt.Sprintf("%s (%d)", b.WebhookTitle, b.WebhookID), Wanted: r.w.Webhook.Title,
			Says: words.MarkRuleNamesake, Mend: words.MarkRuleNamesakeFix}
		if r.seen.Webhook != nil {
			hook.Wanted = fmt.Sprintf("%s (%d)", r.w.Webhook.Title, r.seen.Webhook.ID)
		}
	}
	if r.seen.Webhook != nil && r.seen.Webhook.OfCleverTap() && b.WebhookID == r.seen.Webhook.ID {
		hook = right(ofWebhook, b.WebhookTitle) // the one that the rule calls is the setup's, by any name
	}
	boundTo := func(parameter string) string { return b.Params[sample.ParamKey(parameter)] }
	seenCustomer, seenCode := boundTo(r.w.Parameters.Profile), boundTo(r.w.Parameters.Coupon)
	swapped := isCode(seenCustomer) && seenCode == customerID
	return []Mark{hook,
		r.binding(customer, Attribute(seenCustomer), IntegrationID, swapped),
		r.binding(code, Attribute(seenCode), GeneratedCode, swapped)}
}

func (r reading) binding(field, seen, wanted string, swapped bool) Mark {
	m := compared(field, seen, wanted, words.MarkRuleBoundOther)
	switch {
	case m.State == Missing:
		m.Says, m.Mend = words.MarkRuleBoundNone, fmt.Sprintf(words.MarkChoose, wanted)
	case m.State == Wrong && swapped:
		m.Says = words.MarkRuleSwapped
	}
	if m.State == Wrong {
		m.Mend = fmt.Sprintf(words.MarkChoose, wanted)
	}
	return m
}

// Attribute names a binding as the Rule Builder does. How it writes the
// generated code is not documented, so whatever may be the code counts as it.
func Attribute(expression string) string {
	switch {
	case expression == customerID:
		return IntegrationID
	case isCode(expression):
		return GeneratedCode
	}
	return expression
}

// isCode holds for what may be the generated code: an attribute that is none of
// those whose meaning is known (documentation of attributes, certain).
func isCode(expression string) bool {
	inner, is := strings.CutPrefix(expression, "{{$")
	if !is {
		return false
	}
	path := strings.TrimSuffix(inner, "}}")
	entities := []string{"Profile.", "Campaign.", "Application.", "Event.", "Session.Attributes."}
	known := []string{"Session.IntegrationId", "Session.State", "Session.Total", "Session.CartItems", "Session.Created"}
	of := func(entity string) bool { return strings.HasPrefix(path, entity) }
	return !slices.ContainsFunc(entities, of) && !slices.Contains(known, path)
}

// beside is what the rule or its ruleset holds that no field asks for. Where
// every field is right and the rule is still not of our kind, it says why.
func (r reading) beside(set talonone.RulesetV2, marks []Mark) (m Mark, wrong bool) {
	m = Mark{Field: nothing, State: Wrong, Wanted: words.MarkRuleWanted, Mend: words.MarkRuleTakeOut}
	switch {
	case len(r.parts.others) > 0:
		m.Seen, m.Says = strings.Join(r.parts.others, ", "), words.MarkRuleMore
		return m, true
	case len(r.parts.day) > 1 || len(r.parts.coupon) > 1 || len(r.parts.send) > 1:
		m.Seen, m.Says = words.MarkRuleTwiceSeen, words.MarkRuleTwice
		return m, true
	case len(Amiss(marks)) > 0 || r.parts.hidden:
		return m, false
	}
	_, err := sample.ReadNamed(set, r.w.Rule.Name, r.w.Rule.Day.Zone())
	if err == nil {
		return m, false
	}
	m.Seen, m.Says = words.MarkRuleElse, err.Error()
	if errors.Is(err, sample.ErrOrder) {
		m.Field, m.Seen, m.Wanted, m.Mend = "Order", "another", words.MarkRuleOrder, words.MarkRuleOrderFix
	}
	return m, true
}

func (r reading) day() Mark {
	wanted := r.w.Rule.Day
	if len(r.parts.day) == 0 {
		return r.lacking(exactDay, wanted.Words(), words.MarkTheCondition)
	}
	b := r.parts.day[0]
	m := Mark{Field: exactDay, State: Wrong, Wanted: wanted.Words(), Mend: fmt.Sprintf(words.MarkChoose, wanted.Words())}
	day, err := sample.DayOf(b, wanted.Zone())
	switch {
	case err != nil:
		m.Seen, m.Says = notADay(b, wanted)
	case day.ISO() == wanted.ISO():
		return right(exactDay, wanted.Words())
	default:
		m.Seen, m.Says = day.Words(), daysOff(day.DaysAfter(wanted))
	}
	return m
}

func daysOff(n int) string {
	switch n {
	case 1:
		return words.MarkDayLate
	case -1:
		return words.MarkDayEarly
	}
	return words.MarkOtherDay
}

// notADay says what a condition is that covers no whole day in the Application's
// time zone: another operator, a day of another zone, or a span of any kind.
func notADay(b talonone.Block, wanted setup.Day) (seen, says string) {
	if b.Operator != "within" {
		return fmt.Sprintf(words.MarkTimeIs, b.Operator), words.MarkNotExactDay
	}
	start, err1 := time.Parse(time.RFC3339Nano, b.Start)
	end, err2 := time.Parse(time.RFC3339Nano, b.End)
	if err1 != nil || err2 != nil {
		return fmt.Sprintf(words.MarkFromTo, b.Start, b.End), words.MarkNoInstants
	}
	zone := wanted.Zone()
	seen = fmt.Sprintf(words.MarkFromTo, start.In(zone).Format("2 January 15:04"), end.In(zone).Format("2 January 15:04"))
	off := start.Sub(wanted.Start())
	if span := end.Sub(start).Round(time.Minute); span >= 23*time.Hour && span <= 25*time.Hour && off != 0 && off.Abs() < 15*time.Hour {
		return seen, fmt.Sprintf(words.MarkOtherZone, zone, hours(off))
	}
	return seen, fmt.Sprintf(words.MarkNotWholeDay, zone.String())
}

func hours(off time.Duration) string {
	way := "late"
	if off < 0 {
		off, way = -off, "early"
	}
	switch {
	case off == time.Hour:
		return fmt.Sprintf(words.MarkHour, way)
	case off%time.Hour == 0:
		return fmt.Sprintf(words.MarkHours, off/time.Hour, way)
	}
	return fmt.Sprintf(words.MarkDuration, off, way)
}
