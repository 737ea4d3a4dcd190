package engine

import (
	"context"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/talonone"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/journal"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/trail"
)

// CleverTap is everything the steps need of it.
type CleverTap interface {
	observe.CleverTap
	apply.CleverTap
	live.CleverTap
	EventCount(ctx context.Context, q clevertap.EventQuery) (int, error)
	Host() string
}

// TalonOne is everything the steps need of it.
type TalonOne interface {
	observe.TalonOne
	apply.TalonOne
	apply.RemovalTalonOne
	live.TalonOne
	trail.TalonOne
	Host() string
	Applications(ctx context.Context) ([]talonone.Application, error)
	People(ctx context.Context, application, most int) (talonone.People, error)
	SignIn(ctx context.Context, email string, password secret.Secret) (TalonOne, error)
	SignOut(ctx context.Context) error
}

// World is what the steps need of everything outside them. cmd fills it.
type World struct {
	CleverTap  func(region, project string, passcode secret.Secret) (CleverTap, error)
	TalonOne   func(url string, management, integration secret.Secret) (TalonOne, error)
	Addresses  setup.Addresses // empty: the vendors themselves
	Now        func() time.Time
	Journal    *journal.Journal          // nil: nothing is recorded
	Settle     func() error              // forgets the journal of earlier runs; nil: there is none
	Company    func() (Company, error)   // the live checks that run beside one of this session; nil: there are none
	Rehearsal  live.Rehearsal            // nil: real accounts
	Keeper     Keeper                    // nil: nothing is kept
	EmailWait  time.Duration             // how long CleverTap's slow message report may take
	Glance     time.Duration             // how much of that a plan that a person waits for may take; 0: all
	Wait       time.Duration             // how long an arrival is waited for; 0: three minutes
	Insist     bool                      // the test customer may look like a real one
	TakesUp    bool                      // what is noted (Session.Noted) is kept, so that a check that is left can be taken up
	Poll       time.Duration             // how often a day that is watched is looked at
	Travel     func(to time.Time)        // moves a sandbox's clock; nil: real accounts
	CopySecret func(secret.Secret) error // puts it on this machine's clipboard; nil: there is none
}

// Company is the live checks of one setup that run at the same time. A check is
// among them until End.
type Company interface {
	live.Company
	End() error
}

// Keeper keeps a setup for the next run.
type Keeper interface {
	KeepAnswers(s steps.State) error // writes the profile
	// KeepSecrets says where the credentials are kept now: a machine without a
	// keychain is no error.
	KeepSecrets(ctx context.Context, a setup.Answers) (steps.Place, error)
	Differing(ctx context.Context, a setup.Answers) []setup.Key // variables whose value is not the keychain's
}
