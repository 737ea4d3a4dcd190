package live

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// accepted reads CleverTap's answer for what it means.
func (r *check) accepted(context.Context) Hop {
	switch {
	case !r.answered:
		return Hop{Status: Skip, By: ByCleverTap, Detail: "there is no answer to read; whether it was taken shows on the customer"}
	case r.answer.Taken():
		return Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf("status %s, %d taken, none refused", r.answer.Status, r.answer.Processed)}
	case r.answer.Status == "":
		return r.unread()
	}
	return r.blame(ByCleverTap, evidence{receipt: &r.answer})
}

// unread is an answer in Talon.One's log that is not CleverTap's, or half of it:
// whether the event was taken shows on the customer.
func (r *check) unread() Hop {
	r.answered, r.undelivered = false, &delivery{attempts: 1, status: http.StatusOK}
	d := r.diagnosis(evidence{delivery: r.undelivered})
	r.soften(d)
	return Hop{Status: Warn, By: ByCleverTap, Detail: strings.TrimSuffix(d.Sentence, ".") + "; whether it was taken shows on the customer", Fix: d.Fix}
}

// The least time that is given to what hangs on another: an event that may have
// been taken, and the list of events once one is counted.
const (
	doubtWait = 20 * time.Second
	listWait  = 10 * time.Second
)

// onProfile waits until the customer's count of the event has grown.
func (r *check) onProfile(ctx context.Context) Hop {
	now, seen := r.customer.baseline, time.Time{}
	most := r.Wait
	if r.unanswered != nil {
		most = min(most, doubtWait)
	}
	done, waited, err := r.await(ctx, most, func(ctx context.Context) (bool, error) {
		r.beside()
		p, _, err := r.CleverTap.Profile(ctx, r.w.Test.Identity)
		if err == nil {
			now, seen = count(p, r.w.Event.Name), lastSeen(p, r.w.Event.Name)
		}
		return now > r.customer.baseline, err
	})
	switch {
	case err != nil:
		return r.blame(ByCleverTap, evidence{err: err})
	case !done:
		return r.notOnProfile(ctx, waited)
	}
	hop := Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf("%s %d → %d", r.w.Event.Name, r.customer.baseline, now)}
	return r.withAge(hop, seen)
}

// withAge warns of an event that no campaign answers to, by its own time.
func (r *check) withAge(h Hop, seen time.Time) Hop {
	age := r.Now().Add(-r.skew).Sub(seen)
	if seen.IsZero() || !outOfWindow(age) {
		return h
	}
	d := r.diagnosis(evidence{age: age})
	h.Status, h.Detail, h.Fix = Warn, h.Detail+"; "+strings.TrimSuffix(d.Sentence, "."), d.Fix
	return h
}

// notOnProfile looks for the reason: the code on another customer, or a project
// that does not know the event. Finding none, it is late.
func (r *check) notOnProfile(ctx context.Context, waited time.Duration) Hop {
	m := &missing{}
	if records, err := r.lately(ctx); err == nil {
		m.elsewhere = r.elsewhere(records)
	}
	m.schema = r.schema(ctx)
	hop := r.blame(ByCleverTap, evidence{missing: m, unanswered: r.unanswered, delivery: r.undelivered, waited: r.sinceSent(waited)})
	r.late = hop.Status == Warn
	return hop
}

// schema is what the project knows of the event; not every CleverTap plan shows it.
func (r *check) schema(ctx context.Context) plan.EventSeen {
	events, err := r.CleverTap.Schema(ctx)
	if err != nil {
		return plan.EventSeen{}
	}
	seen := plan.EventSeen{Read: true}
	for _, e := range events {
		if !setup.SameEvent(e.Name, r.w.Event.Name) {
			continue
		}
		seen.Known, seen.Name = true, e.Name
		seen.Discarded = seen.Discarded || strings.EqualFold(e.Status, "discarded")
		seen.Property = seen.Property || slices.Contains(e.Properties, r.w.Event.Property)
	}
	return seen
}

// lastSeen is the event's time on the profile.
func lastSeen(p clevertap.Profile, event string) time.Time {
	var last time.Time
	for name, e := range p.Events {
		if setup.SameEvent(name, event) && e.LastSeen.After(last) {
			last = e.LastSeen
		}
	}
	return last
}

// sameCode waits until an event of the test customer holds the very code. One
// that holds another is given some time before it is believed: it may be that of
// a check that was left, with ours behind it.
func (r *check) sameCode(ctx context.Context) Hop {
	if r.late {
		return Hop{Status: Skip, By: ByCleverTap, Detail: "there is nothing to compare yet"}
	}
	var f finding
	var since time.Time // another was seen
	_, waited, err := r.await(ctx, r.leftToWait(), func(ctx context.Context) (bool, error) {
		records, err := r.lately(ctx)
		f = r.find(records)
		if f.other != "" && since.IsZero() {
			since = r.Now()
		}
		return f.copies > 0 || f.other != "" && r.Now().Sub(since) >= min(r.Wait, listWait), err
	})
	switch {
	case err != nil:
		return r.blame(ByCleverTap, evidence{err: err})
	case f.copies > 0:
		return r.arrived(f)
	case f.other != "":
		return r.blame(ByCleverTap, evidence{other: f.other})
	}
	r.late = true
	hop := r.blame(ByCleverTap, evidence{waited: r.sinceSent(waited)})
	if f.earlier != "" {
		hop.Detail = f.words() + "; ours is not listed after " + short(waited)
	}
	return hop
}

// leftToWait is what remains of the wait, but enough for a list that lags.
func (r *check) leftToWait() time.Duration {
	return max(r.Wait-r.Now().Sub(r.sentAt), min(r.Wait, listWait))
}

func (r *check) arrived(f finding) Hop {
	r.result.Arrived = true
	hop := Hop{Status: Pass, By: ByCleverTap, Detail: r.w.Event.Property + " = " + r.coupon.Value}
	if f.earlier != "" {
		hop.Detail += "; " + f.words()
	}
	if f.copies > 1 {
		d := r.diagnosis(evidence{copies: f.copies})
		hop.Status, hop.Detail, hop.Fix = Warn, d.Sentence, d.Fix
	}
	return hop
}

// finding is what the new events of the test customer hold.
type finding struct {
	copies  int    // with the very code
	earlier string // the code of an earlier check, which came late
	other   string // anything else
}

func (f finding) words() string {
	return "the earlier coupon " + f.earlier + " has arrived too, late"
}

// find looks for our code among the test customer's new events.
func (r *check) find(records []clevertap.EventRecord) (f finding) {
	others, _ := r.beside()
	for _, e := range records {
		if e.Identity != r.w.Test.Identity || r.before[fingerprint(e)] {
			continue
		}
		switch value := encoded(e.Properties[r.w.Event.Property]); {
		case value == r.coupon.Value:
			f.copies++
		case slices.Contains(r.earlier, value):
			f.earlier = value
		case slices.Contains(others, value):
		default:
			f.other = properties(e.Properties)
		}
	}
	return f
}

// elsewhere finds our code on another customer.
func (r *check) elsewhere(records []clevertap.EventRecord) string {
	for _, e := range records {
		if e.Identity != r.w.Test.Identity && encoded(e.Properties[r.w.Event.Property]) == r.coupon.Value {
			return cmp.Or(e.Identity, e.Email, "without an identity")
		}
	}
	return ""
}

// lately reads the events of these days. CleverTap counts days in the project's
// time zone, which no API tells, and rejects days to come there: so tomorrow is
// asked for first, then today, then yesterday, and what was taken is kept to.
func (r *check) lately(ctx context.Context) ([]clevertap.EventRecord, error) {
	for {
		last := r.Now().UTC().AddDate(0, 0, 1-r.daysAgo)
		records, err := r.CleverTap.Events(ctx, clevertap.EventQuery{Event: r.w.Event.Name, From: last.AddDate(0, 0, -2), To: last})
		if transport.KindOf(err) != transport.Rejected || r.daysAgo == 2 {
			return records, err
		}
		r.daysAgo++
	}
}

// remember notes the test customer's earlier events, so that none of them is
// taken for the new one.
func (r *check) remember(ctx context.Context) error {
	records, err := r.lately(ctx)
	r.before = map[string]bool{}
	for _, e := range records {
		if r.TakeUp == nil || encoded(e.Properties[r.w.Event.Property]) != r.TakeUp.Code {
			r.before[fingerprint(e)] = true
		}
	}
	return err
}

// fingerprint tells events apart, which carry no ID.
func fingerprint(e clevertap.EventRecord) string {
	return e.Identity + " " + e.At + " " + properties(e.Properties)
}

// properties lists an event's properties in a stable order.
func properties(p map[string]any) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(p)) {
		out = append(out, name+" = "+encoded(p[name]))
	}
	if len(out) == 0 {
		return "no property"
	}
	return strings.Join(out, ", ")
}

// encoded is a property's value as it would be written.
func encoded(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	raw, _ := json.Marshal(v) // what came from JSON goes back to it
	return string(raw)
}
