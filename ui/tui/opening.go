package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/tui/kit"
)

// opening says what a rotation will do, while it is looked where things stand,
// and settles what an earlier one left.
type opening struct {
	page  kit.Pager
	eager bool // Enter was pressed while it was looked
	found rotate.Situation
	err   error
	back  bool // the choice with an unfinished rotation: take it back
	gone  bool // the choice with one that is kept: it is revoked
}

// found is a rotation and where it stands.
type found struct {
	rotation  rotate.Rotation
	situation rotate.Situation
	err       error
}

// open lets the first frame wait for nothing: keychain and network come behind it.
func (s *opening) open(w *wizard) tea.Cmd {
	*s = opening{}
	w.rotation.errand, w.rotation.stillKept, w.out.Finished = bringIn, false, false
	prepare := w.rotation.o.Prepare
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		r, err := prepare(ctx)
		if err != nil {
			return found{err: err}
		}
		situation, err := r.Look(ctx)
		return found{r, situation, err}
	})
}

func (s *opening) hear(w *wizard, what any) tea.Cmd {
	e, ok := what.(ended)
	if !ok {
		return nil
	}
	f := e.result.(found)
	w.rotation.engine, s.found, s.err = f.rotation, f.situation, f.err
	if s.err != nil {
		w.rotation.note(bringIn, rotate.Result{Credential: w.rotation.o.Credential}, s.err)
		w.out.Finished = true
		return nil
	}
	if s.eager && !s.asks() {
		return w.confirm()
	}
	return nil
}

// asks reports whether there is something to decide before a new one is asked for.
func (s *opening) asks() bool { return s.found.Unfinished || s.found.Kept }

func (s *opening) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch {
	case w.job != nil:
		s.eager = s.eager || key == "enter"
		s.page.Press(key)
		return nil
	case s.err != nil:
		return s.failed(w, key)
	case w.rotation.stillKept:
		return s.remind(w, key)
	case s.asks():
		return s.decide(w, key)
	case key == "enter":
		return w.confirm()
	}
	s.page.Press(key)
	return nil
}

func (s *opening) failed(w *wizard, key string) tea.Cmd {
	switch key {
	case "enter":
		return tea.Quit
	case "r":
		return s.open(w)
	}
	s.page.Press(key)
	return nil
}

// remind waits until it was read that the one before is kept.
func (s *opening) remind(w *wizard, key string) tea.Cmd {
	switch key {
	case "enter":
		return tea.Quit
	case "esc", "shift+tab":
		w.rotation.stillKept, w.out.Finished = false, false
	}
	return nil
}

// decide takes a choice: to go on with an unfinished rotation, which is what
// Enter does, or to say that the one before is revoked, which it does not.
func (s *opening) decide(w *wizard, key string) tea.Cmd {
	switch key {
	case "up", "down", "left", "right", "tab":
		s.back, s.gone = !s.back, !s.gone
	case "enter":
		return s.decided(w)
	default:
		s.page.Press(key)
	}
	return nil
}

func (s *opening) decided(w *wizard) tea.Cmd {
	switch {
	case s.found.Unfinished:
		w.rotation.errand = goOn
		if s.back {
			w.rotation.errand = takeBack
		}
		w.state = w.state.Done(steps.RotationStart).Done(steps.NewCredential)
		return w.show()
	case s.gone:
		w.rotation.errand = forget
		return w.open(newRotating(forget))
	}
	w.rotation.stillKept, w.out.Finished = true, true
	return nil
}

func (s *opening) keys(w *wizard) []kit.Hint {
	switch {
	case w.job != nil:
		return append([]kit.Hint{kit.Key("enter", "next")}, s.page.Hints()...)
	case s.err != nil:
		return append([]kit.Hint{kit.Key("enter", "leave"), kit.Key("r", "look again")}, s.page.Hints()...)
	case w.rotation.stillKept:
		return []kit.Hint{kit.Key("enter", "leave"), kit.Key("esc", "back")}
	case s.asks():
		return []kit.Hint{kit.Key("enter", "take it"), kit.Key("↑↓", "choose")}
	}
	return append([]kit.Hint{kit.Key("enter", "next")}, s.page.Hints()...)
}

func (s *opening) typing() bool { return false }
