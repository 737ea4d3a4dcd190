package tui

import (
	"cmp"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
	"github.com/talontap/talontap/ui/tui/screens"
)

// drawHelp explains the step shown and lists the keys.
func (w *wizard) drawHelp(r screens.Room) []string {
	var lines []string
	add := func(more ...string) { lines = append(lines, more...) }
	add(w.ink.Of(text.Accent, w.turn.Step.Title))
	add(r.Prose(about(w.turn.Step))...)
	if a, ok := w.screen.(interface{ Help(screens.Room) []string }); ok {
		add(a.Help(r)...)
	}
	add("", w.ink.Of(text.Accent, "Keys"))
	add(r.Explained(append(w.screen.Keys(), everywhere()...))...)
	return w.cover.page.Draw(r.Height, lines)
}

func everywhere() []kit.Hint {
	return kit.Keys(
		"tab", words.ScreenHelpTab,
		"ctrl+u", words.ScreenHelpClear,
		"paste", words.ScreenHelpPaste,
		"F1", words.ScreenHelpHelp,
		"ctrl+c", words.ScreenHelpLeave,
	)
}

func (w *wizard) drawLeaving(r screens.Room) []string {
	if s, ok := w.screen.(interface{ Tidying(screens.Room) []string }); ok && w.cover.kind == tidying {
		return s.Tidying(r)
	}
	if w.cover.kind == tidying {
		return kit.Fit(r.Height,
			kit.Block{Lines: []string{r.Spinner() + " " + words.ScreenTidying}},
			kit.Block{Lines: text.Fill(words.ScreenTidyingWhat, r.Width), Rank: 1})
	}
	return kit.Fit(r.Height,
		kit.Block{Lines: []string{w.ink.Of(text.Accent, "Leave?")}},
		kit.Block{Lines: text.Fill(w.leavingText(), r.Width), Rank: 1},
		kit.Block{Lines: text.Fill(words.ScreenLeaveKeys, r.Width)})
}

// leavingText says what becomes of what was answered and made.
func (w *wizard) leavingText() string {
	if w.rotates() {
		return w.leavingRotation()
	}
	says := words.ScreenLeaveSaved
	switch {
	case w.turn.State.Rehearsal:
		says = words.ScreenLeaveRehearsal
	case !w.o.Saves:
		says = words.ScreenLeaveUnsaved
	}
	if screens.Live(w.turn) {
		says += words.ScreenLeaveEnabled
	}
	if w.made > 0 && !w.turn.State.Rehearsal {
		says += words.ScreenLeaveMade
	}
	if w.job != nil && w.job.changes {
		says += words.ScreenLeaveRunning
	}
	return says
}

// leavingRotation says what becomes of a rotation that is left now.
func (w *wizard) leavingRotation() string {
	s, runs := w.screen.(interface{ Leaving() string })
	switch {
	case runs && w.job != nil:
		return s.Leaving()
	case w.turn.Result.Outcome == rotate.Revoked:
		return words.ScreenLeaveForgotten
	}
	return words.ScreenLeaveUnchanged
}

// about says what a step is for, for its help.
func about(step steps.Step) string {
	special := map[steps.ID]string{
		steps.Review: words.ScreenAboutReview, steps.Apply: words.ScreenAboutApply,
		steps.Live: words.ScreenAboutLive, steps.Enable: words.ScreenAboutEnable,
	}
	return cmp.Or(special[step.ID], step.Intro)
}
