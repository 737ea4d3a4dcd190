package apply

import (
	"context"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

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
	enabled := "enabled"
	c := plan.Change{Resource: plan.Enable, Action: plan.Update}
	return a.recorded(c, setup.MarkOf(w.Profile), func() error {
		_, err := a.TalonOne.UpdateCampaign(ctx, now, talonone.CampaignChange{State: &enabled, ActiveRulesetID: &made.RulesetID})
		return err
	})
}
