package screens

import (
	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/tui/kit"
)

// opening says what a rotation will do, while it is looked where things stand,
// and settles what an earlier one left.
type opening struct {
	shown
	page   kit.Pager
	eager  bool // Enter was pressed while it was looked
	second bool // the second of two choices: to take it back, or that it is revoked
}

// Show implements Screen.
func (s *opening) Show(t steps.Turn) Wish {
	eager := s.eager && t.At == steps.AtIntro
	*s = opening{shown: shown{t}}
	if eager {
		return decide(steps.GoOn)
	}
	return nil
}

// asks reports whether there is something to decide before a new one is asked for.
func (s *opening) asks() bool { return s.turn.At == steps.AtUnfinished || s.turn.At == steps.AtKept }

// Press implements Screen. Enter goes on with an unfinished rotation; that the one
// before is revoked has to be said.
func (s *opening) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch {
	case s.runs() && key == "enter":
		s.eager = true
	case s.runs():
		s.page.Press(key)
	case s.asks() && turned(&s.second, key):
	case key == "enter" && s.second:
		return decide(s.turn.Decisions[1])
	case key == "enter" && (s.turn.At == steps.AtFailure || s.turn.At == steps.AtStillKept):
		return Quit{}
	case key == "enter":
		return decide(s.turn.Default())
	case key == "r" && s.turn.At == steps.AtFailure:
		return decide(steps.Again)
	case s.turn.At == steps.AtStillKept && (key == "esc" || key == "shift+tab"):
		return decide(steps.GoBack)
	default:
		s.page.Press(key)
	}
	return nil
}

// Keys implements Screen.
func (s *opening) Keys() []kit.Hint {
	switch {
	case s.runs():
		return append(kit.Keys("enter", "next"), s.page.Hints()...)
	case s.turn.At == steps.AtFailure:
		return append(kit.Keys("enter", "leave", "r", "look again"), s.page.Hints()...)
	case s.turn.At == steps.AtStillKept:
		return kit.Keys("enter", "leave", "esc", "back")
	case s.asks():
		return kit.Keys("enter", "take it", "↑↓", "choose")
	}
	return append(kit.Keys("enter", "next"), s.page.Hints()...)
}
