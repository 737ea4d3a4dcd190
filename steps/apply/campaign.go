package apply

import (
	"context"
	"fmt"
	"slices"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/whole"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func (r *run) campaign(ctx context.Context, c plan.Change) (err error) {
	r.made.Campaign, r.made.Customers = plan.StandingOf(r.w, r.seen).Campaign, r.seen.Campaign.Customers
	switch c.Action {
	case plan.Create:
		if r.seen.Campaign.Before != nil {
			return r.copyCampaign(ctx, *r.seen.Campaign.Before, c)
		}
		return r.recorded(c, setup.MarkOf(r.w.Profile), func() error {
			r.made.Campaign, err = r.TalonOne.CreateCampaign(ctx, r.w.Application.ID, talonone.Campaign{
				ApplicationID: r.w.Application.ID, Name: r.w.Campaign.Name, State: "disabled",
				Description: described(r.w),
				Tags:        r.w.Campaign.Tags, Features: []string{"coupons"}, Limits: r.w.Campaign.Limits, CouponSettings: &r.w.Campaign.Codes,
			})
			return err
		})
	case plan.Update, plan.Adopt:
		if c.Made() {
			return r.updateCampaign(ctx, *r.seen.Campaign.Campaign, c)
		}
	}
	return nil
}

// described is what a campaign that talontap makes says about itself.
func described(w setup.Wanted) string {
	return fmt.Sprintf("On %s it makes one coupon code and sends it to CleverTap. Made by %s.", w.Rule.Day.Words(), setup.MarkOf(w.Profile))
}

// copyCampaign makes the campaign as a copy of the one before. In which state a
// copy begins, and with which settings, is not published: it is disabled at once
// where it is not, and what did not come along is set.
func (r *run) copyCampaign(ctx context.Context, was plan.CampaignSeen, c plan.Change) (err error) {
	as := plan.Copied(r.w, was)
	err = r.recorded(c, setup.DayMark(r.w.Rule.Day), func() error {
		r.made.Campaign, err = r.TalonOne.CopyCampaign(ctx, *was.Campaign, talonone.CampaignCopy{
			ApplicationIDs: []int{r.w.Application.ID}, Name: as.Name, Description: described(r.w), Tags: as.Tags, StartTime: as.StartTime, EndTime: as.EndTime})
		return err
	})
	if err != nil {
		return err
	}
	if r.made.Campaign.State == "enabled" {
		if r.made.Campaign, err = r.Disable(ctx, r.w, r.made.Campaign); err != nil {
			return err
		}
	}
	if len(plan.CampaignFields(r.w, r.made.Campaign)) == 0 {
		return nil
	}
	return r.updateCampaign(ctx, r.made.Campaign, plan.Change{Resource: c.Resource, Action: plan.Update})
}

func (r *run) updateCampaign(ctx context.Context, was talonone.Campaign, c plan.Change) error {
	now, err := r.TalonOne.Campaign(ctx, was.ApplicationID, was.ID)
	if err != nil {
		return err
	}
	if !now.Updated.Equal(was.Updated) {
		return fmt.Errorf("changing campaign %q: %w", was.Name, ErrChanged)
	}
	change := talonone.CampaignChange{Name: &r.w.Campaign.Name, CouponSettings: &r.w.Campaign.Codes,
		Features: withCoupons(now.Features), Limits: withLimits(now.Limits, r.w.Campaign.Limits)}
	if c.Action == plan.Adopt {
		change.Tags = plan.WithTags(now.Tags, r.w)
	}
	return r.recorded(c, setup.MarkOf(r.w.Profile), func() error {
		made, err := r.TalonOne.UpdateCampaign(ctx, now, change)
		if err == nil {
			r.made.Campaign = made
		}
		return err
	})
}

func withCoupons(features []string) []string {
	if slices.Contains(features, "coupons") {
		return features
	}
	return append([]string{"coupons"}, features...)
}

// withLimits keeps every limit that is not ours to set.
func withLimits(have, want []talonone.Limit) []talonone.Limit {
	return append(append([]talonone.Limit{}, want...), slices.DeleteFunc(slices.Clone(have), whole.PerCustomer)...)
}

// Enable switches the campaign on, as the last act of all. It reads the
// campaign again first and sends it back whole. A rule that was edited since it
// was proven is not enabled.
func (a *Applier) Enable(ctx context.Context, w setup.Wanted, made plan.Standing) error {
	now, err := a.TalonOne.Campaign(ctx, w.Application.ID, made.Campaign.ID)
	if err != nil {
		return err
	}
	if now.State == "enabled" && now.ActiveRulesetID == made.RulesetID {
		return nil
	}
	if err := a.sameRuleset(ctx, now, made.RulesetID, made.Fingerprint); err != nil {
		return err
	}
	_, err = a.turn(ctx, w, now, "enabled", &made.RulesetID)
	return err
}

// turn switches a campaign on or off: the published update, of the campaign as it
// was read. It is done once Talon.One's answer shows it so.
func (a *Applier) turn(ctx context.Context, w setup.Wanted, was talonone.Campaign, state string, rulesetID *int) (now talonone.Campaign, err error) {
	c := plan.Change{Resource: plan.Enable, Action: plan.Update}
	err = a.recorded(c, setup.MarkOf(w.Profile), func() error {
		now, err = a.TalonOne.UpdateCampaign(ctx, was, talonone.CampaignChange{State: &state, ActiveRulesetID: rulesetID})
		return err
	})
	if err == nil && now.State != state {
		err = fmt.Errorf(words.ApplyNotTurned, now.State, state)
	}
	return now, err
}
