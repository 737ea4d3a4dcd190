package engine

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// candidate tries a new value of one credential in place of the one in use.
type candidate struct {
	session *Session
	state   steps.State
	which   rotate.Credential
}

func (c candidate) in(value secret.Secret) steps.State {
	st := c.state
	st.Answers = st.Answers.WithSecret(c.which.Key(), value, setup.Typed)
	return st
}

func (c candidate) try(ctx context.Context, value secret.Secret) (p rotate.Proof, err error) {
	a := c.in(value).Answers
	switch c.which {
	case rotate.Management:
		_, p.Detail, err = c.session.tryManagementKey(ctx, a)
	case rotate.Integration:
		p.Detail, err = c.session.tryIntegrationKey(ctx, a)
	default:
		p.Detail, err = c.session.tryPasscode(ctx, a)
	}
	return p, err
}

// sameApplication tells an Integration API key of the Application from one of
// another, by a dry run of the setup's own campaign on its day.
func (c candidate) sameApplication(ctx context.Context, value, old secret.Secret) (rotate.Proof, error) {
	unsure := rotate.Proof{Warn: words.CandidateNotTried,
		Fix: fmt.Sprintf(words.CandidateCompare, setup.WhereIntegrationKeys)}
	_, w, standing, err := c.standing(ctx)
	if err != nil || !standing.Complete() {
		return unsure, err
	}
	made, err := c.makes(ctx, value, w, standing)
	if err != nil || made {
		return rotate.Proof{Detail: fmt.Sprintf(words.CandidateEvaluates, standing.Campaign.Name, w.Application.Name)}, err
	}
	with, err := c.makes(ctx, old, w, standing)
	if err == nil && with {
		return rotate.Proof{}, &rotate.Problem{Kind: rotate.Unsound, Text: fmt.Sprintf(words.CandidateOther, standing.Campaign.Name),
			Advice: fmt.Sprintf(words.CandidateOtherFix, w.Application.Name)}
	}
	return unsure, nil
}

// makes reports whether the rule makes a coupon for whoever calls with this key.
func (c candidate) makes(ctx context.Context, value secret.Secret, w setup.Wanted, standing plan.Standing) (bool, error) {
	t, err := c.session.talonOne(c.in(value).Answers)
	if err != nil {
		return false, err
	}
	checker := live.Checker{TalonOne: t, Now: c.session.world.Now}
	all, err := checker.SimulateDay(ctx, w, standing)
	for _, at := range all {
		if at.Made > 0 {
			return true, nil
		}
	}
	return false, err
}

// shop says who else may call with an Integration API key. No API tells which
// key a call came with.
func (c candidate) shop(ctx context.Context) (string, error) {
	t, err := c.session.talonOne(c.state.Answers)
	if err != nil {
		return "", err
	}
	app, _, err := c.session.application(ctx, t, c.state)
	if err != nil {
		return "", err
	}
	last, found, err := c.session.lastCall(ctx, t, app.ID, setup.Test{Identity: c.state.Answers.Text(setup.TestIdentity)})
	switch {
	case transport.KindOf(err) == transport.Refused || unauthorised(err):
		return words.CandidateShop, nil
	case err != nil:
		return "", err
	case !found:
		return fmt.Sprintf(words.CandidateShopNone, words.CandidateShop), nil
	}
	return fmt.Sprintf(words.CandidateShopLast, words.CandidateShop, called(last)), nil
}

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
