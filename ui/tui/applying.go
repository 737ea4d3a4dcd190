package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/plan"
)

// applying makes the plan's changes. What is left for a person is the next
// screen's.
type applying struct {
	changes []plan.Change // of the plan, without enabling
	seen    map[plan.Resource]apply.Progress
	err     error
}

type applied struct {
	left []plan.Change
	err  error
}

func newApplying(p plan.Plan) *applying {
	return &applying{seen: map[plan.Resource]apply.Progress{}, changes: withoutEnabling(p.Changes)}
}

func (s *applying) open(w *wizard) tea.Cmd {
	st := w.state
	return w.begin("", func(ctx context.Context, tell func(any)) any {
		left, err := w.o.Session.Apply(ctx, st, func(p apply.Progress) { tell(p) })
		return applied{left, err}
	})
}

func (s *applying) hear(w *wizard, what any) tea.Cmd {
	switch what := what.(type) {
	case apply.Progress:
		s.seen[what.Resource] = what
		if what.State == apply.Done {
			w.tally.made++
		}
	case ended:
		r := what.result.(applied)
		s.err, w.left = r.err, r.left
		if cards := carded(r.left); r.err == nil && len(cards) > 0 {
			return w.open(newByHand(w, cards, s.made()))
		}
	}
	return nil
}

func (s *applying) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	switch {
	case w.job != nil:
	case s.err != nil:
		if key == "r" || key == "esc" || key == "enter" {
			return w.replan()
		}
	case key == "enter":
		return w.confirm()
	case key == "esc" || key == "shift+tab":
		return w.replan()
	}
	return nil
}

// made names what is there now.
func (s *applying) made() []string {
	var out []string
	for _, c := range s.changes {
		if st := s.seen[c.Resource].State; st == apply.Done || st == apply.Kept {
			out = append(out, resource(c.Resource))
		}
	}
	return out
}

func (s *applying) draw(w *wizard, r room) []string {
	rows := block{lines: s.rows(w, r.width), firm: true}
	switch {
	case w.job != nil:
		return fit(r.height, rows, block{lines: []string{w.ink.dim.of("Nothing goes live by this.  " + waited(w.elapsed()))}, rank: 1})
	case s.err != nil:
		at := s.failedRow()
		rows = block{lines: rows.lines, least: 2, from: at, to: at}
		return fit(r.height, rows,
			block{lines: hang(w.ink.bad.of("✗"), "It stopped: "+advised(s.err), 2, r.width), firm: true},
			block{lines: wrap("What was made until then stays and is found again. Press r to look again and plan anew.", r.width), firm: true})
	}
	return fit(r.height, rows, block{lines: s.next(w, r.width), firm: true}, block{lines: touches(w, r.width), rank: 1})
}

// next says what stands, and what comes now.
func (s *applying) next(w *wizard, width int) []string {
	live := "nothing is live"
	if w.live() {
		live = "the campaign is enabled"
	}
	if len(w.left) == 0 {
		return wrap("Everything is there, and "+live+". Next, a test coupon is followed through it.", width)
	}
	var hand []string
	for _, c := range w.left {
		hand = append(hand, resource(c.Resource))
	}
	return wrap(strings.ToUpper(live[:1])+live[1:]+". Left for you: "+strings.Join(hand, ", ")+".", width)
}

// touches says beforehand what the live check will touch and leave.
func touches(w *wizard, width int) []string {
	return dimmed(w, wrap("The live check: "+w.o.Live.Touches(), width))
}

// failedRow is the change at which it stopped.
func (s *applying) failedRow() int {
	return max(0, slices.IndexFunc(s.changes, func(c plan.Change) bool { return s.seen[c.Resource].State == apply.Failed }))
}

func (s *applying) rows(w *wizard, width int) []string {
	var lines []string
	for _, c := range s.changes {
		p := s.seen[c.Resource]
		sign, text := s.state(w, c, p)
		label := pad(resource(c.Resource), 16)
		line := sign + " " + label + text
		if t := took(p.Took); t != "" && p.State != apply.Kept {
			line = sides(short(line, width-len(t)-1), w.ink.dim.of(t), width)
		}
		lines = append(lines, short(line, width))
	}
	return lines
}

// state is a change's sign and what is to be said of it.
func (s *applying) state(w *wizard, c plan.Change, p apply.Progress) (sign, text string) {
	switch p.State {
	case apply.Running:
		return w.spinner(), c.Name
	case apply.Done:
		return w.ink.good.of("✓"), c.Name
	case apply.Kept:
		return w.ink.good.of("✓"), c.Name + w.ink.dim.of(", was there already")
	case apply.ByHand:
		return w.ink.warn.of("○"), c.Name + w.ink.warn.of(", by hand")
	case apply.Failed:
		return w.ink.bad.of("✗"), "failed"
	}
	return w.ink.dim.of("·"), w.ink.dim.of(c.Name)
}

func (s *applying) keys(w *wizard) []hint {
	switch {
	case w.job != nil:
		return []hint{{"ctrl+c", "stop"}}
	case s.err != nil:
		return []hint{{"r", "look and plan again"}, {"esc", "back"}}
	}
	return []hint{{"enter", "next"}, {"esc", "back"}}
}

func (s *applying) typing() bool { return false }
