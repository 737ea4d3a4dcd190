package screens

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
	"github.com/talontap/talontap/ui/tui/kit"
)

// asking is a step with questions: they are asked, tried where they can be, and
// what was found is shown.
type asking struct {
	shown
	form     *form.Form
	findings []steps.Finding
}

// Show implements Screen. A step that is asked again keeps everything that was
// typed.
func (s *asking) Show(t steps.Turn) Wish {
	before := s.turn
	s.turn = t
	s.form.Observe(t.State.Observed)
	if t.Task == steps.Looking && before.Task == steps.FindingRegion {
		s.form.Put(setup.Region, t.State.Answers.Text(setup.Region), t.State)
	}
	if t.At == steps.AtQuestions && t.Focus != "" {
		s.form.Find(t.Focus)
	}
	switch {
	case t.At == steps.AtQuestions && t.Err != nil:
		s.findings = []steps.Finding{amiss(t.Err)}
	case t.At == steps.AtQuestions && before.At == steps.AtWarning:
		s.form.Focus(0)
		return nil // it stays below the form
	default:
		s.findings = t.Findings
	}
	if len(s.findings) > 0 && t.At != steps.AtWarning && t.At != steps.AtFound {
		s.form.Focus(0)
	}
	if t.Fresh && t.Step.Looks && s.form.Whole() {
		return s.answered(steps.GoOn)
	}
	return nil
}

// SoFar is the state with what was answered up to now.
func (s *asking) SoFar() steps.State { return s.form.SoFar() }

func (s *asking) Typing() bool { return s.answering() && s.form.Typing() }

func (s *asking) answering() bool { return s.turn.At == steps.AtQuestions }

// Paste types a paste. The one that completes what is asked has it tried at once.
func (s *asking) Paste(says string) Wish {
	if !s.answering() {
		return nil
	}
	open := !s.form.Whole()
	s.form.Paste(says)
	if open && s.form.Whole() && s.turn.Step.Looks {
		return s.answered(steps.GoOn)
	}
	return nil
}

func (s *asking) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch s.turn.At {
	case steps.AtQuestions:
		return s.answer(k)
	case steps.AtRun:
		if key == "esc" {
			return decide(steps.GoBack)
		}
	case steps.AtWarning, steps.AtFound:
		switch key {
		case "enter":
			return decide(s.turn.Default())
		case "i":
			return decide(steps.GoOn)
		case "esc", "tab", "shift+tab":
			return decide(steps.Again)
		}
	case steps.AtRegion:
		switch key {
		case "f":
			return decide(steps.Yes)
		case "enter", "tab", "esc", "shift+tab":
			return decide(steps.No)
		}
	}
	return nil
}

func (s *asking) answer(k tea.KeyPressMsg) Wish {
	if s.form.Turns(k.String()) {
		return nil
	}
	switch key := k.String(); key {
	case "enter":
		if s.form.Enter() {
			return s.answered(steps.GoOn)
		}
	case "tab":
		s.form.Down()
	case "up", "down":
		switch {
		case s.form.Lists():
			s.form.Press(k)
		case key == "up":
			s.form.Prev()
		default:
			s.form.Down()
		}
	case "esc", "shift+tab":
		return s.stepBack(key)
	case "ctrl+o":
		if page := s.form.Page(); page != "" {
			return Browse{page}
		}
	case "ctrl+y":
		if list := s.form.Question().Copy; list != "" {
			return Copy{list, words.ScreenEndpoints}
		}
	default:
		if s.form.Settles(key) {
			return s.answer(tea.KeyPressMsg{Code: tea.KeyEnter})
		}
		s.form.Press(k)
	}
	return nil
}

// answered hands the answers over with a decision.
func (s *asking) answered(d steps.Decision) Wish {
	st := s.form.SoFar()
	return Decide{Decision: d, State: &st}
}

// stepBack ends a search first, then goes to the field above, then to the step
// before; Shift+Tab stays within the step.
func (s *asking) stepBack(key string) Wish {
	if key == "esc" && s.form.EndSearch() {
		return nil
	}
	if !s.form.Prev() {
		return nil
	}
	return s.answered(steps.GoBack)
}

func (s *asking) doing() string {
	st := s.turn.State
	switch {
	case s.turn.Task == steps.FindingRegion:
		return words.ScreenTryingRegions
	case Rotates(s.turn):
		return words.ScreenComparing
	case s.turn.Step.ID != steps.CleverTapStep && s.turn.Step.ID != steps.Values:
		return fmt.Sprintf(words.ScreenTrying, text.Host(st.Answers.Text(setup.TalonOneURL)))
	case st.Rehearsal:
		return words.ScreenTryingRehearsal
	}
	return fmt.Sprintf(words.ScreenTrying, st.Answers.Text(setup.Region)+".api.clevertap.com")
}

func (s *asking) Keys() []kit.Hint {
	switch s.turn.At {
	case steps.AtRun:
		return kit.Keys("esc", "stop")
	case steps.AtWarning:
		if s.turn.Default() == steps.GoOn {
			return kit.Keys("enter", "go on all the same", "esc", "change it")
		}
		return kit.Keys("enter", "change it", "i", "insist and go on")
	case steps.AtFound:
		return kit.Keys("enter", "next", "esc", "change it")
	case steps.AtRegion:
		return kit.Keys("f", "try the other regions", "enter", "change the answers")
	}
	return s.form.Keys()
}

// Help explains the question in focus, below what was found.
func (s *asking) Help(r Room) (lines []string) {
	if s.turn.Step.ID == steps.Expiry {
		lines = r.keptWhy(r.Kept)
	}
	if len(s.findings) > 0 {
		lines = append([]string{""}, r.findings(s.findings)...)
	}
	q := s.form.Question()
	lines = append(lines, "", r.Ink.Of(text.Strong, text.Short(q.Title, r.Width)))
	for _, says := range []string{q.Help, q.Where} {
		if says != "" {
			lines = append(lines, text.Fill(says, r.Width)...)
		}
	}
	return lines
}

// previewFrom is the window's height from which on a step shows what comes of
// its answers.
const previewFrom = 24

// calendarFrom is the window's height from which on a calendar leaves the rest its
// room.
const calendarFrom = 32

func (s *asking) Draw(r Room) []string {
	focused := s.answering()
	lines, from, to := s.form.Draw(r.Ink, r.Width, r.Height, focused)
	asked := kit.Block{Lines: lines, Least: min(len(lines), to-from+4), From: from, To: to}
	if !focused { // the findings, and not the form, are what has to be read
		asked.Rank = 3
	}
	blocks := []kit.Block{
		{Lines: s.news(r), Rank: 2},
		{Lines: r.dimmed(text.Fill(s.turn.Step.Intro, r.Width)), Rank: 1},
		asked,
		{Lines: r.note(), Firm: true},
	}
	switch {
	case s.runs():
		blocks = append(blocks, kit.Block{Lines: r.begun(s.doing(), s.turn.Task)})
	case len(s.findings) > 0:
		blocks = append(blocks, kit.Block{Lines: r.findings(s.findings), Firm: true})
	}
	if focused {
		blocks = append(blocks, s.beside(r)...)
	}
	return kit.Fit(r.Height, blocks...)
}

// beside is what stands below the form: explanations and what comes of the answers,
// or the calendar, which has the room to itself in a small window.
func (s *asking) beside(r Room) []kit.Block {
	aside := kit.Block{Lines: s.form.Aside(r.Ink, r.Width), Firm: true}
	if len(s.findings) > 0 { // they need the room: F1 has both
		aside.Rank = 2
	}
	calendar := kit.Block{Lines: s.form.Calendar(r.Ink), Rank: 3}
	switch {
	case r.Window < previewFrom:
		return []kit.Block{aside}
	case r.Window < calendarFrom && len(calendar.Lines) > 0:
		return []kit.Block{calendar}
	}
	return []kit.Block{aside, calendar, {Lines: s.form.Preview(r.Ink, r.Local, r.Width), Rank: 3}}
}

// news shows where the credentials are kept, and what could not be saved.
func (s *asking) news(r Room) []string {
	var lines []string
	if r.Kept.Where != "" && s.turn.Step.ID == steps.Expiry {
		lines = append(lines, r.kept(r.Kept)...)
	}
	if r.Unsaved != "" {
		lines = append(lines, r.said(status.Warn, fmt.Sprintf(words.ScreenAnswersUnsaved, r.Unsaved))...)
	}
	return lines
}
