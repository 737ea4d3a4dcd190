package tui

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// review shows the plan and waits for the word to apply it.
type review struct {
	plan   plan.Plan
	wanted setup.Wanted
	err    error
	at     int // the selected row
	scroll int // of its fields

	passing  bool // goes on by itself where there is nothing to agree to
	adopting bool // asks whether talontap may take over what it did not make
}

type planned struct {
	plan   plan.Plan
	wanted setup.Wanted
	err    error
}

func (s *review) open(w *wizard) tea.Cmd {
	st := w.state
	s.err = nil
	return w.begin("", func(ctx context.Context, _ func(any)) any {
		p, wanted, err := w.o.Session.Plan(ctx, st)
		return planned{p, wanted, err}
	})
}

func (s *review) hear(w *wizard, what any) tea.Cmd {
	if e, ok := what.(ended); ok {
		r := e.result.(planned)
		s.plan, s.wanted, s.err = r.plan, r.wanted, r.err
		if s.err != nil {
			return nil
		}
		w.plan, w.wanted = s.plan, s.wanted
		if s.passing && len(withoutEnabling(s.plan.Automatic())) == 0 {
			return w.confirm()
		}
	}
	return nil
}

func (s *review) press(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	if s.adopting {
		return s.adopt(w, key)
	}
	switch {
	case key == "esc" || key == "shift+tab":
		return w.back()
	case w.job != nil:
	case s.err != nil:
		if key == "r" {
			return s.open(w)
		}
	case key == "enter":
		return w.confirm()
	case key == "a" && (s.adoptable() || w.state.Adopt):
		s.adopting = true
	case key == "s" && s.offersSample(w):
		return s.chooseSample(w)
	case key == "down" || key == "j":
		s.at, s.scroll = min(s.at+1, len(s.plan.Changes)-1), 0
	case key == "up" || key == "k":
		s.at, s.scroll = max(s.at-1, 0), 0
	case key == "pgdown":
		s.scroll += 4
	case key == "pgup":
		s.scroll = max(0, s.scroll-4)
	}
	return nil
}

func (s *review) adoptable() bool { return len(s.plan.Adoptable()) > 0 }

// adopt takes the answer to whether talontap may take over what it did not make,
// or, where it may, whether it may no longer. Either leads to another plan.
func (s *review) adopt(w *wizard, key string) tea.Cmd {
	s.adopting = false
	if key != "y" && key != "a" {
		return nil
	}
	w.state.Adopt = !w.state.Adopt
	return s.open(w)
}

// offersSample reports whether the rule is by hand for want of a sample, which
// the admin may name.
func (s *review) offersSample(w *wizard) bool {
	return w.state.Answers.Text(setup.Unpublished) == "true" && s.plan.Of(plan.Rule).ByHand() &&
		!w.state.Answers.Has(setup.CampaignSample) && len(w.state.Observed.Campaigns) > 0
}

// chooseSample goes back to the question for it.
func (s *review) chooseSample(w *wizard) tea.Cmd {
	w.state = w.state.Undone(steps.RuleStep)
	cmd := w.show()
	if asked, ok := w.screen.(*asking); ok {
		asked.form.Find(setup.CampaignSample)
	}
	return cmd
}

func (s *review) draw(w *wizard, r kit.Room) []string {
	switch {
	case w.job != nil:
		return kit.Fit(r.Height, kit.Block{Lines: []string{w.spinner() + " reading both accounts, to see what is there already… " + w.ink.Of(text.Dim, phrase.Waited(w.elapsed()))}},
			kit.Block{Lines: dimmed(w, text.Fill("Nothing is changed by it.", r.Width)), Rank: 1})
	case s.err != nil:
		return s.drawError(w, r)
	}
	if len(s.plan.Changes) == 0 {
		return nil
	}
	if s.adopting {
		return s.drawAdopting(w, r)
	}
	table := s.table(w, r.Width)
	row := s.at + len(table) - len(s.plan.Changes)
	detail := s.detail(w, r.Width)
	s.scroll = max(0, min(s.scroll, len(detail)-1))
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Picture(s.stations(w), r.Width), Rank: 1},
		kit.Block{Lines: table, Firm: true, From: row, To: row},
		kit.Block{Lines: detail, Least: 3, From: s.scroll, To: s.scroll},
		kit.Block{Lines: s.offers(w, r.Width)},
		kit.Block{Lines: append(s.count(w, r.Width), s.hosts(w, r.Width)...)},
	)
}

// offers are what the admin may allow here.
func (s *review) offers(w *wizard, width int) []string {
	var lines []string
	switch {
	case s.adoptable():
		lines = kit.Hang(w.ink.Of(text.Accent, "?"), "May talontap take over what it did not make? a tells what that means.", 2, width)
	case w.state.Adopt:
		lines = kit.Hang(w.ink.Of(text.Warn, "!"), "talontap may take over what it did not make; a takes that back.", 2, width)
	}
	if s.offersSample(w) {
		lines = append(lines, kit.Hang(w.ink.Of(text.Accent, "?"), "With a sample campaign talontap could make the rule; s chooses one.", 2, width)...)
	}
	return lines
}

func (s *review) drawAdopting(w *wizard, r kit.Room) []string {
	if w.state.Adopt {
		return kit.Fit(r.Height, kit.Block{Lines: text.Fill("Leave alone what talontap did not make? What differs is then yours to change.", r.Width), Least: 1},
			kit.Block{Lines: text.Fill("y plans like that, any other key goes back.", r.Width)})
	}
	var lines []string
	for _, c := range s.plan.Adoptable() {
		lines = append(lines, kit.Hang(w.ink.Of(text.Warn, "!"), resource(c.Resource)+" "+c.Name+" is there, and "+c.NotMade, 2, r.Width)...)
		for _, f := range c.Fields {
			lines = append(lines, dimmed(w, kit.Hang("", f.Name+": "+cmp.Or(f.From, "nothing")+" → "+f.To, 2, r.Width))...)
		}
	}
	return kit.Fit(r.Height, kit.Block{Lines: lines, Least: 2},
		kit.Block{Lines: text.Fill("May talontap take it over: change what differs, and mark it as its own? Whoever else uses it gets the change too.", r.Width), Firm: true},
		kit.Block{Lines: text.Fill("y plans like that, any other key goes back. Nothing is changed before the plan is applied.", r.Width), Rank: 1})
}

func (s *review) drawError(w *wizard, r kit.Room) []string {
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Hang(w.ink.Of(text.Bad, "✗"), "The plan could not be made: "+advised(s.err), 2, r.Width), Least: 2},
		kit.Block{Lines: text.Fill("Nothing was changed. Press r to try again, or Esc to go back and change an answer.", r.Width)})
}

func (s *review) stations(w *wizard) []kit.Node {
	of := s.wanted
	return []kit.Node{
		{Title: "Talon.One rule", Caption: of.Rule.Day.Words(), Ink: w.ink[text.Accent]},
		{Title: "webhook", Caption: of.Webhook.Title, Ink: w.ink[text.Accent]},
		{Title: "CleverTap event", Caption: of.Event.Name, Ink: w.ink[text.Accent]},
		{Title: "email", Caption: of.Email.Campaign, Ink: w.ink[text.Accent]},
	}
}

// table has one row for each thing wanted, kept ones too.
func (s *review) table(w *wizard, width int) []string {
	narrowly := width < kit.Narrow
	row := func(a, b, c, d string) string {
		if narrowly {
			return text.Pad(a, 16) + text.Pad(b, 9) + c
		}
		return text.Pad(a, 18) + text.Pad(b, 11) + text.Pad(c, 11) + d
	}
	lines := []string{"  " + w.ink.Of(text.Dim, row("What", "Action", "By", "Published call"))}
	for i, c := range s.plan.Changes {
		words := row(resource(c.Resource), action(c), route(c), published(c))
		if i == s.at {
			lines = append(lines, w.ink.Of(text.Accent, "▸ "+words))
			continue
		}
		lines = append(lines, "  "+words)
	}
	return lines
}

// detail says what the selected row changes, and why it is done that way.
func (s *review) detail(w *wizard, width int) []string {
	c := s.plan.Changes[s.at]
	var lines []string
	if c.Name != "" {
		lines = append(lines, w.ink.Of(text.Strong, text.Short(c.Name, width)))
	}
	if c.Why != "" {
		lines = append(lines, text.Fill(c.Why, width)...)
	}
	for _, f := range c.Fields {
		if f.Name == "Name" && f.To == c.Name {
			continue // it stands above already
		}
		lines = append(lines, drawField(w, f, width)...)
	}
	if len(lines) < 2 && c.Action == plan.Keep {
		lines = append(lines, w.ink.Of(text.Dim, "It is there as wanted; nothing is changed."))
	}
	return lines
}

func drawField(w *wizard, f plan.Field, width int) []string {
	column := min(24, width/3)
	label := f.Name
	to := f.To
	if f.From != "" {
		to = f.From + " → " + f.To
	}
	to = strings.ReplaceAll(to, redacted, kit.Masks)
	if len(label) < column {
		return kit.Hang(w.ink.Of(text.Dim, label), to, column, width)
	}
	return append([]string{w.ink.Of(text.Dim, text.Short(label, width))}, kit.Hang("", to, 2, width)...)
}

func (s *review) count(w *wizard, width int) []string {
	if s.plan.NoChanges() {
		return []string{w.ink.Of(text.Good, "✓") + " No changes: everything is there already."}
	}
	hand, auto := withoutEnabling(s.plan.ByHand()), withoutEnabling(s.plan.Automatic())
	words := fmt.Sprintf("%d automatic", len(auto))
	if len(hand) > 0 {
		words += fmt.Sprintf(", %d by hand (about %s)", len(hand), phrase.Counted(max(1, byHandMinutes(hand)), "minute"))
	}
	if width >= kit.Narrow {
		words += ". Nothing goes live by it."
	}
	return text.Fill(words, width)
}

// hosts names where calls go, which is nowhere else.
func (s *review) hosts(w *wizard, width int) []string {
	if width < kit.Narrow {
		return nil
	}
	return dimmed(w, text.Fill("Calls go to "+text.Host(s.wanted.UploadURL)+" and "+text.Host(w.state.Answers.Text(setup.TalonOneURL))+".", width))
}

func (s *review) keys(w *wizard) []kit.Hint {
	switch {
	case w.job != nil:
		return []kit.Hint{kit.Key("esc", "back")}
	case s.adopting:
		return []kit.Hint{kit.Key("y", "yes"), kit.Key("any other key", "back")}
	case s.err != nil:
		return []kit.Hint{kit.Key("r", "try again"), kit.Key("esc", "back")}
	case s.plan.NoChanges():
		return []kit.Hint{kit.Key("enter", "go on"), kit.Key("esc", "back"), kit.Key("↑↓", "look")}
	}
	keys := []kit.Hint{kit.Key("enter", "apply")}
	if s.adoptable() || w.state.Adopt {
		keys = append(keys, kit.Key("a", "take over"))
	}
	if s.offersSample(w) {
		keys = append(keys, kit.Key("s", "sample"))
	}
	return append(keys, kit.Key("esc", "back"), kit.Key("↑↓", "look"), kit.Key("pgdn", "more"))
}

func (s *review) typing() bool { return false }
