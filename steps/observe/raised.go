package observe

import (
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/trace"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Where the schema is hidden, one past event that carried the property shows as
// much. A year back holds the last day of a setup that is made again; of a busy
// event only the first are looked through.
const (
	raisedWithin = 366 * 24 * time.Hour
	raisedMost   = 1000
)

// raised looks for a past event of the name that carried the property.
func (o Observer) raised(ctx context.Context, e setup.Event, into *plan.EventSeen) {
	events := trace.Events{CleverTap: o.CleverTap, Now: func() time.Time { return o.Now }, Event: e.Name, Property: e.Property}
	looked := 0
	for r, err := range events.All(ctx, o.Now.Add(-raisedWithin), o.Now.Add(24*time.Hour)) {
		if err != nil {
			into.Unraised = fmt.Sprintf(words.EventPastUnread, err)
			return
		}
		if _, has := r.Properties[e.Property]; has {
			into.Raised = true
			return
		}
		if looked++; looked == raisedMost {
			break
		}
	}
	into.Unraised = words.EventNoPast
}
