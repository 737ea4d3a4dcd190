package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
)

// renewing is a signed-in connection that signs in once more when its session
// ends in the middle of the changes. A call is repeated only where the session's
// end kept it from being read at all.
type renewing struct {
	TalonOne // the connection in use
	signIn   func(context.Context) (TalonOne, error)

	lock    sync.Mutex
	renewed bool
}

func (r *renewing) current() TalonOne {
	r.lock.Lock()
	defer r.lock.Unlock()
	return r.TalonOne
}

// SignOut ends the session that is in use.
func (r *renewing) SignOut(ctx context.Context) error { return r.current().SignOut(ctx) }

// again makes a call, and makes it again where the session had ended.
func again[T any](ctx context.Context, r *renewing, call func(TalonOne) (T, error)) (T, error) {
	t := r.current()
	out, err := call(t)
	switch transport.KindOf(err) {
	case transport.Refused, transport.Unauthorised:
	default:
		return out, err
	}
	next, renewing := r.renew(ctx, t)
	if renewing != nil {
		return out, fmt.Errorf("the session at Talon.One ended in the middle, and signing in once more failed: %w", renewing)
	}
	if next == nil {
		return out, err
	}
	return call(next)
}

// renew gives a new connection where the one that was used has ended; nil where
// the call was refused for another reason. A published call tells the two apart.
func (r *renewing) renew(ctx context.Context, used TalonOne) (TalonOne, error) {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.TalonOne != used {
		return r.TalonOne, nil // another call renewed it meanwhile
	}
	if _, err := used.Applications(ctx); r.renewed || transport.KindOf(err) != transport.Unauthorised {
		return nil, nil
	}
	r.renewed = true
	next, err := r.signIn(ctx)
	if err != nil {
		return nil, err
	}
	r.TalonOne = next
	return next, nil
}

// Webhook reads a webhook.
func (r *renewing) Webhook(ctx context.Context, id int) (talonone.Webhook, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Webhook, error) { return t.Webhook(ctx, id) })
}

// CreateWebhook makes a webhook.
func (r *renewing) CreateWebhook(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Webhook, error) { return t.CreateWebhook(ctx, w) })
}

// UpdateWebhook replaces a webhook.
func (r *renewing) UpdateWebhook(ctx context.Context, w talonone.Webhook) (talonone.Webhook, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Webhook, error) { return t.UpdateWebhook(ctx, w) })
}

// Campaign reads a campaign.
func (r *renewing) Campaign(ctx context.Context, application, id int) (talonone.Campaign, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Campaign, error) { return t.Campaign(ctx, application, id) })
}

// CreateCampaign makes a campaign.
func (r *renewing) CreateCampaign(ctx context.Context, application int, c talonone.Campaign) (talonone.Campaign, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Campaign, error) { return t.CreateCampaign(ctx, application, c) })
}

// CopyCampaign makes a campaign out of another one.
func (r *renewing) CopyCampaign(ctx context.Context, of talonone.Campaign, as talonone.CampaignCopy) (talonone.Campaign, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Campaign, error) { return t.CopyCampaign(ctx, of, as) })
}

// UpdateCampaign changes a campaign.
func (r *renewing) UpdateCampaign(ctx context.Context, was talonone.Campaign, change talonone.CampaignChange) (talonone.Campaign, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Campaign, error) { return t.UpdateCampaign(ctx, was, change) })
}

// CreateRuleset makes a ruleset.
func (r *renewing) CreateRuleset(ctx context.Context, application, campaign int, body json.RawMessage) (talonone.Ruleset, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Ruleset, error) { return t.CreateRuleset(ctx, application, campaign, body) })
}

// UpdateRuleset replaces a ruleset.
func (r *renewing) UpdateRuleset(ctx context.Context, application, campaign, ruleset int, body json.RawMessage) (talonone.Ruleset, error) {
	return again(ctx, r, func(t TalonOne) (talonone.Ruleset, error) {
		return t.UpdateRuleset(ctx, application, campaign, ruleset, body)
	})
}

// RulesetV2 reads a ruleset in its typed form.
func (r *renewing) RulesetV2(ctx context.Context, application, campaign, ruleset int) (talonone.RulesetV2, error) {
	return again(ctx, r, func(t TalonOne) (talonone.RulesetV2, error) { return t.RulesetV2(ctx, application, campaign, ruleset) })
}
