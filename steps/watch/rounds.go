package watch

import (
	"time"
)

// Source is one thing that is read again and again.
type Source string

// What is read.
const (
	Coupons     Source = "coupons"
	Deliveries  Source = "deliveries"
	Events      Source = "events"
	Count       Source = "event count"
	Emails      Source = "emails"
	Redemptions Source = "redemptions"
	State       Source = "campaign"
)

// Sources lists them.
func Sources() []Source {
	return []Source{State, Coupons, Deliveries, Count, Events, Redemptions, Emails}
}

// every is after how many rounds a source is read again at the earliest.
func (s Source) every() int {
	return map[Source]int{Coupons: 1, Deliveries: 1, Count: 3, Events: 3, State: 6, Redemptions: 6,
		Emails: 30}[s] // CleverTap's message report takes up to minutes
}

// reading is how a source was read.
type reading struct {
	began time.Time // the last one that was whole; zero: there is none
	err   error     // why the last one failed
	busy  bool
	due   int // the round from which on it is read again
}

// Due begins a round: it gives the sources to read in it. What takes many requests
// rests for half as many rounds, so that a long day is not read all the time; codes
// are looked for among the events only while one is missing.
func (w *Watch) Due() (due []Source) {
	missing := len(w.ledger.Missing()) > 0
	w.lock.Lock()
	defer w.lock.Unlock()
	w.round++
	for _, s := range Sources() {
		r := w.readings[s]
		useless := s == Events && (!missing || w.readings[Coupons].began.IsZero()) || s == Redemptions && w.campaign.Elsewhere
		if r.busy || r.due > w.round || useless {
			continue
		}
		r.busy = true
		due = append(due, s)
	}
	return due
}

// Read enters that a source was read, when that began, in how many requests, and why
// not to its end.
func (w *Watch) Read(s Source, began time.Time, requests int, err error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	r := w.readings[s]
	r.busy, r.err = false, err
	rest := s.every()
	if rest > 1 {
		rest = max(rest, requests/2)
	}
	r.due = w.round + rest
	if err == nil {
		r.began = began
	}
	if err == nil && s == Coupons {
		w.join(began)
	}
	w.requests += requests
}

// Settled reports whether the day is over and nothing more can come: each code has
// arrived or is lost, by readings that began after the day.
func (w *Watch) Settled(now time.Time) bool {
	end := w.on.End()
	switch {
	case now.Before(end):
		return false
	case now.After(end.Add(overtime)):
		return true
	}
	p := w.Picture(now)
	if len(p.OnWay) > 0 {
		return false
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	read := func(s Source) bool {
		r := w.readings[s]
		return !r.began.Before(end) || r.err != nil && now.After(end.Add(judgedAfter))
	}
	return read(Coupons) && read(Deliveries) && (p.Arrived == p.Coupons || read(Events))
}

// judgedAfter is how long after the day what cannot be read keeps a watch waiting.
const judgedAfter = 20 * time.Minute
