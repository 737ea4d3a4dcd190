package transport

import (
	"cmp"
	"context"
	"slices"
	"sync"
)

// Tally counts the requests that were sent for one piece of work, repeats
// included. The zero value is ready; it may be used by many goroutines at once.
type Tally struct {
	mu     sync.Mutex
	counts map[Counted]int
}

// Counted is one endpoint of one service, as the vendor documents it.
type Counted struct {
	Service  string
	Endpoint string // "GET /1/profile.json"
}

// Spent is how often an endpoint was called.
type Spent struct {
	Counted
	Count int
}

type tallyKey struct{}

// Tallied gives a context whose calls are counted in t.
func Tallied(ctx context.Context, t *Tally) context.Context {
	return context.WithValue(ctx, tallyKey{}, t)
}

// count notes one sending, where somebody counts.
func count(ctx context.Context, service, endpoint string) {
	t, _ := ctx.Value(tallyKey{}).(*Tally)
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.counts == nil {
		t.counts = map[Counted]int{}
	}
	t.counts[Counted{service, endpoint}]++
}

// Spent lists what was counted, by service and endpoint.
func (t *Tally) Spent() []Spent {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := make([]Spent, 0, len(t.counts))
	for what, n := range t.counts {
		out = append(out, Spent{what, n})
	}
	slices.SortFunc(out, func(a, b Spent) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Endpoint, b.Endpoint))
	})
	return out
}
