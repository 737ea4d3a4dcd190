package screens

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/report"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
	"github.com/talontap/talontap/ui/tui/kit"
)

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
	lines := r.said(status.Running, words.ScreenOneMoment)
	switch s.turn.Task {
	case steps.Enabling:
		lines = r.begun(words.ScreenEnabling, s.turn.Task)
	case steps.Checking:
		lines = r.begun(words.ScreenChecking, s.turn.Task)
	}
	return kit.Fit(r.Height, kit.Block{Lines: lines})
}

func (s *enabling) drawRefused(r Room) []string {
	if s.turn.ByHand == nil {
		return kit.Fit(r.Height,
			kit.Block{Lines: r.said(status.Fail, fmt.Sprintf(words.ScreenEnablingFailed, advised(s.turn.Err))), Least: 2},
			kit.Block{Lines: text.Fill(words.ScreenEnableAgain, r.Width)})
	}
	return kit.Fit(r.Height,
		kit.Block{Lines: r.said(status.Fail, fmt.Sprintf(words.ScreenNotEnabled, s.turn.Err)), Least: 2},
		kit.Block{Lines: r.next(fmt.Sprintf(words.ScreenEnableByHand, strings.Join(s.turn.ByHand.Steps, "; "))), Firm: true},
		kit.Block{Lines: text.Fill(words.ScreenStaysDisabled, r.Width), Rank: 1})
}

func (s *enabling) drawChoice(r Room) []string {
	name := s.turn.State.Answers.Text(setup.CampaignName)
	often := words.ScreenEachTime
	if each := form.Answer(s.turn.State, setup.CouponsEach); each != "" && each != "0" {
		often = fmt.Sprintf(words.ScreenAtMostEach, each)
	}
	intro := fmt.Sprintf(words.ScreenProven, name, day(s.turn.State), often)
	lines, at := choice(r, s.yes, [2]option{
		{words.ScreenEnableNow, words.ScreenEnableNowMeans, true},
		{words.ScreenNotYet, words.ScreenNotYetMeans, false},
	})
	var known []string
	for _, b := range s.turn.Weighed.Blockers {
		known = append(known, kit.Hang(r.Ink.Of(text.Bad, "!"), fmt.Sprintf(words.ScreenBeforeEnabling, b), 2, r.Width)...)
	}
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Picture(way(r, s.turn.Report.Live), r.Width), Firm: true},
		kit.Block{Lines: known, Least: min(2, len(known))},
		kit.Block{Lines: text.Fill(intro, r.Width), Least: 2},
		kit.Block{Lines: lines, Firm: true, From: at, To: at})
}

// drawComparing says what cannot be seen, what it has to look like and where a
// person sees it, and asks whether they did.
func (s *enabling) drawComparing(r Room) []string {
	card, unseen := s.card(), s.turn.Weighed.Gate.Unseen[0]
	state := "disabled"
	if s.turn.Weighed.Enabled {
		state = "enabled"
	}
	about := "this " + string(cmp.Or(unseen.About, plan.Rule))
	intro := fmt.Sprintf(words.ScreenRestProven, unseen.Lead()+unseen.Says)
	lines, at := choice(r, s.yes, [2]option{
		{words.ScreenNotYet, fmt.Sprintf(words.ScreenCampaignStays, state), false},
		{words.ScreenCompared, fmt.Sprintf(words.ScreenComparedMeans, about), true},
	})
	var fields []string
	for _, f := range card.Fields {
		fields = append(fields, drawField(r, plan.Field{Name: f.Label, To: f.Value})...)
	}
	here := s.page.At(len(fields))
	where := strings.TrimSuffix(card.Where, " › Create Rule")
	return kit.Fit(r.Height,
		kit.Block{Lines: r.said(status.Warn, intro), Least: 2, To: 1},
		kit.Block{Lines: text.Fill(fmt.Sprintf(words.ScreenCompareAt, where), r.Width), Rank: 1},
		kit.Block{Lines: fields, Least: 2, From: here, To: here},
		kit.Block{Lines: lines, Firm: true, From: at, To: at},
		kit.Block{Lines: r.note()})
}

// day is the rule's day in words.
func day(st steps.State) string {
	day, err := setup.ParseDay(form.Answer(st, setup.RuleDate), st.Observed.Zone)
	if err != nil {
		return words.ScreenRulesDay
	}
	return day.Words()
}

func (s *enabling) drawClosed(r Room) []string {
	if s.turn.Weighed.Enabled {
		return kit.Fit(r.Height, kit.Block{Lines: r.said(status.Pass, words.ScreenEnabledAlready)},
			kit.Block{Lines: text.Fill(words.ScreenShowsChecklist, r.Width), Rank: 1})
	}
	lines := text.Fill(words.ScreenClosed, r.Width)
	var reasons []string
	if s.turn.Report.Live == nil {
		reasons = append(reasons, r.said(status.Fail, words.ScreenNoCouponFollowed)...)
	} else {
		for _, f := range s.turn.Weighed.Gate.Failures {
			reasons = append(reasons, r.said(status.Fail, f)...)
		}
		for _, u := range s.turn.Weighed.Gate.Unseen {
			reasons = append(reasons, r.said(status.Warn, fmt.Sprintf(words.NotSeen, u.Says))...)
		}
	}
	return kit.Fit(r.Height, kit.Block{Lines: lines}, kit.Block{Lines: reasons, Least: 2},
		kit.Block{Lines: text.Fill(words.ScreenClosedAgain, r.Width), Rank: 1})
}

// end is the last page: how it stands, what is left and what was done, and what to
// run next.
func (s *enabling) end(r Room) []string {
	sum := report.Summary{Report: s.turn.Report, Profile: s.turn.State.Profile, Demo: s.turn.State.Rehearsal}
	sum.Report.Looked, sum.Report.Enabled, sum.Report.Kept = true, s.turn.Runs, cmp.Or(sum.Report.Kept, r.Kept.Where)
	if r.Saves {
		sum.SavedTo = fmt.Sprintf(words.ScreenSavedAs, s.turn.State.Profile)
	}
	lines := s.headline(r)
	if found := s.turn.Report.Live; found != nil && found.Arrived {
		lines = append(lines, r.said(status.Pass, fmt.Sprintf(words.EndCodeArrived, found.CouponCode))...)
	}
	lines = append(lines, "")
	if s.turn.Err != nil {
		lines = append(lines, append(r.said(status.Fail, fmt.Sprintf(words.ScreenNoChecklist, advised(s.turn.Err))), "")...)
	}
	if picture := kit.Picture(way(r, s.turn.Report.Live), r.Width); picture != nil {
		lines = append(append(lines, picture...), "")
	}
	return append(lines, report.EndOfSetup(sum).Lines(r.Ink, r.Width, max(r.Height-len(lines), leastEnding))...)
}

// leastEnding is how many rows an ending has at least: in a small window it scrolls.
const leastEnding = 12

func (s *enabling) headline(r Room) []string {
	switch {
	case s.turn.Runs && (s.turn.Err != nil || steps.Verdict(s.turn.Report.Checklist, s.turn.Report.Live) != check.Right):
		return r.said(status.Fail, words.ScreenDoneDoubtful)
	case s.turn.Runs:
		return r.said(status.Pass, fmt.Sprintf(words.ScreenDone, day(s.turn.State)))
	case len(s.turn.Report.Left) > 0:
		return r.said(status.Manual, words.ScreenSetUpPartly)
	}
	return r.said(status.Pass, words.ScreenSetUp)
}
