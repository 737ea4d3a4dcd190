package screens

import (
	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/tui/kit"
)

// Press implements Screen.
func (s *rotating) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch {
	case !s.runs():
		return s.ending(key)
	case s.doubt:
		return s.decide(key)
	case s.asked != nil:
		s.reply(key)
	case s.card() != nil:
		return s.byHand(key)
	default:
		s.move(key)
	}
	return nil
}

// ending leaves, or begins anew.
func (s *rotating) ending(key string) Wish {
	switch {
	case key == "enter" || key == "q":
		return Quit{}
	case s.turn.Err == nil:
		s.page.Press(key)
	case key == "r":
		return decide(steps.Again)
	case key == "esc" || key == "shift+tab":
		return decide(steps.GoBack)
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
		s.asked.Answer <- s.yes
		s.asked = nil
	}
}

// byHand is for the person who enters it in the console.
func (s *rotating) byHand(key string) Wish {
	last := len(s.card()) - 1
	switch key {
	case "down", "j":
		s.line = min(s.line+1, last)
	case "up", "k":
		s.line = max(s.line-1, 0)
	case "s":
		if s.copy == nil {
			return Note{"There is no clipboard to put it on: enter it from where you keep it.", false}
		}
		if s.doubt = !s.warned; s.warned {
			return CopySecret{theNewOne, s.copy}
		}
	case "l":
		if !s.leaves {
			s.leaves = true
			s.turn.Leave()
		}
	}
	return nil
}

// theNewOne is what the secret that may be copied is called.
const theNewOne = "the new credential"

// decide takes the answer to whether it may go on the clipboard.
func (s *rotating) decide(key string) Wish {
	s.doubt = false
	if key != "s" && key != "y" {
		return nil
	}
	s.warned = true
	return CopySecret{theNewOne, s.copy}
}

func (s *rotating) move(key string) {
	switch key {
	case "down", "j":
		s.at, s.moved = min(s.at+1, len(s.order)-1), true
	case "up", "k":
		s.at, s.moved = max(s.at-1, 0), true
	}
}

// Keys implements Screen.
func (s *rotating) Keys() []kit.Hint {
	switch {
	case !s.runs() && s.turn.Err == nil:
		return append(kit.Keys("enter", "leave"), s.page.Hints()...)
	case !s.runs():
		return append(kit.Keys("enter", "leave", "r", "again", "esc", "to the start"), s.page.Hints()...)
	case s.doubt:
		return doubtHints()
	case s.asked != nil:
		return kit.Keys("enter", "take it", "↑↓", "choose", "ctrl+c", "stop")
	case s.card() != nil:
		return kit.Keys("s", "copy the secret", "l", "later", "↑↓", "line", "ctrl+c", "stop")
	}
	return kit.Keys("ctrl+c", "stop", "↑↓", "details")
}
