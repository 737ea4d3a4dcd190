package whole

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Campaign is what a stored campaign holds beside the wanted one. customers is
// how many the Application has; 0 is not known.
func Campaign(w setup.Wanted, have talonone.Campaign, customers int) []Difference {
	out := limits(have.Limits, customers)
	out = append(out, codes(w, have, customers)...)
	out = append(out, schedule(w, have)...)
	for _, f := range have.Features {
		if f != "coupons" {
			out = append(out, Difference{"Feature " + f, "on", "off", words.WholeFeature, Harmless})
		}
	}
	table := campaignMembers()
	all := object(have.Raw)
	if setup.Marked(have.Description, w.Profile) {
		table["description"] = known{}
	}
	if string(all["type"]) == `"advanced"` {
		table["type"] = known{}
	}
	return append(out, members("", all, table)...)
}

// campaignMembers are the members of a campaign whose meaning is known (schema
// Campaign, certain).
func campaignMembers() map[string]known {
	table := passed("name", "state", "frontendState", "activeRulesetId", "tags", "features", "limits", "budgets", "couponSettings", "startTime", "endTime",
		"id", "created", "createdBy", "applicationId", "userId", "updated", "updatedBy", "lastActivity", "version", "templateId",
		"addFreeItemEffectCount", "awardedGiveawaysCount", "callApiEffectCount", "couponCreationCount", "couponRedemptionCount",
		"createdLoyaltyPointsCount", "createdLoyaltyPointsEffectCount", "customEffectCount", "discountCount", "discountEffectCount",
		"redeemedLoyaltyPointsCount", "redeemedLoyaltyPointsEffectCount", "referralCreationCount", "referralRedemptionCount", "reservecouponEffectCount")
	harmless(table, words.WholeNote, "description")
	harmless(table, words.WholeGroups, "campaignGroups")
	harmless(table, words.WholeAttributes, "attributes", "valueMapsIds")
	harmless(table, words.WholeCouponAttributes, "couponAttributes")
	harmless(table, words.WholeReferrals, "referralSettings")
	harmless(table, words.WholeReturns, "reevaluateOnReturn")
	return table
}

// schedule is one that holds the whole of the rule's day; any other is compared
// as the campaign's own field.
func schedule(w setup.Wanted, have talonone.Campaign) []Difference {
	day := w.Rule.Day
	begins, ends := !have.StartTime.IsZero(), !have.EndTime.IsZero()
	if !begins && !ends || begins && have.StartTime.After(day.Start()) || ends && have.EndTime.Before(day.End()) {
		return nil
	}
	var seen []string
	if begins {
		seen = append(seen, "from "+have.StartTime.In(day.Zone()).Format(minutes))
	}
	if ends {
		seen = append(seen, "until "+have.EndTime.In(day.Zone()).Format(minutes))
	}
	return []Difference{{"Schedule", strings.Join(seen, " "), none, fmt.Sprintf(words.WholeSchedule, day.Words()), Harmless}}
}

const minutes = "2 January 2006 15:04"

// The fields that only the admin can change, as they are named.
const (
	LimitField = "Limit on " // and the action
	TooFew     = "Codes of the pattern"
)

// limits are those that nobody asked for. The wanted one is compared as the
// coupons per customer.
func limits(have []talonone.Limit, customers int) (out []Difference) {
	first := true
	for _, l := range have {
		if PerCustomer(l) && first {
			first = false
			continue
		}
		d := Difference{Field: LimitField + l.Action, Seen: limit(l), Wanted: none}
		d.Says, d.Weight = bound(l, customers)
		out = append(out, d)
	}
	return out
}

// PerCustomer reports whether a limit is the one on codes for each customer.
func PerCustomer(l talonone.Limit) bool {
	return l.Action == "createCoupon" && slices.Equal(l.Entities, []string{"Profile"}) && l.Period == ""
}

func limit(l talonone.Limit) string {
	text := fmt.Sprint(l.Limit)
	if l.Period != "" {
		text += " " + l.Period
	}
	if len(l.Entities) == 0 {
		return fmt.Sprintf("%s for the whole campaign", text)
	}
	return fmt.Sprintf("%s for each %s", text, strings.Join(l.Entities, " and "))
}

// bound weighs a further limit by what the rule does: it makes a code and calls a
// webhook, and the code is redeemed.
func bound(l talonone.Limit, customers int) (says string, weight Weight) {
	switch l.Action {
	case "createCoupon", "callApi":
	case "redeemCoupon":
		return words.WholeLimitRedemptions, Unknown
	default:
		return words.WholeLimitNotCounted, Harmless
	}
	whole := len(l.Entities) == 0
	switch {
	case l.Limit < 1:
		return words.WholeLimitNone, Wrong
	case whole && l.Limit < float64(customers):
		return fmt.Sprintf(words.WholeLimitTooFew, customers), Wrong
	case whole:
		return words.WholeLimitFurther, Unknown
	}
	return words.WholeLimitUnknown, Unknown
}

// codes weighs how many codes the campaign can make.
func codes(w setup.Wanted, have talonone.Campaign, customers int) []Difference {
	if have.CouponSettings == nil || have.CouponSettings.Pattern != w.Campaign.Codes.Pattern {
		return nil // another pattern is a difference by itself
	}
	chars := have.CouponSettings.ValidCharacters
	own := len(chars) == 0 || same(chars, w.Campaign.Codes.ValidCharacters)
	n := CodeSpace(*have.CouponSettings)
	d := Difference{Field: TooFew, Seen: have.CouponSettings.Pattern, Wanted: words.WholeMoreCodes}
	if !own {
		d = Difference{Field: "Valid characters", Seen: short([]byte(strings.Join(chars, ""))), Wanted: strings.Join(w.Campaign.Codes.ValidCharacters, "")}
	}
	d.Says, d.Weight = enough(n, customers)
	if own && d.Weight == Harmless {
		return nil
	}
	return []Difference{d}
}

// same reports whether two alphabets are the same, whatever their order.
func same(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(slices.Compact(a), slices.Compact(b))
}

// CodeSpace is how many codes a pattern can give. Codes that differ in capitals
// alone count as one: Talon.One's own filter takes them for the same (certain).
func CodeSpace(c talonone.CouponSettings) float64 {
	letters := map[string]bool{}
	for _, letter := range c.ValidCharacters {
		letters[strings.ToUpper(letter)] = true
	}
	if len(letters) == 0 {
		return math.Pow(36, float64(strings.Count(c.Pattern, "#"))) // capitals and digits, as the form proposes
	}
	return math.Pow(float64(len(letters)), float64(strings.Count(c.Pattern, "#")))
}

func enough(n float64, customers int) (says string, weight Weight) {
	says, weight = fmt.Sprintf(words.WholeCodes, n), Enough(n, customers)
	switch {
	case weight == Wrong:
		return fmt.Sprintf(words.WholeCodesTooFew, says, phrase.Counted(customers, "customer")), weight
	case weight == Harmless:
		return says, weight
	case customers == 0:
		return fmt.Sprintf(words.WholeCodesUnknown, says), weight
	}
	return fmt.Sprintf(words.WholeCodesFew, says, phrase.Counted(customers, "customer")), weight
}

// Enough weighs a number of codes against those that are to be made, or against an
// unknown number of them (0). Codes are made at random, and customers come until the
// day: a few more codes than customers are not enough.
func Enough(n float64, made int) Weight {
	const many, some, spare = 1_000_000, 10_000, 10
	switch {
	case n < 2 || n < float64(made):
		return Wrong
	case n >= many && n >= spare*float64(made), made > 0 && n >= some && n >= spare*float64(made):
		return Harmless
	}
	return Unknown
}
