package apply

import (
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
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

// Status is how far that is in the words of every other step.
func (s State) Status() status.Status {
	switch s {
	case Running:
		return status.Running
	case Done, Kept:
		return status.Pass
	case ByHand:
		return status.Manual
	case Failed:
		return status.Fail
	}
	return status.Waiting
}

// Progress is one change on its way.
type Progress struct {
	Resource plan.Resource
	State    State
	Detail   string
	Took     time.Duration
	Channel  phrase.Channel // of the campaign in CleverTap
}

// Title is what is changed, in a person's words.
func (p Progress) Title() string { return p.Channel.Say(string(p.Resource)) }
