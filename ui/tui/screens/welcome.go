package screens

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// welcome says what will happen, or, with a saved setup, where it goes on.
type welcome struct {
	shown
	page  kit.Pager
	eager steps.Decision // that was taken while the state was not whole yet

	guided bool // it rehearses what is done by hand
}

func (s *welcome) Show(t steps.Turn) Wish {
	s.turn = t
	if s.preparing() {
		return nil
	}
	eager := s.eager
	s.eager = ""
	if t.At == steps.AtIntro && eager != "" && t.May(eager) {
		return decide(eager)
	}
	return nil
}

// preparing reports whether the slow part of the state is on its way.
func (s *welcome) preparing() bool { return s.runs() && s.turn.Task == steps.Preparing }

func (s *welcome) Draw(r Room) []string {
	if s.runs() && !s.preparing() {
		return kit.Fit(r.Height, kit.Block{Lines: r.said(status.Running, words.ScreenTryingAgain)})
	}
	return s.page.Draw(r.Height, append(s.earlier(r), s.text(r)...))
}

// earlier says that a run did not come to its end, and the two ways on.
func (s *welcome) earlier(r Room) []string {
	if s.turn.State.Earlier.IsZero() {
		return nil
	}
	lines := r.said(status.Warn, s.turn.State.Earlier.Words())
	return append(append(lines, r.next(fmt.Sprintf(words.ScreenEarlier, words.UnfinishedGoOn))...), "")
}

func (s *welcome) text(r Room) []string {
	if s.turn.State.Saved {
		return s.back(r)
	}
	lines := append(r.Ink[text.Accent].All(text.Fill(s.turn.State.Channel().Say(words.ScreenTitle), r.Width)), "")
	switch {
	case s.turn.State.Rehearsal && s.guided:
		lines = append(lines, r.Prose(words.ScreenShowsGuided)...)
	case s.turn.State.Rehearsal:
		lines = append(lines, r.Prose(words.ScreenShowsDemo)...)
	default:
		lines = append(lines, r.Prose(s.turn.Step.Intro)...)
	}
	return append(append(lines, s.begun(r)...), s.secrets(r)...)
}

// begun says what is copied of another setup, once the credentials were looked for.
func (s *welcome) begun(r Room) []string {
	said := s.turn.State.Begun()
	if len(said) == 0 || s.preparing() {
		return nil
	}
	lines := []string{""}
	for _, line := range said {
		lines = append(lines, r.Prose(line)...)
	}
	return lines
}

func (s *welcome) secrets(r Room) []string {
	if s.preparing() {
		return []string{"", text.Pad(r.Ink.Of(text.Dim, "Credentials"), 14) + r.said(status.Running, words.ScreenAskingKeychain)[0]}
	}
	if s.turn.State.Secrets.Where == "" {
		return nil
	}
	return append([]string{""}, r.kept(s.turn.State.Secrets)...)
}

func (s *welcome) back(r Room) []string {
	lines := []string{r.Ink.Of(text.Accent, words.ScreenWelcomeBack), ""}
	lines = append(lines, text.Fill(fmt.Sprintf(words.ScreenWelcomeBackSays, s.turn.State.Profile), r.Width)...)
	lines = append(lines, "")
	after := s.turn.State.Done(steps.Welcome)
	next, _ := steps.Resolve(steps.List(), after)
	for _, step := range steps.List() {
		if step.Act != steps.Ask || step.Shown != nil && !step.Shown(s.turn.State) {
			continue
		}
		mark := r.Ink.Of(text.Dim, "·")
		if after.Confirmed[step.ID] {
			mark = r.Ink.Of(text.Good, "✓")
		}
		if step.ID == next.ID {
			mark = r.Ink.Of(text.Accent, "▸")
		}
		answer := ""
		if after.Confirmed[step.ID] {
			answer = Summary(s.turn.State, step.ID)
		}
		lines = append(lines, " "+mark+" "+text.Pad(step.Title, 22)+r.Ink.Of(text.Dim, text.Short(answer, r.Width-25)))
	}
	lines = append(lines, s.secrets(r)...)
	return append(append(lines, ""), kit.Hang(r.Ink.Of(text.Dim, "New keys"), words.ScreenRotateCommands, 14, r.Width)...)
}

func (s *welcome) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	decision := map[string]steps.Decision{"enter": s.turn.Default(), "b": steps.Undo}[key]
	switch {
	case s.preparing():
		s.eager = cmp.Or(decision, s.eager)
	case s.runs():
		if key == "esc" {
			return decide(steps.GoBack)
		}
	case s.turn.May(decision):
		return decide(decision)
	default:
		s.page.Press(key)
	}
	return nil
}

func (s *welcome) Keys() []kit.Hint {
	if s.runs() && !s.preparing() {
		return kit.Keys("esc", "stop")
	}
	cut, first := !s.turn.State.Earlier.IsZero(), "begin"
	if s.turn.State.Saved || cut {
		first = "go on"
	}
	return slices.Concat(kit.Keys("enter", first), kit.KeysIf(cut, "b", "take it back"), s.page.Hints())
}

// Help says why no keychain keeps the credentials.
func (s *welcome) Help(r Room) []string { return r.keptWhy(s.turn.State.Secrets) }
