package apply

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func (r *run) webhook(ctx context.Context, c plan.Change) (err error) {
	was, _, found := plan.OurWebhook(r.w, r.seen)
	if found {
		r.made.Webhook = was
	}
	switch c.Action {
	case plan.Create:
		return r.recorded(c, r.w.Webhook.Description, func() error {
			r.made.Webhook, err = r.TalonOne.CreateWebhook(ctx, r.w.Webhook)
			return err
		})
	case plan.Update, plan.Adopt:
		if c.Made() {
			return r.updateWebhook(ctx, was, c)
		}
	}
	return nil
}

func (r *run) updateWebhook(ctx context.Context, was talonone.Webhook, c plan.Change) error {
	now, err := r.TalonOne.Webhook(ctx, was.ID)
	if err != nil {
		return err
	}
	if !now.Modified.Equal(was.Modified) {
		return fmt.Errorf("changing webhook %q: %w", was.Title, ErrChanged)
	}
	next := r.w.Webhook
	next.ID, next.Params = was.ID, slices.Clone(next.Params)
	for i := range min(len(next.Params), len(was.Params)) {
		next.Params[i].UI = was.Params[i].UI
	}
	keepHidden(&next, was)
	if c.Action == plan.Adopt {
		next.Description = strings.TrimSpace(fmt.Sprintf("%s Taken over by %s.", was.Description, setup.MarkOf(r.w.Profile)))
	}
	return r.recorded(c, next.Description, func() error {
		made, err := r.TalonOne.UpdateWebhook(ctx, next)
		if err == nil {
			r.made.Webhook = made
		}
		return err
	})
}

// keepHidden leaves what a Credential holds in it: a header that was not in the
// webhook itself is not put there beside it.
func keepHidden(next *talonone.Webhook, was talonone.Webhook) {
	if was.CredentialID == 0 {
		return
	}
	next.CredentialID = was.CredentialID
	next.Headers = slices.DeleteFunc(slices.Clone(next.Headers), func(h talonone.Header) bool {
		return strings.HasPrefix(h.Name, "X-CleverTap-") && setup.HeaderAt(was.Headers, h.Name) < 0
	})
}
