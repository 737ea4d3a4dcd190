package plan_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
)

func TestAPlanWeighsTheCustomersAgainstTheCodesAndTheRushAtMidnight(t *testing.T) {
	for name, c := range map[string]struct {
		customers int
		answers   []string
		status    status.Status
		says      string
	}{
		"a shop":              {12_400, nil, status.Pass, "The Application has 12,400 customers, with one coupon each; the pattern NY-####-#### has 2,821,109,907,456 codes."},
		"a rush of minutes":   {12_400, nil, status.Pass, "that takes about 7 minutes"},
		"a small one":         {40, nil, status.Pass, "less than a minute"},
		"several each":        {12_400, []string{"rule.coupons_per_customer", "3"}, status.Pass, "3 coupons each"},
		"a rush of hours":     {400_000, nil, status.Warn, "about 4 hours"},
		"scarce":              {200_000, []string{"rule.code_pattern", "NY-####"}, status.Warn, "has 1,679,616 codes"},
		"too few":             {1_700_000, []string{"rule.code_pattern", "NY-####"}, status.Fail, "has 1,679,616 codes"},
		"too few for several": {900_000, []string{"rule.code_pattern", "NY-####", "rule.coupons_per_customer", "2"}, status.Fail, "2 coupons each"},
		"more are expected":   {40, []string{"rule.customers", "2000000", "rule.code_pattern", "NY-####"}, status.Fail, "You expect 2,000,000 customers"},
		"none yet":            {0, nil, status.Pass, "The Application has 0 customers"},
	} {
		t.Run(name, func(t *testing.T) {
			w := wanted(t, c.answers...)
			got := plan.CapacityOf(w, plan.Seen{Campaign: plan.CampaignSeen{Customers: c.customers, Counted: true}})
			if got.Status != c.status || !strings.Contains(got.Says, c.says) {
				t.Errorf("it is %s: %s", got.Status, got.Says)
			}
			if (got.Fix == "") != (c.status == status.Pass) {
				t.Errorf("%s: to do: %q", got.Status, got.Fix)
			}
		})
	}
}

func TestCustomersThatWereNotCountedAreNeverCalledEnough(t *testing.T) {
	refused := errors.New("the key may not")
	for name, c := range map[string]struct {
		why    error
		status status.Status
		says   string
	}{
		"refused":   {refused, status.Manual, "could not be counted: the key may not;"},
		"not tried": {nil, status.Skip, "were not counted;"},
	} {
		got := plan.CapacityOf(wanted(t), plan.Seen{Campaign: plan.CampaignSeen{Uncounted: c.why}})
		if got.Status != c.status || !strings.Contains(got.Says, c.says) || got.Known || (got.Fix == "") != (c.why == nil) {
			t.Errorf("%s: it is %s: %s; to do: %q", name, got.Status, got.Says, got.Fix)
		}
	}
}

func TestWhatAMessageSaysWithoutACodeIsToldInItsOwnWords(t *testing.T) {
	for channel, want := range map[string]string{"email": `An email without a code says "soon".`, "sms": `An SMS without a code says "soon".`} {
		w := wanted(t, "email.channel", channel, "email.default_text", "soon")
		if got := plan.CapacityOf(w, plan.Seen{}).Without(); got != want {
			t.Errorf("%s: %s", channel, got)
		}
	}
}
