package clevertap

import (
	"encoding/json"
	"strings"
	"testing"
)

func sample() scope {
	return scope{
		event: "Coupon Generated",
		props: map[string]any{
			"CouponCode": "NY-1", "Coupon Code": "NY-2", "Value": json.Number("5"), "Gift": true,
			"Items": []any{map[string]any{"Name": "Tea"}},
		},
		profile: &customer{identity: "customer-1001", data: map[string]any{"Name": "Ada", "Tier": "Gold"}},
	}
}

func TestPlaceholdersAreFilledInBothForms(t *testing.T) {
	for _, c := range []struct{ template, want string }{
		{`{{ @Coupon Generated - CouponCode | default: "none" }}`, "NY-1"},
		{`{{@Coupon Generated - CouponCode|default:"none"}}`, "NY-1"},
		{`{{ @coupongenerated - CouponCode | default: "none" }}`, "NY-1"},
		{`{{ @Coupon Generated - Coupon Code | default: "none" }}`, "NY-2"},
		{`{{ @Coupon Generated - couponcode | default: "none" }}`, "none"},
		{`{{ @Coupon Generated - CouponGenerated | default: "see your account" }}`, "see your account"},
		{`{{ @Charged - CouponCode | default: "none" }}`, "none"},
		{`{{ @Coupon Generated - Missing }}`, ""},
		{`{{ Event.CouponCode | default: "none" }}`, "NY-1"},
		{`{{ Event.Coupon Code | default: "none" }}`, "NY-2"},
		{`{{ Event.Missing | default: 'none' }}`, "none"},
		{`{{ Event.Missing | default: “none” }}`, "none"},
		{`{{ Event.Missing | default: "a | b" }}`, "a | b"},
		{`{{ Event.Missing | upcase }}`, ""},
		{`{{ Event.Value }} {{ Event.Gift }}`, "5 true"},
		{`{{ Event.Items[0].Name | default: "none" }}`, "none"},
		{`{{ Event.CouponCode.Deeper | default: "none" }}`, "none"},
		{`{{ Profile.Name | default: "there" }} {{ Profile.Tier }} {{ Profile.Identity }}`, "Ada Gold customer-1001"},
		{`{{ Profile.Missing | default: "there" }}`, "there"},
		{`{{ Unknown.CouponCode | default: "none" }}`, "none"},
		{`{% if x %}{{ Event.CouponCode }}{% endif %}`, "{% if x %}NY-1{% endif %}"},
		{`{% assign c = {{ @Coupon Generated - CouponCode }} %}`, "{% assign c = {{ @Coupon Generated - CouponCode }} %}"},
		{`@Coupon Generated - CouponCode`, "@Coupon Generated - CouponCode"},
		{`{{ Event.CouponCode`, "{{ Event.CouponCode"},
		{`plain`, "plain"},
	} {
		if got := sample().render(c.template); got != c.want {
			t.Errorf("%s became %q\nwant %q", c.template, got, c.want)
		}
	}
}

func FuzzRenderLeavesNoKnownPlaceholderAndNeverPanics(f *testing.F) {
	for _, seed := range []string{"", "{{", "{{ @", "{{ Event.Items[0].Name }}", "{% {{ %}", "{{ Event.[0] | default: \" }}", "}}{{ Event. }}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, template string) {
		const known = `{{ Event.CouponCode }}`
		if got := sample().render(known + template); !strings.HasPrefix(got, "NY-1") {
			t.Errorf("%q became %q", known+template, got)
		}
	})
}

func FuzzFoldedNamesStayFolded(f *testing.F) {
	f.Add("Coupon Generated")
	f.Add("\u00a0É İ")
	f.Fuzz(func(t *testing.T, name string) {
		if once := fold(name); fold(once) != once {
			t.Errorf("%q folds to %q and then to %q", name, once, fold(once))
		}
		if strings.ContainsAny(fold(name), " \t\n\u00a0") {
			t.Errorf("%q folds to %q, with a space", name, fold(name))
		}
	})
}

func FuzzAnyUploadIsAnsweredWithJSON(f *testing.F) {
	f.Add(`{"d":[{"type":"event","identity":"a","evtName":"A","evtData":{"x":[{"y":null}]}}]}`)
	f.Add(`{"d":[null,1,"x",[],{}]}`)
	f.Add(`{"d":[{"type":"profile","identity":"a","profileData":{"A":{"$add":[{"b":1}]}}},{"type":"profile","identity":"a","profileData":{"A":{"$remove":[{"b":1}]}}}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		r := newRig(t)
		g := r.call("POST", "/eu1/1/upload", body)
		if !json.Valid([]byte(g.body)) || (g.status != 200 && g.status != 400) {
			t.Errorf("answered %d %s", g.status, g.body)
		}
		if g := r.call("GET", "/eu1/1/profile.json?identity=a", ""); !json.Valid([]byte(g.body)) {
			t.Errorf("the profile is %s", g.body)
		}
	})
}
