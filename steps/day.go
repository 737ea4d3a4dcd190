package steps

import (
	"context"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// lookAtDay gathers, from the rule's day on, what the vendors counted on it. Nil
// before the day, and where the campaign does not stand. The campaign's counters
// are of rules alone, which make coupons on that day only (published).
func (s *Session) lookAtDay(ctx context.Context, st State, w setup.Wanted, standing plan.Standing) *check.Day {
	now, on := s.world.Now(), w.Rule.Day
	if now.Before(on.Start()) || !standing.Complete() {
		return nil
	}
	d := &check.Day{Over: on.Past(now), Began: on.Start(), Coupons: standing.Campaign.CouponsCreated, Called: standing.Campaign.WebhooksCalled}
	var wait crash.Waiting
	wait.Go(func() { s.readDeliveries(ctx, st, w, standing, d) })
	wait.Go(func() { s.countEvents(ctx, st, w, d) })
	wait.Wait()
	return d
}

// readDeliveries counts the webhook's attempts of the day, each read for what
// the receiver meant.
func (s *Session) readDeliveries(ctx context.Context, st State, w setup.Wanted, standing plan.Standing, d *check.Day) {
	t, err := s.talonOne(st.Answers)
	if err != nil {
		d.LogErr = err
		return
	}
	logs, err := t.MessageLogs(ctx, talonone.MessageLogQuery{WebhookID: standing.Webhook.ID, CreatedAfter: w.Rule.Day.Start()})
	d.LogErr = err
	for _, l := range logs {
		if !l.CreatedAt.Before(w.Rule.Day.End()) {
			continue
		}
		if why := live.WhyNotTaken(l, w); why != "" {
			d.Failed, d.Why = d.Failed+1, why
		} else {
			d.Delivered++
		}
	}
}

// countEvents counts in CleverTap. It counts days in the project's time zone,
// which no API tells: near midnight the day may be another there.
func (s *Session) countEvents(ctx context.Context, st State, w setup.Wanted, d *check.Day) {
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		d.EventsErr = err
		return
	}
	on := w.Rule.Day
	d.Events, d.EventsErr = c.EventCount(ctx, clevertap.EventQuery{Event: w.Event.Name, From: on.Start(), To: on.End().Add(-time.Second)})
}
