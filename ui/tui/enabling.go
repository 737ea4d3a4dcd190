package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
)

// enabling is the last step: the choice, the checklist, and the end.
type enabling struct {
	stage stage
	now   bool // the choice
	err   error
	list  check.List
	seen  error // why there is no checklist
	page  pager
}

type stage int

const (
	choosing stage = iota
	closed         // it may not be enabled, and it says why
	switching
	failed // it was tried and refused
	checking
	finished
)

// switched says how enabling ended; listed brings the checklist.
type switched struct{ err error }

type listed struct {
	list check.List
	err  error
}

func newEnabling(w *wizard) *enabling {
	s := &enabling{now: w.o.DefaultEnable}
	if w.o.Session.Enabled() || !w.o.Session.MayEnable() {
		s.stage = closed
	}
	return s
}

func (s *enabling) open(*wizard) tea.Cmd { return nil }

func (s *enabling) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch s.stage {
	case choosing:
		return s.choose(w, key)
	case closed, failed:
		switch key {
		case "enter":
			return s.look(w)
		case "r":
			if s.stage == failed {
				return s.enable(w)
			}
			return w.replan()
		case "esc", "shift+tab":
			return w.replan()
		}
	case finished:
		switch key {
		case "enter", "q":
			return w.confirm()
		default:
			s.page.press(key)
		}
	}
	return nil
}

func (s *enabling) choose(w *wizard, key string) tea.Cmd {
	switch key {
	case "up", "down", "left", "right", "tab":
		s.now = !s.now
	case "y":
		s.now = true
	case "n":
		s.now = false
	case "esc", "shift+tab":
		return w.replan()
	case "enter":
		if s.now {
			return s.enable(w)
		}
		return s.look(w)
	}
	return nil
}

func (s *enabling) enable(w *wizard) tea.Cmd {
	s.stage, s.err = switching, nil
	st := w.state
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		return switched{w.o.Session.Enable(ctx, st)}
	})
}

func (s *enabling) look(w *wizard) tea.Cmd {
	s.stage = checking
	st := w.state
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		list, err := w.o.Session.Checklist(ctx, st)
		return listed{list, err}
	})
}

func (s *enabling) hear(w *wizard, what any) tea.Cmd {
	e, ok := what.(ended)
	if !ok {
		return nil
	}
	switch r := e.result.(type) {
	case switched:
		if s.err = r.err; r.err != nil {
			s.stage = failed
			return nil
		}
		w.tally.enabled = true
		return s.look(w)
	case listed:
		s.list, s.seen = r.list, r.err
		s.stage, w.out.Checklist, w.out.Finished = finished, r.list, true
		w.state = w.state.Done(steps.Enable)
		return w.save()
	}
	return nil
}

func (s *enabling) keys(*wizard) []hint {
	switch s.stage {
	case choosing:
		return []hint{{"enter", "take it"}, {"↑↓", "choose"}, {"esc", "look again"}}
	case closed:
		return []hint{{"enter", "to the end"}, {"r", "look again"}, {"esc", "back"}}
	case failed:
		return []hint{{"r", "try again"}, {"enter", "leave it disabled"}, {"esc", "back"}}
	case finished:
		return append([]hint{{"enter", "leave"}}, s.page.hints()...)
	}
	return []hint{{"", "one moment"}}
}

func (s *enabling) typing() bool { return false }
