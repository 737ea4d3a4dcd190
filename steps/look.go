package steps

import (
	"time"

	"github.com/talontap/talontap/steps/status"
)

// Finding is one thing that a look at a service told.
type Finding struct {
	Good bool   // nothing is wrong with it
	Stop bool   // the step can't be confirmed like this
	Text string // what was seen
	Fix  string // what to do, where something is to be done
	Took time.Duration
	// WrongRegion offers to look in CleverTap's other regions: a wrong region
	// and a wrong passcode get the same answer.
	WrongRegion bool
}

// Status is how bad a finding is.
func (f Finding) Status() status.Status {
	switch {
	case f.Stop:
		return status.Fail
	case f.Good && f.Fix == "":
		return status.Pass
	}
	return status.Warn
}
