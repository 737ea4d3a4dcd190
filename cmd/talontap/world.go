package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/engine"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// glance is how much of steps.ReportWithin a plan may take: all of it in a script, little
// where a person sits and waits.
func (a *app) glance(unattended bool) time.Duration {
	if unattended || a.json || !a.terminal {
		return steps.ReportWithin
	}
	return 3 * time.Second
}

// watchPoll is how often a watched day is looked at: of three requests a second that
// Talon.One allows on an endpoint, one in ten seconds.
const watchPoll = 10 * time.Second

// world gives the steps the real services, or what the variables put in their
// place.
func (a *app) world() engine.World { return a.worldBehind(a.doors()) }

func (a *app) doors() *doors { return newDoors(a.env("TALONTAP_CLEVERTAP_URL"), a.log, a.hurry) }

// worldBehind is the world of one setup, which may share its doors with others.
func (a *app) worldBehind(d *doors) engine.World {
	return engine.World{
		CleverTap: d.cleverTap, TalonOne: d.talonOne, Addresses: setup.Addresses{CleverTap: d.base},
		Now: a.now, Keeper: a, EmailWait: steps.ReportWithin, CopySecret: a.clipboard.Secret,
		Poll:    transport.Hurried(watchPoll, a.hurry),
		Company: func() (engine.Company, error) { return a.store.Follow(a.profile) },
	}
}

// opens gathers the answers of a run that only looks, and opens its session.
func (a *app) opens(ctx context.Context, world engine.World) (*engine.Session, steps.State, error) {
	st, err := a.state(ctx)
	if err != nil {
		return nil, st, err
	}
	st = a.withSecrets(ctx, st)
	st.Now = world.Now()
	return engine.New(world), st, nil
}

// tellsReading says on a terminal that both accounts are read now, and how long that may
// take, where nothing is missing for it.
func (a *app) tellsReading(st steps.State) {
	if a.terminal && !a.json && steps.Missing(st) == nil {
		a.say(fmt.Sprintf(words.LineReading, phrase.Until(steps.Checking.Waits())))
	}
}

// rehearsal gives the steps the embedded sandbox, and keeps nothing.
func (a *app) rehearsal(s *sandbox.Sandbox) engine.World {
	d := newDoors(s.CleverTapURL(), a.log, a.hurry)
	return engine.World{
		CleverTap: d.cleverTap, TalonOne: d.talonOne, Addresses: setup.Addresses{CleverTap: s.CleverTapURL(), Consoles: s.TalonOneURL() + "/_sandbox/"},
		Now: s.Now, Rehearsal: inbox{s}, Travel: s.SetClock, EmailWait: steps.ReportWithin, CopySecret: a.clipboard.Secret,
	}
}

// doors opens clients, which share one line for each account: the vendors' limits
// are counted per account, so two lines to one would exceed them together.
type doors struct {
	base  string
	log   io.Writer
	hurry int
	over  http.RoundTripper // all of them share its connections

	lock      sync.Mutex
	clevertap map[[2]string]*clevertap.Client
	talonone  map[string]*talonone.Client // by address
}

func newDoors(base string, log io.Writer, hurry int) *doors {
	return &doors{base: base, log: log, hurry: hurry, over: transport.NewRoundTripper(),
		clevertap: map[[2]string]*clevertap.Client{}, talonone: map[string]*talonone.Client{}}
}

func (d *doors) cleverTap(region, project string, passcode secret.Secret) (engine.CleverTap, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	at := [2]string{region, project}
	if have := d.clevertap[at]; have != nil {
		return have.With(passcode), nil
	}
	c, err := clevertap.New(clevertap.Config{Base: d.base, Region: region, ProjectID: project, Passcode: passcode, RoundTripper: d.over, Log: d.log, Agent: agent(), Hurry: d.hurry})
	if err != nil {
		return nil, err
	}
	d.clevertap[at] = c
	return c, nil
}

func (d *doors) talonOne(url string, management, integration secret.Secret) (engine.TalonOne, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	at := strings.TrimRight(strings.ToLower(url), "/")
	if have := d.talonone[at]; have != nil {
		return signable{have.With(management, integration)}, nil
	}
	c, err := talonone.New(talonone.Config{Base: url, ManagementKey: management, IntegrationKey: integration, RoundTripper: d.over, Log: d.log, Agent: agent(), Hurry: d.hurry})
	if err != nil {
		return nil, err
	}
	d.talonone[at] = c
	return signable{c}, nil
}

// signable is a client whose sign-in gives a connection, as the steps want it.
type signable struct {
	*talonone.Client
}

func (s signable) SignIn(ctx context.Context, email string, password secret.Secret) (engine.TalonOne, error) {
	in, err := s.SignedIn(ctx, email, password)
	if err != nil {
		return nil, err
	}
	return signable{in}, nil
}

// inbox shows the sandbox's emails to the live check.
type inbox struct {
	sandbox *sandbox.Sandbox
}

func (i inbox) Inbox(identity string) []live.Message {
	var out []live.Message
	for _, e := range i.sandbox.Inbox() {
		if e.Identity == identity {
			out = append(out, live.Message{At: e.At, Subject: e.Subject, Body: e.Body})
		}
	}
	return out
}
