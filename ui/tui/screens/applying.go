package screens

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/status"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// applying makes the plan's changes. What is left for a person by a card is the
// next screen's.
type applying struct {
	shown
	changes []plan.Change // of the plan, without enabling
	seen    map[plan.Resource]apply.Progress
}

func (s *applying) Hear(what any, _ time.Time) Wish {
	if p, ok := what.(apply.Progress); ok {
		s.seen[p.Resource] = p
	}
	return nil
}

func (s *applying) Press(k tea.KeyPressMsg) Wish {
	switch key := k.String(); {
	case s.runs():
	case s.failed() && (key == "r" || key == "enter"):
		return decide(steps.Again)
	case key == "enter":
		return decide(steps.GoOn)
	case back(key):
		return decide(steps.GoBack)
	}
	return nil
}

func (s *applying) failed() bool { return s.turn.At == steps.AtFailure }

func (s *applying) Draw(r Room) []string {
	rows := kit.Block{Lines: s.rows(r), Firm: true}
	switch {
	case s.runs():
		return kit.Fit(r.Height, rows, kit.Block{Lines: r.dimmed([]string{text.Sides(words.ScreenNothingLiveYet, r.elapsed(s.turn.Task), r.Width)}), Rank: 1})
	case s.failed():
		stopped := func(c plan.Change) bool { return s.seen[c.Resource].State == apply.Failed }
		at := max(0, slices.IndexFunc(s.changes, stopped))
		rows = kit.Block{Lines: rows.Lines, Least: 2, From: at, To: at}
		return kit.Fit(r.Height, rows,
			kit.Block{Lines: r.said(status.Fail, fmt.Sprintf(words.ScreenApplyStopped, advised(s.turn.Err))), Firm: true},
			kit.Block{Lines: text.Fill(words.ScreenApplyAgain, r.Width), Firm: true})
	}
	return kit.Fit(r.Height, rows, kit.Block{Lines: s.next(r), Firm: true}, kit.Block{Lines: s.touches(r), Rank: 1})
}

// next says what stands, and what comes now.
func (s *applying) next(r Room) []string {
	stands := words.ScreenNothingLive
	if Live(s.turn) {
		stands = words.CampaignIsEnabled
	}
	if len(s.turn.Report.Left) == 0 {
		return text.Fill(fmt.Sprintf(words.ScreenApplied, stands), r.Width)
	}
	return text.Fill(phrase.Capital(fmt.Sprintf(words.ScreenAppliedLeft, stands, resources(s.turn.Report.Left))), r.Width)
}

// touches says beforehand what the live check will touch and leave.
func (s *applying) touches(r Room) []string {
	return r.dimmed(text.Fill(fmt.Sprintf(words.ScreenLiveTouches, s.turn.Wanted.Email.Channel.Say(live.DepthRelay.Touches())), r.Width))
}

func (s *applying) rows(r Room) []string {
	var lines []string
	for _, c := range s.changes {
		p := s.seen[c.Resource]
		of, says := s.state(r, c, p)
		label := text.Pad(resource(c), 16)
		line := r.mark(of) + " " + label + says
		if t := phrase.Took(p.Took); t != "" && p.State != apply.Kept {
			line = text.Sides(text.Short(line, r.Width-len(t)-1), r.Ink.Of(text.Dim, t), r.Width)
		}
		lines = append(lines, text.Short(line, r.Width))
	}
	return lines
}

// state is how a change stands, and what is to be said of it.
func (s *applying) state(r Room, c plan.Change, p apply.Progress) (of status.Status, says string) {
	switch p.State {
	case apply.Running:
		return status.Running, c.Name
	case apply.Done:
		return status.Pass, c.Name
	case apply.Kept:
		return status.Pass, c.Name + r.Ink.Of(text.Dim, words.ScreenWasThere)
	case apply.ByHand:
		return status.Manual, c.Name + r.Ink.Of(text.Warn, ", by hand")
	case apply.Failed:
		return status.Fail, "failed"
	}
	return status.Waiting, r.Ink.Of(text.Dim, c.Name)
}

func (s *applying) Keys() []kit.Hint {
	switch {
	case s.runs():
		return kit.Keys("ctrl+c", "stop")
	case s.failed():
		return kit.Keys("r", "look and plan again", "esc", "back")
	}
	return kit.Keys("enter", "next", "esc", "back")
}
