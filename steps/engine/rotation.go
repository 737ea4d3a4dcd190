package engine

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// Rotation prepares the rotation of one credential: what tries it, who uses it
// and what proves it. It reads both accounts as far as that takes, and changes
// nothing. Where it is kept and who may be asked is for the caller to fill in.
func (s *Session) Rotation(ctx context.Context, st steps.State, which rotate.Credential) (rotate.Rotation, error) {
	end, err := s.turn(ctx)
	if err != nil {
		return rotate.Rotation{}, err
	}
	defer end()
	r := rotate.Rotation{
		Credential: which, Source: st.Answers.From(which.Key()), Old: st.Answers.Secret(which.Key()), Since: st.Noted.Since[which.Key()].Words(),
		Journal: s.world.Journal, Now: s.world.Now, Copy: s.world.CopySecret,
	}
	// The others must be there; this one may be lost, and is about to be replaced.
	if r.Old.IsZero() {
		st.Answers = st.Answers.WithSecret(which.Key(), secret.New("not-known"), setup.Typed)
	}
	if err := steps.Missing(st); err != nil {
		return r, err
	}
	c := candidate{s, st, which}
	r.Try = c.try
	switch which {
	case rotate.Management:
		r.Suits = c.managementRights
	case rotate.Integration:
		r.Suits, r.Others = c.sameApplication, c.shop
	default:
		return c.withWebhook(ctx, r)
	}
	return r, nil
}

// standing reads what there is of the setup in Talon.One, and nothing of
// CleverTap: its passcode may be the one that is dead.
func (c candidate) standing(ctx context.Context) (TalonOne, setup.Wanted, plan.Standing, error) {
	t, w, _, err := c.session.workOut(ctx, c.state)
	if err != nil {
		return t, w, plan.Standing{}, err
	}
	seen, err := c.session.observer(nil, t, false).TalonOneOnly(ctx, w)
	return t, w, plan.StandingOf(w, seen), err
}

// withWebhook adds who sends with the passcode, and what proves it there.
func (c candidate) withWebhook(ctx context.Context, r rotate.Rotation) (rotate.Rotation, error) {
	t, _, standing, err := c.standing(ctx)
	if err != nil {
		return r, fmt.Errorf("reading the webhook that sends with the passcode: %w", err)
	}
	if standing.Webhook.ID == 0 {
		return r, nil
	}
	r.Webhook = &rotate.Webhook{ID: standing.Webhook.ID, Reader: t, Integration: standing.Webhook.OfCleverTap()}
	if maySignIn(c.state.Answers) && !r.Webhook.Integration {
		r.Webhook.Write = c.writeWebhook
	}
	if standing.Complete() {
		r.Prove, r.Wait = c.follow, cmp.Or(c.session.last().wait, live.DefaultWait)
	}
	return r, nil
}

// writeWebhook signs in for one call. An account that does not let anybody sign
// in that way is one that does not let talontap change the webhook.
func (c candidate) writeWebhook(ctx context.Context, hook talonone.Webhook) (out talonone.Webhook, err error) {
	err = c.session.signedIn(ctx, c.state.Answers, func(t TalonOne) error {
		out, err = t.UpdateWebhook(ctx, hook)
		return err
	})
	return out, err
}

// follow sends one test coupon through the webhook as it stands.
func (c candidate) follow(ctx context.Context, value secret.Secret) (rotate.Proof, error) {
	st := c.in(value)
	t, w, standing, err := candidate{c.session, st, c.which}.standing(ctx)
	if err != nil {
		return rotate.Proof{}, err
	}
	clever, err := c.session.cleverTap(st.Answers)
	if err != nil {
		return rotate.Proof{}, err
	}
	w.Test.Address = "" // no email is asked for
	checker := live.Checker{CleverTap: clever, TalonOne: t, Now: c.session.world.Now, Wait: c.session.last().wait, WebhookOnly: true}
	result := c.session.beside(ctx, checker, live.DepthRelay, w, standing)
	if ctx.Err() != nil {
		return rotate.Proof{}, fmt.Errorf("following a test coupon: %w", ctx.Err())
	}
	if result.Arrived {
		proof := rotate.Proof{Detail: fmt.Sprintf(words.RotateProof, result.CouponCode, w.Test.Identity)}
		if standing.Webhook.OfCleverTap() {
			proof.Warn, proof.Fix = words.LiveSentInstead, words.IntegrationFix
		}
		return proof, nil
	}
	return rotate.Proof{}, lost(result)
}

// lost says where a test coupon came to its end.
func lost(r live.Result) error {
	p := &rotate.Problem{Kind: rotate.Unsound, Text: words.RotateLost, Advice: words.RotateLostFix}
	for _, h := range r.Hops {
		if h.Status == live.Fail || h.Status == live.Warn {
			p.Text += ": " + h.Title() + ": " + strings.TrimSuffix(h.Detail, ".")
			if h.Fix != "" {
				p.Advice = h.Fix
			}
			return p
		}
	}
	return p
}
