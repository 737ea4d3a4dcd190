package setup_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talontap/talontap/steps/setup"
)

var (
	couponEvent = setup.Event{Name: "Coupon Generated", Property: "CouponCode"}
	couponEmail = setup.Email{DefaultText: "your code is on its way"}
)

func TestBothFormsOfThePlaceholderAreTheWantedOne(t *testing.T) {
	for _, text := range []string{
		couponEmail.Placeholder(couponEvent),
		couponEmail.Liquid(couponEvent),
		`Dear customer, {{ Profile.Name | default: "you" }}, {{@Coupon Generated - CouponCode|default:"your code is on its way"}} is yours`,
		`<b>{{ @Coupon Generated - CouponCode | default: &quot;your code is on its way&quot; }}</b>`,
		`{{ @coupongenerated - CouponCode | default: “your code is on its way” }}`,
		`{{ Event.CouponCode | default: 'your code is on its way' }}`,
	} {
		d, err := setup.ComparePlaceholder(text, couponEvent, couponEmail)
		if err != nil || len(d) != 0 {
			t.Errorf("%s: %+v, %v; want no difference", text, d, err)
		}
	}
}

func TestWhatAPastedPlaceholderGetsWrongIsNamed(t *testing.T) {
	for _, c := range []struct{ text, what, says string }{
		{`{{ @Coupon Generated - CouponGenerated | default: "your code is on its way" }}`, "property", "CleverTap's own page"},
		{`{{ Event.couponcode | default: "your code is on its way" }}`, "property", "default text, without any error"},
		{`{{ @Sample - CouponCode | default: "your code is on its way" }}`, "event", `"Coupon Generated"`},
		{`{{ @Coupon Generated - CouponCode }}`, "default text", "no default text"},
		{`{{ Event.CouponCode | default: "soon" }}`, "default text", "does no harm"},
		{`{{ Event.CouponCode | upcase }}`, "default text", "no default text"},
	} {
		d, err := setup.ComparePlaceholder(c.text, couponEvent, couponEmail)
		if err != nil || len(d) != 1 || d[0].What != c.what || !strings.Contains(d[0].Says, c.says) {
			t.Errorf("%s: %+v, %v; want the %s with %q", c.text, d, err, c.what, c.says)
		}
	}
}

func TestWhatIsNoPlaceholderSaysWhatToCopy(t *testing.T) {
	if _, err := setup.ComparePlaceholder("@Coupon Generated - CouponCode", couponEvent, couponEmail); !errors.Is(err, setup.ErrNoPlaceholder) {
		t.Errorf("without braces: %v", err)
	}
	for _, text := range []string{`{{ Profile.Name }}`, `{{ @Coupon Generated }}`, `{{}}`} {
		if _, err := setup.ComparePlaceholder(text, couponEvent, couponEmail); err == nil || errors.Is(err, setup.ErrNoPlaceholder) {
			t.Errorf("%s: %v, want it said what is wrong with it", text, err)
		}
	}
}

func TestOfSeveralPlaceholdersTheOneOfTheCodeIsCompared(t *testing.T) {
	const other = `Hello {{ Event.FirstName | default: "you" }}, `
	for text, want := range map[string]string{
		other + `{{ Event.CouponCode | default: "your code is on its way" }}`:                      "",
		other + `{{ @Sample - CouponCode | default: "your code is on its way" }}`:                  "event",
		other + `{{ Event.CouponCode | default: "soon" }}`:                                         "default text",
		other + `{{ @Sample - CouponCode | default: "soon" }}{{ @Coupon Generated - CouponCode }}`: "default text",
		other + `{{ Event.LastName | default: "your code is on its way" }}`:                        "property",
	} {
		d, err := setup.ComparePlaceholder(text, couponEvent, couponEmail)
		switch {
		case err != nil:
			t.Errorf("%s: %v", text, err)
		case want == "" && len(d) > 0, want != "" && (len(d) == 0 || d[0].What != want):
			t.Errorf("%s: %+v, want %q", text, d, want)
		}
	}
}

func FuzzPlaceholder(f *testing.F) {
	for _, text := range []string{`{{ @A - B | default: "c" }}`, `{{ Event.B | default: 'c' }}`, "{{", "}}{{", `{{@ - }}`, `{{ Event. | default: }}`, `{{ @a|default:" }}`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := setup.ParsePlaceholders(text)
		if err != nil {
			return
		}
		p := all[0]
		if !p.HasDefault && p.Default != "" {
			t.Errorf("%q: a default without one: %+v", text, p)
		}
		if strings.ContainsAny(p.Default, `"`) || strings.ContainsAny(p.Property+p.Event, "|{}") || p.Event == "" || p.Property == "" || p.Default == "" {
			return
		}
		again, err := setup.ParsePlaceholders(setup.Email{DefaultText: p.Default}.Placeholder(setup.Event{Name: p.Event, Property: p.Property}))
		if strings.Contains(p.Property, " - ") || strings.ContainsAny(text, "&“”„‘’\u00a0") || !utf8.ValidString(text) {
			return // what is folded while reading is not what was written
		}
		if err != nil || again[0] != p {
			t.Errorf("%q was read as %+v, written and read again as %+v (%v)", text, p, again, err)
		}
	})
}
