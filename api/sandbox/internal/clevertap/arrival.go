package clevertap

import (
	"context"
	"net/http"
	"slices"
	"time"
)

// arrival is a record that CleverTap has said yes to and not yet shown.
type arrival struct {
	due    time.Time
	record record
}

type delayKey struct{}

// ArriveLate returns r marked so that what it uploads is answered at once and
// shows only after d, as happens when CleverTap's processing lags behind its API.
func ArriveLate(r *http.Request, d time.Duration) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), delayKey{}, d))
}

func arrivalDelay(r *http.Request) time.Duration {
	delay, _ := r.Context().Value(delayKey{}).(time.Duration)
	return delay
}

func (a *Account) settle(now time.Time) {
	later := func(w arrival) bool { return w.due.After(now) }
	due := slices.DeleteFunc(slices.Clone(a.waiting), later)
	a.waiting = slices.DeleteFunc(a.waiting, func(w arrival) bool { return !later(w) })
	slices.SortStableFunc(due, func(x, y arrival) int { return x.due.Compare(y.due) })
	for _, w := range due {
		a.arrive(w.record, w.due)
	}
	a.startDue(now)
	a.deleteDue(now)
}

// arrive stores one record and starts the live campaigns that it qualifies for.
func (a *Account) arrive(rec record, when time.Time) {
	if rec.profile {
		a.customers.upsert(rec.who).apply(rec.data)
		return
	}
	kind, kept, ok := a.admitData(rec, when)
	if !ok {
		return
	}
	raised := &occurrence{
		event:    kind,
		customer: a.customers.upsert(rec.who),
		at:       rec.at,
		props:    kept,
		source:   rec.source,
	}
	a.raised = append(a.raised, raised)
	a.trigger(raised, when)
}

// occurrence is one raised event. CleverTap gives it no ID.
type occurrence struct {
	event    *eventType
	customer *customer
	at       time.Time
	props    map[string]any
	source   string // shown as "CT Source"
}

// history is what a reader may see: the events of a discarded kind are hidden.
func (a *Account) history() []*occurrence {
	return slices.DeleteFunc(slices.Clone(a.raised), func(o *occurrence) bool { return o.event.discarded() })
}
