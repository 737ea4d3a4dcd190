package steps

import (
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/assets/phrase"
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

// Look tries what a step's questions were answered with, reading only. The
// findings are for the person; a Stop among them keeps the step open.
func (s *Session) Look(ctx context.Context, id ID, st State) (Observed, []Finding) {
	s.lock.Lock()
	defer s.lock.Unlock()
	o := st.Observed
	switch id {
	case CleverTapStep:
		return s.lookAtCleverTap(ctx, st, o)
	case TalonOneStep:
		return s.lookAtTalonOne(ctx, st, o)
	case Application:
		return s.lookAtApplication(ctx, st, o)
	case EventStep:
		return s.lookAtEvent(ctx, st, o)
	}
	return o, nil
}

func stop(err error, fix string) []Finding {
	return []Finding{{Stop: true, Text: err.Error(), Fix: fix}}
}

func good(took time.Duration, format string, args ...any) Finding {
	return Finding{Good: true, Text: fmt.Sprintf(format, args...), Took: took}
}

// several counts in words: no event yet, one event, 3 events.
func several(n int, what string) string {
	if n == 0 {
		return "no " + what + " yet"
	}
	return phrase.Spelled(n, what)
}
