package steps

import (
	"context"
	"slices"

	"github.com/talontap/talontap/steps/setup"
)

// Flow is one way through a list of steps: what comes next, and what follows
// from what came back. It knows no face, and no face knows an order:
//
//	for {
//		t := flow.Next()
//		switch t.At {
//		case steps.AtEnd:
//			return
//		case steps.AtRun:
//			flow.Took(t.Do(ctx, tell))
//		default:
//			flow.Took(steps.Reply{Decision: shown(t)})
//		}
//	}
//
// A face that waits for nothing runs Do beside its screen. All else is called by
// one goroutine, Do's own excepted: what Do finds comes into the flow with Took.
// A run that is left before its end is replied to with a decision, and its
// context ended; what it gives back then is nobody's. What a Beside run gives
// back comes by Late, after Took was told to go on without it. Whoever leaves
// altogether ends the context, waits for what runs and has the flow take it, so
// that the report has it, hands the answers so far to Note, and saves them (Save).
type Flow struct {
	list    []Step
	state   State
	keep    func(State) error // nil: nothing is saved
	act     func(Step)        // begins a step
	account func(*Report)     // adds what only the engine knows; nil: nothing
	tries   func(context.Context, State, ID) (Observed, []Finding, error)

	turn   Turn
	then   func(Reply)
	step   Step
	opens  bool
	known  Turn      // what every turn has with it
	failed []Finding // why the step is asked again
	focus  setup.Key
	tells  bool                   // what a look found is a turn of its own
	chosen Decision               // for another command to do
	waits  bool                   // somebody came back to change an answer
	err    error                  // beside failed, or of the end
	after  func(ID, func())       // what a confirmed step entails; nil: nothing
	stops  func([]Finding, error) // what follows where answers do not do; again, as a rule
}

// Next is the turn at hand. It stays the same until Took.
func (f *Flow) Next() Turn {
	t := f.turn
	t.State = f.state
	return t
}

// Took takes what came back of the turn at hand.
func (f *Flow) Took(r Reply) { f.then(r) }

// Late takes what came back of a Beside run that was gone on without.
func (f *Flow) Late(r Reply) {
	if r.done != nil {
		r.done()
	}
}

// Note takes the state as a person has it before them: answered so far, or noted.
func (f *Flow) Note(st State) { f.state = st }

// State is the state so far.
func (f *Flow) State() State { return f.state }

// List are the flow's steps.
func (f *Flow) List() []Step { return f.list }

// Report is what was done so far.
func (f *Flow) Report() Report {
	r := f.known.Report
	if f.account != nil {
		f.account(&r)
	}
	return r
}

// Ended reports whether whoever leaves now leaves nothing undone.
func (f *Flow) Ended() bool {
	return f.turn.At == AtEnd || f.turn.At == AtStatus || f.turn.At == AtStillKept || f.turn.At == AtFailure && f.turn.Task == Opening
}

// Save keeps the answers so far.
func (f *Flow) Save() error {
	if f.keep == nil {
		return nil
	}
	return f.keep(f.state)
}

func (f *Flow) show(t Turn, then func(Reply)) {
	t.Step, t.Opens = f.step, f.opens
	t.Report, t.Wanted, t.Runs, t.Result = f.known.Report, f.known.Wanted, f.known.Runs, f.known.Result
	f.turn, f.then, f.opens = t, then, false
}

// run makes something slow the turn at hand. What it finds out comes into the flow
// by the function that do gives, as a reply does, so that nothing of the flow is
// touched beside the face. Where it is left, the step before comes, or what left says.
func (f *Flow) run(t Turn, do func(ctx context.Context, st State, tell func(any)) (func(), error), left func()) {
	st := f.state
	t.At = AtRun
	t.Do = func(ctx context.Context, tell func(any)) Reply {
		then, err := do(ctx, st, tell)
		return Reply{Err: err, done: then}
	}
	f.show(t, func(r Reply) {
		if r.done == nil {
			left()
			return
		}
		r.done()
	})
}

// beside makes something slow the turn at hand that nothing waits for.
func (f *Flow) beside(task Task, do func(ctx context.Context, st State) (string, error), note func(string), next func()) {
	st := f.state
	t := Turn{At: AtRun, Task: task, Beside: true}
	t.Do = func(ctx context.Context, _ func(any)) Reply {
		out, err := do(ctx, st)
		return Reply{Err: err, Text: out, done: func() { note(out) }}
	}
	f.show(t, func(r Reply) {
		f.Late(r)
		next()
	})
}

func (f *Flow) decided(d Decision) {
	switch d {
	case GoOn:
		f.confirm()
	case GoBack:
		f.back()
	default:
		f.next()
	}
}

// next begins the first step that is not confirmed.
func (f *Flow) next() {
	step, done := Resolve(f.list, f.state)
	if done {
		f.show(Turn{At: AtEnd, Err: f.err}, func(Reply) {})
		return
	}
	f.step, f.opens = step, true
	f.act(step)
}

// confirm closes the step at hand, and goes on once it is saved.
func (f *Flow) confirm() {
	id := f.step.ID
	f.state = f.state.Done(id)
	save := func() { f.save(f.next) }
	if f.after == nil {
		save()
		return
	}
	f.after(id, save)
}

func (f *Flow) save(next func()) {
	if f.keep == nil {
		next()
		return
	}
	f.beside(Saving, func(_ context.Context, st State) (string, error) { return "", f.keep(st) }, func(string) {}, next)
}

func (f *Flow) back() {
	f.waits = true
	f.state = Back(f.list, f.state)
	f.next()
}

func (f *Flow) reopen(ids ...ID) {
	f.waits = true
	f.state = f.state.Undone(ids...)
	f.next()
}

func (f *Flow) fail(task Task, err error, then func(Decision), decisions ...Decision) {
	f.show(Turn{At: AtFailure, Task: task, Err: err, Decisions: decisions}, func(r Reply) { then(r.Decision) })
}

// questions asks what the step asks. Where it is asked again because a look was
// not content, its findings say why.
func (f *Flow) questions() {
	t := Turn{At: AtQuestions, Decisions: []Decision{GoOn, GoBack}, Findings: f.failed, Err: f.err, Focus: f.focus}
	t.Fresh = !f.waits && len(f.failed) == 0 && f.err == nil
	f.failed, f.err, f.focus, f.waits = nil, nil, "", false
	f.show(t, func(r Reply) {
		switch {
		case r.Decision == GoBack:
			f.back()
		case f.step.Looks:
			f.look()
		default:
			f.confirm()
		}
	})
}

func (f *Flow) look() {
	id := f.step.ID
	f.run(Turn{Task: Looking}, func(ctx context.Context, st State, tell func(any)) (func(), error) {
		observed, findings, err := f.tries(ctx, st, id)
		for _, found := range findings {
			tell(found)
		}
		return func() {
			f.state.Observed = observed
			f.judge(findings, err)
		}, err
	}, f.change)
}

// change asks the step's questions for somebody who came back to them.
func (f *Flow) change() {
	f.waits = true
	f.questions()
}

func (f *Flow) judge(findings []Finding, err error) {
	switch {
	case stopping(findings):
		f.stops(findings, err)
	case slices.ContainsFunc(findings, func(found Finding) bool { return !found.Good }):
		f.found(findings, AtWarning, Again, GoOn, GoBack)
	case f.tells:
		f.found(findings, AtFound, GoOn, Again, GoBack)
	default:
		f.confirm()
	}
}

func stopping(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.Stop })
}

// found shows what a look saw, and what of it has to be read.
func (f *Flow) found(findings []Finding, at At, decisions ...Decision) {
	if f.state.Rehearsal {
		decisions = []Decision{GoOn, Again, GoBack}
	}
	f.show(Turn{At: at, Findings: findings, Decisions: decisions}, func(r Reply) {
		if r.Decision == GoOn {
			f.confirm()
			return
		}
		f.waits = true
		f.decided(r.Decision)
	})
}

func (f *Flow) again(findings []Finding, err error) {
	f.failed, f.err = findings, err
	f.next()
}
