package watch

import (
	"time"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/internal/day"
)

// Phase is where in the day one is.
type Phase string

// The phases.
const (
	Before Phase = "before"
	During Phase = "during"
	After  Phase = "after" // the last codes are waited for
)

// Picture is the day as it stands.
type Picture struct {
	At       time.Time
	Phase    Phase
	Begins   time.Time
	Ends     time.Time
	Campaign Campaign

	Report             // codes, judged one by one
	PerMinute     int  // coupons in the last whole minute
	MostPerMinute int  // and in the busiest
	Backlog       int  // codes that CleverTap has not accepted yet
	Hidden        int  // codes that it accepted and does not show yet
	AtOnce        int  // deliveries under way at once, at most
	Limited       int  // attempts that were one too many at a time
	Counted       *int // events by CleverTap's own count; nil: not read
	Emails        *int // sent by the email campaign in all; nil: not read
	Redeemed      *int // codes that were redeemed; nil: not read, or redeemed elsewhere
	Requests      int  // that this watch has sent

	Sights map[Source]Sight
}

// Sight is how a source was read last.
type Sight struct {
	At  time.Time // of the last reading that was whole; zero: there is none
	Err error     // why the last one failed
}

// Picture is the day as it stands at a moment.
func (w *Watch) Picture(now time.Time) Picture {
	w.lock.Lock()
	defer w.lock.Unlock()
	p := Picture{
		At: now.In(w.on.Zone()), Begins: w.on.Start(), Ends: w.on.End(), Phase: During, Campaign: w.campaign,
		PerMinute: w.minutes[now.Unix()/60-1], MostPerMinute: busiest(w.minutes), AtOnce: w.uploads.peak(), Limited: w.uploads.limited,
		Counted: w.counted, Emails: w.emails, Requests: w.requests, Sights: map[Source]Sight{},
	}
	switch {
	case now.Before(p.Begins):
		p.Phase = Before
	case !now.Before(p.Ends):
		p.Phase = After
	}
	if n := len(w.redeemed); !w.readings[Redemptions].began.IsZero() {
		p.Redeemed = &n
	}
	for s, r := range w.readings {
		p.Sights[s] = Sight{At: r.began, Err: r.err}
	}
	p.Report = w.report(w.readings[Events].began)
	p.Backlog = len(day.Of(p.OnWay, day.Sending, day.Delivery, day.Unknown))
	p.Hidden = len(day.Of(p.OnWay, day.Arrival))
	return p
}

// report judges the codes by when the older of the two readings began that a code
// must be missing in. Before both were tried nothing is lost by its absence.
func (w *Watch) report(events time.Time) Report {
	sent, shown := w.readings[Deliveries], w.readings[Events]
	log := sent.began
	seen := day.Seen{Log: !log.IsZero() || sent.err == nil, Events: !events.IsZero() || shown.err == nil, LogSince: w.logSince}
	at := events
	if !seen.Events || seen.Log && log.Before(events) {
		at = log
	}
	return w.ledger.Report(at, seen)
}

// Doubtful lists the codes that a reading of the events which began at a moment
// would show as lost and that were not asked for by themselves yet. More than most
// are not in doubt but in trouble, and none is given.
func (w *Watch) Doubtful(began time.Time, most int) []string {
	w.lock.Lock()
	defer w.lock.Unlock()
	var out []string
	for _, c := range w.report(began).Lost {
		if !w.asked[c.Code] {
			out = append(out, c.Code)
		}
	}
	if len(out) > most {
		return nil
	}
	for _, code := range out {
		w.asked[code] = true
	}
	return out
}

// End is what a watch came to.
type End struct {
	Picture
	Over   bool       // the day was followed to its end, and read once more as a whole
	Checks check.List // of the day; none before its end
}

// Judge takes the codes as the last whole reading shows them.
func (e *End) Judge(r Report) { e.Report = r }

// Verdict is the exit status: what may still come, two hours after the day, was not
// seen.
func (e End) Verdict() check.Exit {
	v := e.Checks.Verdict()
	if v == check.Right && len(e.OnWay) > 0 {
		return check.Failed
	}
	return v
}
