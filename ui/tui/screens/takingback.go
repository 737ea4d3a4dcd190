package screens

import (
	"cmp"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// takingBack takes back what an earlier run of the setup made: it reads what
// there is, asks, and lists what became of it.
type takingBack struct {
	shown
	page kit.Pager
}

// Press implements Screen. Without a word nothing is taken back.
func (s *takingBack) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch {
	case s.runs():
		return nil
	case s.turn.At == steps.AtTaking && key == "y":
		return decide(steps.Yes)
	case key == "enter", back(key):
		return decide(s.turn.Default())
	}
	s.page.Press(key)
	return nil
}

func (s *takingBack) Draw(r Room) []string {
	return s.page.Draw(r.Height, s.text(r))
}

func (s *takingBack) text(r Room) []string {
	switch {
	case s.runs() && s.turn.Task == steps.ReadingMade:
		return r.said(status.Running, words.ScreenReadingMade)
	case s.runs():
		return r.said(status.Running, words.ScreenTakingBack)
	case s.turn.At == steps.AtTaking:
		return s.question(r)
	}
	var lines []string
	if s.turn.Err != nil {
		lines = append(r.said(status.Fail, fmt.Sprintf(words.ScreenNotTakenBack, advised(s.turn.Err))), "")
	}
	for _, t := range s.turn.Taken {
		lines = append(lines, s.became(r, t)...)
	}
	return append(lines, append([]string{""}, text.Fill(words.ScreenBeginAgain, r.Width)...)...)
}

func (s *takingBack) question(r Room) []string {
	question := cmp.Or(s.turn.Taking.Question(), words.ScreenNothingToTakeBack)
	lines := append(r.Ink[text.Strong].All(text.Fill(question, r.Width)), "")
	return append(lines, text.Fill(s.turn.State.Channel().Say(words.ScreenTakeBackMeans), r.Width)...)
}

// became is what became of one thing, and where a person removes what stays.
func (s *takingBack) became(r Room, t apply.TakenBack) []string {
	of, says := status.Pass, resource(plan.Change{Resource: t.Resource, Channel: s.turn.State.Channel()})+" "+t.Name+": "+string(t.Fate)
	if t.Fate == apply.Stays {
		of = status.Manual
	}
	if t.Why != "" {
		says += ", " + t.Why
	}
	return append(r.said(of, says), r.next(t.Where)...)
}

func (s *takingBack) Keys() []kit.Hint {
	switch {
	case s.runs():
		return kit.Keys("…", "one moment")
	case s.turn.At == steps.AtTaking:
		return append(kit.Keys("enter", "leave it", "y", "take it back"), s.page.Hints()...)
	}
	return append(kit.Keys("enter", "begin again"), s.page.Hints()...)
}
