package sandbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the accounts' time zones, also on a machine that has none

	"github.com/talontap/talontap/api/sandbox/internal/clevertap"
	"github.com/talontap/talontap/api/sandbox/internal/talonone"
)

// Where the CleverTap project lives, and how it counts its days.
const (
	homeRegion  = "eu1"
	projectZone = "Europe/Berlin"
)

// Email is one message in a customer's inbox.
type Email = clevertap.Email

// Sandbox is both services, listening. It is safe for concurrent use.
type Sandbox struct {
	clock
	bare        bool
	latency     time.Duration
	credentials credentials
	faults      faultBoard
	clevertap   *clevertap.Account
	talonone    *talonone.Account
	atCleverTap *server
	atTalonOne  *server
	forget      func() bool // stops watching the context given to Start
	closing     func() error
}

// Start opens both services on free ports of 127.0.0.1. They answer until Close,
// or until ctx ends. Errors: a fault that Options.Faults does not describe, no free port.
func Start(ctx context.Context, options Options) (*Sandbox, error) {
	s := &Sandbox{bare: options.Bare, latency: options.Latency, credentials: newCredentials()}
	s.SetClock(options.Clock)
	if err := s.SetFaults(options.Faults...); err != nil {
		return nil, err
	}
	if err := s.listen(); err != nil {
		return nil, err
	}
	s.openAccounts(options)
	s.atCleverTap.serve(s.site(cleverTap, s.clevertap))
	s.atTalonOne.serve(s.site(talonOne, s.talonone))
	s.closing = sync.OnceValue(func() error {
		s.talonone.Close()
		return errors.Join(s.atCleverTap.close(), s.atTalonOne.close())
	})
	s.forget = context.AfterFunc(ctx, func() { _ = s.closing() })
	return s, nil
}

// listen takes both ports before an account is made, because the sample webhook
// in the one holds the address of the other.
func (s *Sandbox) listen() error {
	var err error
	if s.atCleverTap, err = newServer(); err != nil {
		return fmt.Errorf("listening for CleverTap: %w", err)
	}
	if s.atTalonOne, err = newServer(); err != nil {
		return errors.Join(fmt.Errorf("listening for Talon.One: %w", err), s.atCleverTap.listener.Close())
	}
	return nil
}

func (s *Sandbox) openAccounts(options Options) {
	zone, _ := time.LoadLocation(projectZone) // tzdata is embedded
	s.clevertap = clevertap.New(clevertap.Config{
		Now:       s.Now,
		Region:    homeRegion,
		ProjectID: s.credentials.projectID,
		Passcode:  s.credentials.passcode,
		TimeZone:  zone,
		Bare:      options.Bare,
	})
	config := talonone.Config{
		Now:                s.Now,
		ManagementKey:      s.credentials.managementKey,
		IntegrationKey:     s.credentials.integrationKey,
		Email:              s.credentials.email,
		Password:           s.credentials.password,
		CleverTapUploadURL: strings.Replace(s.CleverTapURL(), "{region}", homeRegion, 1) + "/1/upload",
		CleverTapProjectID: s.credentials.projectID,
		CleverTapPasscode:  s.credentials.passcode,
		WebhooksTo:         append([]string{s.atCleverTap.listener.Addr().String()}, options.WebhooksTo...),
		RefuseUnpublished:  options.RefuseUnpublished,
		Hurry:              options.Hurry,
		Bare:               options.Bare,
	}
	if options.SingleSignOn {
		config.Password = "" // people sign in elsewhere
	}
	s.talonone = talonone.New(config)
}

// Close ends both services and returns when nothing of them runs any more:
// deliveries first, then the answers in flight. Called again it returns what it
// returned before.
func (s *Sandbox) Close() error {
	s.forget()
	return s.closing()
}

// CleverTapURL is where CleverTap answers, with the literal {region} in it: each
// region has a path of its own, and only one of them knows the project.
func (s *Sandbox) CleverTapURL() string { return s.atCleverTap.url() + "/{region}" }

// TalonOneURL is where Talon.One answers.
func (s *Sandbox) TalonOneURL() string { return s.atTalonOne.url() }

// SetFaults replaces what goes wrong, each as Options.Faults describes it; none
// ends all of them. With an error the old ones stay.
func (s *Sandbox) SetFaults(texts ...string) error { return s.faults.set(texts) }

// Inbox returns the emails that customers have received, oldest first.
func (s *Sandbox) Inbox() []Email { return s.clevertap.Inbox() }

// Welcome makes a customer known in CleverTap who may get emails. The shop makes
// them known in Talon.One.
func (s *Sandbox) Welcome(identity, email string) { s.clevertap.Welcome(identity, email) }

// Options say how a sandbox begins. The zero value is the tutorial's starting
// point: an account on each side that meets every prerequisite.
type Options struct {
	// Clock is where the sandbox's clock starts; it runs on from there. Zero: the
	// real time.
	Clock time.Time
	// Bare begins without the sample campaign and without the email campaign.
	Bare bool
	// RefuseUnpublished makes Talon.One refuse every call that it does not
	// publish, as most real accounts would.
	RefuseUnpublished bool
	// SingleSignOn makes Talon.One an account in which nobody can sign in by
	// password. modelled: such a sign-in is answered like a wrong password.
	SingleSignOn bool
	// WebhooksTo are hosts of this machine, with their ports, that webhooks may be
	// sent to beside the sandbox's own CleverTap.
	WebhooksTo []string
	// Latency is added to every answer of both vendors, and to none of /_sandbox/.
	Latency time.Duration
	// Hurry divides the stretch of time in which Talon.One counts requests, so that
	// a client in a hurry meets the same limits; 0 and 1: as published.
	Hurry int
	// Faults are what goes wrong, each as NAME[=DURATION][:SERVICE][/PATH][@IDENTITY], for
	// example "500", "slow=2s:talonone" or "429-once:clevertap/1/counts". The
	// names are those of FaultNames, the services clevertap and talonone; without
	// one a fault concerns both. The path is a beginning, as the vendor documents
	// it: for CleverTap without the region. With an identity the fault is about the
	// uploads of that customer alone.
	Faults []string
}
