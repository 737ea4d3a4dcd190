package plain

import (
	"context"
	"errors"
	"strings"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/ui/report"
)

// unfinished offers to go on with an earlier run that did not come to its end,
// or to take back what it made.
func (t *talk) unfinished(ctx context.Context) error {
	if t.state.Earlier.IsZero() {
		return nil
	}
	t.page.gap()
	t.page.say(t.state.Earlier.Words())
	for {
		typed, err := t.ask(ctx, prompt{text: steps.GoingOn + ` Press Enter to go on with it, or type "take back" to take back what talontap made.`})
		switch {
		case errors.Is(err, errBack):
			t.page.say("This is the first step.")
		case err != nil || typed == "":
			return err
		case strings.EqualFold(typed, "take back"):
			return t.takeBackRun(ctx)
		default:
			t.page.wrong(`please type "take back", or press Enter`)
		}
	}
}

// takeBackRun takes back what can be, and lists the rest. Where that fails, the
// run stays as it was, and going on with it is still a way.
func (t *talk) takeBackRun(ctx context.Context) error {
	what, err := t.Engine.Removable(ctx, t.state)
	if err != nil {
		t.failed(err)
		return nil
	}
	if question := what.Question(); question != "" {
		yes, err := t.agreed(ctx, question, false, nil)
		if errors.Is(err, errBack) || err == nil && !yes {
			return nil
		}
		if err != nil {
			return err
		}
	}
	things, err := t.Engine.Remove(ctx, t.state, what, func(b apply.TakenBack) { t.page.say(report.RemovalLine(b)) })
	if err != nil {
		t.failed(err)
		return nil
	}
	for _, b := range things {
		if b.Where != "" {
			t.page.say("To remove by hand: " + b.Where)
		}
	}
	t.state.Earlier = steps.Unfinished{}
	return nil
}
