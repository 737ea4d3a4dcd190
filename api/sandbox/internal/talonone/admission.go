package talonone

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// serve takes a request through what stands before every operation, in this
// order: is the call offered, who calls, how often, how many at once; and only
// then reads the body and lets the operation work.
func (a *Account) serve(to route, w http.ResponseWriter, r *http.Request) {
	who, leave, err := a.admit(to, r)
	if err != nil {
		sendRefusal(w, asRefusal(err))
		return
	}
	defer leave()
	a.exchange(w, r, to, who)
}

// exchange reads a request, answers it, and sends the webhooks that it caused.
func (a *Account) exchange(w http.ResponseWriter, r *http.Request, to route, who caller) {
	c := &call{request: r, caller: who, at: a.now()}
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, mostBody))
	if err != nil {
		err = refuse(http.StatusBadRequest, "The request body could not be read")
	} else {
		c.body, err = body, checkQuery(to, c)
	}
	if err != nil {
		sendRefusal(w, asRefusal(err))
		return
	}
	status, out, deliveries := a.answer(to, c)
	send(w, status, out)
	for _, next := range deliveries {
		a.courier.start(func(ctx context.Context) { a.deliver(ctx, next) })
	}
}

// admit decides whether a request may go on. leave gives back its place among
// the parallel ones.
func (a *Account) admit(to route, r *http.Request) (who caller, leave func(), err error) {
	if to.access == unpublished && a.refuseUnpublished {
		return caller{}, nil, notFound("endpoint", r.URL.Path)
	}
	who, err = a.identify(to, r)
	if err != nil {
		return caller{}, nil, err
	}
	if to.access != integration && !a.pace.allow(to.method+" "+to.path) {
		// modelled: the words. No Retry-After is documented, so none is sent.
		return caller{}, nil, refuse(http.StatusTooManyRequests, "Too many requests: 3 a second are allowed on this endpoint")
	}
	leave, err = a.enter(to, who, r)
	return who, leave, err
}

// enter counts the calls at work on one profile or session, and lets one update or
// removal of an object of the Management API in at a time; reading is free.
func (a *Account) enter(to route, who caller, r *http.Request) (leave func(), err error) {
	updates := to.method == http.MethodPut || to.method == http.MethodDelete
	switch {
	case !updates || !strings.Contains(to.path, "{"):
		return func() {}, nil
	case to.access == integration:
		// The published 409, word for word.
		full := refuse(http.StatusConflict, "Too many requests are updating this profile at the same time")
		return a.profiles.enter(strconv.Itoa(who.applicationID)+" "+r.URL.Path, full)
	}
	// modelled: that two updates of one object at the same time meet like this.
	return a.writers.enter(r.URL.Path, refuse(http.StatusConflict, "Another request is updating this object at the same time"))
}

// answer runs the operation with the account to itself and encodes what came of
// it before anyone else can change it.
func (a *Account) answer(to route, c *call) (status int, body []byte, deliveries []delivery) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var result answer
	err := a.find(c)
	if err == nil {
		result, err = to.serve(a, c)
	}
	if err != nil {
		why := asRefusal(err)
		result = answer{status: why.Status, body: why}
	}
	if result.body != nil {
		body, err = encode(result.body)
		if err != nil {
			return http.StatusInternalServerError, nil, nil
		}
	}
	if to.access == integration {
		a.logAccess(c, result.status, body)
	}
	return result.status, body, result.deliveries
}

// Published limits: three requests a second on each Management endpoint, and
// three requests at a time on one profile or session of the Integration API.
const (
	callsPerSecond     = 3
	parallelPerProfile = 3
)

// pace allows so many calls in any window of time, for each key. It runs on the
// machine's clock: moving the account's clock must not open a gate.
type pace struct {
	per time.Duration
	now func() time.Time

	mu   sync.Mutex
	seen map[string][]time.Time
}

// allow counts a call unless the window is full.
func (p *pace) allow(key string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	recent := slices.DeleteFunc(p.seen[key], func(at time.Time) bool { return now.Sub(at) >= p.per })
	allowed := len(recent) < callsPerSecond
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
	return func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.inside[key]--; g.inside[key] == 0 {
			delete(g.inside, key)
		}
	}, nil
}
