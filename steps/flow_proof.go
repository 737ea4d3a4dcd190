package steps

import (
	"context"
	"errors"
	"slices"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

func (s *setupFlow) live() {
	t := Turn{At: AtLive, Decisions: []Decision{Send, GoOn, Again, GoBack}}
	t.Missing = slices.DeleteFunc(slices.Clone(s.known.Report.Left), func(c plan.Change) bool { return !NeededForLive(c) })
	pending, on := s.engine.OnItsWay(s.state)
	switch {
	case len(t.Missing) > 0:
		t.Decisions = []Decision{GoOn, Again, GoBack}
	case on:
		t.Pending, t.Decisions = &pending, []Decision{TakeUp, Send, GoOn, Again, GoBack}
	}
	s.show(t, func(r Reply) { s.followOr(r.Decision) })
}

func (s *setupFlow) followOr(d Decision) {
	switch d {
	case Send:
		s.follow(Following, func(ctx context.Context, st State, tell func(live.Hop)) (live.Result, error) {
			return s.engine.Live(ctx, st, s.o.Depth, tell)
		})
	case WaitOn:
		s.o.Wait *= 3
		s.takeUp()
	case TakeUp:
		s.takeUp()
	case RealRun:
		s.follow(Rehearsing, s.engine.RehearseDay)
	default:
		s.decided(d)
	}
}

func (s *setupFlow) takeUp() {
	wait := s.o.Wait
	s.follow(Following, func(ctx context.Context, st State, tell func(live.Hop)) (live.Result, error) {
		s.engine.WaitFor(wait)
		return s.engine.TakeUp(ctx, st, tell)
	})
}

func (s *setupFlow) follow(task Task, check func(context.Context, State, func(live.Hop)) (live.Result, error)) {
	s.run(Turn{Task: task, Changes: true}, func(ctx context.Context, st State, tell func(any)) (func(), error) {
		result, err := check(ctx, st, func(h live.Hop) { tell(h) })
		travels := s.engine.MayRehearseDay() && task != Rehearsing
		return func() {
			if err == nil || len(result.Hops) > 0 {
				s.known.Report.Live = &result
			}
			s.known.Runs = s.known.Runs || task == Rehearsing && err == nil // rehearsing it takes a campaign that runs
			s.arrival(Turn{Err: err}, travels)
		}, err
	}, s.replan)
}

func (s *setupFlow) arrival(t Turn, travels bool) {
	t.At, t.Decisions = AtArrival, []Decision{GoOn, Again, Send, GoBack}
	if _, late := s.engine.OnItsWay(s.state); late && (t.Err == nil || t.Read) {
		t.Decisions = append(t.Decisions, WaitOn)
	}
	if travels {
		t.Decisions = append(t.Decisions, RealRun)
	}
	if r := s.known.Report.Live; r != nil && r.AwaitsInbox() && (t.Err == nil || t.Read) {
		t.Decisions = append(t.Decisions, ReadCode)
	}
	s.show(t, func(r Reply) {
		if r.Decision == ReadCode {
			s.readCode(r.Text, travels)
			return
		}
		s.followOr(r.Decision)
	})
}

// arrivedAgain shows once more how the live check ended, else begins it again.
func (s *setupFlow) arrivedAgain() {
	s.state = s.state.Undone(Live, Enable)
	if s.known.Report.Live == nil {
		s.next()
		return
	}
	s.step, _ = Resolve(s.list, s.state)
	s.arrival(Turn{}, s.engine.MayRehearseDay())
}

func (s *setupFlow) readCode(entered string, travels bool) {
	st, read, err := s.engine.ReadInbox(s.state, entered)
	if err != nil {
		s.arrival(Turn{Read: true, Err: err}, travels)
		return
	}
	s.state.Noted, s.known.Report.Live = st.Noted, &read
	s.save(func() { s.arrival(Turn{Read: true}, travels) })
}

// weigh asks whether the campaign may be enabled, once a person compared what they
// say they did; nil: nothing.
func (s *setupFlow) weigh(compared *live.Item) {
	s.run(Turn{Task: Weighing, Changes: true}, func(_ context.Context, st State, _ func(any)) (func(), error) {
		if compared != nil {
			st = s.engine.Compared(st, *compared)
		}
		w := s.engine.Weigh()
		return func() {
			s.state.Noted, s.known.Runs = st.Noted, w.Enabled
			if compared == nil {
				s.weighed(w)
				return
			}
			s.save(func() { s.weighed(w) })
		}, nil
	}, s.replan)
}

func (s *setupFlow) weighed(w Weighed) {
	item, unseen := w.Unseen()
	switch {
	case s.known.Report.Live != nil && unseen:
		s.compare(w, item)
	case w.Enabled || !w.May:
		s.closed(w)
	default:
		decisions := []Decision{No, Yes, GoBack}
		if s.o.Enable && len(w.Blockers) == 0 {
			decisions = []Decision{Yes, No, GoBack}
		}
		s.show(Turn{At: AtEnabling, Weighed: w, Decisions: decisions}, func(r Reply) { s.enableOr(r.Decision) })
	}
}

// compare asks for a person's word on what the vendor does not show. No answer to
// it is ever chosen beforehand, and without it the campaign stays disabled.
func (s *setupFlow) compare(w Weighed, item live.Item) {
	s.show(Turn{At: AtComparison, Weighed: w, Decisions: []Decision{No, Yes, GoBack}}, func(r Reply) {
		switch r.Decision {
		case Yes:
			s.weigh(&item)
		case GoBack:
			s.replan()
		default:
			s.closed(w)
		}
	})
}

// closed says that there is nothing to decide, and why.
func (s *setupFlow) closed(w Weighed) {
	s.show(Turn{At: AtClosed, Weighed: w, Decisions: []Decision{GoOn, Again, GoBack}}, func(r Reply) {
		if r.Decision == GoOn {
			s.check()
			return
		}
		s.replan()
	})
}

func (s *setupFlow) enableOr(d Decision) {
	switch d {
	case Yes:
		s.enable()
	case No, GoOn:
		s.check()
	case GoBack:
		s.arrivedAgain()
	default:
		s.decided(d)
	}
}

func (s *setupFlow) enable() {
	s.run(Turn{Task: Enabling, Changes: true}, func(ctx context.Context, st State, _ func(any)) (func(), error) {
		err := s.engine.Enable(ctx, st)
		return func() {
			if err == nil {
				s.known.Runs = true
				s.check()
				return
			}
			s.refused(err)
		}, err
	}, s.replan)
}

func (s *setupFlow) refused(err error) {
	t := Turn{At: AtRefusal, Err: err, Decisions: []Decision{GoOn, Yes, Again, GoBack}}
	if byHand := (*ByHandError)(nil); errors.As(err, &byHand) {
		t.ByHand = &byHand.Change
		s.known.Report.Left = append(slices.Clip(s.known.Report.Left), byHand.Change)
	}
	s.show(t, func(r Reply) { s.enableOr(r.Decision) })
}

func (s *setupFlow) check() {
	s.run(Turn{Task: Checking, Changes: true}, func(ctx context.Context, st State, _ func(any)) (func(), error) {
		list, err := s.engine.Checklist(ctx, st)
		return func() {
			s.known.Report.Checklist = list
			if err == nil {
				s.confirm()
				return
			}
			s.fail(Checking, err, func(d Decision) {
				if d == GoOn {
					s.err = err
				}
				s.decided(d)
			}, Again, GoOn, GoBack)
		}, err
	}, s.replan)
}
