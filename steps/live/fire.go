package live

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
)

// fire lets Talon.One do all of it: one update of the test customer, upon which
// the rules run for real. It is sent once, whatever comes back.
func (r *check) fire(ctx context.Context) Hop {
	if r.Company != nil {
		if codes, unnamed := r.Company.Others(); unnamed || len(codes) > 0 {
			return r.blame(ByTalontap, evidence{err: errBeside})
		}
	}
	if hop, ok := r.prepareCustomer(ctx); !ok {
		return hop
	}
	r.sweep(ctx)
	known, lookErr := r.TalonOne.Customers(ctx, r.w.Application.ID, r.w.Test.Identity, 1)
	r.customer.shared = lookErr != nil || len(known) > 0 // what cannot be looked up is taken for somebody's
	r.made, r.sentAt = true, r.Now()
	e, err := r.TalonOne.UpdateProfile(ctx, r.w.Test.Identity, true)
	if err != nil {
		return r.fireUnanswered(ctx, err)
	}
	made := slices.DeleteFunc(e.Created, func(c talonone.Coupon) bool { return c.CampaignID != r.standing.Campaign.ID })
	if len(made) > 0 {
		r.follows(made[0])
	}
	if len(made) != 1 {
		return r.blame(ByTalonOne, evidence{fired: r.whyNotOne(ctx, len(made), e)})
	}
	r.tryRedeeming(ctx)
	return r.withClock(r.firedHop(e), made[0].Created)
}

func (r *check) firedHop(e talonone.Evaluation) Hop {
	hop := Hop{Status: Pass, By: ByTalonOne, Detail: fmt.Sprintf(words.LiveRuleMade,
		r.coupon.Value, r.w.Test.Identity, limitWords(r.coupon.UsageLimit), r.whatWasLeft())}
	called := slices.ContainsFunc(e.Effects, func(f talonone.Effect) bool {
		return f.Type == "triggerWebhook" && f.WebhookID == r.standing.Webhook.ID
	})
	if called {
		hop.Detail += words.LiveCalledWebhook
	}
	return hop
}

// whyNotOne gathers what Talon.One says about a run that made no coupon, or more
// than one.
func (r *check) whyNotOne(ctx context.Context, made int, e talonone.Evaluation) *fired {
	f := &fired{made: made}
	for _, failure := range e.Failures {
		if failure.CampaignID == r.standing.Campaign.ID && failure.Details != "" {
			f.reasons = append(f.reasons, failure.Details)
		}
	}
	for _, effect := range e.Effects {
		if effect.Type == "error" && effect.CampaignID == r.standing.Campaign.ID {
			f.reasons = append(f.reasons, effect.Reason)
		}
	}
	if made > 0 {
		return f
	}
	if c, err := r.TalonOne.Campaign(ctx, r.w.Application.ID, r.standing.Campaign.ID); err == nil {
		f.state = cmp.Or(c.FrontendState, c.State)
	}
	return f
}

func (r *check) fireUnanswered(ctx context.Context, err error) Hop {
	if f, ok := errors.AsType[*transport.Failure](err); !ok || !f.Sent {
		r.sentAt, r.made = time.Time{}, false
		return r.blame(ByTalonOne, evidence{err: err})
	}
	have, lookErr := r.coupons(ctx)
	if lookErr != nil || len(have) != 1 {
		return r.blame(ByTalonOne, evidence{err: err})
	}
	r.follows(have[0])
	hop := r.doubt(ByTalonOne, "%s", evidence{err: err})
	hop.Detail = fmt.Sprintf(words.LiveRuleMadeAnyway, r.coupon.Value, r.w.Test.Identity)
	return hop
}
