package engine

import (
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
)

// Look tries what a step's questions were answered with, reading only. The
// findings are for the person; a Stop among them keeps the step open.
func (s *Session) Look(ctx context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding) {
	end, err := s.turn(ctx)
	if err != nil {
		return st.Observed, stop(err, "")
	}
	defer end()
	o := st.Observed
	switch id {
	case steps.CleverTapStep:
		return s.lookAtCleverTap(ctx, st, o)
	case steps.TalonOneStep:
		return s.lookAtTalonOne(ctx, st, o)
	case steps.Application:
		return s.lookAtApplication(ctx, st, o)
	case steps.Values:
		return s.lookAtEvent(ctx, st, o)
	}
	return o, nil
}

func stop(err error, fix string) []steps.Finding {
	return []steps.Finding{{Stop: true, Text: err.Error(), Fix: fix}}
}

func good(took time.Duration, format string, args ...any) steps.Finding {
	return steps.Finding{Good: true, Text: fmt.Sprintf(format, args...), Took: took}
}

// several counts in words: no event yet, one event, 3 events.
func several(n int, what string) string {
	text := phrase.Spelled(n, what)
	if n == 0 {
		text += " yet"
	}
	return text
}
