package tui

import (
	"context"
	"io"
	"time"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Engine is what the wizard drives; *engine.Session is one. Its methods may take
// long, or wait for one that does, and are called away from the screen; only
// OnItsWay never waits, and ReadInbox, which computes, is called while nothing
// else runs.
type Engine interface {
	Look(ctx context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding)
	FindRegion(ctx context.Context, st steps.State) (region string, err error)
	Plan(ctx context.Context, st steps.State) (plan.Plan, setup.Wanted, error)
	Apply(ctx context.Context, st steps.State, tell func(apply.Progress)) (left []plan.Change, err error)
	Watch(ctx context.Context, st steps.State, every time.Duration, tell func(steps.Watched)) error
	TakeBack(ctx context.Context, st steps.State) error
	Removable(ctx context.Context, st steps.State) (steps.Taking, error)
	Remove(ctx context.Context, st steps.State, what steps.Taking, tell func(apply.TakenBack)) ([]apply.TakenBack, error)
	CopySecret(f guide.Field) error
	Live(ctx context.Context, st steps.State, depth live.Depth, tell func(live.Hop)) (live.Result, error)
	OnItsWay(st steps.State) (live.Pending, bool)
	TakeUp(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error)
	WaitFor(most time.Duration)
	MayRehearseDay() bool
	RehearseDay(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error)
	ReadInbox(st steps.State, entered string) (steps.State, live.Result, error)
	Gate() live.Gate
	Compared(st steps.State, what live.Item) steps.State
	MayEnable() bool
	// Blockers are what a person has to know before the campaign is enabled.
	Blockers() []string
	Enabled() bool
	Enable(ctx context.Context, st steps.State) error
	Checklist(ctx context.Context, st steps.State) (check.List, error)
	KeepSecrets(ctx context.Context, st steps.State) (where string)
}

// Options is everything a wizard needs. Session and State are required.
type Options struct {
	Session Engine
	State   steps.State
	// Prepare finishes the state with what is slow to find, such as the keychain's
	// secrets. It runs behind the first frame. Nil: State is whole.
	Prepare func(ctx context.Context, st steps.State) steps.State
	// Keep saves the answers, after each confirmed step and once at the end. It
	// is never called by two goroutines at once. Nil keeps nothing.
	Keep func(steps.State) error
	// Copy puts text on the system's clipboard. Nil asks the terminal (OSC 52),
	// which not every terminal grants.
	Copy func(string) error
	// Open shows an address in the person's browser. Nil, or an error: the address
	// is shown instead.
	Open          func(url string) error
	Console       string        // in a rehearsal, the page that plays both consoles
	Live          live.Depth    // "" is live.DepthRelay
	Wait          time.Duration // for an arrival; 0 is live.DefaultWait
	DefaultEnable bool          // the choice that Enter takes when the campaign may be enabled
	NoColor       bool
	In            io.Reader // nil: standard input
	Out           io.Writer // nil: standard output
}

// Outcome is how a run of the wizard ended. Plan to Enabled hold what was
// reached; their zero values say that it was not.
type Outcome struct {
	State     steps.State
	Finished  bool // the last step was reached
	Cancelled bool // the person left before that
	Plan      plan.Plan
	Left      []plan.Change // what a person has to do
	Live      *live.Result
	Checklist check.List
	Enabled   bool
	Kept      string // where the credentials are kept now, in words
}

// clock is what the wizard takes from the machine besides keys: the time, and
// the zone in which the person at it lives.
type clock struct {
	now   func() time.Time
	local *time.Location
}
