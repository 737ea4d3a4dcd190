package tui

// drawHelp explains the step shown and lists the keys.
func (w *wizard) drawHelp(r room) []string {
	var lines []string
	add := func(more ...string) { lines = append(lines, more...) }
	add(w.ink.accent.of(w.step.Title))
	add(prose(w, about(w.step), r.width)...)
	if a, ok := w.screen.(*asking); ok {
		if len(a.findings) > 0 {
			add("")
			add(drawFindings(w, a.findings, r.width)...)
		}
		f := a.form.current()
		add("", w.ink.strong.of(short(f.q.Title, r.width)))
		for _, text := range []string{f.q.Help, f.q.Where} {
			if text != "" {
				add(wrap(text, r.width)...)
			}
		}
	}
	add("", w.ink.accent.of("Keys"))
	for _, h := range append(w.screen.keys(w), everywhere()...) {
		add(hang(w.ink.strong.of(h.key), h.does, 15, r.width)...)
	}
	return w.cover.page.draw(r.height, lines)
}

func everywhere() []hint {
	return []hint{
		{"tab", "the next field; shift+tab the one before"},
		{"ctrl+u", "clears what is left of the cursor"},
		{"paste", "with your terminal's own key; a line break at the end is removed"},
		{"F1", "this help; ? too, where no text is typed"},
		{"ctrl+c", "leaves, after asking once"},
	}
}

func (w *wizard) drawLeaving(r room) []string {
	s, rotates := w.screen.(*rotating)
	if w.cover.kind == tidying && rotates {
		return s.drawTidying(w, r)
	}
	if w.cover.kind == tidying {
		return fit(r.height,
			block{lines: []string{w.spinner() + " tidying up…"}},
			block{lines: wrap("What runs is stopped and takes back what it made for the test. This takes a few seconds at most.", r.width), rank: 1})
	}
	return fit(r.height,
		block{lines: []string{w.ink.accent.of("Leave?")}},
		block{lines: wrap(w.leavingText(), r.width), rank: 1},
		block{lines: wrap("Ctrl-C again leaves, any other key stays.", r.width)})
}

// leavingText says what becomes of what was answered and made.
func (w *wizard) leavingText() string {
	if w.rotation != nil {
		return w.rotation.leaving(w)
	}
	text := "What you answered is kept, and the next start goes on from here."
	switch {
	case w.state.Rehearsal:
		text = "This is a rehearsal: nothing of it is kept."
	case w.o.Keep == nil:
		text = "Answers are not saved in this run."
	}
	if w.live() {
		text += " The campaign is enabled, and stays so."
	}
	if w.tally.made > 0 && !w.state.Rehearsal {
		text += " What was made so far stays where it is, and the next run finds it."
	}
	if w.job != nil && changes(w.screen) {
		text += " What runs now is stopped first, and tidied up."
	}
	return text
}
