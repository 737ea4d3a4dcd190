package tui

import "github.com/talontap/talontap/steps"

func (s *opening) draw(w *wizard, r room) []string {
	switch {
	case w.job == nil && w.rotation.stillKept:
		return fit(r.height, block{lines: s.kept(w, r.width), firm: true})
	case w.job == nil && s.err == nil && s.asks():
		return s.drawChoice(w, r)
	}
	foot := s.status(w, r.width)
	if room := r.height - len(foot) - 1; room > 2 || s.err == nil {
		lines := s.page.draw(max(room, 0), s.text(w, r.width))
		return append(append(lines, ""), foot...)
	}
	return s.page.draw(r.height, foot)
}

// text says what will happen, in order, and where a new one is made.
func (s *opening) text(w *wizard, width int) []string {
	lines := prose(w, w.step.Intro, width)
	lines = append(lines, "")
	lines = append(lines, hang(w.ink.dim.of("Make it"), w.rotation.o.Credential.Made(), 10, width)...)
	return append(lines, hang(w.ink.dim.of("Profile"), w.state.Profile, 10, width)...)
}

// status is how far the look is.
func (s *opening) status(w *wizard, width int) []string {
	switch {
	case w.job != nil:
		return hang(w.spinner(), "looking where things stand, reading only… "+waited(w.elapsed()), 2, width)
	case s.err != nil:
		return drawFindings(w, []steps.Finding{amiss(s.err)}, width)
	}
	return hang(w.ink.good.of("✓"), "Looked: nothing is unfinished. Nothing has changed yet.", 2, width)
}

func (s *opening) drawChoice(w *wizard, r room) []string {
	intro, options := s.question(w)
	chosen := s.gone
	if s.found.Unfinished {
		chosen = s.back
	}
	lines, at := choice(w, r, chosen, options)
	return fit(r.height,
		block{lines: hang(w.ink.warn.of("!"), intro, 2, r.width), firm: true, to: 1},
		block{lines: lines, firm: true, from: at, to: at},
		block{lines: dimmed(w, s.text(w, r.width)), least: 6, rank: 1})
}

// question is what has to be decided, and the two answers to it.
func (s *opening) question(w *wizard) (intro string, options [2]option) {
	which := w.rotation.o.Credential
	if !s.found.Unfinished {
		return "The one before the current is still kept here, for going back. Is it revoked at " + which.Vendor() + "?", [2]option{
			{"No, not yet", "Nothing is changed, and nothing is lost.", false},
			{"Yes, it is revoked", "It is tried once more, and forgotten here if " + which.Vendor() + " refuses it. Then the new one is asked for.", true},
		}
	}
	intro = "An earlier rotation was not finished. Both credentials are kept."
	if s.found.Switched {
		intro = "An earlier rotation was not finished. The webhook has the new one of it already."
	}
	return intro, [2]option{
		{"Go on with it", "The new one of then is tried again and brought in.", false},
		{"Take it back", "The old one stays in use, the new one is not kept.", true},
	}
}

// kept says what becomes of the one before, which nobody has revoked.
func (s *opening) kept(w *wizard, width int) []string {
	which := w.rotation.o.Credential
	lines := hang(w.ink.good.of("✓"), "Nothing was changed, and nothing is lost: the one before is still kept.", 2, width)
	lines = append(lines, "")
	lines = append(lines, hang(w.ink.accent.of("→"), "To bring a new one in, first revoke it ("+which.Made()+"), then run this again.", 2, width)...)
	return append(lines, hang(w.ink.accent.of("→"), "To go back to it: talontap rotate "+string(which)+" --undo", 2, width)...)
}
