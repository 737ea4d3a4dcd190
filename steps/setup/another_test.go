package setup_test

import (
	"testing"

	"github.com/talontap/talontap/steps/setup"
)

func TestAnotherDayGetsNamesOfItsOwn(t *testing.T) {
	to, err := setup.ParseDay("2028-07-02", nil)
	if err != nil {
		t.Fatal(err)
	}
	was := setup.Past{Name: "Coupon by email, 1 January 2027", Day: "2027-01-01"}
	for _, c := range []struct{ campaign, rule, wantCampaign, wantRule string }{
		{was.Name, "Create coupon on 1 January", "Coupon by email, 2 July 2028", "Create coupon on 2 July"},
		{"New Year 2027-01-01", "For everybody", "New Year 2028-07-02", "For everybody"},
		{"Another name already", "1 January 2027", "Another name already", "2 July 2028"},
	} {
		var a setup.Answers
		a = a.With(setup.CampaignName, c.campaign, setup.FromProfile).With(setup.RuleName, c.rule, setup.FromProfile).With(setup.RuleDate, was.Day, setup.FromProfile)
		a = setup.Another(a, was, to)
		if a.Text(setup.CampaignName) != c.wantCampaign || a.Text(setup.RuleName) != c.wantRule || a.Text(setup.RuleDate) != "2028-07-02" {
			t.Errorf("of %q and %q it makes %v", c.campaign, c.rule, a.Texts())
		}
	}
	var a setup.Answers
	a = setup.Another(a.With(setup.CampaignName, "Gift", setup.FromProfile), setup.Past{Name: "Gift", Day: was.Day}, to)
	if got := a.Text(setup.CampaignName); got != "Gift, 2 July 2028" {
		t.Errorf("a name without the day becomes %q", got)
	}
}
