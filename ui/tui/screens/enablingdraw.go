package screens

import (
	"fmt"
	"strings"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
	"github.com/talontap/talontap/ui/tui/kit"
)

// Draw implements Screen.
func (s *enabling) Draw(r Room) []string {
	switch s.turn.At {
	case steps.AtComparison:
		return s.drawComparing(r)
	case steps.AtEnabling:
		return s.drawChoice(r)
	case steps.AtClosed:
		return s.drawClosed(r)
	case steps.AtRefusal:
		return s.drawRefused(r)
	case steps.AtRun:
		return s.drawRunning(r)
	}
	return s.page.Draw(r.Height, s.end(r))
}

func (s *enabling) drawRunning(r Room) []string {
	lines := r.said(status.Running, "one moment…")
	switch s.turn.Task {
	case steps.Enabling:
		lines = r.said(status.Running, "enabling the campaign…")
	case steps.Checking:
		lines = r.begun("looking at everything once more, for the checklist…")
	}
	return kit.Fit(r.Height, kit.Block{Lines: lines})
}

func (s *enabling) drawRefused(r Room) []string {
	if s.turn.ByHand == nil {
		return kit.Fit(r.Height,
			kit.Block{Lines: r.said(status.Fail, fmt.Sprintf("Enabling the campaign failed: %s", advised(s.turn.Err))), Least: 2},
			kit.Block{Lines: text.Fill("Press r to look and try again, or Enter to end here.", r.Width)})
	}
	return kit.Fit(r.Height,
		kit.Block{Lines: r.said(status.Fail, fmt.Sprintf("The campaign was not enabled: %s", s.turn.Err)), Least: 2},
		kit.Block{Lines: r.next(fmt.Sprintf("Do it by hand: %s", strings.Join(s.turn.ByHand.Steps, "; "))), Firm: true},
		kit.Block{Lines: text.Fill("It stays disabled until you did it. Enter ends here.", r.Width), Rank: 1})
}

func (s *enabling) drawChoice(r Room) []string {
	name := s.turn.State.Answers.Text(setup.CampaignName)
	intro := fmt.Sprintf("The code's way to the customer is proven. Once enabled, %q makes a coupon on %s when your shop calls Talon.One for a customer%s.", name, day(s.turn.State), howOften(s.turn.State))
	lines, at := choice(r, s.yes, [2]option{
		{"Enable now", "The campaign is switched on; until its day it makes nothing.", true},
		{"Not yet", "It stays disabled. Start talontap again any day: it goes on here.", false},
	})
	var known []string
	for _, b := range s.turn.Weighed.Blockers {
		known = append(known, kit.Hang(r.Ink.Of(text.Bad, "!"), fmt.Sprintf("Before you do: %s", b), 2, r.Width)...)
	}
	return kit.Fit(r.Height, kit.Block{Lines: known, Least: min(2, len(known))}, kit.Block{Lines: text.Fill(intro, r.Width), Rank: 1}, kit.Block{Lines: lines, Firm: true, From: at, To: at})
}

// howOften says how often it does so for one customer.
func howOften(st steps.State) string {
	if each := form.Answer(st, setup.CouponsEach); each != "" && each != "0" {
		return fmt.Sprintf(", at most %s for each", each)
	}
	return ", each time anew"
}

// drawComparing says what cannot be seen, what it has to look like and where a
// person sees it, and asks whether they did.
func (s *enabling) drawComparing(r Room) []string {
	card := s.card()
	intro := fmt.Sprintf("%s. The rest of the rule is proven.", s.turn.Weighed.Gate.Unseen[0].Lead()+s.turn.Weighed.Gate.Unseen[0].Says)
	lines, at := choice(r, s.yes, [2]option{
		{"Not yet", fmt.Sprintf("The campaign stays %s.", state(s.turn.Weighed.Enabled)), false},
		{"I compared it myself", fmt.Sprintf("talontap notes it with today's date, for %s as it is now; it asks about a changed one again.", object(s.turn.Weighed.Gate.Unseen[0])), true},
	})
	var fields []string
	for _, f := range card.Fields {
		fields = append(fields, drawField(r, plan.Field{Name: f.Label, To: f.Value})...)
	}
	here := s.page.At(len(fields))
	blocks := []kit.Block{
		{Lines: r.said(status.Warn, intro), Least: 2, To: 1},
		{Lines: text.Fill(fmt.Sprintf("Compare it at %s", spot(card)), r.Width), Rank: 1},
		{Lines: fields, Least: 2, From: here, To: here},
		{Lines: lines, Firm: true, From: at, To: at},
	}
	return kit.Fit(r.Height, append(blocks, kit.Block{Lines: r.note()})...)
}

func state(enabled bool) string {
	if enabled {
		return "enabled"
	}
	return "disabled"
}

// object is what a word is given for.
func object(of live.Item) string {
	if of.About == "" {
		return "this rule"
	}
	return fmt.Sprintf("this %s", of.About)
}

func spot(card guide.Card) string {
	return strings.TrimSuffix(card.Where, " › Create Rule")
}

// day is the rule's day in words.
func day(st steps.State) string {
	day, err := setup.ParseDay(form.Answer(st, setup.RuleDate), st.Observed.Zone)
	if err != nil {
		return "the rule's day"
	}
	return day.Words()
}

func (s *enabling) drawClosed(r Room) []string {
	if s.turn.Weighed.Enabled {
		return kit.Fit(r.Height, kit.Block{Lines: r.said(status.Pass, "The campaign is enabled already; there is nothing left to switch on.")},
			kit.Block{Lines: text.Fill("Enter shows the checklist.", r.Width), Rank: 1})
	}
	lines := text.Fill("The campaign stays disabled: not everything that can be proven is.", r.Width)
	var reasons []string
	if s.turn.Report.Live == nil {
		reasons = append(reasons, r.said(status.Fail, "no test coupon was followed, because something has to be made by hand first")...)
	} else {
		for _, f := range s.turn.Weighed.Gate.Failures {
			reasons = append(reasons, r.said(status.Fail, f)...)
		}
		for _, u := range s.turn.Weighed.Gate.Unseen {
			reasons = append(reasons, r.said(status.Warn, fmt.Sprintf("not seen: %s", u.Says))...)
		}
	}
	return kit.Fit(r.Height, kit.Block{Lines: lines}, kit.Block{Lines: reasons, Least: 2},
		kit.Block{Lines: text.Fill("Mend what is listed, then press r: talontap looks again. Enter goes on to the end without enabling.", r.Width), Rank: 1})
}

// end is the last page: what is proven, the checklist, what is left, and where
// everything is kept.
func (s *enabling) end(r Room) []string {
	var lines []string
	add := func(more ...string) {
		if len(more) > 0 && len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, more...)
	}
	add(s.headline(r)...)
	if s.turn.Report.Live != nil {
		add(list(r, "Proven", r.Ink.Of(text.Good, "✓"), s.turn.Report.Live.Proven)...)
		add(list(r, "Rehearsed by talontap", r.Ink.Of(text.Good, "≈"), s.turn.Report.Live.Rehearsed)...)
		add(list(r, "Only on the day", r.Ink.Of(text.Warn, "·"), s.turn.Report.Live.OnTheDay)...)
	}
	var hand []string
	for _, c := range s.turn.Report.Left {
		hand = append(hand, resource(c.Resource)+", "+c.Name)
	}
	add(list(r, "Left by hand", r.mark(status.Manual), hand)...)
	add(s.checks(r)...)
	if s.turn.Report.Live != nil {
		add(list(r, "Left behind by the test", r.Ink.Of(text.Dim, "·"), s.turn.Report.Live.Left)...)
	}
	add(s.keeping(r)...)
	return lines
}

func (s *enabling) headline(r Room) []string {
	switch {
	case s.turn.Runs && (s.turn.Err != nil || steps.Verdict(s.turn.Report.Checklist, s.turn.Report.Live) != check.Right):
		return r.said(status.Fail, "The campaign is enabled, but not everything was seen to be right: see the checklist.")
	case s.turn.Runs:
		return r.said(status.Pass, fmt.Sprintf("Done. The campaign is enabled and makes coupons on %s.", day(s.turn.State)))
	case len(s.turn.Report.Left) > 0:
		return r.said(status.Manual, "Set up as far as talontap may. What is left by hand is listed below; the campaign is not enabled.")
	}
	return r.said(status.Pass, "Set up. The campaign is not enabled yet.")
}

func list(r Room, title, mark string, items []string) []string {
	if len(items) == 0 {
		return nil
	}
	lines := []string{r.Ink.Of(text.Strong, title)}
	for _, item := range items {
		lines = append(lines, kit.Hang(mark, item, 2, r.Width)...)
	}
	return lines
}

func (s *enabling) checks(r Room) []string {
	if s.turn.Err != nil {
		return r.said(status.Fail, fmt.Sprintf("The checklist could not be made: %s. talontap verify makes it any day.", advised(s.turn.Err)))
	}
	sum := s.turn.Report.Checklist.Summary
	lines := []string{r.Ink.Of(text.Strong, "Checklist") + "  " + r.Ink.Of(text.Dim, fmt.Sprintf("%d pass, %d fail, %d to look at", sum.Pass, sum.Fail, sum.Warn+sum.Manual))}
	for _, c := range s.turn.Report.Checklist.Checks {
		lines = append(lines, kit.Hang(r.mark(c.Status), c.Title, 2, r.Width)...)
		if c.Status == check.Pass || c.Status == check.Skip {
			continue
		}
		for _, words := range []string{c.Detail, c.Fix} {
			if words != "" {
				lines = append(lines, r.dimmed(kit.Hang("", words, 2, r.Width))...)
			}
		}
	}
	return lines
}

func (s *enabling) keeping(r Room) []string {
	lines := []string{r.Ink.Of(text.Strong, "From now on")}
	add := func(label, words string) {
		lines = append(lines, kit.Hang(r.Ink.Of(text.Dim, label), words, 13, r.Width)...)
	}
	if r.Kept != "" {
		add("Credentials", r.Kept)
	}
	if r.Saves {
		add("Answers", fmt.Sprintf("saved as profile %s", s.turn.State.Profile))
	} else {
		add("Answers", "not saved in this run")
	}
	add("Any day", "talontap verify looks at everything again, reading only")
	add("New keys", newKeys)
	return lines
}
