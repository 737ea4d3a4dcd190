package apply

import (
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
)

func (r *run) event(ctx context.Context, c plan.Change) error {
	if c.Action != plan.Create {
		return nil
	}
	record := clevertap.Record{
		Identity: r.w.Test.Identity, Event: r.w.Event.Name, Source: "Talon.One",
		Properties: map[string]any{r.w.Event.Property: "TALONTAP-EXAMPLE"},
		At:         r.Now().Add(-tooOldForEmail),
	}
	return r.recorded(c, r.w.Test.Identity, func() error {
		receipt, err := r.CleverTap.Upload(ctx, []clevertap.Record{record}, false)
		if err != nil {
			return fmt.Errorf("sending one test event: %w", err)
		}
		return refusal(receipt)
	})
}

// tooOldForEmail is beyond the two hours after which an event triggers no
// campaign (developer documentation, certain).
const tooOldForEmail = 3 * time.Hour

func refusal(r clevertap.Receipt) error {
	if r.Taken() {
		return nil
	}
	if len(r.Unprocessed) == 0 {
		return fmt.Errorf(words.ApplyEventNoReason, r.Status)
	}
	return fmt.Errorf(words.ApplyEventRefused, r.Unprocessed[0].Message, r.Unprocessed[0].Code)
}
