package engine

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// lookAtDay follows, from the rule's day on, each coupon that the campaign made on
// it. Nil before the day, and where there is no campaign.
func (s *Session) lookAtDay(ctx context.Context, a setup.Answers, e *check.Evidence) *check.Day {
	w, seen := e.Wanted, e.Seen
	now, on, standing := s.world.Now(), w.Rule.Day, plan.StandingOf(*w, *seen)
	unread := cmp.Or(e.Application.Err, seen.Failed[plan.ReadCampaigns])
	if now.Before(on.Start()) || standing.Campaign.ID == 0 && unread == nil {
		return nil
	}
	d := &check.Day{Over: on.Past(now), Channel: w.Email.Channel, SendsWhy: cmp.Or(seen.Email.Why, words.DayNoCampaign), CouponsErr: unread}
	if seen.Email.Row != nil {
		d.Sends = &seen.Email.Row.Sent
	}
	c, t, err := s.services(a)
	if d.CouponsErr = cmp.Or(unread, err); d.CouponsErr != nil {
		return d
	}
	look := dayLook{clever: c, talon: t, w: *w, standing: standing, now: s.world.Now, ledger: day.New(w.Test.Own)}
	if standing.Webhook.ID == 0 {
		look.noWebhook = cmp.Or(seen.Failed[plan.ReadWebhooks], errors.New(words.DayNoWebhook))
	}
	if err := e.CleverTap.Err; transport.KindOf(err) == transport.Unauthorised {
		look.noEvents = err
	}
	look.all(ctx, d)
	return d
}

// dayLook reads what the vendors hold of the day's codes.
type dayLook struct {
	clever   CleverTap
	talon    TalonOne
	w        setup.Wanted
	standing plan.Standing
	now      func() time.Time
	ledger   *day.Ledger
	logSince time.Time

	noWebhook, noEvents error // why deliveries or events are not asked for; nil: they are
}

// all reads the coupons first, since they are what the rest is compared with.
func (l *dayLook) all(ctx context.Context, d *check.Day) {
	if d.CouponsErr = l.coupons(ctx); d.CouponsErr != nil {
		return
	}
	g, ctx := crash.WithContext(ctx)
	g.Go(func() error { d.LogErr = l.deliveries(ctx); return nil })
	g.Go(func() error { d.EventsErr = l.events(ctx); return nil })
	if err := g.Wait(); err != nil {
		d.LogErr, d.EventsErr = err, err
	}
	d.Codes = l.ledger.Report(l.now(), day.Seen{Log: d.LogErr == nil, Events: d.EventsErr == nil, LogSince: l.logSince})
}

// coupons are those that the campaign made on the day. The filter leaves a second on
// both sides, since nothing says whether its bounds belong to it.
func (l *dayLook) coupons(ctx context.Context) error {
	on := l.w.Rule.Day
	made, err := l.talon.Coupons(ctx, l.w.Application.ID, l.standing.Campaign.ID,
		talonone.CouponFilter{CreatedAfter: on.Start().Add(-time.Second), CreatedBefore: on.End().Add(time.Second)})
	for _, c := range made {
		if !c.Created.Before(on.Start()) && c.Created.Before(on.End()) {
			l.ledger.Made(day.Coupon{Code: c.Value, Customer: c.Recipient, Made: c.Created.In(on.Zone())})
		}
	}
	return err
}

// sent reads whom a delivery was about, and which code it held for them; where the
// wanted property is not there, its one other: the code, if it is a code of ours.
func sent(w setup.Wanted, body []byte) (found []trace.Sent, readable bool) {
	found, readable = w.Sent(body)
	if all := trace.Values(body); len(found) == 0 && len(all) == 1 {
		found = all
	}
	return found, readable
}

// deliveries are the webhook's attempts since the day began. What Talon.One repeats
// it may repeat for days; what was answered with HTTP 200 it takes for delivered,
// whatever the answer means.
func (l *dayLook) deliveries(ctx context.Context) error {
	if l.noWebhook != nil {
		return l.noWebhook
	}
	zone, shows := l.w.Rule.Day.Zone(), true
	query := talonone.MessageLogQuery{WebhookID: l.standing.Webhook.ID, CreatedAfter: l.w.Rule.Day.Start()}
	for m, err := range l.talon.Deliveries(ctx, query) {
		if err != nil {
			return err
		}
		if l.logSince.IsZero() || m.CreatedAt.Before(l.logSince) {
			l.logSince = m.CreatedAt
		}
		failure := live.WhyNotTaken(m, l.w)
		found, readable := sent(l.w, m.Sent)
		shows = shows && readable
		if len(found) == 0 {
			found = []trace.Sent{{}}
		}
		for _, one := range found {
			l.ledger.Delivered(day.Attempt{Code: one.Code, Customer: one.Identity, At: m.CreatedAt.In(zone), Failure: failure, Final: m.Status/100 == 2})
		}
	}
	if !shows {
		return errors.New(words.DayNothingShown)
	}
	return nil
}

// askedSingly is up to how many codes that were not found among all events are
// asked for by themselves: they may have come since, and a filter finds what a page
// that moved on has skipped.
const askedSingly = 20

// events compares the events around the day with the codes.
func (l *dayLook) events(ctx context.Context) error {
	if l.noEvents != nil {
		return l.noEvents
	}
	return l.sweep(ctx, func(code, identity, objectID string) {
		l.ledger.Raised(day.Event{Code: code, Identity: identity, ObjectID: objectID})
	}, func() []string {
		if missing := l.ledger.Missing(); len(missing) <= askedSingly {
			return missing
		}
		return nil
	})
}

// sweep tells all events around the day, a day at a time, then those of some codes that
// are asked for by themselves.
func (l *dayLook) sweep(ctx context.Context, raised func(code, identity, objectID string), singly func() []string) error {
	reader := &trace.Events{CleverTap: l.clever, Now: l.now, Event: l.w.Event.Name, Property: l.w.Event.Property}
	raise := func(all iter.Seq2[clevertap.EventRecord, error]) error {
		for e, err := range all {
			if err != nil {
				return err
			}
			raised(reader.Code(e), e.Identity, e.ObjectID)
		}
		return nil
	}
	start := l.w.Rule.Day.Start()
	for n := trace.DaysBefore; n <= trace.DaysAfter; n++ {
		at := start.AddDate(0, 0, n)
		if err := raise(reader.All(ctx, at, at)); err != nil {
			return err
		}
	}
	for _, code := range singly() {
		if err := raise(reader.Of(ctx, code, start.AddDate(0, 0, trace.DaysBefore), start.AddDate(0, 0, trace.DaysAfter))); err != nil {
			return err
		}
	}
	return l.strays(ctx)
}

// strays looks up, for each event that names another customer, whether that is
// another identity of the same one.
func (l *dayLook) strays(ctx context.Context) error {
	for _, e := range l.ledger.Astray() {
		p, _, err := l.clever.Profile(ctx, l.ledger.Customer(e.Code))
		if err != nil {
			return err
		}
		if e.Identity != "" && p.Identity == e.Identity || slices.Contains(p.ObjectIDs, e.ObjectID) {
			l.ledger.Same(e.Code)
		}
	}
	return nil
}
