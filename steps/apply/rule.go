package apply

import (
	"context"
	"fmt"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

func (r *run) rule(ctx context.Context, c plan.Change) error {
	r.made.RulesetID = r.made.Campaign.ActiveRulesetID
	if c.Action == plan.Create || c.Action == plan.Update {
		if r.made.Webhook.ID == 0 || r.made.Campaign.ID == 0 || r.seen.Sample.Rule == nil {
			return errNeeds
		}
		if err := r.standDown(ctx); err != nil {
			return err
		}
		if err := r.writeRule(ctx, *r.seen.Sample.Rule, c); err != nil {
			return err
		}
	}
	if r.made.RulesetID == 0 {
		return nil
	}
	return r.readBack(ctx)
}

// standDown disables a campaign that runs, so that no unproven rule ever does.
func (r *run) standDown(ctx context.Context) error {
	if r.made.Campaign.State != "enabled" {
		return nil
	}
	disabled := "disabled"
	c := plan.Change{Resource: plan.Enable, Action: plan.Update}
	return r.recorded(c, setup.MarkOf(r.w.Profile), func() (err error) {
		r.made.Campaign, err = r.TalonOne.UpdateCampaign(ctx, r.made.Campaign, talonone.CampaignChange{State: &disabled})
		return err
	})
}

func (r *run) writeRule(ctx context.Context, s sample.Sample, c plan.Change) error {
	body, err := s.For(sample.Target{Title: r.w.Rule.Name, WebhookID: r.made.Webhook.ID, CampaignID: r.made.Campaign.ID,
		Day: r.w.Rule.Day, RedemptionLimit: r.w.Rule.RedemptionLimit})
	if err != nil {
		return fmt.Errorf("making the rule after the sample: %w", err)
	}
	return r.recorded(c, setup.MarkOf(r.w.Profile), func() error {
		var set talonone.Ruleset
		if c.Action == plan.Update && r.made.RulesetID != 0 {
			set, err = r.TalonOne.UpdateRuleset(ctx, r.w.Application.ID, r.made.Campaign.ID, r.made.RulesetID, body)
		} else {
			set, err = r.TalonOne.CreateRuleset(ctx, r.w.Application.ID, r.made.Campaign.ID, body)
		}
		r.made.RulesetID = max(set.ID, r.made.RulesetID)
		return err
	})
}

// readBack reads the rule in the typed form and compares it with what is wanted.
func (r *run) readBack(ctx context.Context) error {
	typed, err := r.TalonOne.RulesetV2(ctx, r.w.Application.ID, r.made.Campaign.ID, r.made.RulesetID)
	switch transport.KindOf(err) {
	case transport.Refused, transport.NotFound, transport.Garbled:
		r.made.Unread = err.Error()
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the rule back: %w", err)
	}
	r.made.Rule = &typed
	r.made.Differs = plan.RuleFields(r.w, plan.Seen{
		Webhooks: []talonone.Webhook{r.made.Webhook},
		Campaign: plan.CampaignSeen{Active: r.made.Rule},
	})
	return nil
}
