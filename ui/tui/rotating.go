package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/tui/kit"
)

// rotating is a run of a rotation: its steps as they go, what a person has to do
// or to answer meanwhile, and its end.
type rotating struct {
	errand errand
	order  []rotate.StepID // those ahead, and those that came in between
	steps  map[rotate.StepID]rotate.Step
	began  map[rotate.StepID]time.Time
	last   rotate.StepID // that told something
	at     int           // the selected step
	moved  bool          // by the person: it no longer follows what runs

	asked *asked
	yes   bool // the answer chosen so far

	line   int // of the card
	copy   func() error
	doubt  bool // asks whether to copy
	warned bool // that was answered once
	later  chan struct{}
	leaves bool // it is left for later

	end  *rotated
	page kit.Pager
}

// asked is a question of the engine, which waits for its answer.
type asked struct {
	question string
	answer   chan bool
}

// lent is the way to copy the new one.
type lent struct{ copy func() error }

// rotated is how a run ended.
type rotated struct {
	result rotate.Result
	err    error
}

func newRotating(e errand) *rotating { return &rotating{errand: e} }

func (s *rotating) open(w *wizard) tea.Cmd {
	*s = rotating{errand: s.errand, warned: s.warned, steps: map[rotate.StepID]rotate.Step{}, began: map[rotate.StepID]time.Time{},
		later: make(chan struct{})}
	if s.errand == bringIn || s.errand == goOn {
		s.order = w.rotation.o.Credential.Ahead()
	}
	w.out.Finished = false
	r, st, e, later := w.rotation, w.state, s.errand, s.later
	return w.begin("", func(ctx context.Context, tell func(any)) any {
		result, err := e.run(ctx, hooked(r.engine, later, tell), st, r.o.Sure)
		r.note(e, result, err)
		return rotated{result, err}
	})
}

// hooked is a rotation that talks to a screen.
func hooked(r rotate.Rotation, later chan struct{}, tell func(any)) rotate.Rotation {
	r.Later = later
	r.Tell = func(step rotate.Step) { tell(step) }
	r.Lend = func(copy func() error) { tell(lent{copy}) }
	r.Ask = func(ctx context.Context, question string) (bool, error) {
		q := &asked{question, make(chan bool, 1)}
		tell(q)
		select {
		case yes := <-q.answer:
			return yes, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
	return r
}

func (s *rotating) hear(w *wizard, what any) tea.Cmd {
	switch what := what.(type) {
	case rotate.Step:
		s.take(w, what)
	case lent:
		s.copy = what.copy
	case *asked:
		s.asked, s.yes = what, false
	case ended:
		return s.ended(w, what.result.(rotated))
	}
	return nil
}

// take notes what a step tells. One that nobody saw ahead stands behind the
// last that told something.
func (s *rotating) take(w *wizard, step rotate.Step) {
	if !slices.Contains(s.order, step.ID) {
		s.order = slices.Insert(s.order, slices.Index(s.order, s.last)+1, step.ID)
	}
	if _, known := s.began[step.ID]; !known {
		s.began[step.ID] = w.clock.now()
	}
	if step.Status == rotate.Manual && len(step.Card) == 0 {
		step.Card = s.steps[step.ID].Card // more about what is at hand
	}
	s.steps[step.ID], s.last = step, step.ID
	if !s.moved {
		s.at = slices.Index(s.order, step.ID)
	}
}

// ended goes to where a person goes on from: to the question for the new one
// where the old one is forgotten, or where nothing was changed and it may be
// entered anew; else it stays, and says how it ended.
func (s *rotating) ended(w *wizard, r rotated) tea.Cmd {
	s.asked, s.doubt = nil, false
	switch {
	case s.errand == forget && r.err == nil:
		return w.confirm(steps.Finding{Good: true, Text: "the one before is forgotten here"})
	case s.errand == bringIn && r.err != nil && r.result.Outcome == "":
		w.state = w.state.Undone(steps.NewCredential)
		cmd := w.show()
		if asked, ok := w.screen.(*asking); ok {
			asked.stopped([]steps.Finding{amiss(r.err)})
		}
		return cmd
	}
	s.end, w.out.Finished = &r, true
	return nil
}

// card is what a person has to enter now; nil: nothing.
func (s *rotating) card() []string {
	if step := s.steps[s.last]; s.end == nil && step.Status == rotate.Manual {
		return step.Card
	}
	return nil
}

// running is how long a step has been going on; 0: it is not.
func (s *rotating) running(w *wizard, id rotate.StepID) time.Duration {
	if id != s.last || s.end != nil || w.job == nil {
		return 0
	}
	return w.clock.now().Sub(s.began[id])
}

// row is a step as it stands in a list of what is done.
func (s *rotating) row(w *wizard, id rotate.StepID) stepped {
	step := s.steps[id]
	out := stepped{status: live.Status(step.Status), title: id.Title(), detail: step.Detail, end: phrase.Took(step.Took)}
	if step.Took == 0 {
		out.end = phrase.Waited(s.running(w, id))
	}
	if s.end != nil && step.Status == "" {
		out.status, out.detail = live.Skip, "not reached"
	}
	return out
}

// changed says for the header what this run has changed; "" for nothing.
func (s *rotating) changed() string {
	if s.end != nil {
		return outcomes[s.end.result.Outcome]
	}
	switch {
	case s.steps[rotate.Restore].Status != "":
		return "putting it back"
	case s.steps[rotate.Switch].Status == rotate.Pass:
		return "the webhook has the new one"
	case s.steps[rotate.Keep].Status == rotate.Pass:
		return "the new one is kept as next"
	}
	return ""
}

// outcomes are the ends of a run, as short as a header wants them.
var outcomes = map[rotate.Outcome]string{
	rotate.Rotated: "the new one is in use", rotate.Undone: "the one before is in use", rotate.TakenBack: "taken back",
	rotate.Revoked: "the one before is forgotten", rotate.Restored: "everything is as before", rotate.Waiting: "not finished",
}

func (s *rotating) typing() bool { return false }
