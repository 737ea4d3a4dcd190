package whole_test

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/setup"
)

func wanted(t testing.TB) setup.Wanted {
	t.Helper()
	day, err := setup.ParseDay("2027-01-01", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return setup.Wanted{
		Profile: "shop", Rule: setup.Rule{Name: "Create coupon", Day: day},
		Webhook: talonone.Webhook{Title: "Send", Headers: []talonone.Header{
			{Name: "X-CleverTap-Account-Id", Value: secret.New("R74")}, {Name: "X-CleverTap-Passcode", Value: secret.New(rand.Text())}}},
		Campaign: setup.Campaign{Codes: talonone.CouponSettings{Pattern: "NY-####-####", ValidCharacters: strings.Split("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "")},
			Limits: []talonone.Limit{{Action: "createCoupon", Limit: 1, Entities: []string{"Profile"}}}},
	}
}

// said are differences in short: weight and field.
func said(all []whole.Difference) []string {
	out := []string{}
	for _, d := range all {
		out = append(out, string(d.Weight)+" "+d.Field)
	}
	return out
}

func TestAWebhookIsWeighedWhole(t *testing.T) {
	w := wanted(t)
	passcode := func(name string) talonone.Header { return talonone.Header{Name: name, Value: w.Passcode} }
	for name, c := range map[string]struct {
		change func(*talonone.Webhook)
		want   []string
	}{
		"as wanted":                  {func(*talonone.Webhook) {}, nil},
		"a header twice":             {func(h *talonone.Webhook) { h.Headers = append(h.Headers, passcode("X-CleverTap-Passcode")) }, []string{"unknown Header X-CleverTap-Passcode"}},
		"a header in other capitals": {func(h *talonone.Webhook) { h.Headers = append(h.Headers, passcode("x-clevertap-account-ID")) }, []string{"unknown Header X-CleverTap-Account-Id"}},
		"a header of its own":        {func(h *talonone.Webhook) { h.Headers = append(h.Headers, passcode("X-Trace")) }, []string{"harmless Header X-Trace"}},
		"a header of HTTP":           {func(h *talonone.Webhook) { h.Headers = append(h.Headers, passcode("Content-Encoding")) }, []string{"unknown Header Content-Encoding"}},
		"a Credential beside":        {func(h *talonone.Webhook) { h.CredentialID = 4 }, []string{"unknown Credential"}},
		"a Credential instead":       {func(h *talonone.Webhook) { h.CredentialID, h.Headers = 4, nil }, []string{"unknown Credential"}},
		"of the CleverTap integration": {func(h *talonone.Webhook) {
			h.Integration, h.Title, h.Headers = "CleverTap", "Send coupon", nil
			h.Further = map[string]json.RawMessage{"outgoingIntegrationTypeId": json.RawMessage("12"), "outgoingIntegrationTemplateId": json.RawMessage("1")}
		}, []string{"unknown Integration", "harmless Name"}},
		"a member nobody knows": {func(h *talonone.Webhook) {
			h.Further = map[string]json.RawMessage{"outgoingIntegrationTypeId": json.RawMessage("12"), "new": json.RawMessage("[]")}
		}, []string{"unknown outgoingIntegrationTypeId"}},
		"a picklist": {func(h *talonone.Webhook) {
			h.Params = []talonone.Param{{Title: "ProfileID", Further: map[string]json.RawMessage{"picklistID": json.RawMessage("3")}}}
		}, []string{"unknown Parameter ProfileID, picklistID"}},
	} {
		h := w.Webhook
		h.Headers = slices.Clone(h.Headers)
		c.change(&h)
		if got := said(whole.Webhook(w, h)); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s: it says %v, want %v", name, got, c.want)
		}
	}
}

func TestNoDifferenceShowsAHeadersValue(t *testing.T) {
	w := wanted(t)
	h := w.Webhook
	for _, name := range []string{"X-CleverTap-Passcode", "X-Trace", "Authorization"} {
		h.Headers = append(slices.Clone(h.Headers), talonone.Header{Name: name, Value: secret.New("hidden-value")})
	}
	if text := fmt.Sprintf("%+v", whole.Webhook(w, h)); strings.Contains(text, "hidden-value") {
		t.Errorf("it shows %s", text)
	}
}

func TestACampaignIsWeighedWhole(t *testing.T) {
	w := wanted(t)
	day := w.Rule.Day
	limit := func(action string, n float64, entities ...string) func(*talonone.Campaign) {
		return func(c *talonone.Campaign) {
			c.Limits = append(slices.Clone(c.Limits), talonone.Limit{Action: action, Limit: n, Entities: entities})
		}
	}
	chars := func(all string) func(*talonone.Campaign) {
		return func(c *talonone.Campaign) {
			c.CouponSettings = &talonone.CouponSettings{Pattern: w.Campaign.Codes.Pattern, ValidCharacters: strings.Split(all, "")}
		}
	}
	member := func(raw string) func(*talonone.Campaign) {
		return func(c *talonone.Campaign) { c.Raw = json.RawMessage(raw) }
	}
	for name, c := range map[string]struct {
		change    func(*talonone.Campaign)
		customers int
		want      []string
	}{
		"as wanted":                          {func(*talonone.Campaign) {}, 5, nil},
		"one code for all":                   {limit("createCoupon", 1), 5, []string{"wrong Limit on createCoupon"}},
		"one code for nobody knows how many": {limit("createCoupon", 1), 0, []string{"unknown Limit on createCoupon"}},
		"one call for all":                   {limit("callApi", 1), 5, []string{"wrong Limit on callApi"}},
		"no call for anybody":                {limit("callApi", 0, "Profile"), 0, []string{"wrong Limit on callApi"}},
		"enough calls today":                 {limit("callApi", 500), 5, []string{"unknown Limit on callApi"}},
		"a second limit for each customer":   {limit("createCoupon", 2, "Profile"), 5, []string{"unknown Limit on createCoupon"}},
		"few redemptions":                    {limit("redeemCoupon", 1), 5, []string{"unknown Limit on redeemCoupon"}},
		"no discounts":                       {limit("setDiscount", 0), 5, []string{"harmless Limit on setDiscount"}},
		"one letter":                         {chars("A"), 5, []string{"wrong Valid characters"}},
		"one letter in two sizes":            {chars("Aa"), 0, []string{"wrong Valid characters"}},
		"two letters":                        {chars("AB"), 5, []string{"unknown Valid characters"}},
		"other letters":                      {chars("ACDEFGHJKLMNPQRTUVWXYZ234679"), 5, []string{"harmless Valid characters"}},
		"the same letters in another order":  {chars("9876543210ZYXWVUTSRQPONMLKJIHGFEDCBA"), 5, nil},
		"a schedule around the day":          {func(c *talonone.Campaign) { c.StartTime, c.EndTime = day.Start().AddDate(0, 0, -1), day.End() }, 5, []string{"harmless Schedule"}},
		"another feature":                    {func(c *talonone.Campaign) { c.Features = []string{"coupons", "referrals"} }, 5, []string{"harmless Feature referrals"}},
		"linked stores":                      {member(`{"linkedStoreIds":[1],"type":"advanced","reevaluateOnReturn":false}`), 5, []string{"unknown linkedStoreIds"}},
		"another type and what nobody knows": {member(`{"type":"cartItem","newSetting":{"x":1},"couponCreationCount":7}`), 5, []string{"unknown newSetting", "unknown type"}},
		"what people write about it":         {member(`{"description":"for January","campaignGroups":[3]}`), 5, []string{"harmless campaignGroups", "harmless description"}},
	} {
		have := talonone.Campaign{ID: 21, Features: []string{"coupons"}, Limits: w.Campaign.Limits, CouponSettings: &w.Campaign.Codes}
		c.change(&have)
		if got := said(whole.Campaign(w, have, c.customers)); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s: it says %v, want %v", name, got, c.want)
		}
	}
}

func TestARulesetIsWeighedWholeInBothForms(t *testing.T) {
	w := wanted(t)
	ours := talonone.RuleV2{Title: w.Rule.Name, Blocks: []talonone.Block{{Type: "createCoupon"}}}
	const typed = `{"id":1,"strikethroughRules":[],"promotionRules":[{"title":"Create coupon","blocks":[{"type":"createCoupon","id":"b"%s}]%s}%s]%s}`
	const talang = `{"id":1,"rules":[{"title":"Create coupon","condition":["and"],"effects":%s%s}],"bindings":%s}`
	plainTyped, plainTalang := fmt.Sprintf(typed, "", "", "", ""), fmt.Sprintf(talang, `[["a"],["b"]]`, "", "[]")
	for name, c := range map[string]struct {
		typed, talang string
		further       *talonone.RuleV2
		want          []string
	}{
		"as wanted":                     {plainTyped, plainTalang, nil, nil},
		"a code that runs out":          {fmt.Sprintf(typed, `,"expiryDate":"2027-01-01T01:00:00Z"`, "", "", ""), plainTalang, nil, []string{"unknown createCoupon, expiryDate"}},
		"a rule below another":          {fmt.Sprintf(typed, "", `,"parentId":"x"`, "", ""), plainTalang, nil, []string{"unknown Rule, parentId"}},
		"a binding":                     {plainTyped, fmt.Sprintf(talang, `[["a"],["b"]]`, "", `[{"name":"x"}]`), nil, []string{"unknown bindings"}},
		"a binding of the rule":         {plainTyped, fmt.Sprintf(talang, `[["a"],["b"]]`, `,"bindings":[{"name":"x"}]`, "[]"), nil, []string{"unknown Rule, bindings"}},
		"a third effect":                {plainTyped, fmt.Sprintf(talang, `[["a"],["b"],["c"]]`, "", "[]"), nil, []string{"unknown Effects in Talang"}},
		"what nobody knows":             {fmt.Sprintf(typed, "", "", "", `,"newPart":[1]`), plainTalang, nil, []string{"unknown newPart"}},
		"a rule that redeems":           {plainTyped, "", &talonone.RuleV2{Title: "Redeem", Blocks: []talonone.Block{{Type: "checkCoupon"}, {Type: "awardDiscount"}}}, []string{"harmless Further rule"}},
		"a rule that makes a code":      {plainTyped, "", &talonone.RuleV2{Title: "More", Blocks: []talonone.Block{{Type: "group", Blocks: []talonone.Block{{Type: "createCoupon"}}}}}, []string{"unknown Further rule"}},
		"a rule that nobody reads":      {plainTyped, "", &talonone.RuleV2{Title: "More", Blocks: []talonone.Block{{Type: "passthrough"}}}, []string{"unknown Further rule"}},
		"a rule the typed form has not": {plainTyped, `{"rules":[{"title":"Create coupon","effects":[["a"],["b"]]},{"title":"x","effects":[]}]}`, nil, []string{"unknown Rules in Talang"}},
	} {
		set := talonone.RulesetV2{ID: 1, Rules: []talonone.RuleV2{ours}, Raw: json.RawMessage(c.typed)}
		if c.further != nil {
			set.Rules = append(set.Rules, *c.further)
		}
		var other *talonone.Ruleset
		if c.talang != "" {
			other = &talonone.Ruleset{ID: 1, Body: json.RawMessage(c.talang)}
		}
		if got := said(whole.Rule(w, &set, other)); !slices.Equal(got, append([]string{}, c.want...)) {
			t.Errorf("%s: it says %v, want %v", name, got, c.want)
		}
	}
}
