package tui

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
)

// saving keeps the answers of one turn from overwriting those of a later one:
// they are saved beside the screen, so two may wait at once.
type saving struct {
	lock  sync.Mutex
	drawn int // the last number given out
	saved int // the number of the last answers that were saved
}

// done is what came back of something that nothing waited for.
type done struct {
	task  steps.Task
	reply steps.Reply
}

// beside runs what nothing waits for.
func (w *wizard) beside(t steps.Turn) tea.Cmd {
	ctx, s := w.ctx, &w.order
	if t.Task != steps.Saving {
		return func() tea.Msg { return done{t.Task, t.Do(ctx, func(any) {})} }
	}
	s.drawn++
	number := s.drawn
	return func() tea.Msg {
		s.lock.Lock()
		defer s.lock.Unlock()
		if number < s.saved {
			return nil
		}
		s.saved = number
		return done{t.Task, t.Do(context.WithoutCancel(ctx), func(any) {})}
	}
}

// last saves the answers as they are in the end; what still waits comes too late.
func (s *saving) last(flow *steps.Flow) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.saved = s.drawn + 1
	return flow.Save()
}
