package whole

import (
	"encoding/json"
	"fmt"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

// Rule is what the active ruleset holds beside the wanted rule, in both of its
// forms; nil is one that is not shown. That the rule itself is right is for the
// reading of the typed form to say.
func Rule(w setup.Wanted, typed *talonone.RulesetV2, talang *talonone.Ruleset) (out []Difference) {
	if typed != nil {
		out = append(out, typedRuleset(w, *typed)...)
	}
	if talang != nil {
		out = append(out, talangRuleset(w, typed, *talang)...)
	}
	return out
}

func typedRuleset(w setup.Wanted, set talonone.RulesetV2) []Difference {
	all := object(set.Raw)
	table := passed("id", "created", "userId", "campaignId", "activatedAt", "promotionRules", "strikethroughRules", "selectors", "bundles", "parameters", "templateId")
	out := members("", all, table)
	if len(set.Rules) < 2 && set.Others > 0 {
		return out // then the rule is not of our kind, which is said of it
	}
	for _, name := range []string{"strikethroughRules", "selectors", "bundles", "parameters"} {
		out = append(out, members("", map[string]json.RawMessage{name: all[name]}, nil)...)
	}
	var rules []json.RawMessage
	_ = json.Unmarshal(all["promotionRules"], &rules) // the client has read them
	for i, r := range set.Rules {
		if len(set.Rules) > 1 && r.Title != w.Rule.Name {
			out = append(out, furtherRule(r))
			continue
		}
		if i < len(rules) {
			out = append(out, typedRule(rules[i])...)
		}
		out = append(out, code(w, r.Blocks)...)
	}
	return out
}

// furtherRule weighs a rule beside ours, such as one that lets a shop redeem the
// code. What makes codes or sends webhooks too may take ours away.
func furtherRule(r talonone.RuleV2) Difference {
	d := Difference{Field: "Further rule", Seen: r.Title, Wanted: none, Says: words.WholeRuleHarmless, Weight: Harmless}
	for _, kind := range kinds(r.Blocks) {
		switch kind {
		case "group", "checkAttribute", "checkCoupon", "checkAudience", "checkEvent", "checkLoyaltyBalance", "checkReferral", "checkAchievement",
			"awardDiscount", "awardItem", "showNotification":
		default:
			d.Says, d.Weight = fmt.Sprintf(words.WholeRuleUnknown, kind), Unknown
		}
	}
	return d
}

func kinds(blocks []talonone.Block) (out []string) {
	for _, b := range blocks {
		out = append(append(append(out, b.Type), kinds(b.Blocks)...), kinds(b.OnFailure)...)
	}
	return out
}

// generatedCode is how the vendor's label "Generated coupon in Session" reads as an
// attribute. How Talon.One writes it is not published: any other spelling may be
// the code too, or nothing.
const generatedCode = "{{$Session.GeneratedCoupon}}"

// code weighs what the webhook gets as the code.
func code(w setup.Wanted, blocks []talonone.Block) (out []Difference) {
	for _, b := range blocks {
		out = append(out, code(w, b.Blocks)...)
		if seen := b.Params[sample.ParamKey(w.Parameters.Coupon)]; b.Type == "triggerWebhook" && seen != "" && seen != generatedCode {
			out = append(out, Difference{"Parameter " + w.Parameters.Coupon, seen, "Generated coupon in Session",
				words.WholeGeneratedCode, Unknown})
		}
	}
	return out
}

func typedRule(raw json.RawMessage) []Difference {
	all := object(raw)
	table := passed("id", "title", "blocks")
	harmless(table, words.WholeNote, "description")
	return append(members("Rule, ", all, table), typedBlocks(all["blocks"])...)
}

// typedBlocks looks for members of our blocks that the reading of a rule does not
// know. Blocks of another kind make it another rule, which is said of it.
func typedBlocks(raw json.RawMessage) (out []Difference) {
	var blocks []json.RawMessage
	_ = json.Unmarshal(raw, &blocks) // the client has read them
	read := map[string][]string{
		"group":          {"operator", "blocks", "onFailure", "onError"},
		"checkAttribute": {"operator", "attribute", "start", "end", "startInclusive", "endInclusive", "timezoneInsensitive", "onFailure"},
		"createCoupon":   {"campaignId", "recipientId", "storeInSession", "usageLimit", "pattern", "onError"},
		"triggerWebhook": {"webhook", "params", "onError"},
	}
	for _, b := range blocks {
		all := object(b)
		kind := transport.Text(all["type"])
		fields, ours := read[kind]
		if !ours {
			continue
		}
		table := passed(append(fields, "id", "type")...)
		harmless(table, words.WholeNote, "tags")
		out = append(out, members(kind+", ", all, table)...)
		out = append(out, typedBlocks(all["blocks"])...)
	}
	return out
}

// talangRuleset looks for what the Talang form holds and the typed one does not
// show.
func talangRuleset(w setup.Wanted, typed *talonone.RulesetV2, set talonone.Ruleset) []Difference {
	all := object(set.Body)
	table := passed("id", "created", "userId", "campaignId", "templateId", "activatedAt", "activate", "rbVersion", "rules")
	if typed != nil && typed.Others > 0 {
		table["strikethroughRules"] = known{} // said of the typed form
	}
	out := members("", all, table)
	var rules []map[string]json.RawMessage
	if err := json.Unmarshal(all["rules"], &rules); err != nil {
		return append(out, Difference{"Rules in Talang", "cannot be read", "one rule", words.WholeUnknown, Unknown})
	}
	if typed != nil && len(rules) != len(typed.Rules) {
		out = append(out, Difference{"Rules in Talang", fmt.Sprint(len(rules)), fmt.Sprint(len(typed.Rules)), words.WholeFormsDiffer, Unknown})
	}
	for _, r := range rules {
		if len(rules) == 1 || transport.Text(r["title"]) == w.Rule.Name {
			out = append(out, talangRule(r, typed != nil)...)
		}
	}
	return out
}

func talangRule(r map[string]json.RawMessage, shown bool) []Difference {
	table := passed("id", "title", "condition", "effects")
	harmless(table, words.WholeNote, "description")
	out := members("Rule, ", r, table)
	var effects []json.RawMessage
	if err := json.Unmarshal(r["effects"], &effects); shown && (err != nil || len(effects) != ourEffects) {
		out = append(out, Difference{"Effects in Talang", fmt.Sprint(len(effects)), fmt.Sprint(ourEffects), words.WholeEffectsDiffer, Unknown})
	}
	return out
}

// ourEffects of the rule: one makes the code, one sends it.
const ourEffects = 2
