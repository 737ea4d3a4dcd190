package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// welcome says what will happen, or, with a saved setup, where it goes on.
type welcome struct {
	page      kit.Pager
	preparing bool   // the slow part of the state is on its way
	eager     string // the way on that was chosen meanwhile
}

// prepared is the state with what was slow to find: the keychain's secrets, and
// where secrets are kept.
type prepared struct{ state steps.State }

// open lets the first frame wait for nothing: what is slow comes behind it.
func (s *welcome) open(w *wizard) tea.Cmd {
	if w.o.Prepare == nil || w.prepared {
		return nil
	}
	s.preparing = true
	st := w.o.State
	return w.begin("", func(ctx context.Context, _ func(any)) any { return prepared{w.o.Prepare(ctx, st)} })
}

func (s *welcome) take(w *wizard, p prepared) tea.Cmd {
	s.preparing, w.prepared = false, true
	w.state = resumable(w.list, p.state)
	if w.state.Saved {
		w.state = w.state.Undone(steps.Welcome)
	}
	return s.choose(w, s.eager)
}

// choose takes one of the ways on.
func (s *welcome) choose(w *wizard, key string) tea.Cmd {
	switch {
	case key == "enter":
		return s.goOn(w)
	case key == "b" && !w.state.Earlier.IsZero():
		return w.open(&takingBack{})
	}
	s.page.Press(key)
	return nil
}

// resumed is what looking again at the steps already done told.
type resumed struct {
	step     steps.ID // the step that needs the person, if any
	observed steps.Observed
	findings []steps.Finding
}

func (s *welcome) draw(w *wizard, r kit.Room) []string {
	if w.job != nil && !s.preparing {
		return kit.Fit(r.Height, kit.Block{Lines: []string{w.spinner() + " looking again at what is answered already…"}})
	}
	return s.page.Draw(r.Height, append(s.earlier(w, r.Width), s.text(w, r.Width)...))
}

// earlier says that a run did not come to its end, and the two ways on.
func (s *welcome) earlier(w *wizard, width int) []string {
	if w.state.Earlier.IsZero() {
		return nil
	}
	lines := kit.Hang(w.ink.Of(text.Warn, "!"), w.state.Earlier.Words(), 2, width)
	return append(append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), steps.GoingOn+" b takes back what talontap made.", 2, width)...), "")
}

func (s *welcome) text(w *wizard, width int) []string {
	if w.state.Saved {
		return s.back(w, width)
	}
	lines := append(w.ink[text.Accent].All(text.Fill("A coupon code from Talon.One, in the right customer's email", width)), "")
	lines = append(lines, prose(w, w.step.Intro, width)...)
	return append(lines, s.secrets(w, width)...)
}

// prose wraps a step's introduction; its points hang behind a dot.
func prose(w *wizard, words string, width int) []string {
	var lines []string
	for _, paragraph := range strings.Split(words, "\n") {
		if item, ok := strings.CutPrefix(paragraph, " · "); ok {
			lines = append(lines, kit.Hang(" "+w.ink.Of(text.Accent, "·"), item, 3, width)...)
			continue
		}
		lines = append(lines, text.Fill(paragraph, width)...)
	}
	return lines
}

func (s *welcome) secrets(w *wizard, width int) []string {
	if s.preparing {
		return []string{"", text.Pad(w.ink.Of(text.Dim, "Credentials"), 14) + w.spinner() + " asking the keychain of this machine…"}
	}
	if w.state.Secrets == "" {
		return nil
	}
	return append([]string{""}, kit.Hang(w.ink.Of(text.Dim, "Credentials"), w.state.Secrets, 14, width)...)
}

func (s *welcome) back(w *wizard, width int) []string {
	lines := []string{w.ink.Of(text.Accent, "Welcome back"), ""}
	lines = append(lines, text.Fill("Profile "+w.state.Profile+". What was answered is here; it is tried once more, reading only, and then it goes on where you left it.", width)...)
	lines = append(lines, "")
	after := w.state.Done(steps.Welcome)
	next, _ := steps.Resolve(w.list, after)
	for _, step := range w.list {
		if step.Act != steps.Ask || step.Shown != nil && !step.Shown(w.state) {
			continue
		}
		mark := w.ink.Of(text.Dim, "·")
		if after.Confirmed[step.ID] {
			mark = w.ink.Of(text.Good, "✓")
		}
		if step.ID == next.ID {
			mark = w.ink.Of(text.Accent, "▸")
		}
		answer := ""
		if after.Confirmed[step.ID] {
			answer = w.summary(step.ID)
		}
		lines = append(lines, " "+mark+" "+text.Pad(step.Title, 22)+w.ink.Of(text.Dim, text.Short(answer, width-25)))
	}
	lines = append(lines, s.secrets(w, width)...)
	return append(append(lines, ""), kit.Hang(w.ink.Of(text.Dim, "New keys"), newKeys, 14, width)...)
}

// newKeys is how each credential is rotated.
const newKeys = "talontap rotate clevertap, talonone-management or talonone-integration"

func (s *welcome) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	if s.preparing {
		if key := k.String(); key == "enter" || key == "b" {
			s.eager = key
		}
		return nil
	}
	if w.job != nil {
		if k.String() == "esc" {
			w.halt()
		}
		return nil
	}
	return s.choose(w, k.String())
}

// goOn begins, or looks again at what a saved setup answered: what was observed
// then is not saved, and a credential may have ended since.
func (s *welcome) goOn(w *wizard) tea.Cmd {
	ids := answered(w.list, w.state)
	if !w.state.Saved || len(ids) == 0 {
		return w.confirm()
	}
	st := w.state
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		for _, id := range ids {
			o, findings := w.o.Session.Look(ctx, id, st)
			st.Observed = o
			if stops(findings) {
				return resumed{id, o, findings}
			}
		}
		return resumed{observed: st.Observed}
	})
}

// answered lists the confirmed steps that can be looked at, up to the first
// that is open: what comes behind it is looked at when it is its turn.
func answered(list []steps.Step, st steps.State) []steps.ID {
	var ids []steps.ID
	for _, step := range list {
		if step.Act == steps.Ask && !st.Confirmed[step.ID] {
			return ids
		}
		if step.Looks {
			ids = append(ids, step.ID)
		}
	}
	return ids
}

func (s *welcome) hear(w *wizard, what any) tea.Cmd {
	e, ok := what.(ended)
	if !ok {
		return nil
	}
	if p, ok := e.result.(prepared); ok {
		return s.take(w, p)
	}
	r := e.result.(resumed)
	w.state.Observed = r.observed
	if r.step == "" {
		return w.confirm()
	}
	w.state = w.state.Done(steps.Welcome).Undone(r.step)
	cmd := w.show()
	if asked, ok := w.screen.(*asking); ok {
		asked.stopped(r.findings)
	}
	return cmd
}

func (s *welcome) keys(w *wizard) []kit.Hint {
	if w.job != nil && !s.preparing {
		return []kit.Hint{kit.Key("esc", "stop")}
	}
	keys := []kit.Hint{kit.Key("enter", "begin")}
	if w.state.Saved || !w.state.Earlier.IsZero() {
		keys = []kit.Hint{kit.Key("enter", "go on")}
	}
	if !w.state.Earlier.IsZero() {
		keys = append(keys, kit.Key("b", "take it back"))
	}
	return append(keys, s.page.Hints()...)
}

func (s *welcome) typing() bool { return false }
