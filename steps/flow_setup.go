package steps

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// Engine does what a setup's turns are about. Its calls may take long; those that
// take no context wait for nothing.
type Engine interface {
	Bench
	Look(ctx context.Context, id ID, st State) (Observed, []Finding)
	// Try tries all credentials at once, where nobody is there for findings.
	Try(ctx context.Context, st State) error
	FindRegion(ctx context.Context, st State) (region string, err error)
	KeepSecrets(ctx context.Context, st State) Place
	Another(ctx context.Context, st State, date string) (State, error)
	Plan(ctx context.Context, st State) (plan.Plan, setup.Wanted, error)
	Apply(ctx context.Context, st State, tell func(apply.Progress)) (left []plan.Change, err error)
	Removable(ctx context.Context, st State) (Taking, error)
	Remove(ctx context.Context, st State, what Taking, tell func(apply.TakenBack)) ([]apply.TakenBack, error)
	Live(ctx context.Context, st State, depth live.Depth, tell func(live.Hop)) (live.Result, error)
	OnItsWay(st State) (live.Pending, bool)
	TakeUp(ctx context.Context, st State, tell func(live.Hop)) (live.Result, error)
	WaitFor(most time.Duration)
	MayRehearseDay() bool
	RehearseDay(ctx context.Context, st State, tell func(live.Hop)) (live.Result, error)
	ReadInbox(st State, entered string) (State, live.Result, error)
	Compared(st State, what live.Item) State
	Weigh() Weighed
	Enabled() bool
	Enable(ctx context.Context, st State) error
	Pause(ctx context.Context, st State) error
	Checklist(ctx context.Context, st State) (check.List, error)
	// Account puts into a report what only the engine knows.
	Account(r *Report)
}

// SetupOptions is how a setup is gone through.
type SetupOptions struct {
	Prepare func(ctx context.Context, st State) State // finishes it with what is slow to find; nil: it is whole
	Keep    func(State) error                         // saves the answers; nil: they are not kept
	Enable  bool                                      // what Enter stands for where the campaign may be enabled
	Depth   live.Depth                                // "": live.DepthRelay
	Wait    time.Duration                             // for an arrival; 0: live.DefaultWait
	Date    string                                    // another day to move the setup to first; "": it stays
	// Answered is a setup in which nothing is asked: the credentials are tried at
	// once in place of a look at each step.
	Answered bool
}

type setupFlow struct {
	*Flow
	engine    Engine
	o         SetupOptions
	met       bool // the intro was confirmed in an earlier run
	returns   bool // an earlier run went to the end
	prepared  bool
	moved     bool
	elsewhere bool // what was looked at behind may belong to another region
	passing   bool // the next review goes on by itself where nothing is to be agreed to
}

// NewSetup begins a setup.
func NewSetup(e Engine, st State, o SetupOptions) *Flow {
	o.Depth, o.Wait = cmp.Or(o.Depth, live.DepthRelay), cmp.Or(o.Wait, live.DefaultWait)
	s := &setupFlow{Flow: &Flow{list: List(), keep: o.Keep}, engine: e, o: o, prepared: o.Prepare == nil, moved: o.Date == ""}
	s.act, s.after, s.stops = s.begin, s.keepSecrets, s.stopped
	s.tries = func(ctx context.Context, st State, id ID) (Observed, []Finding, error) {
		observed, findings := e.Look(ctx, id, st)
		return observed, findings, nil
	}
	s.account, s.known.Runs, s.tells = e.Account, e.Enabled(), true
	s.returns = st.Saved && st.Earlier.IsZero() && (st.Confirmed[Enable] || st.Noted.Enabled.On != "") && !o.Answered
	s.state = s.opened(st)
	s.next()
	return s.Flow
}

// opened opens the steps that a new run goes through again: what was planned, made
// and proven stands at the vendors and is looked at anew.
func (s *setupFlow) opened(st State) State {
	s.met = st.Confirmed[Welcome]
	if s.o.Answered {
		return st.AllDone().Undone(Welcome, Review, Apply, Live, Enable)
	}
	if s.returns {
		return st.Undone(Welcome) // what comes of the status opens the rest
	}
	st = Open(s.list, st.Anew())
	if st.Saved || !st.Earlier.IsZero() {
		st = st.Undone(Welcome)
	}
	return st
}

func (s *setupFlow) begin(step Step) {
	switch step.Act {
	case ShowIntro:
		s.intro()
	case ShowPlan:
		s.plan()
	case DoApply:
		s.apply()
	case DoLive:
		s.live()
	case DoEnable:
		s.weigh(nil)
	default:
		s.ask()
	}
}

func (s *setupFlow) intro() {
	switch {
	case !s.prepared:
		s.finish(Preparing, func(ctx context.Context, st State) (State, error) { return s.o.Prepare(ctx, st), nil }, &s.prepared)
		return
	case !s.moved:
		s.finish(MovingDay, func(ctx context.Context, st State) (State, error) { return s.engine.Another(ctx, st, s.o.Date) }, &s.moved)
		return
	}
	if s.returns {
		s.status()
		return
	}
	decisions := []Decision{GoOn}
	if !s.state.Earlier.IsZero() {
		decisions = append(decisions, Undo)
	}
	s.show(Turn{At: AtIntro, Met: s.met, Decisions: decisions}, func(r Reply) {
		switch r.Decision {
		case Undo:
			s.readMade()
		case GoBack:
			s.next()
		default:
			s.met = false
			s.lookBehind()
		}
	})
}

// finish has a state be finished before anything is done with it.
func (s *setupFlow) finish(task Task, do func(context.Context, State) (State, error), done *bool) {
	s.run(Turn{Task: task}, func(ctx context.Context, st State, _ func(any)) (func(), error) {
		st, err := do(ctx, st)
		return func() {
			if err != nil {
				s.fail(task, err, s.decided, Again)
				return
			}
			*done = true
			s.state = s.opened(st)
			s.next()
		}, err
	}, s.next)
}

// lookBehind looks again at what was answered in an earlier run: what was observed
// then is not saved, and a credential may have ended since.
func (s *setupFlow) lookBehind() {
	behind := s.behind()
	switch {
	case s.o.Answered:
		s.tryAll()
	case len(behind) == 0:
		s.confirm()
	default:
		s.lookAtAll(behind)
	}
}

func (s *setupFlow) tryAll() {
	s.run(Turn{Task: LookingBehind}, func(ctx context.Context, st State, _ func(any)) (func(), error) {
		err := s.engine.Try(ctx, st)
		return func() {
			if err != nil {
				s.fail(LookingBehind, err, s.decided, Again)
				return
			}
			s.confirm()
		}, err
	}, s.next)
}

func (s *setupFlow) lookAtAll(behind []Step) {
	s.run(Turn{Task: LookingBehind}, func(ctx context.Context, st State, tell func(any)) (func(), error) {
		for _, step := range behind {
			tell(step)
			var findings []Finding
			st.Observed, findings = s.engine.Look(ctx, step.ID, st)
			for _, found := range findings {
				tell(found)
			}
			if stopping(findings) {
				return func() {
					s.state.Observed = st.Observed
					s.state, s.elsewhere = s.state.Done(Welcome).Undone(step.ID), maybeElsewhere(findings)
					s.again(findings, nil)
				}, nil
			}
		}
		return func() {
			s.state.Observed = st.Observed
			s.confirm()
		}, nil
	}, s.next)
}

// behind are the steps that can be looked at up to the first that is open: what
// comes after that is looked at when it is its turn.
func (s *setupFlow) behind() (out []Step) {
	if !s.state.Saved {
		return nil
	}
	for _, step := range s.list {
		if step.Act == Ask && step.shown(s.state) && !s.state.Confirmed[step.ID] {
			break
		}
		if step.Looks {
			out = append(out, step)
		}
	}
	return out
}

// ask asks a step's questions; where a passcode that was good once is refused now,
// whether the other regions may be tried comes first.
func (s *setupFlow) ask() {
	if s.elsewhere {
		s.elsewhere = false
		s.offerRegions(s.failed, s.questions)
		return
	}
	s.questions()
}

func (s *setupFlow) stopped(findings []Finding, err error) {
	if maybeElsewhere(findings) {
		s.offerRegions(findings, func() { s.again(findings, err) })
		return
	}
	s.again(findings, err)
}

func maybeElsewhere(findings []Finding) bool {
	return slices.ContainsFunc(findings, func(f Finding) bool { return f.WrongRegion })
}

func (s *setupFlow) offerRegions(findings []Finding, no func()) {
	s.show(Turn{At: AtRegion, Findings: findings, Decisions: []Decision{No, Yes, GoBack}}, func(r Reply) {
		switch r.Decision {
		case No:
			no()
		case GoBack:
			s.failed = nil
			s.back()
		default:
			s.failed = nil
			s.findRegion()
		}
	})
}

func (s *setupFlow) findRegion() {
	s.run(Turn{Task: FindingRegion}, func(ctx context.Context, st State, tell func(any)) (func(), error) {
		region, err := s.engine.FindRegion(ctx, st)
		switch {
		case err != nil:
			return func() {
				s.again([]Finding{{Stop: true, Text: err.Error(), Fix: words.FlowOtherRegionFix}}, nil)
			}, err
		case region == "":
			return func() {
				s.again([]Finding{{Stop: true, Text: words.FlowNoOtherRegion, Fix: words.FlowNoOtherRegionFix}}, nil)
			}, ErrNoRegion
		}
		tell(Finding{Good: true, Text: fmt.Sprintf(words.FlowRegionFound, region)})
		return func() {
			s.state.Answers = s.state.Answers.With(setup.Region, region, setup.Typed)
			s.look()
		}, nil
	}, s.change)
}

// keepSecrets keeps the credentials once all three were accepted; where nobody was
// asked for them, once the plan was agreed to as well.
func (s *setupFlow) keepSecrets(id ID, next func()) {
	at := Application
	if s.o.Answered {
		at = Review
	}
	if id != at {
		next()
		return
	}
	var place Place
	s.beside(Keeping, func(ctx context.Context, st State) (string, error) {
		if place = s.engine.KeepSecrets(ctx, st); place.Why != "" {
			return place.Where, errors.New(place.Why)
		}
		return place.Where, nil
	}, func(string) { s.known.Report.Kept = place.String() }, next)
}

func (s *setupFlow) readMade() {
	s.run(Turn{Task: ReadingMade}, func(ctx context.Context, st State, _ func(any)) (func(), error) {
		what, err := s.engine.Removable(ctx, st)
		return func() {
			if err != nil {
				s.fail(ReadingMade, err, func(Decision) { s.next() }, GoOn)
				return
			}
			s.show(Turn{At: AtTaking, Taking: what, Decisions: []Decision{No, Yes}}, func(r Reply) {
				if r.Decision == Yes {
					s.takeBack(what)
					return
				}
				s.next()
			})
		}, err
	}, s.next)
}

func (s *setupFlow) takeBack(what Taking) {
	s.run(Turn{Task: TakingBack, Changes: true}, func(ctx context.Context, st State, tell func(any)) (func(), error) {
		things, err := s.engine.Remove(ctx, st, what, func(b apply.TakenBack) { tell(b) })
		return func() {
			if err == nil {
				s.state.Earlier = Unfinished{}
			}
			s.show(Turn{At: AtTaken, Taken: things, Err: err, Decisions: []Decision{GoOn}}, func(Reply) { s.next() })
		}, err
	}, s.next)
}
