package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// takingBack takes back what an earlier run of the setup made: it reads what
// there is, asks, and lists what became of it.
type takingBack struct {
	stage  takingStage
	what   steps.Taking
	things []apply.TakenBack
	err    error
	page   kit.Pager
}

type takingStage int

const (
	takingRead takingStage = iota
	takingAsked
	takingDone // or failed, as err says
	takingAway
)

// readable is what taking back would touch; taken what it did.
type readable struct {
	what steps.Taking
	err  error
}

type taken struct {
	things []apply.TakenBack
	err    error
}

func (s *takingBack) open(w *wizard) tea.Cmd {
	st := w.state
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		what, err := w.o.Session.Removable(ctx, st)
		return readable{what, err}
	})
}

func (s *takingBack) hear(w *wizard, what any) tea.Cmd {
	e, ok := what.(ended)
	if !ok {
		return nil
	}
	switch r := e.result.(type) {
	case readable:
		s.what, s.err, s.stage = r.what, r.err, takingAsked
		if r.err != nil {
			s.stage = takingDone
		}
	case taken:
		s.things, s.err, s.stage = r.things, r.err, takingDone
		if r.err == nil {
			w.state.Earlier = steps.Unfinished{}
		}
	}
	return nil
}

func (s *takingBack) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch {
	case w.job != nil:
		return nil
	case s.stage == takingAsked && key == "y":
		return s.take(w)
	case key == "enter", key == "esc", key == "shift+tab":
		return w.open(&welcome{}) // without a word nothing is taken back
	}
	s.page.Press(key)
	return nil
}

func (s *takingBack) take(w *wizard) tea.Cmd {
	s.stage = takingAway
	st, what := w.state, s.what
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		things, err := w.o.Session.Remove(ctx, st, what, nil)
		return taken{things, err}
	})
}

func (s *takingBack) draw(w *wizard, r kit.Room) []string {
	return s.page.Draw(r.Height, s.text(w, r.Width))
}

func (s *takingBack) text(w *wizard, width int) []string {
	switch s.stage {
	case takingRead:
		return []string{w.spinner() + " reading in Talon.One what there is…"}
	case takingAway:
		return []string{w.spinner() + " taking it back…"}
	case takingAsked:
		return s.question(w, width)
	}
	var lines []string
	if s.err != nil {
		lines = append(kit.Hang(w.ink.Of(text.Bad, "✗"), "It was not taken back: "+advised(s.err), 2, width), "")
	}
	for _, t := range s.things {
		lines = append(lines, s.became(w, t, width)...)
	}
	return append(lines, append([]string{""}, text.Fill("Enter begins again with the answers that are here.", width)...)...)
}

func (s *takingBack) question(w *wizard, width int) []string {
	question := s.what.Question()
	if question == "" {
		question = "There is no campaign of this setup to take back. List what else there is?"
	}
	lines := append(w.ink[text.Strong].All(text.Fill(question, width)), "")
	return append(lines, text.Fill("A campaign whose codes customers hold is only disabled: deleting it would end them. A webhook, the email campaign and the event stay, and you are told where to remove them.", width)...)
}

// became is what became of one thing, and where a person removes what stays.
func (s *takingBack) became(w *wizard, t apply.TakenBack, width int) []string {
	sign, words := w.ink.Of(text.Good, "✓"), resource(t.Resource)+" "+t.Name+": "+string(t.Fate)
	if t.Fate == apply.Stays {
		sign = w.ink.Of(text.Warn, "○")
	}
	if t.Why != "" {
		words += ", " + t.Why
	}
	lines := kit.Hang(sign, words, 2, width)
	if t.Where != "" {
		lines = append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), t.Where, 2, width)...)
	}
	return lines
}

func (s *takingBack) keys(w *wizard) []kit.Hint {
	switch {
	case w.job != nil:
		return []kit.Hint{kit.Key("", "one moment")}
	case s.stage == takingAsked:
		return append([]kit.Hint{kit.Key("enter", "leave it"), kit.Key("y", "take it back")}, s.page.Hints()...)
	}
	return append([]kit.Hint{kit.Key("enter", "begin again")}, s.page.Hints()...)
}

func (s *takingBack) typing() bool { return false }
