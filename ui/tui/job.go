package tui

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
)

// job is one slow thing on its way: a look, a plan, the changes, the watcher of
// what is done by hand, a live check.
// There is one at a time.
type job struct {
	round   int  // tells its messages from those of a job that was left
	changes bool // it may leave something behind
	began   time.Time
	cancel  context.CancelFunc
	started atomic.Bool
	result  any // once done is closed
	done    chan struct{}
}

// told is something a job says on its way; ended is its last word.
type told struct {
	round int
	what  any
	next  tea.Cmd // listens for more
}

type ended struct{ result any }

// act does a job's work. It may tell as it goes, and returns its result.
type act func(ctx context.Context, tell func(any)) any

// begin starts a job in place of the one that runs, if any.
func (w *wizard) begin(changes bool, do act) tea.Cmd {
	w.halt()
	ctx, cancel := context.WithCancel(w.ctx)
	j := &job{round: w.round, changes: changes, began: w.clock.now(), cancel: cancel, done: make(chan struct{})}
	w.job, w.jobs = j, append(w.jobs, j)
	line := make(chan any)
	say := func(what any) {
		select {
		case line <- what:
		case <-w.ctx.Done():
		}
		w.linger(ctx, what)
	}
	run := func() tea.Msg {
		j.started.Store(true)
		defer close(j.done)
		defer close(line)
		result := do(ctx, say)
		j.result = result
		say(ended{result})
		return nil
	}
	return tea.Batch(run, listen(j.round, line), w.spinner.Tick)
}

// linger lets a hop that came to its end be seen before the next comes.
func (w *wizard) linger(ctx context.Context, what any) {
	h, isHop := what.(live.Hop)
	if !isHop || h.Status == live.Running || w.o.Look.Still || w.o.Pace <= 0 {
		return
	}
	select {
	case <-time.After(w.o.Pace):
	case <-ctx.Done():
	}
}

// longWait is how long a job has run when its end is worth a bell: the person may be
// looking elsewhere.
const longWait = 5 * time.Second

// rings rings the terminal's bell where a job took long.
func (w *wizard) rings() tea.Cmd {
	if w.o.Look.Still || w.job == nil || w.clock.now().Sub(w.job.began) < longWait {
		return nil
	}
	return tea.Raw("\a")
}

func listen(round int, line <-chan any) tea.Cmd {
	var next tea.Cmd
	next = func() tea.Msg {
		what, open := <-line
		if !open {
			return nil
		}
		return told{round, what, next}
	}
	return next
}

// halt ends the job that runs; what it still says is not heard.
func (w *wizard) halt() {
	w.round++
	if w.job != nil {
		w.job.cancel()
		w.job = nil
	}
}

// waitForJobs gives the jobs that were started time to clean up. Their context
// has ended by then.
func (w *wizard) waitForJobs(most time.Duration) {
	limit := time.NewTimer(most)
	defer limit.Stop()
	for _, j := range w.jobs {
		if !j.started.Load() {
			continue
		}
		select {
		case <-j.done:
		case <-limit.C:
			return
		}
		if j == w.job { // nobody was there to hear it
			w.tidied(j.result)
		}
	}
}

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
