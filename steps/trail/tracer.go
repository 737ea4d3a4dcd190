package trail

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/setup"
)

// CleverTap is what is read there.
type CleverTap interface {
	trace.CleverTap
	Profile(ctx context.Context, identity string) (clevertap.Profile, bool, error)
}

// TalonOne is what is read there.
type TalonOne interface {
	Campaigns(ctx context.Context, application int, name string) ([]talonone.Campaign, error)
	Coupons(ctx context.Context, application, campaign int, filter talonone.CouponFilter) ([]talonone.Coupon, error)
	EachCoupon(ctx context.Context, application, campaign int) iter.Seq2[talonone.Coupon, error]
	Customers(ctx context.Context, application int, integrationID string, most int) ([]talonone.Customer, error)
	Deliveries(ctx context.Context, q talonone.MessageLogQuery) iter.Seq2[talonone.MessageLog, error]
	LastAccess(ctx context.Context, application int, from, to time.Time, fits func(talonone.Access) bool) (last talonone.Access, found bool, err error)
}

// Campaign is one that made codes.
type Campaign struct {
	ID      int
	Name    string
	Coupons int // that it made, as it counts them

	ours bool // it carries the setup's mark
}

// Sends is what the message report tells of the email campaign, which is never
// more than a count.
type Sends struct {
	Count *int   // of all customers; nil: not read
	Why   string // why it was not
}

// Tracer follows codes. What it cannot ask for it is told the reason of.
type Tracer struct {
	CleverTap CleverTap
	TalonOne  TalonOne
	Wanted    setup.Wanted
	Webhook   int        // its ID
	Campaigns []Campaign // of this setup, the current one first
	Sends     Sends
	NoWebhook error // why deliveries are not asked for; nil: they are
	NoEvents  error // likewise for CleverTap
	Now       func() time.Time
	Tell      func(doing string, so int) // progress: what is read, and how much so far
}

// Most is how many codes and customers are traced at once.
const Most = 10_000

// few is up to how many are asked for one by one and looked at closely; more are
// picked out of lists.
const few = 20

// look is one trace while it is made.
type look struct {
	Tracer
	asked    []string
	found    []found
	missing  []missing
	ledger   *day.Ledger
	logSince time.Time
	seen     day.Seen

	logErr, eventsErr, profilesErr error

	misplaced map[string]bool  // by code: it was sent under another name than the email takes it from
	reach     map[string]reach // by customer, where they were looked at
	made      map[string]origin
	used      map[string]origin
}

// found is a coupon that was asked for, by its code or its customer.
type found struct {
	talonone.Coupon
	asked    string
	campaign Campaign
	foreign  bool // the campaign is not this setup's
}

// missing is what was asked for and has no coupon.
type missing struct {
	asked    string
	tried    bool  // customers were looked through
	customer bool  // Talon.One knows one of that ID
	err      error // why that could not be seen
	looked   int   // other campaigns that were looked into
	left     int   // and those that were not
	event    *clevertap.EventRecord
}

// Trace follows everything that was asked for: codes, customers or both. Only what
// keeps it from finding the coupons is an error; the rest is in the report.
func (t Tracer) Trace(ctx context.Context, asked []string) (Report, error) {
	if t.Tell == nil {
		t.Tell = func(string, int) {}
	}
	once := distinct(asked)
	l := &look{Tracer: t, asked: once, ledger: day.New(nobody), misplaced: map[string]bool{},
		reach: map[string]reach{}, made: map[string]origin{}, used: map[string]origin{}}
	if err := l.coupons(ctx); err != nil {
		return Report{}, err
	}
	for _, f := range l.found {
		if !f.foreign {
			l.misplaced[f.Value] = false
			l.ledger.Made(day.Coupon{Code: f.Value, Customer: cmp.Or(f.Recipient, noCustomer), Made: f.Created.In(l.zone())})
		}
	}
	l.read(ctx)
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	return l.report(len(asked) - len(once)), nil
}

// nobody is left out of a trace: talontap's own tests may be asked for too.
func nobody(string) bool { return false }

// noCustomer stands in the ledger for a coupon that was made for nobody, whom no
// event can name.
const noCustomer = "\x00"

func (l *look) zone() *time.Location { return l.Wanted.Rule.Day.Zone() }

// read looks at the rest of the way, each service on its own.
func (l *look) read(ctx context.Context) {
	g, side := crash.WithContext(ctx)
	g.Go(func() error {
		l.logErr = l.deliveries(side)
		l.origins(side)
		return nil
	})
	g.Go(func() error {
		if l.eventsErr = l.events(side); l.eventsErr == nil {
			l.profilesErr = l.profiles(side)
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		l.logErr, l.eventsErr = err, err
	}
	l.seen = day.Seen{Log: l.logErr == nil, Events: l.eventsErr == nil, LogSince: l.logSince}
}

func (l *look) report(repeated int) Report {
	r := Report{Repeated: repeated}
	of := map[string][]Trail{}
	now := l.Now()
	for _, f := range l.found {
		of[f.asked] = append(of[f.asked], l.judge(f, now))
	}
	for _, m := range l.missing {
		of[m.asked] = append(of[m.asked], l.absent(m))
	}
	for _, asked := range l.asked {
		r.Trails = append(r.Trails, of[asked]...)
	}
	for _, u := range []Unread{{words.TraceLog, l.logErr, false}, {words.TraceEvents, l.eventsErr, true}, {words.TraceProfiles, l.profilesErr, true}} {
		if u.Err != nil {
			u.Rejected = u.Rejected && transport.KindOf(u.Err) == transport.Unauthorised
			r.Unread = append(r.Unread, u)
		}
	}
	return r
}

func distinct(asked []string) []string {
	seen := make(map[string]bool, len(asked))
	return slices.DeleteFunc(slices.Clone(asked), func(a string) bool {
		again := seen[a]
		seen[a] = true
		return again
	})
}
