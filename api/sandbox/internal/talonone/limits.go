package talonone

import (
	"sync"
	"time"
)

// Published limits: three requests a second on each Management endpoint, and
// three requests at a time on one profile or session of the Integration API.
const (
	callsPerSecond     = 3
	parallelPerProfile = 3
)

// pace allows so many calls in any window of time, for each key. It runs on the
// machine's clock: moving the account's clock must not open a gate.
type pace struct {
	most int
	per  time.Duration
	now  func() time.Time

	mu   sync.Mutex
	seen map[string][]time.Time
}

func newPace(most int, per time.Duration) *pace {
	return &pace{most: most, per: per, now: time.Now, seen: map[string][]time.Time{}}
}

// allow counts a call unless the window is full.
func (p *pace) allow(key string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	var recent []time.Time
	for _, at := range p.seen[key] {
		if now.Sub(at) < p.per {
			recent = append(recent, at)
		}
	}
	allowed := len(recent) < p.most
	if allowed {
		recent = append(recent, now)
	}
	p.seen[key] = recent
	return allowed
}

// gate lets so many callers in at a time, for each key.
type gate struct {
	most   int
	mu     sync.Mutex
	inside map[string]int
}

func newGate(most int) *gate { return &gate{most: most, inside: map[string]int{}} }

// enter fails where there is no room; leave must be called where there was.
func (g *gate) enter(key string, full error) (leave func(), err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inside[key] >= g.most {
		return nil, full
	}
	g.inside[key]++
	return func() { g.leave(key) }, nil
}

func (g *gate) leave(key string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inside[key]--; g.inside[key] == 0 {
		delete(g.inside, key)
	}
}
