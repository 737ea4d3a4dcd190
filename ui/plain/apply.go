package plain

import (
	"context"
	"errors"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/ui/report"
)

// apply makes the plan's changes and hands the rest to the person.
func (t *talk) apply(ctx context.Context) error {
	left, err := t.Engine.Apply(ctx, t.state, func(p apply.Progress) {
		if line := report.ProgressLine(p); line != "" {
			t.page.say(line)
		}
	})
	t.outcome.Left = left
	if ctx.Err() != nil {
		return errLeave
	}
	if err != nil {
		return t.planAnew(t.retry(ctx, err))
	}
	if len(left) == 0 {
		live := "nothing is live yet"
		if t.Engine.Enabled() {
			live = "the campaign is enabled"
		}
		t.page.say("Everything is in place, and " + live + ".")
		return nil
	}
	return t.byHand(ctx, left)
}

// planAnew leads to the review where a step is done again: a plan is good for one
// apply.
func (t *talk) planAnew(err error) error {
	if errors.Is(err, errAgain) {
		t.state = t.state.Undone(steps.Review)
	}
	return err
}
