package screens

import (
	"fmt"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
)

// mailed is the one hop of a live check that only a person can see: the code in
// the email itself. What was entered stays until it was taken.
type mailed struct {
	open bool
	form *form.Form
}

// opensInbox tells the key that asks for the field, and the beginning of a code,
// from the other keys of the screen, which are small letters.
func opensInbox(k tea.KeyPressMsg) bool {
	key := []rune(k.String())
	return k.String() == "i" || len(key) == 1 && (unicode.IsUpper(key[0]) || unicode.IsDigit(key[0]))
}

// openInbox opens the field, with the first letter of a code where that opened it.
func (s *following) openInbox(k tea.KeyPressMsg) {
	s.showField()
	if k.String() != "i" {
		s.mailed.form.Press(k)
	}
}

func (s *following) showField() {
	if st := s.turn.State; s.mailed.form == nil {
		code := steps.Question{Title: st.Channel().Say(words.ScreenEmailsCode), Kind: steps.Line}
		s.mailed.form = form.New(steps.Step{Questions: []steps.Question{code}}, st, s.set.Styles)
	}
	s.mailed.open = true
}

// enter types into the field, has what stands in it compared, or leaves it for
// later.
func (s *following) enter(k tea.KeyPressMsg) Wish {
	entered := strings.TrimSpace(s.mailed.form.Typed())
	switch key := k.String(); {
	case back(key), key == "enter" && entered == "":
		s.mailed.open = false
		return nil
	case key == "enter":
		return Decide{Decision: steps.ReadCode, Text: entered}
	}
	s.mailed.form.Press(k)
	return nil
}

// Paste has what was pasted compared at once, the whole email too. What does not
// hold the code stays in the field, as far as it is one line.
func (s *following) Paste(says string) Wish {
	if !s.turn.May(steps.ReadCode) {
		return nil
	}
	s.showField()
	line, _, _ := strings.Cut(strings.TrimSpace(says), "\n")
	s.mailed.form.Paste(line)
	return Decide{Decision: steps.ReadCode, Text: says}
}

// draw is the field, with what is wrong with the entry below it.
func (m *mailed) draw(r Room, c phrase.Channel) []string {
	if !m.open {
		return nil
	}
	lines, _, _ := m.form.Draw(r.Ink, r.Width, r.Height, true)
	hint := fmt.Sprintf(c.Say(words.ScreenMailHint), live.NoMail, live.OtherMail)
	return append(lines, r.dimmed(text.Fill(hint, r.Width))...)
}
