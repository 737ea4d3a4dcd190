package tui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
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

func (s *applying) draw(w *wizard, r kit.Room) []string {
	rows := kit.Block{Lines: s.rows(w, r.Width), Firm: true}
	switch {
	case w.job != nil:
		return kit.Fit(r.Height, rows, kit.Block{Lines: []string{w.ink.Of(text.Dim, "Nothing goes live by this.  "+phrase.Waited(w.elapsed()))}, Rank: 1})
	case s.err != nil:
		at := s.failedRow()
		rows = kit.Block{Lines: rows.Lines, Least: 2, From: at, To: at}
		return kit.Fit(r.Height, rows,
			kit.Block{Lines: kit.Hang(w.ink.Of(text.Bad, "✗"), "It stopped: "+advised(s.err), 2, r.Width), Firm: true},
			kit.Block{Lines: text.Fill("What was made until then stays and is found again. Press r to look again and plan anew.", r.Width), Firm: true})
	}
	return kit.Fit(r.Height, rows, kit.Block{Lines: s.next(w, r.Width), Firm: true}, kit.Block{Lines: touches(w, r.Width), Rank: 1})
}

// next says what stands, and what comes now.
func (s *applying) next(w *wizard, width int) []string {
	live := "nothing is live"
	if w.live() {
		live = "the campaign is enabled"
	}
	if len(w.left) == 0 {
		return text.Fill("Everything is there, and "+live+". Next, a test coupon is followed through it.", width)
	}
	var hand []string
	for _, c := range w.left {
		hand = append(hand, resource(c.Resource))
	}
	return text.Fill(strings.ToUpper(live[:1])+live[1:]+". Left for you: "+strings.Join(hand, ", ")+".", width)
}

// touches says beforehand what the live check will touch and leave.
func touches(w *wizard, width int) []string {
	return dimmed(w, text.Fill("The live check: "+w.o.Live.Touches(), width))
}

// failedRow is the change at which it stopped.
func (s *applying) failedRow() int {
	return max(0, slices.IndexFunc(s.changes, func(c plan.Change) bool { return s.seen[c.Resource].State == apply.Failed }))
}

func (s *applying) rows(w *wizard, width int) []string {
	var lines []string
	for _, c := range s.changes {
		p := s.seen[c.Resource]
		sign, words := s.state(w, c, p)
		label := text.Pad(resource(c.Resource), 16)
		line := sign + " " + label + words
		if t := phrase.Took(p.Took); t != "" && p.State != apply.Kept {
			line = text.Sides(text.Short(line, width-len(t)-1), w.ink.Of(text.Dim, t), width)
		}
		lines = append(lines, text.Short(line, width))
	}
	return lines
}

// state is a change's sign and what is to be said of it.
func (s *applying) state(w *wizard, c plan.Change, p apply.Progress) (sign, words string) {
	switch p.State {
	case apply.Running:
		return w.spinner(), c.Name
	case apply.Done:
		return w.ink.Of(text.Good, "✓"), c.Name
	case apply.Kept:
		return w.ink.Of(text.Good, "✓"), c.Name + w.ink.Of(text.Dim, ", was there already")
	case apply.ByHand:
		return w.ink.Of(text.Warn, "○"), c.Name + w.ink.Of(text.Warn, ", by hand")
	case apply.Failed:
		return w.ink.Of(text.Bad, "✗"), "failed"
	}
	return w.ink.Of(text.Dim, "·"), w.ink.Of(text.Dim, c.Name)
}

func (s *applying) keys(w *wizard) []kit.Hint {
	switch {
	case w.job != nil:
		return []kit.Hint{kit.Key("ctrl+c", "stop")}
	case s.err != nil:
		return []kit.Hint{kit.Key("r", "look and plan again"), kit.Key("esc", "back")}
	}
	return []kit.Hint{kit.Key("enter", "next"), kit.Key("esc", "back")}
}

func (s *applying) typing() bool { return false }
