package apply

import (
	"context"
	"fmt"
	"slices"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/sample"
	"github.com/talontap/talontap/steps/setup"
)

func (r *run) rule(ctx context.Context, c plan.Change) error {
	r.made.RulesetID = r.made.Campaign.ActiveRulesetID
	if c.Made() {
		if err := r.makeRule(ctx, c); err != nil {
			return err
		}
	}
	if r.made.RulesetID == 0 {
		return nil
	}
	return r.readBack(ctx)
}

func (r *run) makeRule(ctx context.Context, c plan.Change) error {
	if r.made.Webhook.ID == 0 || r.made.Campaign.ID == 0 || r.seen.Sample.Rule == nil || r.waits() {
		return errNeeds
	}
	if err := r.unchanged(ctx); err != nil {
		return err
	}
	stoodDown, err := r.standDown(ctx)
	if err != nil {
		return err
	}
	err = r.writeRule(ctx, *r.seen.Sample.Rule, c)
	if err != nil && stoodDown {
		return fmt.Errorf(words.ApplyDisabledForRule, err)
	}
	return err
}

// waits reports whether webhook or campaign were left for a person: a rule is
// made only for what is as wanted, or shows only when the rule has sent something.
func (r *run) waits() bool {
	return slices.ContainsFunc(r.left, func(c plan.Change) bool {
		return c.Resource == plan.Webhook && !c.OnlyIntegration() || c.Resource == plan.Campaign
	})
}

// unchanged makes sure that nobody put another rule into the campaign, or edited
// this one, since the plan.
func (r *run) unchanged(ctx context.Context) error {
	was := r.seen.Campaign.Campaign
	if was == nil {
		return nil
	}
	now, err := r.TalonOne.Campaign(ctx, was.ApplicationID, was.ID)
	if err != nil {
		return err
	}
	if now.ActiveRulesetID != was.ActiveRulesetID {
		return fmt.Errorf("writing the rule of campaign %q: %w", was.Name, ErrChanged)
	}
	r.made.Campaign = now
	if r.plan.Of(plan.Webhook).Made() {
		return nil // the typed form names the webhook's parameters, which this run has changed
	}
	return r.sameRuleset(ctx, now, now.ActiveRulesetID, r.seen.Campaign.Fingerprint)
}

// sameRuleset compares a ruleset with the fingerprint that was taken of it. One
// that could not be read then is not compared.
func (a *Applier) sameRuleset(ctx context.Context, in talonone.Campaign, ruleset int, fingerprint string) error {
	if fingerprint == "" || ruleset == 0 {
		return nil
	}
	now, _, err := a.read(ctx, in, ruleset)
	if err != nil {
		return err
	}
	if now.fingerprint != fingerprint {
		return fmt.Errorf("writing the rule of campaign %q: %w", in.Name, ErrChanged)
	}
	return nil
}

// standDown disables a campaign that runs, so that no unproven rule ever does.
func (r *run) standDown(ctx context.Context) (done bool, err error) {
	if r.made.Campaign.State != "enabled" {
		return false, nil
	}
	r.made.Campaign, err = r.Disable(ctx, r.w, r.made.Campaign)
	return err == nil, err
}

// Disable switches a campaign off; on an error it gives the campaign as it was.
func (a *Applier) Disable(ctx context.Context, w setup.Wanted, was talonone.Campaign) (now talonone.Campaign, err error) {
	if now, err = a.turn(ctx, w, was, "disabled", nil); err != nil {
		return was, err
	}
	return now, nil
}

func (r *run) writeRule(ctx context.Context, s sample.Sample, c plan.Change) error {
	body, err := s.For(sample.Target{Title: r.w.Rule.Name, WebhookID: r.made.Webhook.ID, CampaignID: r.made.Campaign.ID,
		Day: r.w.Rule.Day, RedemptionLimit: r.w.Rule.RedemptionLimit})
	if err != nil {
		return fmt.Errorf("making the rule after the sample: %w", err)
	}
	return r.recorded(c, setup.MarkOf(r.w.Profile), func() error {
		var set talonone.Ruleset
		if c.Action != plan.Create && r.made.RulesetID != 0 {
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
	var read readRuleset
	var hidden string
	g, side := crash.WithContext(ctx)
	g.Go(func() (err error) { read, hidden, err = r.read(side, r.made.Campaign, r.made.RulesetID); return err })
	g.Go(func() error { r.made.Talang = r.otherForm(side, r.made.Campaign, r.made.RulesetID); return nil })
	if err := g.Wait(); err != nil {
		return fmt.Errorf("reading the rule back: %w", err)
	}
	r.made.Fingerprint, r.made.Rule, r.made.Unread = read.fingerprint, read.typed, hidden
	seen := plan.Seen{Campaign: plan.CampaignSeen{Active: read.typed, Campaign: &r.made.Campaign, Ours: true}}
	if r.made.Webhook.ID != 0 {
		seen.Webhooks = []talonone.Webhook{r.made.Webhook}
	}
	r.made.Judge(r.w, seen)
	return nil
}

// mended reports whether a rule that was left to a person is right after all:
// it was read through a webhook that this run has mended.
func (r *run) mended() bool {
	return r.made.Rule != nil && r.made.Unread == "" && len(r.made.Differs) == 0 &&
		r.plan.Of(plan.Webhook).Made() && !r.waits()
}

type readRuleset struct {
	typed       *talonone.RulesetV2 // nil: not shown in this form
	fingerprint string
}

// read reads a ruleset in the typed form. hidden is why that is not shown; then
// the fingerprint is that of the other form, if that is.
func (a *Applier) read(ctx context.Context, in talonone.Campaign, ruleset int) (out readRuleset, hidden string, err error) {
	typed, err := a.TalonOne.RulesetV2(ctx, in.ApplicationID, in.ID, ruleset)
	switch transport.KindOf(err) {
	case transport.Refused, transport.Unauthorised, transport.NotFound, transport.Garbled:
		if other := a.otherForm(ctx, in, ruleset); other != nil {
			out.fingerprint = plan.Fingerprint(*other)
		}
		return out, err.Error(), nil
	}
	if err != nil {
		return out, "", err
	}
	return readRuleset{&typed, plan.Fingerprint(typed)}, "", nil
}

// otherForm is a ruleset in Talang; nil where it is not shown.
func (a *Applier) otherForm(ctx context.Context, in talonone.Campaign, ruleset int) *talonone.Ruleset {
	sets, err := a.TalonOne.Rulesets(ctx, in.ApplicationID, in.ID)
	if err != nil {
		return nil
	}
	for _, set := range sets {
		if set.ID == ruleset {
			return &set
		}
	}
	return nil
}
