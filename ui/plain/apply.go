package plain

import (
	"context"
	"errors"
	"strings"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/plan"
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
		t.page.say("Everything is in place. Nothing is live yet.")
		return nil
	}
	return t.byHand(ctx, left)
}

// byHand shows what a person does, and looks again when it is done.
func (t *talk) byHand(ctx context.Context, left []plan.Change) error {
	t.page.gap()
	_ = report.Cards(t.page, t.Style, left)
	t.page.gap()
	for {
		typed, err := t.ask(ctx, prompt{text: `When this is done, type "look": talontap reads both accounts again. Press Enter to leave it open and go on.`})
		switch {
		case err != nil:
			return err
		case typed == "":
			return nil
		case strings.EqualFold(typed, "look"):
			return t.planAnew(errAgain)
		}
		t.page.wrong(`please type "look", or press Enter`)
	}
}

// planAnew leads to the review where a step is done again: a plan is good for one
// apply.
func (t *talk) planAnew(err error) error {
	if errors.Is(err, errAgain) {
		t.state = t.state.Undone(steps.Review)
	}
	return err
}
