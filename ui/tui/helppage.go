package tui

import (
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

// drawHelp explains the step shown and lists the keys.
func (w *wizard) drawHelp(r kit.Room) []string {
	var lines []string
	add := func(more ...string) { lines = append(lines, more...) }
	add(w.ink.Of(text.Accent, w.step.Title))
	add(prose(w, about(w.step), r.Width)...)
	if a, ok := w.screen.(*asking); ok {
		if len(a.findings) > 0 {
			add("")
			add(drawFindings(w, a.findings, r.Width)...)
		}
		q := a.form.Question()
		add("", w.ink.Of(text.Strong, text.Short(q.Title, r.Width)))
		for _, words := range []string{q.Help, q.Where} {
			if words != "" {
				add(text.Fill(words, r.Width)...)
			}
		}
	}
	add("", w.ink.Of(text.Accent, "Keys"))
	for _, h := range append(w.screen.keys(w), everywhere()...) {
		add(kit.Hang(w.ink.Of(text.Strong, h.Help().Key), h.Help().Desc, 15, r.Width)...)
	}
	return w.cover.page.Draw(r.Height, lines)
}

func everywhere() []kit.Hint {
	return []kit.Hint{
		kit.Key("tab", "the next field; shift+tab the one before"),
		kit.Key("ctrl+u", "clears what is left of the cursor"),
		kit.Key("paste", "with your terminal's own key; a line break at the end is removed"),
		kit.Key("F1", "this help; ? too, where no text is typed"),
		kit.Key("ctrl+c", "leaves, after asking once"),
	}
}

func (w *wizard) drawLeaving(r kit.Room) []string {
	s, rotates := w.screen.(*rotating)
	if w.cover.kind == tidying && rotates {
		return s.drawTidying(w, r)
	}
	if w.cover.kind == tidying {
		return kit.Fit(r.Height,
			kit.Block{Lines: []string{w.spinner() + " tidying up…"}},
			kit.Block{Lines: text.Fill("What runs is stopped and takes back what it made for the test. This takes a few seconds at most.", r.Width), Rank: 1})
	}
	return kit.Fit(r.Height,
		kit.Block{Lines: []string{w.ink.Of(text.Accent, "Leave?")}},
		kit.Block{Lines: text.Fill(w.leavingText(), r.Width), Rank: 1},
		kit.Block{Lines: text.Fill("Ctrl-C again leaves, any other key stays.", r.Width)})
}

// leavingText says what becomes of what was answered and made.
func (w *wizard) leavingText() string {
	if w.rotation != nil {
		return w.rotation.leaving(w)
	}
	words := "What you answered is kept, and the next start goes on from here."
	switch {
	case w.state.Rehearsal:
		words = "This is a rehearsal: nothing of it is kept."
	case w.o.Keep == nil:
		words = "Answers are not saved in this run."
	}
	if w.live() {
		words += " The campaign is enabled, and stays so."
	}
	if w.tally.made > 0 && !w.state.Rehearsal {
		words += " What was made so far stays where it is, and the next run finds it."
	}
	if w.job != nil && changes(w.screen) {
		words += " What runs now is stopped first, and tidied up."
	}
	return words
}
