package tui

import (
	"cmp"
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/tui/kit"
)

// enabling is the last step: what a person has to compare, the choice, the
// checklist, and the end.
type enabling struct {
	stage    stage
	gate     live.Gate
	enabled  bool
	now      bool     // the choice
	compared bool     // the choice of whether the person compared it
	blockers []string // what has to be known before it is enabled
	err      error
	list     check.List
	seen     error // why there is no checklist
	page     kit.Pager
}

type stage int

const (
	weighing  stage = iota // what the gate says is on its way
	comparing              // only what nobody can see keeps it closed
	choosing
	closed // it may not be enabled, and it says why
	switching
	failed // it was tried and refused
	checking
	finished
)

// weighed is what the gate says; noted is the state with what a person compared.
type weighed struct {
	gate         live.Gate
	may, enabled bool
	blockers     []string
}

type noted struct {
	state steps.State
	weighed
}

// switched says how enabling ended; listed brings the checklist.
type switched struct{ err error }

type listed struct {
	list check.List
	err  error
}

func newEnabling(now bool) *enabling { return &enabling{now: now} }

func (s *enabling) open(w *wizard) tea.Cmd {
	engine := w.o.Session
	return w.begin("", func(context.Context, func(any)) any { return weigh(engine) })
}

func weigh(engine Engine) weighed {
	return weighed{engine.Gate(), engine.MayEnable(), engine.Enabled(), engine.Blockers()}
}

// take goes where the gate leads. What nobody can see is asked one after the
// other, and no answer to it is ever chosen beforehand.
func (s *enabling) take(w *wizard, g weighed) {
	s.gate, s.enabled, s.compared, s.blockers = g.gate, g.enabled, false, g.blockers
	s.now = s.now && len(g.blockers) == 0
	w.tally.enabled = g.enabled
	switch {
	case w.result != nil && len(g.gate.Failures) == 0 && len(g.gate.Unseen) > 0:
		s.stage = comparing
	case g.enabled:
		s.stage = closed
	case g.may:
		s.stage = choosing
	default:
		s.stage = closed
	}
}

func (s *enabling) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch s.stage {
	case comparing:
		return s.compare(w, key)
	case choosing:
		return s.choose(w, key)
	case closed, failed:
		switch key {
		case "enter":
			return s.look(w)
		case "r":
			if s.stage == failed {
				return s.enable(w)
			}
			return w.replan()
		case "esc", "shift+tab":
			return w.replan()
		}
	case finished:
		switch key {
		case "enter", "q":
			return w.confirm()
		default:
			s.page.Press(key)
		}
	}
	return nil
}

// compare takes a person's word for what the vendor does not show. Without it
// the campaign stays disabled.
func (s *enabling) compare(w *wizard, key string) tea.Cmd {
	switch key {
	case "up", "down", "left", "right", "tab":
		s.compared = !s.compared
	case "c":
		s.compared = true
	case "o":
		return w.browse(s.card(w).Address)
	case "esc", "shift+tab":
		return w.replan()
	case "enter":
		if s.compared {
			return s.record(w, s.gate.Unseen[0])
		}
		s.stage = closed
	default:
		s.page.Press(key)
	}
	return nil
}

func (s *enabling) record(w *wizard, what live.Item) tea.Cmd {
	s.stage = weighing
	st, engine := w.state, w.o.Session
	return w.begin("", func(context.Context, func(any)) any {
		return noted{engine.Compared(st, what), weigh(engine)}
	})
}

// card is what the thing that nobody sees has to look like.
func (s *enabling) card(w *wizard) guide.Card {
	of := cmp.Or(s.gate.Unseen[0].About, plan.Rule)
	for _, c := range w.left {
		if c.Resource == of && len(c.Card.Fields) > 0 {
			return c.Card
		}
	}
	return plan.CardOf(of, w.wanted)
}

func (s *enabling) choose(w *wizard, key string) tea.Cmd {
	switch key {
	case "up", "down", "left", "right", "tab":
		s.now = !s.now
	case "y":
		s.now = true
	case "n":
		s.now = false
	case "esc", "shift+tab":
		return w.replan()
	case "enter":
		if s.now {
			return s.enable(w)
		}
		return s.look(w)
	}
	return nil
}

func (s *enabling) enable(w *wizard) tea.Cmd {
	s.stage, s.err = switching, nil
	st := w.state
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		return switched{w.o.Session.Enable(ctx, st)}
	})
}

func (s *enabling) look(w *wizard) tea.Cmd {
	s.stage, s.page = checking, kit.Pager{}
	st := w.state
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		list, err := w.o.Session.Checklist(ctx, st)
		return listed{list, err}
	})
}

func (s *enabling) hear(w *wizard, what any) tea.Cmd {
	e, ok := what.(ended)
	if !ok {
		return nil
	}
	switch r := e.result.(type) {
	case weighed:
		s.take(w, r)
	case noted:
		w.state.Noted = r.state.Noted
		s.take(w, r.weighed)
		return w.save()
	case switched:
		if s.err = r.err; r.err != nil {
			s.refused(w)
			return nil
		}
		w.tally.enabled = true
		return s.look(w)
	case listed:
		s.list, s.seen = r.list, r.err
		s.stage, w.out.Checklist, w.out.Finished = finished, r.list, true
		w.state = w.state.Done(steps.Enable)
		return w.save()
	}
	return nil
}

// refused keeps what a person can do instead, where there is such a thing.
func (s *enabling) refused(w *wizard) {
	s.stage = failed
	if byHand := (*steps.ByHandError)(nil); errors.As(s.err, &byHand) {
		w.left = append(w.left, byHand.Change)
	}
}

func (s *enabling) keys(*wizard) []kit.Hint {
	switch s.stage {
	case comparing:
		return []kit.Hint{kit.Key("enter", "take it"), kit.Key("c", "compared"), kit.Key("↑↓", "choose"), kit.Key("o", "open"), kit.Key("pgdn", "more"), kit.Key("esc", "look again")}
	case choosing:
		return []kit.Hint{kit.Key("enter", "take it"), kit.Key("↑↓", "choose"), kit.Key("esc", "look again")}
	case closed:
		return []kit.Hint{kit.Key("enter", "to the end"), kit.Key("r", "look again"), kit.Key("esc", "back")}
	case failed:
		return []kit.Hint{kit.Key("r", "try again"), kit.Key("enter", "leave it disabled"), kit.Key("esc", "back")}
	case finished:
		return append([]kit.Hint{kit.Key("enter", "leave")}, s.page.Hints()...)
	}
	return []kit.Hint{kit.Key("", "one moment")}
}

func (s *enabling) typing() bool { return false }
