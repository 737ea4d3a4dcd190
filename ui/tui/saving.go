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
	run := func(ctx context.Context) tea.Msg { return done{t.Task, t.Do(ctx, func(any) {})} }
	ctx := w.ctx
	if t.Task == steps.Saving {
		return w.saves.next(func() tea.Msg { return run(context.WithoutCancel(ctx)) })
	}
	return func() tea.Msg { return run(ctx) }
}

// next is a saving in its turn; one that comes after a later one does nothing.
func (s *saving) next(save func() tea.Msg) tea.Cmd {
	s.drawn++
	number := s.drawn
	return func() tea.Msg {
		s.lock.Lock()
		defer s.lock.Unlock()
		if number < s.saved {
			return nil
		}
		s.saved = number
		return save()
	}
}

// last saves the answers as they are in the end; what still waits comes too late.
func (s *saving) last(flow *steps.Flow) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.saved = s.drawn + 1
	return flow.Save()
}
