package trail

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/live"
)

// Around a coupon's making: a delivery mostly follows within seconds, so the log is
// read there first. What failed is repeated later, so where none was taken the log
// is read on.
const before, soon = time.Minute, 2 * time.Minute

// own are the coupons of this setup's campaigns.
func (l *look) own() []found {
	return slices.DeleteFunc(slices.Clone(l.found), func(f found) bool { return f.foreign })
}

// deliveries reads the webhook's log around each of a few coupons, or since the
// first of many.
func (l *look) deliveries(ctx context.Context) error {
	all := l.own()
	if len(all) == 0 {
		return nil
	}
	if l.NoWebhook != nil {
		return l.NoWebhook
	}
	slices.SortFunc(all, func(a, b found) int { return a.Created.Compare(b.Created) })
	first := all[0].Created.Add(-before)
	if len(all) > few {
		return l.log(ctx, first, time.Time{})
	}
	near := windows(all)
	if err := l.logs(ctx, near); err != nil || !slices.ContainsFunc(all, l.untaken) {
		return err
	}
	return l.logs(ctx, between(near))
}

func (l *look) logs(ctx context.Context, all []window) error {
	for _, w := range all {
		if err := l.log(ctx, w.from, w.to); err != nil {
			return err
		}
	}
	return nil
}

func (l *look) untaken(f found) bool {
	return l.ledger.Trail(f.Value, l.Now(), day.Seen{Log: true}).Taken == 0
}

// window is a part of the log; without an end it goes to the log's.
type window struct{ from, to time.Time }

// windows are the times at which coupons, the oldest first, were mostly delivered.
// None overlaps another, so that each attempt is counted once.
func windows(all []found) (out []window) {
	for _, f := range all {
		from, to := f.Created.Add(-before), f.Created.Add(soon)
		if n := len(out) - 1; n >= 0 && !from.After(out[n].to) {
			out[n].to = to
			continue
		}
		out = append(out, window{from, to})
	}
	return out
}

// between is the rest of the log since the first window.
func between(all []window) (out []window) {
	for n, w := range all {
		rest := window{from: w.to}
		if n+1 < len(all) {
			rest.to = all[n+1].from
		}
		out = append(out, rest)
	}
	return out
}

// log reads a part of the log, to its end where no bound is given.
func (l *look) log(ctx context.Context, from, to time.Time) error {
	shows, read := true, 0
	for m, err := range l.TalonOne.Deliveries(ctx, talonone.MessageLogQuery{WebhookID: l.Webhook, CreatedAfter: from, CreatedBefore: to}) {
		if err != nil {
			return err
		}
		if read++; read%tellEach == 0 {
			l.Tell(words.TraceReadsLog, read)
		}
		if l.logSince.IsZero() || m.CreatedAt.Before(l.logSince) {
			l.logSince = m.CreatedAt
		}
		sent, readable := l.Wanted.Sent(m.Sent)
		shows = shows && readable
		if len(sent) == 0 {
			sent = l.misnamed(m.Sent)
		}
		for _, one := range sent {
			l.ledger.Delivered(day.Attempt{Code: one.Code, Customer: one.Identity, At: m.CreatedAt.In(l.zone()),
				Failure: live.WhyNotTaken(m, l.Wanted), Final: m.Status/100 == 2})
		}
	}
	if !shows {
		return errors.New(words.DayNothingShown)
	}
	return nil
}

// misnamed are our codes in a delivery that does not have them where they belong.
func (l *look) misnamed(body []byte) (ours []trace.Sent) {
	for _, one := range trace.Values(body) {
		if _, is := l.misplaced[one.Code]; is {
			l.misplaced[one.Code] = true
			ours = append(ours, one)
		}
	}
	return ours
}

// gone is how far back the event of a code is looked for that Talon.One does not
// have, or not any more.
const gone = -60

func (l *look) events(ctx context.Context) error {
	if l.NoEvents != nil {
		return l.NoEvents
	}
	reader := &trace.Events{CleverTap: l.CleverTap, Now: l.Now, Event: l.Wanted.Event.Name, Property: l.Wanted.Event.Property}
	all := l.own()
	if len(all) > few {
		if err := l.daysOf(ctx, reader, all); err != nil {
			return err
		}
	}
	if missing := l.ledger.Missing(); len(missing) <= few {
		for _, f := range all {
			if !slices.Contains(missing, f.Value) {
				continue
			}
			if err := l.raise(reader, reader.Of(ctx, f.Value, f.Created.AddDate(0, 0, trace.DaysBefore), l.Now().AddDate(0, 0, 1))); err != nil {
				return err
			}
		}
	}
	if err := l.astray(ctx); err != nil {
		return err
	}
	return l.remains(ctx, reader)
}

func (l *look) raise(reader *trace.Events, all iter.Seq2[clevertap.EventRecord, error]) error {
	read := 0
	for e, err := range all {
		if err != nil {
			return err
		}
		if read++; read%tellEach == 0 {
			l.Tell(words.TraceReadsEvents, read)
		}
		l.ledger.Raised(day.Event{Code: reader.Code(e), Identity: e.Identity, ObjectID: e.ObjectID})
	}
	return nil
}

// daysOf reads the events of the days around the codes, a day at a time.
func (l *look) daysOf(ctx context.Context, reader *trace.Events, all []found) error {
	days := map[string]time.Time{}
	for _, f := range all {
		for n := trace.DaysBefore; n <= trace.DaysAfter; n++ {
			at := f.Created.In(l.zone()).AddDate(0, 0, n)
			days[at.Format(time.DateOnly)] = at
		}
	}
	for _, at := range days {
		if err := l.raise(reader, reader.All(ctx, at, at)); err != nil {
			return err
		}
	}
	return nil
}

// astray looks whether an event that names another customer is listed under another
// identity of the same one.
func (l *look) astray(ctx context.Context) error {
	for n, e := range l.ledger.Astray() {
		who := l.ledger.Customer(e.Code)
		if n >= few || who == noCustomer {
			continue
		}
		p, _, err := l.CleverTap.Profile(ctx, who)
		if err != nil {
			return err
		}
		if e.Identity != "" && p.Identity == e.Identity || slices.Contains(p.ObjectIDs, e.ObjectID) {
			l.ledger.Same(e.Code)
		}
	}
	return nil
}

// remains looks for the event of codes that Talon.One does not have: a coupon can be
// deleted, its event stays.
func (l *look) remains(ctx context.Context, reader *trace.Events) error {
	if len(l.missing) > few {
		return nil
	}
	for i := range l.missing {
		if l.missing[i].customer {
			continue
		}
		for e, err := range reader.Of(ctx, l.missing[i].asked, l.Now().AddDate(0, 0, gone), l.Now().AddDate(0, 0, 1)) {
			if err != nil {
				return err
			}
			if reader.Code(e) == l.missing[i].asked {
				l.missing[i].event = &e
				break
			}
		}
	}
	return nil
}

// reach is whether an email can reach a customer, as far as the profile shows.
type reach struct {
	known, address, unsubscribed bool
}

func (l *look) profiles(ctx context.Context) error {
	all := l.own()
	if len(all) > few || l.Wanted.Email.Channel != phrase.Email { // only of email a profile shows whether it goes out
		return nil
	}
	for _, f := range all {
		if _, done := l.reach[f.Recipient]; done || f.Recipient == "" {
			continue
		}
		p, known, err := l.CleverTap.Profile(ctx, f.Recipient)
		if err != nil {
			return err
		}
		l.reach[f.Recipient] = reach{known: known, address: p.Email != "", unsubscribed: p.Unsubscribed()}
	}
	return nil
}

// origin is the call that made or used a code.
type origin struct {
	call string // "" where the log does not show one
	at   time.Time
	err  error
}

// closely is up to how many codes the shop's own calls are looked for: they can be
// asked for by time alone, and a log of a busy shop is long.
const closely = 5

// around is how far the time of a call may be from that of the coupon it made.
const around = 5 * time.Second

// origins looks in the access log which call made a code, and which used it last.
func (l *look) origins(ctx context.Context) {
	all := l.own()
	if len(all) > closely {
		return
	}
	call := func(from, to time.Time, fits func(talonone.Access) bool) origin {
		a, found, err := l.TalonOne.LastAccess(ctx, l.Wanted.Application.ID, from, to, fits)
		if err != nil || !found {
			return origin{err: err}
		}
		path, _, _ := strings.Cut(a.URI, "?")
		return origin{call: a.Method + " " + path, at: a.At}
	}
	for _, f := range all {
		l.made[f.Value] = call(f.Created.Add(-around), f.Created.Add(around), func(a talonone.Access) bool { return slices.Contains(a.Made(), f.Value) })
		if f.Used > 0 {
			l.used[f.Value] = call(f.Created, l.Now().Add(around), func(a talonone.Access) bool { return slices.Contains(a.Taken(), f.Value) })
		}
	}
}
