package plain

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/report"
)

// Engine is what does the work: the part of an engine.Session that is used here.
type Engine interface {
	Look(ctx context.Context, id steps.ID, st steps.State) (steps.Observed, []steps.Finding)
	FindRegion(ctx context.Context, st steps.State) (string, error)
	KeepSecrets(ctx context.Context, st steps.State) string
	Plan(ctx context.Context, st steps.State) (plan.Plan, setup.Wanted, error)
	Apply(ctx context.Context, st steps.State, tell func(apply.Progress)) ([]plan.Change, error)
	Live(ctx context.Context, st steps.State, depth live.Depth, tell func(live.Hop)) (live.Result, error)
	OnItsWay(st steps.State) (live.Pending, bool)
	TakeUp(ctx context.Context, st steps.State, tell func(live.Hop)) (live.Result, error)
	ReadInbox(st steps.State, entered string) (steps.State, live.Result, error)
	LookAtCards(ctx context.Context, st steps.State) (steps.Watched, error)
	TakeBack(ctx context.Context, st steps.State) error
	Removable(ctx context.Context, st steps.State) (steps.Taking, error)
	Remove(ctx context.Context, st steps.State, what steps.Taking, tell func(apply.TakenBack)) ([]apply.TakenBack, error)
	Compared(st steps.State, what live.Item) steps.State
	Gate() live.Gate
	Wanted() setup.Wanted
	MayEnable() bool
	Blockers() []string
	Enabled() bool
	Enable(ctx context.Context, st steps.State) error
	Checklist(ctx context.Context, st steps.State) (check.List, error)
}

// Options is what a run needs. Engine, In and Out must be there.
type Options struct {
	Engine Engine
	State  steps.State // where to begin: the zero State, a saved profile, or all answers
	In     io.Reader
	Out    io.Writer
	// ReadSecret shows a prompt and reads one line without showing it, then ends
	// the line. Nil reads it from In like any other, for input that is no terminal.
	ReadSecret func(prompt string) (string, error)
	// Keep saves the state after each step and when the run is left; may be nil.
	Keep          func(steps.State) error
	DefaultEnable bool         // what Enter alone says to "Enable the campaign now?"
	Style         report.Style // of plan and cards; the zero Style has no colour
}

// Outcome is how a run ended. What was reached before it was left is in it too.
type Outcome struct {
	State     steps.State
	Finished  bool
	Cancelled bool
	Plan      plan.Plan
	Left      []plan.Change
	Live      *live.Result
	Checklist check.List
	Enabled   bool
	Kept      string
}

// How a question can end other than with an answer.
var (
	errBack  = errors.New("back")
	errLeave = errors.New("left")
	errAgain = errors.New("again") // the first step that is not confirmed is gone through again
)

// Run asks until all is done or the person leaves. Leaving, the end of the
// input and a context that is cancelled (a signal) are no errors: the outcome is
// Cancelled, and what was answered until then is in it and was kept. An error
// means that the run itself could not go on: reading, writing or keeping failed,
// or its time was over.
//
// A read that waits when the context ends is abandoned to whoever closes In.
func Run(ctx context.Context, o Options) (Outcome, error) {
	t := newTalk(o)
	err := t.run(ctx)
	t.outcome.State = t.state
	if errors.Is(err, errLeave) {
		t.outcome.Cancelled = true
		err = errors.Join(t.keep(), overtime(ctx))
	}
	return t.outcome, errors.Join(err, t.page.err)
}

// overtime tells a time that is over from a signal.
func overtime(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("asking for the answers: %w", ctx.Err())
	}
	return nil
}

// talk is one run.
type talk struct {
	Options
	list     []steps.Step
	state    steps.State
	lines    *lines
	page     *page
	outcome  Outcome
	observed map[steps.ID]bool // looked at in this run
	asked    bool              // whether talontap may take over what it did not make
}

func newTalk(o Options) *talk {
	t := &talk{
		Options: o, list: steps.List(), observed: map[steps.ID]bool{},
		lines: newLines(o.In), page: &page{to: o.Out, style: o.Style},
	}
	t.state = t.beginning(o.State)
	return t
}

// beginning is where a state is taken up.
func (t *talk) beginning(st steps.State) steps.State {
	return steps.Open(t.list, st.Anew())
}

func (t *talk) run(ctx context.Context) error {
	t.greet()
	if err := t.unfinished(ctx); err != nil {
		return err
	}
	for {
		step, done := steps.Resolve(t.list, t.state)
		if done {
			t.outcome.Finished = true
			t.page.gap()
			return nil
		}
		err := t.step(ctx, step)
		switch {
		case errors.Is(err, errBack):
			t.goBack()
		case errors.Is(err, errAgain):
		case err != nil:
			return err
		}
		if t.page.err != nil {
			return nil // Run returns the page's error
		}
	}
}

func (t *talk) goBack() {
	before := t.state
	t.state = steps.Back(t.list, t.state)
	if here, _ := steps.Resolve(t.list, before); here.ID == t.list[0].ID {
		t.page.say("This is the first step.")
	}
}

// step goes through one step, and confirms it where it was gone through.
func (t *talk) step(ctx context.Context, step steps.Step) error {
	t.head(step)
	var err error
	switch step.Act {
	case steps.ShowIntro:
		_, err = t.ask(ctx, prompt{text: "Press Enter to begin."})
	case steps.Ask:
		err = t.questions(ctx, step)
	case steps.ShowPlan:
		err = t.review(ctx)
	case steps.DoApply:
		err = t.apply(ctx)
	case steps.DoLive:
		err = t.live(ctx)
	case steps.DoEnable:
		err = t.enable(ctx)
	}
	if err != nil {
		return err
	}
	return t.confirm(ctx, step.ID)
}
