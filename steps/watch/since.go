package watch

import (
	"slices"
	"time"
)

// Overlap is how far before the newest coupon or delivery every so many readings
// begin, since nothing says how soon one is listed; those between begin briefly
// before it, so that a crowd is not read again and again.
const (
	Overlap = 2 * time.Minute
	brief   = 15 * time.Second
	far     = 12
)

// since knows up to where a list was read that is read again from a little earlier,
// and what of that was there already.
type since struct {
	from, newest time.Time
	seen         map[string]time.Time
	reads        int
}

// first reports whether an element was not there before.
func (s *since) first(id string, at time.Time) bool {
	if _, there := s.seen[id]; there {
		return false
	}
	if s.seen == nil {
		s.seen = map[string]time.Time{}
	}
	s.seen[id] = at
	if at.After(s.newest) {
		s.newest = at
	}
	return true
}

// next is from when on the list is to be read. What lies well before is forgotten,
// since it does not come again.
func (s *since) next() time.Time {
	back := brief
	if s.reads++; s.reads%far == 0 {
		back = Overlap
	}
	kept := s.newest.Add(-Overlap - time.Second)
	for id, at := range s.seen {
		if at.Before(kept) {
			delete(s.seen, id)
		}
	}
	if from := s.newest.Add(-back); from.After(s.from) {
		return from
	}
	return s.from
}

func busiest(minutes map[int64]int) (n int) {
	for _, one := range minutes {
		n = max(n, one)
	}
	return n
}

// uploads is how many deliveries were under way at once, as Talon.One logged when
// each was sent and answered.
type uploads struct {
	spans   []Delivery
	most    int
	limited int
}

func (u *uploads) add(d Delivery) {
	if d.Limited {
		u.limited++
	}
	if d.Answered.Before(d.At) {
		return
	}
	u.spans = append(u.spans, Delivery{At: d.At, Answered: d.Answered})
}

// peak counts anew; what ended long before the newest is forgotten.
func (u *uploads) peak() int {
	type turn struct {
		at   time.Time
		step int
	}
	var turns []turn
	newest := time.Time{}
	for _, s := range u.spans {
		turns = append(turns, turn{s.At, 1}, turn{s.Answered, -1})
		if s.At.After(newest) {
			newest = s.At
		}
	}
	slices.SortFunc(turns, func(a, b turn) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return a.step - b.step // one that ends makes room for one that begins
	})
	n := 0
	for _, t := range turns {
		n += t.step
		u.most = max(u.most, n)
	}
	u.spans = slices.DeleteFunc(u.spans, func(s Delivery) bool { return s.Answered.Before(newest.Add(-Overlap)) })
	return u.most
}
