package screens

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
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
	case s.turn.At == steps.AtStillKept && back(key):
		return decide(steps.GoBack)
	default:
		s.page.Press(key)
	}
	return nil
}

func (s *opening) Keys() []kit.Hint {
	switch {
	case s.turn.At == steps.AtFailure:
		return append(kit.Keys("enter", "leave", "r", "look again"), s.page.Hints()...)
	case s.turn.At == steps.AtStillKept:
		return kit.Keys("enter", "leave", "esc", "back")
	case s.asks():
		return kit.Keys("enter", "take it", "↑↓", "choose")
	}
	return append(kit.Keys("enter", "next"), s.page.Hints()...)
}

func (s *opening) Draw(r Room) []string {
	switch {
	case s.turn.At == steps.AtStillKept:
		return kit.Fit(r.Height, kit.Block{Lines: s.kept(r), Firm: true})
	case s.asks():
		return s.drawChoice(r)
	}
	foot := s.status(r)
	if room := r.Height - len(foot) - 1; room > 2 || s.turn.At != steps.AtFailure {
		lines := s.page.Draw(max(room, 0), s.text(r))
		return append(append(lines, ""), foot...)
	}
	return s.page.Draw(r.Height, foot)
}

// text says what will happen, in order, and where a new one is made.
func (s *opening) text(r Room) []string {
	lines := r.Prose(s.turn.Step.Intro)
	lines = append(lines, "")
	lines = append(lines, kit.Hang(r.Ink.Of(text.Dim, "Make it"), s.turn.Result.Credential.Made(), 10, r.Width)...)
	return append(lines, kit.Hang(r.Ink.Of(text.Dim, "Profile"), s.turn.State.Profile, 10, r.Width)...)
}

// status is how far the look is.
func (s *opening) status(r Room) []string {
	switch {
	case s.runs():
		return r.begun(words.ScreenLooking, s.turn.Task)
	case s.turn.At == steps.AtFailure:
		return r.findings([]steps.Finding{amiss(s.turn.Err)})
	}
	return r.said(status.Pass, words.ScreenLooked)
}

func (s *opening) drawChoice(r Room) []string {
	intro, options := s.question()
	lines, at := choice(r, s.second, options)
	return kit.Fit(r.Height,
		kit.Block{Lines: r.said(status.Warn, intro), Firm: true, To: 1},
		kit.Block{Lines: lines, Firm: true, From: at, To: at},
		kit.Block{Lines: r.dimmed(s.text(r)), Least: 6, Rank: 1})
}

// question is what has to be decided, and the two answers to it.
func (s *opening) question() (intro string, options [2]option) {
	which := s.turn.Result.Credential
	if s.turn.At == steps.AtKept {
		return fmt.Sprintf(words.ScreenIsRevoked, which.Vendor()), [2]option{
			{words.ScreenNotRevoked, words.ScreenNotRevokedMeans, false},
			{words.ScreenRevoked, fmt.Sprintf(words.ScreenRevokedMeans, which.Vendor()), true},
		}
	}
	intro = words.ScreenUnfinished
	if s.turn.Found.Switched {
		intro = words.ScreenUnfinishedSwitched
	}
	return intro, [2]option{
		{words.ScreenGoOnWithIt, words.ScreenGoOnMeans, false},
		{words.ScreenUndo, words.ScreenUndoMeans, true},
	}
}

// kept says what becomes of the one before, which nobody has revoked.
func (s *opening) kept(r Room) []string {
	which := s.turn.Result.Credential
	lines := r.said(status.Pass, words.ScreenStillKept)
	lines = append(lines, "")
	lines = append(lines, r.next(fmt.Sprintf(words.ScreenRevokeFirst, which.Made()))...)
	return append(lines, r.next(fmt.Sprintf(words.ScreenUndoCommand, which))...)
}
