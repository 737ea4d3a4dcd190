package screens

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/fleet"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// standing says how a setup stands that was applied before, and offers what can be
// done with it.
type standing struct {
	shown
	at     int
	asking bool // whether the campaign is to be disabled
}

// Show implements Screen. What another command does is left for.
func (s *standing) Show(t steps.Turn) Wish {
	s.turn, s.at = t, min(s.at, max(len(t.Decisions)-1, 0))
	if t.At == steps.AtEnd {
		return Quit{}
	}
	return nil
}

func (s *standing) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch {
	case s.runs() && key == "esc":
		return decide(steps.GoBack)
	case s.runs():
	case s.asking:
		s.asking = false
		if key == "y" {
			return decide(steps.Pause)
		}
	case moved(&s.at, key, len(s.turn.Decisions)):
	case key == "enter" && s.turn.Decisions[s.at] == steps.Pause:
		s.asking = true
	case key == "enter":
		return decide(s.turn.Decisions[s.at])
	case key == "q":
		return decide(steps.Leave)
	}
	return nil
}

func (s *standing) Keys() []kit.Hint {
	switch {
	case s.runs():
		return kit.Keys("esc", "stop")
	case s.asking:
		return kit.Keys("y", "disable it", "any other", "leave it")
	}
	return kit.Keys("enter", "do it", "↑↓", "choose", "q", "leave")
}

func (s *standing) Draw(r Room) []string {
	facts, left := kit.Block{Lines: s.facts(r), Firm: true}, kit.Block{Lines: s.left(r), Firm: true}
	switch {
	case s.turn.Task == steps.Pausing:
		return kit.Fit(r.Height, facts, left, kit.Block{Lines: r.begun(words.StatusPausing, s.turn.Task), Firm: true})
	case s.runs():
		return kit.Fit(r.Height, facts, left, kit.Block{Lines: r.begun(words.ScreenChecking, s.turn.Task), Firm: true})
	case s.asking:
		return kit.Fit(r.Height, facts, left, kit.Block{Lines: r.said(status.Warn, words.StatusPauseQuestion), Firm: true})
	}
	var menu []string
	for i, d := range s.turn.Decisions {
		lead, ink := "  ", text.Ink{}
		if i == s.at {
			lead, ink = r.Ink.Of(text.Accent, "▸")+" ", r.Ink[text.Accent]
		}
		menu = append(menu, lead+ink.Of(text.Short(d.Title(), r.Width-2)))
	}
	facts.Firm, facts.Least, facts.Rank, left.Least = false, 2, 1, 2
	return kit.Fit(r.Height, facts, left, kit.Block{Lines: menu, Least: 3, From: s.at, To: s.at})
}

// facts are what is known of the setup, and how.
func (s *standing) facts(r Room) []string {
	st := s.turn.State
	lines := r.Ink[text.Strong].All(text.Fill(fmt.Sprintf(words.StatusTitle, st.Profile), r.Width))
	for _, f := range st.Standing(r.Local) {
		lines = append(lines, kit.Hang(r.Ink.Of(text.Dim, f.Label), f.Says, 12, r.Width)...)
	}
	return lines
}

// left is what the checklist found to do, where it was gone through just now.
func (s *standing) left(r Room) (lines []string) {
	list := s.turn.Report.Checklist
	if s.turn.Err != nil {
		return r.said(status.Fail, s.turn.Err.Error())
	}
	if len(list.Checks) == 0 {
		return r.said(status.Waiting, words.StatusNotLooked)
	}
	end := report.EndOfCheck(fleet.Of(list), list, nil, words.EndListed).InMenu()
	room := r.Height - len(s.facts(r)) - len(s.turn.Decisions) - 4 // and what stands between them
	return append(end.Verdict(r.Ink, r.Width), end.Lines(r.Ink, r.Width, max(room, leastEnding))...)
}
