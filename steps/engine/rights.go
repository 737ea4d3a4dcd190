package engine

import (
	"context"
	"errors"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
)

// managementRights tries every reading call that a setup makes.
func (c candidate) managementRights(ctx context.Context, value, _ secret.Secret) (rotate.Proof, error) {
	t, err := c.session.talonOne(c.in(value).Answers)
	if err != nil {
		return rotate.Proof{}, err
	}
	app, err := c.session.application(ctx, t, c.state.Answers)
	if errors.Is(err, steps.ErrNoApplication) {
		return rotate.Proof{}, &rotate.Problem{Kind: rotate.Unsound, Text: words.RightsOther,
			Advice: words.RightsOtherFix, Err: err}
	}
	if err != nil {
		return rotate.Proof{}, err
	}
	m := manager{t: t, application: app.ID}
	return rotate.TryRights(ctx, []rotate.Right{
		{Name: "GET /v1/webhooks", Needed: true, Try: m.webhooks},
		{Name: "GET /v1/applications/{applicationId}/campaigns", Needed: true, Try: m.campaigns},
		{Name: "GET /v1/applications/{applicationId}/campaigns/{campaignId}/rulesets", Needed: true, Try: m.rulesets},
		{Name: "GET /v1/applications/{applicationId}/campaigns/{campaignId}/coupons/no_total", Needed: true, Try: m.coupons},
		{Name: "GET /v2/applications/{applicationId}/campaigns/{campaignId}/rulesets/{rulesetId}", Try: m.rulesetV2},
		{Name: "GET /v1/applications/{applicationId}/customers", Try: m.customers},
		{Name: "GET /v1/applications/{applicationId}/access_logs/no_total", Try: c.accessLogs(t, app.ID)},
		{Name: "GET /v1/message_logs", Try: c.messageLogs(t)},
	})
}

// manager makes each reading call once. What is read of a campaign is read of
// any that there is: the right does not depend on which.
type manager struct {
	t           TalonOne
	application int
	some        talonone.Campaign
}

func (m *manager) webhooks(ctx context.Context) error {
	_, err := m.t.Webhooks(ctx, m.application)
	return err
}

func (m *manager) campaigns(ctx context.Context) error {
	all, err := m.t.Campaigns(ctx, m.application, "")
	for _, one := range all {
		if m.some.ActiveRulesetID == 0 {
			m.some = one
		}
	}
	return err
}

func (m *manager) rulesets(ctx context.Context) error {
	if m.some.ID == 0 {
		return nil
	}
	_, err := m.t.Rulesets(ctx, m.application, m.some.ID)
	return err
}

func (m *manager) coupons(ctx context.Context) error {
	if m.some.ID == 0 {
		return nil
	}
	_, err := m.t.Coupons(ctx, m.application, m.some.ID, talonone.CouponFilter{Recipient: nobodysID})
	return err
}

func (m *manager) rulesetV2(ctx context.Context) error {
	if m.some.ActiveRulesetID == 0 {
		return nil
	}
	_, err := m.t.RulesetV2(ctx, m.application, m.some.ID, m.some.ActiveRulesetID)
	return err
}

func (m *manager) customers(ctx context.Context) error {
	_, err := m.t.Customers(ctx, m.application, nobodysID, 1)
	return err
}

func (c candidate) accessLogs(t TalonOne, application int) func(context.Context) error {
	return func(ctx context.Context) error {
		now := c.session.world.Now()
		_, _, err := t.LastAccess(ctx, application, now.Add(-time.Minute), now, func(talonone.Access) bool { return true })
		return err
	}
}

func (c candidate) messageLogs(t TalonOne) func(context.Context) error {
	return func(ctx context.Context) error {
		_, err := t.MessageLogs(ctx, talonone.MessageLogQuery{CreatedAfter: c.session.world.Now()})
		return err
	}
}
