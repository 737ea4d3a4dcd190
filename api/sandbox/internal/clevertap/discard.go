package clevertap

import (
	"fmt"
	"slices"
	"time"
)

// Discarding hides an event's history and refuses its future uploads (528).
// Restoring is a private beta: possible a day later, and with the history only
// until it is purged, 16 days after (certain).
const (
	restoreAfter = 24 * time.Hour
	purgeAfter   = 16 * 24 * time.Hour
)

func (a *Account) discard(name string, now time.Time) {
	a.schema.know(name).DiscardedAt = &now
}

func (a *Account) restore(name string, now time.Time) error {
	kind := a.schema.find(name)
	if kind == nil || !kind.discarded() {
		return fmt.Errorf("the event %q is not discarded", name)
	}
	since := now.Sub(*kind.DiscardedAt)
	if since < restoreAfter {
		return fmt.Errorf("the event %q can be restored 24 hours after it was discarded, not before", name)
	}
	if since >= purgeAfter {
		a.raised = slices.DeleteFunc(a.raised, func(o *occurrence) bool { return o.event == kind })
	}
	kind.DiscardedAt = nil
	return nil
}
