package screens

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// review shows the plan and waits for the word to apply it.
type review struct {
	shown
	at       int  // the selected row
	scroll   int  // of its fields
	adopting bool // asks whether talontap may take over what it did not make
}

func (s *review) plan() plan.Plan { return s.turn.Report.Plan }

func (s *review) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	if s.adopting {
		if s.adopting = false; key == "y" || key == "a" {
			return decide(steps.Adopt) // it may now, or may no longer: either leads to another plan
		}
		return nil
	}
	switch {
	case back(key):
		return decide(steps.GoBack)
	case s.runs():
	case s.turn.At == steps.AtFailure:
		if key == "r" {
			return decide(steps.Again)
		}
	case key == "enter":
		return decide(steps.GoOn)
	case key == "a":
		s.adopting = s.turn.May(steps.Adopt)
	case key == "s" && s.turn.May(steps.NameSample):
		return decide(steps.NameSample)
	case moved(&s.at, key, len(s.plan().Changes)):
		s.scroll = 0
	case key == "pgdown":
		s.scroll += 4
	case key == "pgup":
		s.scroll = max(0, s.scroll-4)
	}
	return nil
}

func (s *review) Draw(r Room) []string {
	switch {
	case s.runs():
		return kit.Fit(r.Height, kit.Block{Lines: r.begun(words.ScreenReadingBoth, s.turn.Task)},
			kit.Block{Lines: r.dimmed(text.Fill(words.ScreenReadingOnly, r.Width)), Rank: 1})
	case s.turn.At == steps.AtFailure:
		return kit.Fit(r.Height,
			kit.Block{Lines: r.said(status.Fail, fmt.Sprintf(words.ScreenNoPlan, advised(s.turn.Err))), Least: 2},
			kit.Block{Lines: text.Fill(words.ScreenPlanAgain, r.Width)})
	case len(s.plan().Changes) == 0:
		return nil
	case s.adopting:
		return s.drawAdopting(r)
	}
	table := s.table(r)
	row := s.at + len(table) - len(s.plan().Changes)
	detail := s.detail(r)
	s.scroll = max(0, min(s.scroll, len(detail)-1))
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Picture(s.stations(r), r.Width), Firm: true},
		kit.Block{Lines: table, Least: 3, From: row, To: row},
		kit.Block{Lines: detail, Least: 3, From: s.scroll, To: s.scroll},
		kit.Block{Lines: s.offers(r)},
		kit.Block{Lines: s.scarce(r), Least: 2},
		kit.Block{Lines: slices.Concat(s.count(r), s.enough(r), s.hosts(r))},
	)
}

// offers are what the admin may allow here.
func (s *review) offers(r Room) []string {
	var lines []string
	switch {
	case len(s.plan().Adoptable()) > 0:
		lines = kit.Hang(r.Ink.Of(text.Accent, "?"), words.ScreenMayAdopt, 2, r.Width)
	case s.turn.State.Adopt:
		lines = r.said(status.Warn, words.ScreenAdopts)
	}
	if s.turn.May(steps.NameSample) {
		lines = append(lines, kit.Hang(r.Ink.Of(text.Accent, "?"), words.ScreenChooseSample, 2, r.Width)...)
	}
	return lines
}

func (s *review) drawAdopting(r Room) []string {
	if s.turn.State.Adopt {
		return kit.Fit(r.Height, kit.Block{Lines: text.Fill(words.ScreenNoLongerAdopt, r.Width), Least: 1},
			kit.Block{Lines: text.Fill(words.ScreenPlanLikeThat, r.Width)})
	}
	var lines []string
	for _, c := range s.plan().Adoptable() {
		lines = append(lines, r.said(status.Warn, fmt.Sprintf(words.ScreenExistsAnd, resource(c), c.Name, c.NotMade))...)
		for _, f := range c.Fields {
			lines = append(lines, r.dimmed(kit.Hang("", f.Name+": "+cmp.Or(f.From, "nothing")+" → "+f.To, 2, r.Width))...)
		}
	}
	return kit.Fit(r.Height, kit.Block{Lines: lines, Least: 2},
		kit.Block{Lines: text.Fill(words.TakeOverQuestion, r.Width), Firm: true},
		kit.Block{Lines: text.Fill(words.ScreenAdoptKeys, r.Width), Rank: 1})
}

func (s *review) stations(r Room) []kit.Node {
	of := s.turn.Wanted
	return []kit.Node{
		{Title: "Talon.One rule", Caption: of.Rule.Day.Words(), Ink: r.Ink[text.Accent]},
		{Title: "webhook", Caption: of.Webhook.Title, Ink: r.Ink[text.Accent]},
		{Title: "CleverTap event", Caption: of.Event.Name, Ink: r.Ink[text.Accent]},
		{Title: of.Email.Channel.Say("email"), Caption: of.Email.Campaign, Ink: r.Ink[text.Accent]},
	}
}

// table has one row for each thing wanted, kept ones too.
func (s *review) table(r Room) []string {
	narrowly := r.Width < kit.Narrow
	row := func(a, b, c, d string) string {
		if narrowly {
			return text.Pad(a, 16) + text.Pad(b, 9) + c
		}
		return text.Pad(a, 18) + text.Pad(b, 11) + text.Pad(c, 11) + d
	}
	lines := []string{"  " + r.Ink.Of(text.Dim, row("What", "Action", "By", "Published call"))}
	for i, c := range s.plan().Changes {
		says := row(resource(c), action(c), route(c), published(c))
		if i == s.at {
			lines = append(lines, r.Ink.Of(text.Accent, "▸ "+says))
			continue
		}
		lines = append(lines, "  "+says)
	}
	return lines
}

// detail says what the selected row changes, and why it is done that way.
func (s *review) detail(r Room) []string {
	c := s.plan().Changes[s.at]
	var lines []string
	if c.Name != "" {
		lines = append(lines, r.Ink.Of(text.Strong, text.Short(c.Name, r.Width)))
	}
	if c.Why != "" {
		lines = append(lines, text.Fill(c.Why, r.Width)...)
	}
	for _, f := range c.Fields {
		if f.Name == "Name" && f.To == c.Name {
			continue // it stands above already
		}
		lines = append(lines, drawField(r, f)...)
	}
	if len(lines) < 2 && c.Action == plan.Keep {
		lines = append(lines, r.Ink.Of(text.Dim, words.ScreenKept))
	}
	return lines
}

func (s *review) count(r Room) []string {
	if s.plan().NoChanges() {
		return []string{r.Ink.Of(text.Good, "✓") + " " + words.ScreenNoChanges}
	}
	hand, auto := withoutEnabling(s.plan().ByHand()), withoutEnabling(s.plan().Automatic())
	says := fmt.Sprintf("%d automatic", len(auto))
	minutes := 0
	for _, c := range hand {
		minutes += cmp.Or(c.Card.Minutes, guide.Minutes(string(c.Resource)))
	}
	if len(hand) > 0 {
		says = fmt.Sprintf(words.ScreenByHandToo, says, len(hand), phrase.Counted(max(1, minutes), "minute"))
	}
	if r.Width >= kit.Narrow {
		says = fmt.Sprintf(words.ScreenNothingGoesLive, says)
	}
	return text.Fill(says, r.Width)
}

// scarce says that not all customers can be served on the rule's day, or that it will
// be tight.
func (s *review) scarce(r Room) []string {
	c := s.plan().Capacity
	if c.Status != status.Fail && c.Status != status.Warn {
		return nil
	}
	return append(r.said(c.Status, c.Brief()), r.dimmed(kit.Hang("", c.Fix, 2, r.Width))...)
}

// enough says in a line that they can, or that nobody knows.
func (s *review) enough(r Room) []string {
	c := s.plan().Capacity
	if r.Width < kit.Narrow || c.Status == "" || c.Status != status.Pass && c.Known {
		return nil
	}
	return r.dimmed(text.Fill(c.Brief(), r.Width))
}

// hosts names where calls go, which is nowhere else.
func (s *review) hosts(r Room) []string {
	if r.Width < kit.Narrow {
		return nil
	}
	return r.dimmed(text.Fill(fmt.Sprintf(words.ScreenHosts, text.Host(s.turn.Wanted.UploadURL), text.Host(s.turn.State.Answers.Text(setup.TalonOneURL))), r.Width))
}

func (s *review) Keys() []kit.Hint {
	switch {
	case s.runs():
		return kit.Keys("esc", "back")
	case s.adopting:
		return kit.Keys("y", "yes", "any other key", "back")
	case s.turn.At == steps.AtFailure:
		return kit.Keys("r", "try again", "esc", "back")
	case s.plan().NoChanges():
		return kit.Keys("enter", "go on", "esc", "back", "↑↓", "look")
	}
	return slices.Concat(
		kit.Keys("enter", "apply"),
		kit.KeysIf(s.turn.May(steps.Adopt), "a", "take over"),
		kit.KeysIf(s.turn.May(steps.NameSample), "s", "sample"),
		kit.Keys("esc", "back", "↑↓", "look", "pgdn", "more"))
}
