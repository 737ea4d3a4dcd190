package tui

import (
	"github.com/talontap/talontap/steps"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/kit"
)

func (s *opening) draw(w *wizard, r kit.Room) []string {
	switch {
	case w.job == nil && w.rotation.stillKept:
		return kit.Fit(r.Height, kit.Block{Lines: s.kept(w, r.Width), Firm: true})
	case w.job == nil && s.err == nil && s.asks():
		return s.drawChoice(w, r)
	}
	foot := s.status(w, r.Width)
	if room := r.Height - len(foot) - 1; room > 2 || s.err == nil {
		lines := s.page.Draw(max(room, 0), s.text(w, r.Width))
		return append(append(lines, ""), foot...)
	}
	return s.page.Draw(r.Height, foot)
}

// text says what will happen, in order, and where a new one is made.
func (s *opening) text(w *wizard, width int) []string {
	lines := prose(w, w.step.Intro, width)
	lines = append(lines, "")
	lines = append(lines, kit.Hang(w.ink.Of(text.Dim, "Make it"), w.rotation.o.Credential.Made(), 10, width)...)
	return append(lines, kit.Hang(w.ink.Of(text.Dim, "Profile"), w.state.Profile, 10, width)...)
}

// status is how far the look is.
func (s *opening) status(w *wizard, width int) []string {
	switch {
	case w.job != nil:
		return kit.Hang(w.spinner(), "looking where things stand, reading only… "+phrase.Waited(w.elapsed()), 2, width)
	case s.err != nil:
		return drawFindings(w, []steps.Finding{amiss(s.err)}, width)
	}
	return kit.Hang(w.ink.Of(text.Good, "✓"), "Looked: nothing is unfinished. Nothing has changed yet.", 2, width)
}

func (s *opening) drawChoice(w *wizard, r kit.Room) []string {
	intro, options := s.question(w)
	chosen := s.gone
	if s.found.Unfinished {
		chosen = s.back
	}
	lines, at := choice(w, r, chosen, options)
	return kit.Fit(r.Height,
		kit.Block{Lines: kit.Hang(w.ink.Of(text.Warn, "!"), intro, 2, r.Width), Firm: true, To: 1},
		kit.Block{Lines: lines, Firm: true, From: at, To: at},
		kit.Block{Lines: dimmed(w, s.text(w, r.Width)), Least: 6, Rank: 1})
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
	lines := kit.Hang(w.ink.Of(text.Good, "✓"), "Nothing was changed, and nothing is lost: the one before is still kept.", 2, width)
	lines = append(lines, "")
	lines = append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), "To bring a new one in, first revoke it ("+which.Made()+"), then run this again.", 2, width)...)
	return append(lines, kit.Hang(w.ink.Of(text.Accent, "→"), "To go back to it: talontap rotate "+string(which)+" --undo", 2, width)...)
}
