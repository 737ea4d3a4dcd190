package tui

import (
	"cmp"
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/tui/kit"
)

// following is the live check: a test coupon on its way.
type following struct {
	hops    map[live.HopID]live.Hop
	heard   map[live.HopID]time.Time // when each hop last told something
	began   map[live.HopID]time.Time
	depth   live.Depth
	missing []string // what is not there yet, so that nothing can be followed
	err     error
	at      int           // the selected hop
	moved   bool          // by the person: it no longer follows what runs
	wait    time.Duration // for the arrival
	travels bool          // it can be taken to the rule's day
	day     bool          // it was
	mailed  mailed        // what the person found in the inbox
}

// followed is how a check ended, and whether the rule's day can be rehearsed.
type followed struct {
	result  live.Result
	err     error
	travels bool
}

// checker makes a live check, as the engine does.
type checker func(ctx context.Context, tell func(live.Hop)) (live.Result, error)

func (s *following) open(w *wizard) tea.Cmd {
	s.missing, s.wait = nil, cmp.Or(w.o.Wait, live.DefaultWait)
	for _, c := range w.left {
		if neededForLive(c) {
			s.missing = append(s.missing, resource(c.Resource))
		}
	}
	if len(s.missing) > 0 {
		return nil
	}
	if _, ok := w.o.Session.OnItsWay(w.state); ok {
		return s.takeUp(w) // a check that was left goes on
	}
	return s.follow(w)
}

func (s *following) follow(w *wizard) tea.Cmd {
	st, depth := w.state, w.o.Live
	return s.run(w, depth, func(ctx context.Context, tell func(live.Hop)) (live.Result, error) {
		return w.o.Session.Live(ctx, st, depth, tell)
	})
}

// waitOn waits on for the same coupon, for longer.
func (s *following) waitOn(w *wizard) tea.Cmd {
	s.wait *= 3
	return s.takeUp(w)
}

func (s *following) takeUp(w *wizard) tea.Cmd {
	st, wait := w.state, s.wait
	return s.run(w, live.DepthRelay, func(ctx context.Context, tell func(live.Hop)) (live.Result, error) {
		w.o.Session.WaitFor(wait)
		return w.o.Session.TakeUp(ctx, st, tell)
	})
}

// travel takes the rehearsal to the rule's day and runs it for real.
func (s *following) travel(w *wizard) tea.Cmd {
	st := w.state
	s.day = true
	return s.run(w, live.DepthFire, func(ctx context.Context, tell func(live.Hop)) (live.Result, error) {
		return w.o.Session.RehearseDay(ctx, st, tell)
	})
}

func (s *following) run(w *wizard, depth live.Depth, make checker) tea.Cmd {
	*s = following{hops: map[live.HopID]live.Hop{}, heard: map[live.HopID]time.Time{}, began: map[live.HopID]time.Time{},
		depth: depth, wait: s.wait, day: depth == live.DepthFire && s.day}
	return w.begin("", func(ctx context.Context, tell func(any)) any {
		r, err := make(ctx, func(h live.Hop) { tell(h) })
		return followed{r, err, w.o.Session.MayRehearseDay()}
	})
}

func (s *following) hear(w *wizard, what any) tea.Cmd {
	switch what := what.(type) {
	case live.Hop:
		s.note(w, what)
		s.watch(what)
	case ended:
		r := what.result.(followed)
		s.err, s.travels = r.err, r.travels
		if r.err != nil {
			return nil
		}
		w.tally.enabled = w.tally.enabled || s.day // rehearsing it takes a campaign that runs
		w.result = &r.result
		for _, h := range r.result.Hops {
			s.hops[h.ID] = h
		}
		s.selectWorst(r.result)
	}
	return nil
}

// note keeps what a hop tells, and when it began and told it.
func (s *following) note(w *wizard, h live.Hop) {
	now := w.clock.now()
	if _, known := s.began[h.ID]; !known {
		s.began[h.ID] = now
	}
	s.hops[h.ID], s.heard[h.ID] = h, now
}

// running is how long a hop has been running, and when it looks again; 0: it
// does not wait, or looks now.
func (s *following) running(w *wizard, h live.Hop) (since, next time.Duration) {
	now := w.clock.now()
	return now.Sub(s.began[h.ID]), max(0, h.Next-now.Sub(s.heard[h.ID]))
}

// late reports whether the coupon may come yet: waiting on is a way.
func (s *following) late(w *wizard) bool {
	if w.job != nil || s.err != nil || w.result == nil {
		return false
	}
	_, ok := w.o.Session.OnItsWay(w.state)
	return ok
}

func (s *following) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch {
	case s.mailed.open:
		return s.enter(w, k)
	case s.awaitsInbox(w) && opensInbox(k):
		s.openInbox(w, k)
	case key == "down" || key == "j":
		s.at, s.moved = min(s.at+1, len(live.Hops())-1), true
	case key == "up" || key == "k":
		s.at, s.moved = max(s.at-1, 0), true
	case w.job != nil:
	case key == "enter":
		return w.confirm()
	case key == "esc" || key == "shift+tab":
		return w.replan()
	case key == "r" && len(s.missing) > 0:
		return w.replan()
	case key == "r":
		return s.follow(w)
	case key == "w" && s.late(w):
		return s.waitOn(w)
	case key == "t" && s.travels && !s.day:
		return s.travel(w)
	}
	return nil
}

// watch selects the hop that runs, until the person selects one.
func (s *following) watch(h live.Hop) {
	if i := slices.Index(live.Hops(), h.ID); i >= 0 && !s.moved {
		s.at = i
	}
}

// selectWorst selects the hop that most needs the person, once all are done: the
// one that the diagnosis is about, or the first that is not as it should be.
func (s *following) selectWorst(r live.Result) {
	if s.moved {
		return
	}
	if s.day && r.Email != nil {
		s.at = slices.Index(live.Hops(), live.Inbox)
		return
	}
	if r.Diagnosis != nil && !said(r) {
		s.at = max(0, slices.Index(live.Hops(), r.Diagnosis.Hop))
		return
	}
	if r.AwaitsInbox() && len(r.Failing()) == 0 {
		s.at = slices.Index(live.Hops(), live.Inbox)
		return
	}
	for _, st := range []live.Status{live.Fail, live.Warn, live.Manual} {
		for i, id := range live.Hops() {
			if s.hops[id].Status == st {
				s.at = i
				return
			}
		}
	}
	s.at = slices.Index(live.Hops(), live.Property)
}

// said reports whether the diagnosis is about what comes after the coupon's way.
func said(r live.Result) bool {
	return r.Diagnosis != nil && r.Diagnosis.Cause == live.NotRedeemable
}

func (s *following) keys(w *wizard) []kit.Hint {
	switch {
	case w.job != nil:
		return []kit.Hint{kit.Key("ctrl+c", "stop"), kit.Key("↑↓", "details")}
	case len(s.missing) > 0:
		return []kit.Hint{kit.Key("enter", "to the end"), kit.Key("r", "look again"), kit.Key("esc", "back")}
	}
	if s.mailed.open {
		return []kit.Hint{kit.Key("enter", "compare"), kit.Key("esc", "later")}
	}
	keys := []kit.Hint{kit.Key("enter", "next")}
	if s.awaitsInbox(w) {
		keys = append(keys, kit.Key("i", "email's code"))
	}
	if s.late(w) {
		keys = append(keys, kit.Key("w", "wait on"))
	}
	keys = append(keys, kit.Key("r", "again"))
	if s.travels && !s.day {
		keys = append(keys, kit.Key("t", "rehearse the day"))
	}
	return append(keys, kit.Key("esc", "back"), kit.Key("↑↓", "details"))
}

func (s *following) typing() bool { return s.mailed.open }
