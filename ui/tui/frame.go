package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
	"github.com/talontap/talontap/ui/tui/screens"
)

// railFrom is how many columns a window has for the list of steps.
const railFrom = 100

func (w *wizard) View() tea.View {
	var lines []string
	w.guard(func() { lines = w.frame() })
	v := w.view(lines, w.title())
	if w.job != nil && !w.o.Look.Still {
		v.ProgressBar = tea.NewProgressBar(tea.ProgressBarIndeterminate, 0)
	}
	return v
}

// title says where the wizard is, for whoever looks at another window.
func (w *wizard) title() string {
	title := "talontap · " + w.turn.Step.Title
	switch {
	case w.job != nil:
		title += " …"
	case w.turn.At == steps.AtArrival && w.turn.Report.Live != nil && w.turn.Report.Live.Arrived:
		title += " ✓"
	case w.turn.Err != nil:
		title += " ✗"
	}
	return title
}

func (w *wizard) frame() []string { return w.framed(w.header, w.progressRule, w.middle, w.hints) }

// middle is exactly height rows: the rail, where there is room, and the body.
func (w *wizard) middle(height int) []string {
	left, width := w.rail(height), w.width
	if left != nil {
		width -= railWidth
	}
	air := w.air()
	body := append(make([]string, air), w.body(w.room(width-2, height-air))...)
	rows := make([]string, height)
	for i := range rows {
		if left != nil {
			rows[i] = left[i]
		}
		if i >= len(body) || body[i] == "" {
			continue
		}
		line := strings.TrimRight(body[i], " ")
		if strings.HasPrefix(line, kit.MoreMark) { // it only says that there is more
			line = w.ink.Of(text.Dim, line)
		}
		rows[i] += " " + line
	}
	return rows
}

func (w *wizard) body(r screens.Room) []string {
	switch w.cover.kind {
	case help:
		return w.drawHelp(r)
	case leaving, tidying:
		return w.drawLeaving(r)
	case handed:
		return w.drawHanded(r)
	}
	return w.screen.Draw(r)
}

// header says where one is, which kind of account is at stake, and what has
// changed so far. Where room is short the last goes first; the account stays.
func (w *wizard) header() string {
	number, of := steps.Position(w.flow.List(), w.turn.Step)
	owner := "" // the profile whose credential is rotated; a setup names it as it begins
	if w.rotates() {
		owner = w.turn.State.Profile
	}
	kind, changed := w.account(w.turn.State.AccountKind()), w.ink.Of(text.Dim, w.changed())
	whole := " " + w.ink.Of(text.Accent, "talontap") + "   " + w.ink.Of(text.Dim, fmt.Sprintf("%d of %d", number, of)) + "  " + w.ink.Of(text.Strong, w.turn.Step.Title)
	left := " " + w.ink.Of(text.Dim, fmt.Sprintf("%d/%d", number, of)) + " " + w.ink.Of(text.Strong, w.turn.Step.Title)
	for _, try := range [][2]string{
		{whole, w.aligned(owner, kind, changed)}, {left, w.aligned(owner, kind, changed)}, {left, w.aligned(owner, kind)},
	} {
		if text.Width(try[0])+text.Width(try[1]) < w.width {
			return text.Sides(try[0], try[1], w.width)
		}
	}
	right := kind + " "
	return text.Sides(text.Short(left, w.width-text.Width(right)-1), right, w.width)
}

// aligned joins what stands at the right end of the header.
func (w *wizard) aligned(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, w.ink.Of(text.Dim, " · ")) + " "
}

func (w *wizard) account(kind string) string {
	if kind == "LIVE" || kind == "TEST and LIVE mixed" {
		return w.ink.Of(text.Warn, kind)
	}
	return w.ink.Of(text.Good, kind)
}

// changed says what this run has done to the accounts.
func (w *wizard) changed() string {
	switch {
	case w.rotates():
		return w.rotated()
	case w.turn.Runs:
		return words.CampaignIsEnabled
	case w.made > 0 && screens.Live(w.turn):
		return fmt.Sprintf(words.ScreenMadeEnabled, phrase.Counted(w.made, "thing"))
	case w.made > 0:
		return fmt.Sprintf(words.ScreenMadeNothingLive, phrase.Counted(w.made, "thing"))
	case w.turn.Report.Live != nil && w.turn.Report.Live.CouponCode != "" && screens.Live(w.turn):
		return words.ScreenCouponEnabled
	case w.turn.Report.Live != nil && w.turn.Report.Live.CouponCode != "":
		return words.ScreenCouponNothingLive
	}
	return words.ScreenNothingChanged
}

// rotated says what a rotation has done.
func (w *wizard) rotated() string {
	if s, ok := w.screen.(interface{ Changed() string }); ok && s.Changed() != "" {
		return s.Changed()
	}
	if w.turn.Result.Outcome == rotate.Revoked {
		return words.ScreenOldForgotten
	}
	return words.ScreenNothingChanged
}

// progressRule is the line below the header; its heavy part is the way behind.
func (w *wizard) progressRule() string {
	number, of := steps.Position(w.flow.List(), w.turn.Step)
	behind := w.width * number / of
	return w.ink.Of(text.Accent, strings.Repeat("━", behind)) + w.ink.Of(text.Rule, strings.Repeat("─", w.width-behind))
}

func (w *wizard) hints() []kit.Hint {
	switch w.cover.kind {
	case help:
		return append(kit.Keys("any key", "closes"), w.cover.page.Hints()...)
	case handed:
		return append(kit.Keys("c", "copy all of it", "any other key", "back"), w.cover.page.Hints()...)
	case leaving:
		return kit.Keys("ctrl+c", "leave", "any other key", "stay")
	case tidying:
		return kit.Keys("…", "one moment")
	}
	keys := w.screen.Keys()
	if w.screen.Typing() {
		return append(keys, kit.Key("F1", "help"))
	}
	return append(keys, kit.Key("?", "help"))
}

const railWidth = 32

// rail lists the steps down the left side of a wide window: what is done and
// with which answer, where one is, and what is to come.
func (w *wizard) rail(height int) []string {
	if w.width < railFrom {
		return nil
	}
	lines := []string{""}
	before := true
	for _, step := range w.flow.List() {
		if step.Shown != nil && !step.Shown(w.turn.State) {
			continue
		}
		if step.ID == w.turn.Step.ID {
			before = false
			lines = append(lines, " "+w.ink.Of(text.Accent, "▸ "+inRail(step.Title)))
			continue
		}
		lines = append(lines, w.railLine(step, before))
		if s := screens.Summary(w.turn.State, step.ID); s != "" && w.turn.State.Confirmed[step.ID] && height > 2*len(w.flow.List()) {
			lines = append(lines, "   "+w.ink.Of(text.Dim, inRail(s)))
		}
	}
	for i := range lines {
		lines[i] = text.Pad(lines[i], railWidth-2) + w.ink.Of(text.Rule, "│")
	}
	bar := strings.Repeat(" ", railWidth-2) + w.ink.Of(text.Rule, "│")
	for len(lines) < height {
		lines = append(lines, bar)
	}
	return lines[:height]
}

// inRail is as much of a text as there is room for beside its mark.
func inRail(s string) string { return text.Short(s, railWidth-6) }

func (w *wizard) railLine(step steps.Step, before bool) string {
	if !w.turn.State.Confirmed[step.ID] {
		return " " + w.ink.Of(text.Dim, "· "+inRail(step.Title))
	}
	mark := w.ink.Of(text.Good, "✓")
	if !before {
		return " " + mark + " " + w.ink.Of(text.Dim, inRail(step.Title))
	}
	return " " + mark + " " + inRail(step.Title)
}
