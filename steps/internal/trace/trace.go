// Package trace finds a coupon code where the vendors show it: in the events that
// CleverTap holds, and in what Talon.One logged of its webhook. The live check
// follows one code by it, the rule's day all of them.
//
// It reads a page at a time and keeps nothing, since on the day a shop may raise
// the event tens of thousands of times. It must never judge what a trace means,
// and never look at more of a logged request than the code and the customer in it.
package trace

import (
	"context"
	"encoding/json"
	"iter"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
)

// CleverTap is what reading events needs of it.
type CleverTap interface {
	Events(ctx context.Context, q clevertap.EventQuery) iter.Seq2[clevertap.EventRecord, error]
}

// pageOfAll is the batch that is asked for where all events are read: an answer of
// so many stays well below the cap on bodies. CleverTap allows 5000.
const pageOfAll = 1000

// The days around a code's making in which its event is looked for: CleverTap counts
// days in the project's zone, and what was repeated comes later.
const (
	DaysBefore = -1
	DaysAfter  = 2
)

// Events reads the events of one name.
type Events struct {
	CleverTap CleverTap
	Now       func() time.Time
	Event     string
	Property  string // holds the code

	behind int // how many days before tomorrow the project's today is
}

// Of reads the events that hold a code, by CleverTap's published filter; a project
// that takes no filter is read whole. What comes is the caller's to compare.
func (r *Events) Of(ctx context.Context, code string, from, to time.Time) iter.Seq2[clevertap.EventRecord, error] {
	return func(yield func(clevertap.EventRecord, error) bool) {
		q := clevertap.EventQuery{Event: r.Event, From: from, To: to, Properties: map[string]string{r.Property: code}}
		for e, err := range r.days(ctx, q) {
			if transport.KindOf(err) == transport.Rejected {
				r.All(ctx, from, to)(yield)
				return
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// All reads all events of some days.
func (r *Events) All(ctx context.Context, from, to time.Time) iter.Seq2[clevertap.EventRecord, error] {
	return r.days(ctx, clevertap.EventQuery{Event: r.Event, From: from, To: to, BatchSize: pageOfAll})
}

// days reads those days of a query that have come. CleverTap counts days in the
// project's time zone, which no API tells, and rejects days to come there: so
// tomorrow is asked for first, then today, then yesterday, and what was taken is
// kept to.
func (r *Events) days(ctx context.Context, q clevertap.EventQuery) iter.Seq2[clevertap.EventRecord, error] {
	return func(yield func(clevertap.EventRecord, error) bool) {
		to := q.To
		for {
			latest := r.latest()
			if q.To = to; dayOf(to) > dayOf(latest) {
				q.To = latest
			}
			if dayOf(q.From) > dayOf(q.To) {
				return
			}
			rejected := false
			for e, err := range r.CleverTap.Events(ctx, q) {
				rejected = transport.KindOf(err) == transport.Rejected && dayOf(q.To) == dayOf(latest) && r.behind < 2
				if rejected || !yield(e, err) {
					break
				}
			}
			if !rejected {
				return
			}
			r.behind++
		}
	}
}

// latest is the last day that the project may have reached.
func (r *Events) latest() time.Time { return r.Now().UTC().AddDate(0, 0, 1-r.behind) }

// dayOf is a day as CleverTap counts it: its date, wherever it is.
func dayOf(t time.Time) string { return t.Format("20060102") }

// Code is the code that an event holds, as it would be written.
func (r *Events) Code(e clevertap.EventRecord) string { return Value(e.Properties[r.Property]) }

// Value is a property's value as it would be written.
func Value(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	raw, _ := json.Marshal(v) // what came from JSON goes back to it
	return string(raw)
}

// Sent is what a logged request was about: whom, and which code.
type Sent struct {
	Identity string
	Code     string
}

// SentIn reads the upload in a logged request's body: the events of one name in
// it. readable is false where the log does not show what was sent.
func SentIn(body []byte, sameEvent func(name string) bool, property string) (all []Sent, readable bool) {
	var upload struct {
		Records []struct {
			Identity any            `json:"identity"`
			Event    string         `json:"evtName"`
			Data     map[string]any `json:"evtData"`
		} `json:"d"`
	}
	if len(body) == 0 || transport.Decode(body, &upload) != nil {
		return nil, false
	}
	for _, r := range upload.Records {
		if sameEvent(r.Event) && r.Data[property] != nil {
			all = append(all, Sent{Identity: Value(r.Identity), Code: Value(r.Data[property])})
		}
	}
	return all, true
}

// Values reads all that a logged upload says of anybody, whatever the event and the
// property: a code may be sent under another name than is looked for.
func Values(body []byte) (all []Sent) {
	var upload struct {
		Records []struct {
			Identity any            `json:"identity"`
			Data     map[string]any `json:"evtData"`
		} `json:"d"`
	}
	if transport.Decode(body, &upload) != nil {
		return nil
	}
	for _, r := range upload.Records {
		for _, v := range r.Data {
			all = append(all, Sent{Identity: Value(r.Identity), Code: Value(v)})
		}
	}
	return all
}
