package screens

import (
	"fmt"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// moved handles the keys that go up and down a list.
func moved(at *int, key string, count int) bool {
	switch key {
	case "down", "j":
		*at = min(*at+1, count-1)
	case "up", "k":
		*at = max(*at-1, 0)
	default:
		return false
	}
	return true
}

func back(key string) bool { return key == "esc" || key == "shift+tab" }

// turned handles the keys that go from one of two options to the other.
func turned(second *bool, key string) bool {
	switch key {
	case "up", "down", "left", "right", "tab":
		*second = !*second
		return true
	}
	return false
}

// secrecy asks once whether a secret may go where every program can read it.
type secrecy struct{ doubt, warned bool }

// ask copies a secret, or asks first.
func (s *secrecy) ask(secret CopySecret) Wish {
	if s.doubt = !s.warned; s.doubt {
		return nil
	}
	return secret
}

// answer takes what was answered.
func (s *secrecy) answer(key string, secret CopySecret) Wish {
	s.doubt = false
	if key != "s" && key != "y" {
		return nil
	}
	s.warned = true
	return secret
}

func drawDoubt(r Room, called string) []string {
	question := fmt.Sprintf(words.ScreenCopySecret, called)
	return kit.Fit(r.Height,
		kit.Block{Lines: r.said(status.Warn, question), Least: 2},
		kit.Block{Lines: text.Fill(words.ScreenCopySecretKeys, r.Width)})
}

func doubtHints() []kit.Hint {
	return kit.Keys("s", "copy it all the same", "any other key", "do not")
}
