package apply

import (
	"context"
	"fmt"
	"slices"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
)

func (r *run) webhook(ctx context.Context, c plan.Change) (err error) {
	was, _, found := plan.OurWebhook(r.w, r.seen)
	switch c.Action {
	case plan.Create:
		return r.recorded(c, r.w.Webhook.Description, func() error {
			r.made.Webhook, err = r.TalonOne.CreateWebhook(ctx, r.w.Webhook)
			return err
		})
	case plan.Update:
		return r.updateWebhook(ctx, was, c)
	}
	if found {
		r.made.Webhook = was
	}
	return nil
}

func (r *run) updateWebhook(ctx context.Context, was talonone.Webhook, c plan.Change) error {
	now, err := r.TalonOne.Webhook(ctx, was.ID)
	if err != nil {
		return err
	}
	if !now.Modified.Equal(was.Modified) {
		return fmt.Errorf("webhook %q: %w", was.Title, ErrChanged)
	}
	next := r.w.Webhook
	next.ID, next.Params = was.ID, slices.Clone(next.Params)
	for i := range next.Params {
		if i < len(was.Params) {
			next.Params[i].UI = was.Params[i].UI
		}
	}
	return r.recorded(c, next.Description, func() error {
		r.made.Webhook, err = r.TalonOne.UpdateWebhook(ctx, next)
		return err
	})
}
