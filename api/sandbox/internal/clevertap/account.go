package clevertap

import (
	"net/http"
	"sync"
	"time"
)

// Config is what an account is made from. Now, ProjectID and Passcode are
// needed; the rest has a default.
type Config struct {
	Now       func() time.Time
	Region    string // the home region; empty: eu1
	ProjectID string
	Passcode  string         // the first passcode, without expiry; the dashboard can make more
	TimeZone  *time.Location // the project's; nil: UTC
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
	counting  counting
	queries   int // events that were asked for
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
		uploads:   newGate(uploadsInFlight),
		others:    newGate(othersInFlight),
		settings:  settings{Undefined: acceptUndefined, EmailProvider: true},
		cursors:   map[string]*cursor{},
		counting:  newCounting(),
		lastID:    firstID,
		raised:    []*occurrence{},
		campaigns: []*campaign{},
		inbox:     []Email{},
		unsent:    []unsent{},
		stream:    []streamEntry{},
	}
	if a.region == "" {
		a.region = "eu1"
	}
	if a.zone == nil {
		a.zone = time.UTC
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
	found, refusal := a.route(r.Method, path)
	if refusal != nil {
		refusal.write(w)
		return
	}
	if refusal := a.admit(r, region); refusal != nil {
		refusal.write(w)
		return
	}
	if !found.gate.enter() {
		tooMany().write(w)
		return
	}
	defer found.gate.leave()
	if refusal := checkQuery(r, path); refusal != nil {
		refusal.write(w)
		return
	}
	found.serve(r).write(w)
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
