package tui

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
	"github.com/talontap/talontap/ui/tui/kit"
)

// mailed is the one hop of a live check that only a person can see: the code in
// the email itself. What was entered stays until it was taken.
type mailed struct {
	open bool
	form *form.Form
}

// awaitsInbox reports whether the check is at its end but for what the person
// finds in the inbox.
func (s *following) awaitsInbox(w *wizard) bool {
	return w.job == nil && s.err == nil && w.result != nil && w.result.AwaitsInbox()
}

// opensInbox tells the key that asks for the field, and the beginning of a code,
// from the other keys of the screen, which are small letters.
func opensInbox(k tea.KeyPressMsg) bool {
	key := []rune(k.String())
	return k.String() == "i" || len(key) == 1 && (unicode.IsUpper(key[0]) || unicode.IsDigit(key[0]))
}

// openInbox opens the field, with the first letter of a code where that opened it.
func (s *following) openInbox(w *wizard, k tea.KeyPressMsg) {
	s.mailed.show(w)
	if k.String() != "i" {
		s.mailed.form.Press(k)
	}
}

func (m *mailed) show(w *wizard) {
	if m.form == nil {
		m.form = form.New(steps.Step{Questions: []steps.Question{{Title: "The email's code", Kind: steps.Line}}}, w.state, w.styles)
	}
	m.open = true
}

// enter types into the field, compares what stands in it, or leaves it for later.
func (s *following) enter(w *wizard, k tea.KeyPressMsg) tea.Cmd {
	entered := strings.TrimSpace(s.mailed.form.Typed())
	switch key := k.String(); {
	case key == "esc", key == "shift+tab", key == "enter" && entered == "":
		s.mailed.open = false
		return nil
	case key == "enter":
		return s.compare(w, entered)
	}
	s.mailed.form.Press(k)
	return nil
}

// paste compares what was pasted at once, the whole email too. What does not
// hold the code stays in the field, as far as it is one line.
func (s *following) paste(w *wizard, words string) tea.Cmd {
	if !s.awaitsInbox(w) {
		return nil
	}
	s.mailed.show(w)
	line, _, _ := strings.Cut(strings.TrimSpace(words), "\n")
	s.mailed.form.Paste(line)
	return s.compare(w, words)
}

// compare has an entry mean what it means for the check, or says below the field
// why it means nothing.
func (s *following) compare(w *wizard, entered string) tea.Cmd {
	st, result, err := w.o.Session.ReadInbox(w.state, entered)
	if err != nil {
		s.mailed.form.Refuse(err)
		return nil
	}
	w.state, w.result, s.mailed, s.moved = st, &result, mailed{}, false
	for _, h := range result.Hops {
		s.hops[h.ID] = h
	}
	s.selectWorst(result)
	return w.save()
}

// draw is the field, with what is wrong with the entry below it.
func (m *mailed) draw(w *wizard, r kit.Room) []string {
	if !m.open {
		return nil
	}
	lines, _, _ := m.form.Draw(w.ink, r.Width, r.Height, true)
	hint := live.NoMail + ": no email came.  " + live.OtherMail + ": it shows something else in the code's place."
	return append(lines, dimmed(w, text.Fill(hint, r.Width))...)
}
