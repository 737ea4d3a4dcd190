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
	app, _, err := c.session.application(ctx, t, c.state)
	if errors.Is(err, steps.ErrNoApplication) {
		return rotate.Proof{}, &rotate.Problem{Kind: rotate.Unsound, Text: words.RightsOther,
			Advice: words.RightsOtherFix, Err: err}
	}
	if err != nil {
		return rotate.Proof{}, err
	}
	var some talonone.Campaign // any that there is: the right to read of one does not depend on which
	return rotate.TryRights(ctx, []rotate.Right{
		{Name: "GET /v1/webhooks", Needed: true, Try: func(ctx context.Context) error {
			return failure(t.Webhooks(ctx, app.ID))
		}},
		{Name: "GET /v1/applications/{applicationId}/campaigns", Needed: true, Try: func(ctx context.Context) error {
			all, err := t.Campaigns(ctx, app.ID, "")
			some = anyOf(all)
			return err
		}},
		{Name: "GET /v1/applications/{applicationId}/campaigns/{campaignId}/rulesets", Needed: true, Try: func(ctx context.Context) error {
			if some.ID == 0 {
				return nil
			}
			return failure(t.Rulesets(ctx, app.ID, some.ID))
		}},
		{Name: "GET /v1/applications/{applicationId}/campaigns/{campaignId}/coupons/no_total", Needed: true, Try: func(ctx context.Context) error {
			if some.ID == 0 {
				return nil
			}
			return failure(t.Coupons(ctx, app.ID, some.ID, talonone.CouponFilter{Recipient: nobodysID}))
		}},
		{Name: "GET /v2/applications/{applicationId}/campaigns/{campaignId}/rulesets/{rulesetId}", Try: func(ctx context.Context) error {
			if some.ActiveRulesetID == 0 {
				return nil
			}
			return failure(t.RulesetV2(ctx, app.ID, some.ID, some.ActiveRulesetID))
		}},
		{Name: "GET /v1/applications/{applicationId}/customers", Try: func(ctx context.Context) error {
			return failure(t.Customers(ctx, app.ID, nobodysID, 1))
		}},
		{Name: "GET /v1/applications/{applicationId}/access_logs/no_total", Try: func(ctx context.Context) error {
			now := c.session.world.Now()
			_, _, err := t.LastAccess(ctx, app.ID, now.Add(-time.Minute), now, func(talonone.Access) bool { return true })
			return err
		}},
		{Name: "GET /v1/message_logs", Try: func(ctx context.Context) error {
			return failure(t.MessageLogs(ctx, talonone.MessageLogQuery{CreatedAfter: c.session.world.Now()}))
		}},
	})
}

func failure[T any](_ T, err error) error { return err }

// anyOf is a campaign whose rules can be read, where there is one.
func anyOf(all []talonone.Campaign) (some talonone.Campaign) {
	for _, some = range all {
		if some.ActiveRulesetID != 0 {
			break
		}
	}
	return some
}
