package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
	"github.com/talontap/talontap/ui/tui/kit"
)

// asking is a step with questions: they are asked, tried where they can be, and
// what was found is shown.
type asking struct {
	form     *form.Form
	phase    phase
	findings []steps.Finding
}

type phase int

const (
	answering phase = iota
	trying          // the services are looked at
	searching       // CleverTap's other regions are tried
	warned          // nothing stops, but something has to be read
	offering        // the passcode may belong to another region
)

func newAsking(w *wizard, step steps.Step) *asking {
	return &asking{form: form.New(step, w.state, w.styles)}
}

// looked is what a look told.
type looked struct {
	observed steps.Observed
	findings []steps.Finding
}

// region is where the passcode is accepted; "" is nowhere.
type region struct {
	code string
	err  error
}

func (s *asking) typing() bool { return s.phase == answering && s.form.Typing() }

func (s *asking) paste(_ *wizard, words string) tea.Cmd {
	if s.phase == answering {
		s.form.Paste(words)
	}
	return nil
}

func (s *asking) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	switch s.phase {
	case trying, searching:
		if k.String() == "esc" {
			w.halt()
			s.phase = answering
		}
		return nil
	case warned:
		return s.heed(w, k.String())
	case offering:
		return s.offered(w, k.String())
	}
	return s.answer(w, k)
}

func (s *asking) answer(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	switch key := k.String(); key {
	case "enter", "tab":
		if key == "tab" && s.form.AtLast() {
			return nil
		}
		if s.form.Next() {
			return s.submit(w)
		}
	case "esc", "shift+tab":
		return s.stepBack(w, key)
	case "ctrl+y":
		if list := s.form.Question().Copy; list != "" {
			return w.copy(list, "the list of endpoints")
		}
	default:
		s.form.Press(k)
	}
	return nil
}

// stepBack ends a search first, then goes to the field above, then to the step
// before; Shift+Tab stays within the step.
func (s *asking) stepBack(w *wizard, key string) tea.Cmd {
	if key == "esc" && s.form.EndSearch() {
		return nil
	}
	if !s.form.Prev() {
		return nil
	}
	w.state = s.form.SoFar()
	return w.back()
}

// submit takes the answers and tries them, where the step can.
func (s *asking) submit(w *wizard) tea.Cmd {
	w.state = s.form.SoFar()
	if !w.step.Looks {
		return w.confirm()
	}
	return s.look(w)
}

func (s *asking) look(w *wizard) tea.Cmd {
	s.phase, s.findings = trying, nil
	id, st := w.step.ID, w.state
	if w.rotation != nil {
		return w.begin("comparing it with what is in use…", func(ctx context.Context, _ func(any)) any {
			return looked{st.Observed, w.rotation.admits(ctx, st)}
		})
	}
	return w.begin("trying it at "+lookedAt(id, st)+"…", func(ctx context.Context, _ func(any)) any {
		o, findings := w.o.Session.Look(ctx, id, st)
		return looked{o, findings}
	})
}

// lookedAt names the host that a step's look calls.
func lookedAt(id steps.ID, st steps.State) string {
	if id == steps.CleverTapStep || id == steps.EventStep {
		if st.Rehearsal {
			return "the rehearsal's CleverTap"
		}
		return st.Answers.Text(setup.Region) + ".api.clevertap.com"
	}
	return text.Host(st.Answers.Text(setup.TalonOneURL))
}

func (s *asking) hear(w *wizard, what any) tea.Cmd {
	e, ok := what.(ended)
	if !ok {
		return nil
	}
	switch r := e.result.(type) {
	case looked:
		return s.saw(w, r)
	case region:
		return s.foundRegion(w, r)
	}
	return nil
}

func (s *asking) saw(w *wizard, l looked) tea.Cmd {
	w.state.Observed = l.observed
	s.form.Observe(l.observed)
	switch {
	case stops(l.findings):
		s.stopped(l.findings)
		return nil
	case allGood(l.findings):
		return w.confirm(l.findings...)
	}
	s.phase, s.findings = warned, l.findings
	return nil
}

// stopped keeps the step open with everything that was typed.
func (s *asking) stopped(findings []steps.Finding) {
	s.phase, s.findings = answering, findings
	for _, f := range findings {
		if f.WrongRegion {
			s.phase = offering
		}
	}
	s.form.Focus(0)
}

func stops(findings []steps.Finding) bool {
	for _, f := range findings {
		if f.Stop {
			return true
		}
	}
	return false
}

func allGood(findings []steps.Finding) bool {
	for _, f := range findings {
		if !f.Good {
			return false
		}
	}
	return true
}

// heed waits for the person to have read a warning.
func (s *asking) heed(w *wizard, key string) tea.Cmd {
	switch key {
	case "enter":
		return w.confirm(s.findings...)
	case "esc", "shift+tab":
		s.phase = answering
		s.form.Focus(0)
	}
	return nil
}

// offered waits for a word on trying the other regions.
func (s *asking) offered(w *wizard, key string) tea.Cmd {
	switch key {
	case "f":
		s.phase, s.findings = searching, nil
		st := w.state
		return w.begin("trying the passcode in CleverTap's other regions…", func(ctx context.Context, _ func(any)) any {
			code, err := w.o.Session.FindRegion(ctx, st)
			return region{code, err}
		})
	case "enter", "tab", "esc", "shift+tab":
		s.phase = answering
	}
	return nil
}

func (s *asking) foundRegion(w *wizard, r region) tea.Cmd {
	switch {
	case r.err != nil:
		s.stopped([]steps.Finding{{Stop: true, Text: r.err.Error(), Fix: "try again, or compare the region with the dashboard's address"}})
		return nil
	case r.code == "":
		s.stopped([]steps.Finding{{Stop: true, Text: "no other region accepts the passcode either",
			Fix: "compare the passcode (not the Token) and the project ID with Settings › Project"}})
		return nil
	}
	w.state.Answers = w.state.Answers.With(setup.Region, r.code, setup.Typed)
	s.form.Put(setup.Region, r.code, w.state)
	return s.look(w)
}

func (s *asking) keys(w *wizard) []kit.Hint {
	switch s.phase {
	case trying, searching:
		return []kit.Hint{kit.Key("esc", "stop")}
	case warned:
		return []kit.Hint{kit.Key("enter", "go on all the same"), kit.Key("esc", "change it")}
	case offering:
		return []kit.Hint{kit.Key("f", "try the other regions"), kit.Key("enter", "change the answers")}
	}
	return s.form.Keys()
}
