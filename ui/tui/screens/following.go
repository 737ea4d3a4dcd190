package screens

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
	"github.com/talontap/talontap/ui/tui/kit"
)

// following is the live check: a test coupon on its way.
type following struct {
	shown
	set    *Set
	depth  live.Depth
	hops   map[live.HopID]followed
	at     int    // the selected hop
	moved  bool   // by the person: it no longer follows what runs
	day    bool   // the rehearsal was taken to the rule's day
	mailed mailed // what the person found in the inbox
}

// followed is a hop as it last told of itself, and when it did so first and last.
type followed struct {
	live.Hop
	began, heard time.Time
}

// Show implements Screen. A coupon is sent at once where one can be followed.
func (s *following) Show(t steps.Turn) Wish {
	s.turn = t
	switch {
	case t.At == steps.AtLive && len(t.Missing) == 0:
		return s.send(t.Default())
	case t.At == steps.AtRun:
		*s = following{shown: s.shown, set: s.set, depth: s.depth, hops: map[live.HopID]followed{}}
		s.day = t.Task == steps.Rehearsing
	case t.Read && t.Err != nil:
		s.mailed.form.Refuse(t.Err)
	case t.At == steps.AtArrival && t.Err == nil:
		s.arrived()
	}
	return nil
}

// send decides to follow a coupon, of which it knows how far it goes.
func (s *following) send(d steps.Decision) Wish {
	s.depth = live.DepthRelay
	if d == steps.RealRun {
		s.depth = live.DepthFire
	}
	return decide(d)
}

// arrived takes how it ended, or what was found in the inbox since.
func (s *following) arrived() {
	if s.turn.Read {
		s.mailed, s.moved = mailed{}, false
	}
	if s.hops == nil {
		s.hops = map[live.HopID]followed{}
	}
	for _, h := range s.result().Hops {
		s.hops[h.ID] = followed{Hop: h}
	}
	s.selectWorst(*s.result())
}

// result is how the check ended; nil: it did not yet, or could not be made.
func (s *following) result() *live.Result { return s.turn.Report.Live }

func (s *following) Hear(what any, now time.Time) Wish {
	h, ok := what.(live.Hop)
	if !ok {
		return nil
	}
	s.hops[h.ID] = followed{h, cmp.Or(s.hops[h.ID].began, now), now}
	if i := slices.Index(live.Hops(), h.ID); i >= 0 && !s.moved {
		s.at = i // the hop that runs
	}
	return nil
}

// running is how long a hop has been running, and when it looks again; 0: it
// does not wait, or looks now.
func (h followed) running(now time.Time) (since, next time.Duration) {
	return now.Sub(h.began), max(0, h.Next-now.Sub(h.heard))
}

func (s *following) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch {
	case s.mailed.open:
		return s.enter(k)
	case s.turn.May(steps.ReadCode) && opensInbox(k):
		s.openInbox(k)
	case moved(&s.at, key, len(live.Hops())):
		s.moved = true
	case s.runs():
	case key == "enter":
		return decide(steps.GoOn)
	case back(key), key == "r" && len(s.turn.Missing) > 0:
		return decide(steps.GoBack)
	case key == "r":
		return s.send(steps.Send)
	case key == "w" && s.turn.May(steps.WaitOn):
		return s.send(steps.WaitOn)
	case key == "t" && s.turn.May(steps.RealRun):
		return s.send(steps.RealRun)
	}
	return nil
}

// selectWorst selects the hop that most needs the person, once all are done: the
// one that the diagnosis is about, or the first that is not as it should be.
func (s *following) selectWorst(r live.Result) {
	switch {
	case s.moved:
		return
	case s.day && r.Email != nil:
		s.at = slices.Index(live.Hops(), live.Inbox)
		return
	case r.Diagnosis != nil && !said(r):
		s.at = max(0, slices.Index(live.Hops(), r.Diagnosis.Hop))
		return
	case r.AwaitsInbox() && len(r.Failing()) == 0:
		s.at = slices.Index(live.Hops(), live.Inbox)
		return
	}
	for _, st := range []live.Status{live.Fail, live.Warn, live.Manual} {
		is := func(id live.HopID) bool { return s.hops[id].Status == st }
		if s.at = slices.IndexFunc(live.Hops(), is); s.at >= 0 {
			return
		}
	}
	s.at = slices.Index(live.Hops(), live.Property)
}

// said reports whether the diagnosis is about what comes after the coupon's way.
func said(r live.Result) bool {
	return r.Diagnosis != nil && r.Diagnosis.Cause == live.NotRedeemable
}

func (s *following) Keys() []kit.Hint {
	switch {
	case s.runs():
		return kit.Keys("ctrl+c", "stop", "↑↓", "details")
	case len(s.turn.Missing) > 0:
		return kit.Keys("enter", "to the end", "r", "look again", "esc", "back")
	case s.mailed.open:
		return kit.Keys("enter", "compare", "esc", "later")
	}
	return slices.Concat(
		kit.Keys("enter", "next"),
		kit.KeysIf(s.turn.May(steps.ReadCode), "i", "email's code"),
		kit.KeysIf(s.turn.May(steps.WaitOn), "w", "wait on"),
		kit.Keys("r", "again"),
		kit.KeysIf(s.turn.May(steps.RealRun), "t", "rehearse the day"),
		kit.Keys("esc", "back", "↑↓", "details"))
}

func (s *following) Typing() bool { return s.mailed.open }

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
