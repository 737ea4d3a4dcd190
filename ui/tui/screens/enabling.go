package screens

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/tui/kit"
)

// enabling is the last step: what a person has to compare, the choice, the
// checklist, and the end.
type enabling struct {
	shown
	yes  bool // the choice so far
	page kit.Pager
}

// Show implements Screen. An end without a checklist says so itself.
func (s *enabling) Show(t steps.Turn) Wish {
	s.turn, s.page = t, kit.Pager{}
	s.yes = t.Default() == steps.Yes && t.At == steps.AtEnabling
	if t.At == steps.AtFailure {
		return decide(steps.GoOn)
	}
	return nil
}

func (s *enabling) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch s.turn.At {
	case steps.AtComparison:
		return s.compare(key)
	case steps.AtEnabling:
		return s.choose(key)
	case steps.AtClosed, steps.AtRefusal:
		switch {
		case key == "enter":
			return decide(steps.GoOn)
		case key == "r" && s.turn.May(steps.Yes):
			return decide(steps.Yes)
		case key == "r", back(key):
			return decide(steps.GoBack)
		}
	case steps.AtEnd:
		if key == "enter" || key == "q" {
			return Quit{}
		}
		s.page.Press(key)
	}
	return nil
}

// compare takes a person's word for what the vendor does not show. Without it
// the campaign stays disabled.
func (s *enabling) compare(key string) Wish {
	switch key {
	case "c":
		s.yes = true
	case "o":
		return Browse{s.card().Address}
	case "up", "down", "left", "right", "tab", "esc", "shift+tab", "enter":
		return s.choose(key)
	default:
		s.page.Press(key)
	}
	return nil
}

func (s *enabling) choose(key string) Wish {
	switch {
	case turned(&s.yes, key):
	case key == "y":
		return decide(steps.Yes)
	case key == "n":
		return decide(steps.No)
	case back(key):
		return decide(steps.GoBack)
	case key == "enter" && s.yes:
		return decide(steps.Yes)
	case key == "enter":
		return decide(steps.No)
	}
	return nil
}

// card is what the thing that nobody sees has to look like.
func (s *enabling) card() guide.Card {
	of := cmp.Or(s.turn.Weighed.Gate.Unseen[0].About, plan.Rule)
	for _, c := range s.turn.Report.Left {
		if c.Resource == of && len(c.Card.Fields) > 0 {
			return c.Card
		}
	}
	return plan.CardOf(of, s.turn.Wanted)
}

func (s *enabling) Keys() []kit.Hint {
	switch s.turn.At {
	case steps.AtComparison:
		return kit.Keys("enter", "take it", "c", "compared", "↑↓", "choose", "o", "open", "pgdn", "more", "esc", "look again")
	case steps.AtEnabling:
		return kit.Keys("enter", "take it", "y", "enable now", "n", "not yet", "↑↓", "choose", "esc", "back")
	case steps.AtClosed:
		return kit.Keys("enter", "to the end", "r", "look again", "esc", "back")
	case steps.AtRefusal:
		return kit.Keys("r", "try again", "enter", "leave it disabled", "esc", "back")
	case steps.AtEnd:
		return append(kit.Keys("enter", "leave"), s.page.Hints()...)
	}
	return kit.Keys("…", "one moment")
}
