package steps

import (
	"fmt"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
)

// WatchEvery is how often a watcher looks: within Talon.One's three requests a
// second on each endpoint, with room for whoever else uses the account.
const WatchEvery = 2 * time.Second

// Watched is what one look at the open cards told.
type Watched struct {
	At    time.Time
	Cards []WatchedCard
	Done  bool   // all that can be seen is right: it is time to plan anew
	Early bool   // the campaign was activated too early; TakeBack takes it back
	Err   string // why this look failed, in words; the cards are then empty, and the next look follows
}

// WatchedCard is one thing left for a person, with a mark for each field.
type WatchedCard struct {
	Card  guide.Card
	Marks []guide.Mark
	Right bool // everything that can be seen is right
	Blind bool // nothing of it can be seen from here
	Waits bool // talontap makes it as soon as the others are right
}

// ByHandError is a change that the account did not let talontap make, at a
// moment when nothing else is left: what a person does instead.
type ByHandError struct {
	Change plan.Change
	Err    error
}

// Error says what failed.
func (e *ByHandError) Error() string { return e.Err.Error() }

// Unwrap gives the refused call.
func (e *ByHandError) Unwrap() error { return e.Err }

// Fix is what to do.
func (e *ByHandError) Fix() string {
	if len(e.Change.Steps) == 0 {
		return ""
	}
	return fmt.Sprintf(words.DoByHand, e.Change.Steps[0])
}
