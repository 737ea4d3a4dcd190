package plain

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/ui/report"
)

// status says how a setup stands that was applied before, and asks what to do.
func (t *talk) status(ctx context.Context, turn steps.Turn) (steps.Decision, error) {
	t.page.gap()
	t.page.say(fmt.Sprintf(words.StatusTitle, turn.State.Profile))
	for _, f := range turn.State.Standing(time.Local) {
		t.page.under(f.Label+": ", f.Says)
	}
	if turn.Err != nil {
		t.failed(turn.Err)
	}
	if list := turn.Report.Checklist; len(list.Checks) > 0 {
		t.page.gap()
		_ = report.Checklist(t.page, t.Style, list)
		t.page.gap()
		_ = report.EndOfCheck(fleet.Of(list), list, nil, words.EndListedAbove).InMenu().Write(t.page, t.Style)
	}
	t.page.gap()
	for i, d := range turn.Decisions {
		t.page.point(strconv.Itoa(i+1)+":", d.Title())
	}
	for {
		typed, err := t.ask(ctx, prompt{text: words.StatusMenuHow})
		n, wrong := strconv.Atoi(typed)
		switch {
		case err != nil:
			return "", err
		case typed == "":
			return steps.Leave, nil
		case wrong != nil || n < 1 || n > len(turn.Decisions):
			t.page.wrong(fmt.Sprintf(words.StatusMenuNo, typed))
		case turn.Decisions[n-1] == steps.Pause:
			return t.decision(ctx, words.StatusPauseQuestion, false, steps.Pause, steps.GoBack)
		default:
			return turn.Decisions[n-1], nil
		}
	}
}
