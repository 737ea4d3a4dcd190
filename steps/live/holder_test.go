package live

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// shop is a Talon.One in which some coupons were made.
type shop struct {
	talonOne
	coupons []talonone.Coupon
}

func (s shop) Coupons(context.Context, int, int, talonone.CouponFilter) ([]talonone.Coupon, error) {
	return s.coupons, nil
}

func TestACustomerWhoHasACouponAlreadyIsTriedToo(t *testing.T) {
	day := newYear(t)
	before := day.Start().AddDate(0, 0, -30)
	test, real := talonone.Coupon{Recipient: "talontap-test"}, talonone.Coupon{Recipient: "customer-1001"}
	for _, c := range []struct {
		name    string
		made    int // by the rule so far
		coupons []talonone.Coupon
		limited bool // who has one gets none
		onDay   bool
		asked   string
		want    Status
		unseen  int
	}{
		{name: "none was made yet", want: Pass},
		{name: "the day has begun", made: 3, coupons: []talonone.Coupon{real}, limited: true, onDay: true, want: Pass},
		{name: "a real customer rather than the test's", made: 2, coupons: []talonone.Coupon{test, real}, asked: "customer-1001", want: Pass},
		{name: "the test's where there is no other", made: 1, coupons: []talonone.Coupon{{}, test}, asked: "talontap-test", want: Pass},
		{name: "the limit is used up", made: 2, coupons: []talonone.Coupon{real}, limited: true, asked: "customer-1001", want: Fail},
		{name: "nobody is found", made: 2, coupons: []talonone.Coupon{{}}, want: Warn, unseen: 1},
	} {
		asked := ""
		answer := func(q talonone.SessionQuery) (talonone.Evaluation, error) {
			asked = q.ProfileID
			if !q.Dry || q.Now.Hour() != 12 {
				t.Errorf("%s: asked was %+v, want a dry run at noon", c.name, q)
			}
			if c.limited {
				return talonone.Evaluation{Failures: []talonone.RuleFailure{{CampaignID: 21, Details: "the limit is used up"}}}, nil
			}
			return talonone.Evaluation{Effects: []talonone.Effect{{Type: "couponCreated", CampaignID: 21}}}, nil
		}
		now := before
		if c.onDay {
			now = day.Start()
		}
		check := checker(now, answer)
		check.TalonOne = shop{talonOne{engine: engine{answer}}, c.coupons}
		w := setup.Wanted{Rule: setup.Rule{Day: day}, Test: setup.Test{Identity: "talontap-test"}}
		h, err := check.simulateHeld(t.Context(), w, plan.Standing{Campaign: talonone.Campaign{ID: 21, CouponsCreated: c.made}})
		if err != nil {
			t.Fatal(err)
		}
		hop := Hop{Status: Pass}
		unseen := h.into(&hop, nil)
		if asked != c.asked || hop.Status != c.want || len(unseen) != c.unseen {
			t.Errorf("%s: asked for %q, %s with %v", c.name, asked, hop.Status, unseen)
		}
		if c.want == Fail && !strings.Contains(hop.Detail+hop.Fix, c.asked) || c.want == Fail && !strings.Contains(hop.Fix, "again --date "+day.ISO()) {
			t.Errorf("%s: it says %s", c.name, fmt.Sprint(hop.Detail, "; ", hop.Fix))
		}
	}
}
