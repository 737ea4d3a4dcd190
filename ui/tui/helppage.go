package tui

import (
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
	for _, h := range append(w.screen.Keys(), everywhere()...) {
		add(kit.Hang(w.ink.Of(text.Strong, h.Help().Key), h.Help().Desc, 15, r.Width)...)
	}
	return w.cover.page.Draw(r.Height, lines)
}

func everywhere() []kit.Hint {
	return kit.Keys(
		"tab", "the next field; shift+tab the one before",
		"ctrl+u", "clears what is left of the cursor",
		"paste", "with your terminal's own key; a line break at the end is removed",
		"F1", "this help; ? too, where no text is typed",
		"ctrl+c", "leaves, after asking once",
	)
}

func (w *wizard) drawLeaving(r screens.Room) []string {
	if s, ok := w.screen.(interface{ Tidying(screens.Room) []string }); ok && w.cover.kind == tidying {
		return s.Tidying(r)
	}
	if w.cover.kind == tidying {
		return kit.Fit(r.Height,
			kit.Block{Lines: []string{r.Spinner() + " " + "tidying up…"}},
			kit.Block{Lines: text.Fill("What runs is stopped and takes back what it made for the test. This takes a few seconds at most.", r.Width), Rank: 1})
	}
	return kit.Fit(r.Height,
		kit.Block{Lines: []string{w.ink.Of(text.Accent, "Leave?")}},
		kit.Block{Lines: text.Fill(w.leavingText(), r.Width), Rank: 1},
		kit.Block{Lines: text.Fill("Ctrl-C again leaves, any other key stays.", r.Width)})
}

// leavingText says what becomes of what was answered and made.
func (w *wizard) leavingText() string {
	if w.rotates() {
		return w.leavingRotation()
	}
	words := "What you answered is kept, and the next start goes on from here."
	switch {
	case w.turn.State.Rehearsal:
		words = "This is a rehearsal: nothing of it is kept."
	case !w.o.Saves:
		words = "Answers are not saved in this run."
	}
	if screens.Live(w.turn) {
		words += " The campaign is enabled, and stays so."
	}
	if w.made > 0 && !w.turn.State.Rehearsal {
		words += " What was made so far stays where it is, and the next run finds it."
	}
	if w.job != nil && w.job.changes {
		words += " What runs now is stopped first, and tidied up."
	}
	return words
}

// leavingRotation says what becomes of a rotation that is left now.
func (w *wizard) leavingRotation() string {
	s, runs := w.screen.(interface{ Leaving() string })
	switch {
	case runs && w.job != nil:
		return s.Leaving()
	case w.turn.Result.Outcome == rotate.Revoked:
		return "The one before is forgotten here; nothing else was changed."
	}
	return "Nothing was changed; the old one stays in use."
}
