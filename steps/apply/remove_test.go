package apply_test

import (
	"context"
	"slices"
	"testing"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// account holds one campaign and its codes.
type account struct {
	campaign talonone.Campaign
	coupons  []talonone.Coupon
	deleted  bool
}

func (a *account) Campaign(context.Context, int, int) (talonone.Campaign, error) {
	return a.campaign, nil
}

func (a *account) UpdateCampaign(_ context.Context, _ talonone.Campaign, change talonone.CampaignChange) (talonone.Campaign, error) {
	a.campaign.State = *change.State
	return a.campaign, nil
}

func (a *account) DeleteCampaign(context.Context, int, int) error {
	a.deleted = true
	return nil
}

func (a *account) Coupons(context.Context, int, int, talonone.CouponFilter) ([]talonone.Coupon, error) {
	return slices.Clone(a.coupons), nil
}

func TestOnlyWhatTalontapMadeAndNobodyHoldsIsDeleted(t *testing.T) {
	made := "Made by " + setup.MarkOf("shop") + "."
	held := []talonone.Coupon{{Recipient: "talontap-test"}, {Recipient: "a customer"}}
	for _, c := range []struct {
		name        string
		description string
		ours        bool
		state       string
		coupons     []talonone.Coupon
		fate        apply.Fate
		ends        string // the campaign's state
		lines       []string
	}{
		{"made here", made, true, "enabled", held[:1], apply.Deleted, "disabled", []string{"disable campaign", "campaign done", "delete campaign", "campaign done"}},
		{"made here, disabled before", made, true, "disabled", nil, apply.Deleted, "disabled", []string{"delete campaign", "campaign done"}},
		{"customers hold codes", made, true, "enabled", held, apply.Disabled, "disabled", []string{"disable campaign", "campaign done"}},
		{"taken over", "Summer", true, "enabled", nil, apply.Disabled, "disabled", []string{"disable campaign", "campaign done"}},
		{"somebody else's", "Summer", false, "enabled", nil, apply.Stays, "enabled", nil},
	} {
		w := setup.Wanted{Profile: "shop", Test: setup.Test{Identity: "talontap-test"}}
		at := &account{campaign: talonone.Campaign{ID: 7, Name: "Coupon", Description: c.description, State: c.state}, coupons: c.coupons}
		var told []apply.TakenBack
		lines := &paper{room: 100}
		was := at.campaign
		out, err := apply.Removal{TalonOne: at, Journal: journal.New(lines), Tell: func(one apply.TakenBack) { told = append(told, one) }}.
			Run(t.Context(), w, plan.Seen{Campaign: plan.CampaignSeen{Campaign: &was, Ours: c.ours}})
		if err != nil || !slices.Equal(out, told) || out[0].Fate != c.fate || at.deleted != (c.fate == apply.Deleted) || at.campaign.State != c.ends {
			t.Errorf("%s: %v, %+v, deleted %v, the campaign is %s", c.name, err, out, at.deleted, at.campaign.State)
		}
		if !slices.Equal(lines.lines, c.lines) {
			t.Errorf("%s: the journal is %q, want %q", c.name, lines.lines, c.lines)
		}
	}
}
