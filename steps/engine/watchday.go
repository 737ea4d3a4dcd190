package engine

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/watch"
)

// WatchDay follows the rule's day, reading only, until nothing more can come, and
// tells how it stands. What it ends with was read anew and whole, as the checklist
// reads it; before that end there is none, and the error says why.
func (s *Session) WatchDay(ctx context.Context, st steps.State, tell func(watch.Picture)) (end watch.End, err error) {
	done, err := s.turn(ctx)
	if err != nil {
		return end, err
	}
	defer done()
	look, err := s.dayToWatch(ctx, st)
	if err != nil {
		return end, err
	}
	if s.world.Now().Before(look.w.Rule.Day.Start()) {
		if err := s.awaitDay(ctx, look.watch, tell); err != nil {
			return look.end(), err
		}
		if look, err = s.dayToWatch(ctx, st); err != nil {
			return end, err
		}
	}
	for {
		if err := look.follow(ctx, s.poll, tell); err != nil {
			return look.end(), err
		}
		end, err = s.judgeDay(ctx, st, look)
		if err != nil || len(end.OnWay) == 0 {
			return end, err
		}
		// Talon.One tried again while the day was judged.
		if err := s.poll(ctx); err != nil {
			return look.end(), err
		}
		if look.read(ctx, watch.Deliveries); look.watch.Settled(look.now()) {
			return end, nil
		}
	}
}

// poll waits until the day is looked at again.
func (s *Session) poll(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(s.world.Poll):
		return nil
	}
}

// awaitDay tells how long it is until the day begins, and asks nobody.
func (s *Session) awaitDay(ctx context.Context, w *watch.Watch, tell func(watch.Picture)) error {
	for {
		p := w.Picture(s.world.Now())
		tell(p)
		if p.Phase != watch.Before {
			return nil
		}
		if err := s.poll(ctx); err != nil {
			return err
		}
	}
}

// dayToWatch finds what is to be watched.
func (s *Session) dayToWatch(ctx context.Context, st steps.State) (*watchLook, error) {
	t, w, st, err := s.workOut(ctx, st)
	if err != nil {
		return nil, err
	}
	c, err := s.cleverTap(st.Answers)
	if err != nil {
		return nil, err
	}
	seen, err := s.look(ctx, st, c, t, &w)
	if err != nil {
		return nil, s.refused(ctx, st.Answers, err)
	}
	standing := plan.StandingOf(w, seen)
	if unread := cmp.Or(seen.Failed[plan.ReadCampaigns], seen.Failed[plan.ReadWebhooks]); unread != nil {
		return nil, s.refused(ctx, st.Answers, unread)
	}
	if standing.Campaign.ID == 0 {
		return nil, steps.ErrNoDay
	}
	day := watch.New(w.Rule.Day, w.Test.Own)
	l := &watchLook{
		dayLook: dayLook{clever: c, talon: t, w: w, standing: standing, now: s.world.Now, ledger: day.Ledger()},
		watch:   day, observer: s.observer(c, t, false), seen: seen,
	}
	if standing.Webhook.ID == 0 {
		l.noWebhook = errors.New(words.DayNoWebhook)
	}
	l.observer.EmailDays = seen.Email.Days
	l.is(standing.Campaign)
	if row := seen.Email.Row; row != nil {
		l.watch.Mailed(row.Sent)
	}
	return l, nil
}

// judgeDay reads the whole day anew, which is what the verdict stands on.
func (s *Session) judgeDay(ctx context.Context, st steps.State, l *watchLook) (watch.End, error) {
	seen := l.seenNow(ctx)
	d := s.lookAtDay(ctx, st.Answers, &check.Evidence{Wanted: &l.w, Seen: &seen})
	if err := ctx.Err(); err != nil {
		return l.end(), err
	}
	end := l.end()
	end.Over = true
	end.Checks = d.Checks()
	end.Judge(d.Codes)
	if d.Sends != nil {
		end.Emails = d.Sends
	}
	return end, nil
}

// watchLook reads the day piece by piece.
type watchLook struct {
	dayLook
	watch    *watch.Watch
	observer observe.Observer
	seen     plan.Seen
}

func (l *watchLook) is(c talonone.Campaign) {
	l.watch.Is(watch.Campaign{Name: c.Name, State: c.State, Elsewhere: l.w.Elsewhere})
}

func (l *watchLook) end() watch.End { return watch.End{Picture: l.watch.Picture(l.now())} }

// follow reads what is due, round by round, until the day is settled.
func (l *watchLook) follow(ctx context.Context, poll func(context.Context) error, tell func(watch.Picture)) error {
	ctx, stop := context.WithCancel(ctx)
	g, reading := crash.WithContext(ctx)
	defer func() { stop(); _ = g.Wait() }()
	told := make(chan struct{}, 1)
	l.read(reading, watch.Coupons) // the rest is compared with them
	for {
		for _, source := range l.watch.Due() {
			g.Go(func() error {
				l.read(reading, source)
				select {
				case told <- struct{}{}:
				default:
				}
				return nil
			})
		}
		if err := l.rest(reading, poll, told, tell); err != nil {
			return cmp.Or(ctx.Err(), context.Cause(reading), err)
		}
		if l.watch.Settled(l.now()) {
			return nil
		}
	}
}

// rest waits for the next round, and tells whenever something was read.
func (l *watchLook) rest(ctx context.Context, poll func(context.Context) error, told <-chan struct{}, tell func(watch.Picture)) error {
	ctx, stop := context.WithCancel(ctx)
	over := make(chan error, 1)
	go func() { over <- crash.Guard(func() error { return poll(ctx) })() }()
	defer stop()
	for {
		select {
		case err := <-over:
			return err
		case <-told:
			tell(l.watch.Picture(l.now()))
			if l.watch.Settled(l.now()) {
				return nil
			}
		}
	}
}

// read reads one source and enters what it shows.
func (l *watchLook) read(ctx context.Context, source watch.Source) {
	var sent transport.Tally
	began := l.now()
	err := l.source(transport.Tallied(ctx, &sent), source, began)
	requests := 0
	for _, s := range sent.Spent() {
		requests += s.Count
	}
	if ctx.Err() != nil && err != nil {
		return
	}
	l.watch.Read(source, began, requests, err)
}

func (l *watchLook) source(ctx context.Context, source watch.Source, began time.Time) error {
	switch source {
	case watch.Coupons:
		return l.couponsSince(ctx)
	case watch.Deliveries:
		return l.deliveriesSince(ctx)
	case watch.Events:
		l.watch.Sweep()
		return l.sweep(ctx, l.watch.Raised, func() []string { return l.watch.Doubtful(began, askedSingly) })
	case watch.Count:
		return l.count(ctx)
	case watch.Redemptions:
		return l.redemptions(ctx)
	case watch.State:
		now, err := l.talon.Campaign(ctx, l.w.Application.ID, l.standing.Campaign.ID)
		if err == nil {
			l.is(now)
		}
		return err
	}
	return l.emails(ctx)
}

func (l *watchLook) couponsSince(ctx context.Context) error {
	made, err := l.talon.Coupons(ctx, l.w.Application.ID, l.standing.Campaign.ID,
		talonone.CouponFilter{CreatedAfter: l.watch.CouponsFrom(), CreatedBefore: l.w.Rule.Day.End().Add(time.Second)})
	for _, c := range made {
		l.watch.Made(strconv.Itoa(c.ID), c.Value, c.Recipient, c.Created)
	}
	return err
}

func (l *watchLook) redemptions(ctx context.Context) error {
	on := l.w.Rule.Day
	used, err := l.talon.Coupons(ctx, l.w.Application.ID, l.standing.Campaign.ID,
		talonone.CouponFilter{Redeemed: true, CreatedAfter: on.Start().Add(-time.Second), CreatedBefore: on.End().Add(time.Second)})
	for _, c := range used {
		if c.Recipient != "" && !l.w.Test.Own(c.Recipient) {
			l.watch.Redeemed(c.Value)
		}
	}
	return err
}

func (l *watchLook) deliveriesSince(ctx context.Context) error {
	if l.noWebhook != nil {
		return l.noWebhook
	}
	query := talonone.MessageLogQuery{WebhookID: l.standing.Webhook.ID, CreatedAfter: l.watch.DeliveriesFrom()}
	for m, err := range l.talon.Deliveries(ctx, query) {
		if err != nil {
			return err
		}
		found, readable := sent(l.w, m.Sent)
		if !readable {
			return errors.New(words.DayNothingShown)
		}
		l.watch.Delivered(watch.Delivery{ID: m.ID, At: m.CreatedAt, Answered: m.Answered, Sent: found,
			Failure: live.WhyNotTaken(m, l.w), Final: m.Status/100 == 2, Limited: m.Status == http.StatusTooManyRequests})
	}
	return nil
}

// count asks how many events CleverTap counts on the day, which costs one request
// whatever the day holds.
func (l *watchLook) count(ctx context.Context) error {
	n, err := l.clever.EventCount(ctx, clevertap.EventQuery{Event: l.w.Event.Name, From: l.w.Rule.Day.Start(), To: l.w.Rule.Day.Start()})
	if err == nil {
		l.watch.Counted(n)
	}
	return err
}

// emails reads what the message report counts. It is told for the campaign and not
// for a day.
func (l *watchLook) emails(ctx context.Context) error {
	seen := l.observer.Email(ctx, l.w)
	if seen.Row == nil {
		return errors.New(cmp.Or(seen.Why, words.DayNoCampaign))
	}
	l.watch.Mailed(seen.Row.Sent)
	return nil
}

// seenNow is what the look at the beginning saw, with the emails as they are now.
func (l *watchLook) seenNow(ctx context.Context) plan.Seen {
	seen := l.seen
	if now := l.observer.Email(ctx, l.w); now.Row != nil {
		seen.Email = now
	}
	return seen
}
