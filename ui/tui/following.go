package tui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
)

// following is the live check: a test coupon on its way.
type following struct {
	hops    map[live.HopID]live.Hop
	missing []string // what is not there yet, so that nothing can be followed
	err     error
	at      int  // the selected hop
	moved   bool // by the person: it no longer follows what runs
}

type followed struct {
	result live.Result
	err    error
}

func (s *following) open(w *wizard) tea.Cmd {
	s.missing = nil
	for _, c := range w.left {
		if c.Resource == plan.Webhook || c.Resource == plan.Campaign || c.Resource == plan.Rule {
			s.missing = append(s.missing, resource(c.Resource))
		}
	}
	if len(s.missing) > 0 {
		return nil
	}
	return s.follow(w)
}

func (s *following) follow(w *wizard) tea.Cmd {
	s.hops, s.err, s.at, s.moved = map[live.HopID]live.Hop{}, nil, 0, false
	st, depth := w.state, w.o.Live
	return w.begin("", func(ctx context.Context, tell func(any)) any {
		r, err := w.o.Session.Live(ctx, st, depth, func(h live.Hop) { tell(h) })
		return followed{r, err}
	})
}

func (s *following) hear(w *wizard, what any) tea.Cmd {
	switch what := what.(type) {
	case live.Hop:
		s.hops[what.ID] = what
		s.watch(what)
	case ended:
		r := what.result.(followed)
		s.err = r.err
		if r.err != nil {
			return nil
		}
		w.result = &r.result
		for _, h := range r.result.Hops {
			s.hops[h.ID] = h
		}
		s.selectWorst()
	}
	return nil
}

func (s *following) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch {
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
	}
	return nil
}

// watch selects the hop that runs, until the person selects one.
func (s *following) watch(h live.Hop) {
	if i := slices.Index(live.Hops(), h.ID); i >= 0 && !s.moved {
		s.at = i
	}
}

// selectWorst selects the hop that most needs the person, once all are done.
func (s *following) selectWorst() {
	if s.moved {
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

func (s *following) keys(w *wizard) []hint {
	switch {
	case w.job != nil:
		return []hint{{"ctrl+c", "stop"}, {"↑↓", "details"}}
	case len(s.missing) > 0:
		return []hint{{"enter", "to the end"}, {"r", "look again"}, {"esc", "back"}}
	}
	return []hint{{"enter", "next"}, {"r", "again"}, {"esc", "back"}, {"↑↓", "details"}}
}

func (s *following) typing() bool { return false }
