package plain

import (
	"context"
	"errors"
	"fmt"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
)

// task does what takes long. What it tells is said when it has happened.
func (t *talk) task(ctx context.Context, turn steps.Turn) steps.Reply {
	if turn.Opens && turn.Task != steps.Opening && turn.Step.Act != steps.ShowIntro {
		t.head(turn)
	}
	switch most := phrase.Until(turn.Task.Waits()); turn.Task {
	case steps.Looking:
		t.page.gap()
		t.page.say(fmt.Sprintf(words.LineTrying, most))
	case steps.Planning:
		t.page.say(fmt.Sprintf(words.LineReading, most))
	case steps.Checking:
		t.page.say(fmt.Sprintf(words.LineChecking, most))
	}
	r := turn.Do(ctx, t.tell)
	if ctx.Err() == nil {
		t.came(turn.Task, r)
	}
	return r
}

// tell says one line of what is on its way.
func (t *talk) tell(what any) {
	line := ""
	switch what := what.(type) {
	case steps.Step:
		line = fmt.Sprintf(words.LineLookingAgain, what.Title)
	case steps.Finding:
		t.finding(what)
	case apply.Progress:
		line = report.ProgressLine(what)
	case apply.TakenBack:
		line = report.RemovalLine(what)
	case live.Hop:
		line = report.HopLine(what)
	case rotate.Step:
		line = report.RotationProgress(what)
	}
	if line != "" {
		t.page.say(line)
	}
}

// came says how a task ended that no turn is about.
func (t *talk) came(task steps.Task, r steps.Reply) {
	switch {
	case task == steps.Keeping && r.Err != nil:
		t.page.say("Credentials: " + r.Text + ": " + r.Err.Error())
	case task == steps.Keeping:
		t.page.say("Credentials: " + r.Text)
	case task == steps.Saving && r.Err != nil:
		t.page.wrong(fmt.Sprintf(words.LineSeeToIt, unkept(r.Err).Error()))
	case task == steps.FindingRegion && errors.Is(r.Err, steps.ErrNoRegion):
		t.page.wrong(r.Err.Error())
	case task == steps.FindingRegion && r.Err != nil:
		t.failed(r.Err)
	case task == steps.Enabling && r.Err == nil:
		t.page.say("✓ The campaign is enabled.")
	}
}

// afterwards says that answers that do not do are given again. What a look found was
// told meanwhile.
func (t *talk) afterwards(turn steps.Turn) {
	next := t.Flow.Next()
	if turn.At != steps.AtRun || next.At != steps.AtQuestions || len(next.Findings) == 0 {
		return
	}
	if turn.Task == steps.Exchanging {
		t.failed(next.Err)
	}
	t.page.say(words.LineAnswerAgain)
}

func (t *talk) finding(f steps.Finding) {
	mark, _ := text.Mark(f.Status())
	took := ""
	if ms := f.Took.Milliseconds(); ms > 0 {
		took = fmt.Sprintf(" (%d ms)", ms)
	}
	t.page.print(t.Style.Wrap(mark+" ", f.Text+took))
	t.page.under("do: ", f.Fix)
}
