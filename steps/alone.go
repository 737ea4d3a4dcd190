package steps

import (
	"cmp"
	"context"
	"fmt"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// Alone goes through a setup, or a rotation, when nobody is there to be asked. It says yes to what
// is proven, as far as its flags do, and to nothing that a person must have seen.
type Alone struct {
	Enable   bool                  // as the last act, where everything is proven
	Mixed    bool                  // a test account may meet a live one
	Agree    func(plan.Plan) error // asks whoever is there after all about the plan; may be nil
	Progress func(apply.Progress)  // may be nil
	Hop      func(live.Hop)        // may be nil
	Rotated  func(rotate.Step)     // may be nil

	blocked []string
	held    bool
}

// Run goes through a flow whose answers are complete. It stops at the first thing
// that keeps it from doing its job; what was made until then carries its mark, and
// the next run finds it. The report says what was done, with an error too, be it a
// fault of our own.
func (a Alone) Run(ctx context.Context, f *Flow) (Report, error) {
	err := crash.Guard(func() error { return a.drive(ctx, f) })()
	r := f.Report()
	if r.Live != nil {
		r.Blocked, r.Held = a.blocked, a.held
	}
	return r, err
}

func (a *Alone) drive(ctx context.Context, f *Flow) error {
	for {
		t := f.Next()
		switch t.At {
		case AtRun:
			f.Took(t.Do(ctx, a.tell))
		case AtFailure, AtEnd:
			return t.Err
		default:
			d, err := a.decide(ctx, t)
			if err != nil {
				return err
			}
			f.Took(Reply{Decision: d})
		}
	}
}

// decide stands for a person, as far as flags can.
func (a *Alone) decide(ctx context.Context, t Turn) (Decision, error) {
	switch t.At {
	case AtIntro:
		if t.Step.ID == RotationStart {
			return GoOn, nil
		}
		return GoOn, FitForSetup(t.State)
	case AtQuestions, AtKept:
		return "", ErrNobody
	case AtPlan:
		return GoOn, a.agree(t)
	case AtLive:
		if len(t.Missing) == 0 {
			return Send, nil
		}
	case AtArrival:
		return GoOn, cmp.Or(t.Err, ctx.Err())
	case AtComparison:
		return No, nil
	case AtEnabling, AtClosed:
		a.blocked = t.Weighed.Blockers
		enable := a.Enable && !t.Weighed.Paused // only the person who paused it resumes it
		if t.At == AtEnabling && enable && len(a.blocked) == 0 {
			return Yes, nil
		}
		a.held = enable && !t.Runs
	case AtRefusal:
		a.held = a.Enable
		if t.ByHand == nil {
			return GoBack, t.Err
		}
	}
	return GoOn, nil
}

func (a *Alone) agree(t Turn) error {
	if err := mixed(t.Wanted); err != nil && !a.Mixed {
		return err
	}
	if err := over(t.Wanted, t.State.Now); err != nil || a.Agree == nil {
		return err
	}
	return a.Agree(t.Report.Plan)
}

func (a *Alone) tell(what any) {
	told(what, a.Progress)
	told(what, a.Hop)
	told(what, a.Rotated)
}

// told gives what a run tells to who listens for its kind, if anybody does.
func told[T any](what any, to func(T)) {
	if one, is := what.(T); is && to != nil {
		to(one)
	}
}

// mixed says that a test account on one side meets a live one on the other.
func mixed(w setup.Wanted) error {
	if w.Project.Test() == w.Application.Sandbox {
		return nil
	}
	project, application := "live", "test"
	if w.Project.Test() {
		project, application = application, project
	}
	return &UnfitError{Err: fmt.Errorf(words.KindsMixed, project, application)}
}
