package apply

import (
	"time"

	"github.com/talontap/talontap/steps/plan"
)

// State is how far one change is.
type State string

// The states of a change.
const (
	Running State = "running"
	Done    State = "done"
	Kept    State = "kept"
	ByHand  State = "by hand"
	Failed  State = "failed"
)

// Progress is one change on its way.
type Progress struct {
	Resource plan.Resource
	State    State
	Detail   string
	Took     time.Duration
}
