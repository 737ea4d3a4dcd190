package tui

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
	"github.com/talontap/talontap/ui/tui/screens"
)

// cover is what lies over the screen for a moment.
type cover struct {
	kind  coverKind
	page  kit.Pager
	words string // that is handed over
}

type coverKind int

const (
	nothing coverKind = iota
	help
	leaving // asks whether to leave
	handed  // a text to be copied as a whole
	tidying // leaves, once the job has cleaned up behind itself
)

// timeIsUp ends the waiting for a job that does not end.
type timeIsUp struct{}

// press gives a key to whoever has to decide on it: leaving first, then what
// lies over the screen, then the screen.
func (w *wizard) press(k tea.KeyPressMsg) tea.Cmd {
	key := k.String()
	w.note = screens.Note{}
	switch {
	case key == "ctrl+z":
		return w.suspend()
	case w.cover.kind == tidying:
		return nil
	case key == "ctrl+c":
		return w.leave()
	case w.cover.kind == leaving:
		w.cover = cover{}
		return nil
	case w.cover.kind == handed && key == "c":
		return w.copy(w.cover.words, words.ScreenWholeCard)
	case w.cover.kind == help || w.cover.kind == handed:
		if !w.cover.page.Press(key) {
			w.cover = cover{}
		}
		return nil
	case key == "f1", key == "?" && !w.screen.Typing():
		w.cover = cover{kind: help}
		return nil
	}
	return w.grant(w.screen.Press(k))
}

// leave asks once, and the second time it goes. What runs is told to stop and
// given time to clean up behind itself.
func (w *wizard) leave() tea.Cmd {
	if w.flow.Ended() {
		return tea.Quit
	}
	if w.cover.kind != leaving {
		w.cover = cover{kind: leaving}
		return nil
	}
	w.left = true
	if asked, ok := w.screen.(interface{ SoFar() steps.State }); ok {
		w.flow.Note(asked.SoFar())
	}
	if w.job == nil || !w.job.changes {
		w.halt()
		return tea.Quit
	}
	w.cover = cover{kind: tidying}
	w.job.cancel()
	return tea.Tick(w.tidyTime(), func(time.Time) tea.Msg { return timeIsUp{} })
}

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
	add(r.Explained(append(w.screen.Keys(), kit.Keys(
		"tab", words.ScreenHelpTab,
		"ctrl+u", words.ScreenHelpClear,
		"paste", words.ScreenHelpPaste,
		"F1", words.ScreenHelpHelp,
		"ctrl+c", words.ScreenHelpLeave,
	)...))...)
	return w.cover.page.Draw(r.Height, lines)
}

func (w *wizard) drawLeaving(r screens.Room) []string {
	if s, ok := w.screen.(interface{ Tidying(screens.Room) []string }); ok && w.cover.kind == tidying {
		return s.Tidying(r)
	}
	if w.cover.kind == tidying {
		return kit.Fit(r.Height,
			kit.Block{Lines: []string{w.ink.Of(text.Accent, r.Turning) + " " + words.ScreenTidying}},
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
