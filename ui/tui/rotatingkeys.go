package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/tui/kit"
)

func (s *rotating) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch {
	case s.end != nil:
		return s.ending(w, key)
	case s.doubt:
		return s.decide(key)
	case s.asked != nil:
		s.reply(key)
	case s.card() != nil:
		return s.byHand(w, key)
	default:
		s.move(key)
	}
	return nil
}

// ending leaves, or begins anew.
func (s *rotating) ending(w *wizard, key string) tea.Cmd {
	switch {
	case key == "enter" || key == "q":
		return tea.Quit
	case s.end.err == nil:
		s.page.Press(key)
	case key == "r":
		return s.open(w)
	case key == "esc" || key == "shift+tab":
		w.state = w.state.Undone(steps.RotationStart, steps.NewCredential)
		return w.show()
	default:
		s.page.Press(key)
	}
	return nil
}

// reply answers a question. No stands there; only yes is yes.
func (s *rotating) reply(key string) {
	switch key {
	case "up", "down", "left", "right", "tab":
		s.yes = !s.yes
	case "enter":
		s.asked.answer <- s.yes
		s.asked = nil
	}
}

// byHand is for the person who enters it in the console.
func (s *rotating) byHand(w *wizard, key string) tea.Cmd {
	last := len(s.card()) - 1
	switch key {
	case "down", "j":
		s.line = min(s.line+1, last)
	case "up", "k":
		s.line = max(s.line-1, 0)
	case "s":
		if s.copy == nil {
			w.note = note{"There is no clipboard to put it on: enter it from where you keep it.", false}
			return nil
		}
		if s.doubt = !s.warned; s.warned {
			return copySecret(theNewOne, s.copy)
		}
	case "l":
		if !s.leaves {
			s.leaves = true
			close(s.later)
		}
	}
	return nil
}

// theNewOne is what the secret that may be copied is called.
const theNewOne = "the new credential"

// decide takes the answer to whether it may go on the clipboard.
func (s *rotating) decide(key string) tea.Cmd {
	s.doubt = false
	if key != "s" && key != "y" {
		return nil
	}
	s.warned = true
	return copySecret(theNewOne, s.copy)
}

func (s *rotating) move(key string) {
	switch key {
	case "down", "j":
		s.at, s.moved = min(s.at+1, len(s.order)-1), true
	case "up", "k":
		s.at, s.moved = max(s.at-1, 0), true
	}
}

func (s *rotating) keys(*wizard) []kit.Hint {
	switch {
	case s.end != nil && s.end.err == nil:
		return append([]kit.Hint{kit.Key("enter", "leave")}, s.page.Hints()...)
	case s.end != nil:
		return append([]kit.Hint{kit.Key("enter", "leave"), kit.Key("r", "again"), kit.Key("esc", "to the start")}, s.page.Hints()...)
	case s.doubt:
		return doubtHints()
	case s.asked != nil:
		return []kit.Hint{kit.Key("enter", "take it"), kit.Key("↑↓", "choose"), kit.Key("ctrl+c", "stop")}
	case s.card() != nil:
		return []kit.Hint{kit.Key("s", "copy the secret"), kit.Key("l", "later"), kit.Key("↑↓", "line"), kit.Key("ctrl+c", "stop")}
	}
	return []kit.Hint{kit.Key("ctrl+c", "stop"), kit.Key("↑↓", "details")}
}
