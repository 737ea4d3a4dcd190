package observe

import (
	"cmp"
	"context"

	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// TalonOneOnly reads webhooks and campaign and asks CleverTap nothing, for when
// its passcode is what is in question.
func (o Observer) TalonOneOnly(ctx context.Context, w setup.Wanted) (plan.Seen, error) {
	var seen plan.Seen
	g, ctx := crash.WithContext(ctx)
	g.Go(func() error { return o.Webhooks(ctx, w, &seen) })
	g.Go(func() error {
		_, failed, err := o.campaigns(ctx, w, &seen)
		return cmp.Or(err, failed.Err())
	})
	if err := g.Wait(); err != nil {
		return plan.Seen{}, err
	}
	return seen, nil
}
