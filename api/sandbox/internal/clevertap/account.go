package clevertap

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Config is what an account is made from.
type Config struct {
	Now       func() time.Time
	Region    string // the home region
	ProjectID string
	Passcode  string         // the first passcode, without expiry; the dashboard can make more
	TimeZone  *time.Location // the project's
	Bare      bool           // begin without the email campaign
}

// Account is one CleverTap project. It is safe for concurrent use.
type Account struct {
	now     func() time.Time
	region  string
	id      string
	zone    *time.Location
	uploads gate
	others  gate
	routes  map[string][]route

	mu        sync.Mutex
	passcodes []*passcode
	settings  settings
	schema    schema
	customers customers
	raised    []*occurrence
	waiting   []arrival
	deletions []deletion
	campaigns []*campaign
	inbox     []Email
	unsent    []unsent
	stream    []streamEntry
	cursors   map[string]*cursor
	asked     map[string]bool     // questions to be counted that were met before, by their text
	counts    map[string]question // under way, by req_id
	queries   int                 // events that were asked for
	lastID    int64
}

// The published numbers of requests in flight, for each account
// (developer.clevertap.com, api-request-limit, 2026-03-17, certain).
const (
	uploadsInFlight = 15
	othersInFlight  = 3
)

// New returns an account that meets the tutorial's prerequisites: the event
// "Coupon Generated" with its property "CouponCode" is defined, a few customers
// with an email address are known, the email provider is set up, and unless
// Config.Bare a live campaign named "Coupon email" is running.
func New(config Config) *Account {
	a := &Account{
		now:       config.Now,
		region:    config.Region,
		id:        config.ProjectID,
		zone:      config.TimeZone,
		uploads:   make(gate, uploadsInFlight),
		others:    make(gate, othersInFlight),
		settings:  settings{Undefined: acceptUndefined, EmailProvider: true},
		cursors:   map[string]*cursor{},
		asked:     map[string]bool{},
		counts:    map[string]question{},
		lastID:    firstID,
		campaigns: []*campaign{},
		inbox:     []Email{},
		unsent:    []unsent{},
		stream:    []streamEntry{},
	}
	a.routes = a.table()
	a.passcodes = []*passcode{{ID: a.nextID(), Name: "Talon.One", value: config.Passcode}}
	a.furnish(config.Bare)
	return a
}

// ServeHTTP answers as the REST API does. An answer is written after all state
// has changed and while the request still counts as in flight, so that a slow
// writer holds its place among the concurrent requests.
func (a *Account) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	region, path := SplitRegion(r.URL.Path)
	found, err := a.route(r.Method, path)
	if err == nil {
		err = a.admit(r, region)
	}
	if err == nil {
		err = found.gate.enter()
	}
	if err != nil {
		shown(nil, err).write(w)
		return
	}
	defer found.gate.leave()
	a.perform(r, func(now time.Time) (any, error) {
		if err := found.checkQuery(r, path); err != nil {
			return nil, err
		}
		return found.serve(r, now)
	}).write(w)
}

// perform reads the body before it locks, so that a slow sender holds up nobody,
// and encodes the answer before it unlocks, so that it may point into the state.
func (a *Account) perform(r *http.Request, work func(now time.Time) (any, error)) answer {
	raw, err := io.ReadAll(io.LimitReader(r.Body, mostBytes))
	if err != nil {
		return shown(nil, malformed("Request could not be read"))
	}
	r.Body = io.NopCloser(bytes.NewReader(raw))
	defer a.mu.Unlock()
	return shown(work(a.enter()))
}

// enter locks the state, lets happen what is due by now, and returns the time.
// The caller unlocks.
func (a *Account) enter() time.Time {
	a.mu.Lock()
	now := a.now()
	a.settle(now)
	return now
}

// firstID is where the dashboard's numbers begin; samples show ten digits.
const firstID = 1_700_000_000

func (a *Account) nextID() int64 {
	a.lastID++
	return a.lastID
}

// mapped makes one thing out of each element; of no element it is [] in JSON, not null.
func mapped[T, U any](list []T, made func(T) U) []U {
	all := make([]U, 0, len(list))
	for _, one := range list {
		all = append(all, made(one))
	}
	return all
}

// first is the first of the elements that fits; nil where there is none.
func first[T any](list []*T, fits func(*T) bool) *T {
	if at := slices.IndexFunc(list, fits); at >= 0 {
		return list[at]
	}
	return nil
}
