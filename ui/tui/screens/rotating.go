package screens

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/tui/kit"
)

// rotating is a run of a rotation: its steps as they go, what a person has to do
// or to answer meanwhile, and its end.
type rotating struct {
	shown
	secrecy
	order []rotate.StepID // those ahead, and those that came in between
	steps map[rotate.StepID]taken
	last  rotate.StepID // that told something
	at    int           // the selected step
	moved bool          // by the person: it no longer follows what runs

	asked *steps.Asked
	yes   bool // the answer chosen so far

	line   int // of the card
	copy   func() error
	leaves bool // it is left for later

	page kit.Pager
}

// taken is a step as it last told of itself, and when it began.
type taken struct {
	rotate.Step
	began time.Time
}

func (s *rotating) Show(t steps.Turn) Wish {
	s.turn, s.asked, s.doubt = t, nil, false
	if !s.runs() {
		return nil
	}
	*s = rotating{shown: s.shown, secrecy: s.secrecy, steps: map[rotate.StepID]taken{}}
	if t.Errand == steps.BringIn || t.Errand == steps.Finish {
		s.order = t.Result.Credential.Ahead()
	}
	return nil
}

func (s *rotating) Hear(what any, now time.Time) Wish {
	switch what := what.(type) {
	case rotate.Step:
		s.take(what, now)
	case steps.Lent:
		s.copy = what.Copy
	case *steps.Asked:
		s.asked, s.yes = what, false
	}
	return nil
}

// take notes what a step tells. One that nobody saw ahead stands behind the
// last that told something.
func (s *rotating) take(step rotate.Step, now time.Time) {
	if !slices.Contains(s.order, step.ID) {
		s.order = slices.Insert(s.order, slices.Index(s.order, s.last)+1, step.ID)
	}
	known := s.steps[step.ID]
	if step.Status == rotate.Manual && len(step.Card) == 0 { // more about what is at hand
		step.Card, step.Most = known.Card, cmp.Or(step.Most, known.Most)
	}
	s.steps[step.ID], s.last = taken{step, cmp.Or(known.began, now)}, step.ID
	if !s.moved {
		s.at = slices.Index(s.order, step.ID)
	}
}

func (s *rotating) Press(k tea.KeyPressMsg) Wish {
	key := k.String()
	switch {
	case !s.runs():
		return s.ending(key)
	case s.doubt:
		return s.answer(key, s.secret())
	case s.asked != nil && turned(&s.yes, key):
	case s.asked != nil:
		if key == "enter" { // no stands there; only yes is yes
			s.asked.Answer <- s.yes
			s.asked = nil
		}
	case s.card() != nil:
		return s.byHand(key)
	default:
		s.moved = moved(&s.at, key, len(s.order)) || s.moved
	}
	return nil
}

// ending leaves, or begins anew.
func (s *rotating) ending(key string) Wish {
	switch {
	case key == "enter" || key == "q":
		return Quit{}
	case key == "r" && s.turn.Err != nil:
		return decide(steps.Again)
	case back(key) && s.turn.Err != nil:
		return decide(steps.GoBack)
	default:
		s.page.Press(key)
	}
	return nil
}

// byHand is for the person who enters it in the console.
func (s *rotating) byHand(key string) Wish {
	switch {
	case moved(&s.line, key, len(s.card())):
	case key == "s" && s.copy == nil:
		return Note{words.ScreenNoClipboard, false}
	case key == "s":
		return s.ask(s.secret())
	case key == "l" && !s.leaves:
		s.leaves = true
		s.turn.Leave()
	}
	return nil
}

// secret is how the new one gets onto the clipboard.
func (s *rotating) secret() CopySecret { return CopySecret{words.ScreenNewCredential, s.copy} }

func (s *rotating) Keys() []kit.Hint {
	switch {
	case !s.runs() && s.turn.Err == nil:
		return append(kit.Keys("enter", "leave"), s.page.Hints()...)
	case !s.runs():
		return append(kit.Keys("enter", "leave", "r", "again", "esc", "to the start"), s.page.Hints()...)
	case s.doubt:
		return doubtHints()
	case s.asked != nil:
		return kit.Keys("enter", "take it", "↑↓", "choose", "ctrl+c", "stop")
	case s.card() != nil:
		return kit.Keys("s", "copy the secret", "l", "later", "↑↓", "line", "ctrl+c", "stop")
	}
	return kit.Keys("ctrl+c", "stop", "↑↓", "details")
}

// card is what a person has to enter now; nil: nothing.
func (s *rotating) card() []rotate.CardLine {
	if step := s.steps[s.last]; s.runs() && step.Status == rotate.Manual {
		return step.Card
	}
	return nil
}

// running is how long a step has been going on; 0: it is not.
func (s *rotating) running(r Room, id rotate.StepID) time.Duration {
	if id != s.last || !s.runs() {
		return 0
	}
	return r.Now.Sub(s.steps[id].began)
}

// row is a step as it stands in a list of what is done.
func (s *rotating) row(r Room, id rotate.StepID) stepped {
	step := s.steps[id]
	out := stepped{status: step.Status, title: id.Title(), detail: step.Detail, end: phrase.Took(step.Took)}
	if step.Took == 0 {
		out.end = phrase.Waited(s.running(r, id))
	}
	if !s.runs() && step.Status == "" {
		out.status, out.detail = live.Skip, words.NotReached
	}
	return out
}

// Changed says for the header what this run has changed; "" for nothing.
func (s *rotating) Changed() string {
	if !s.runs() {
		return outcomes[s.turn.Result.Outcome]
	}
	switch {
	case s.steps[rotate.Restore].Status != "":
		return words.ScreenPuttingBack
	case s.steps[rotate.Switch].Status == rotate.Pass:
		return words.ScreenWebhookSwitched
	case s.steps[rotate.Keep].Status == rotate.Pass:
		return words.ScreenKeptAsNext
	}
	return ""
}

// outcomes are the ends of a run, as short as a header wants them.
var outcomes = map[rotate.Outcome]string{
	rotate.Rotated: words.ScreenNewInUse, rotate.Undone: words.ScreenOldInUse, rotate.TakenBack: "taken back",
	rotate.Revoked: words.ScreenOldForgotten, rotate.Restored: words.ScreenAsBefore, rotate.Waiting: "not finished",
}

// Leaving says what becomes of what runs, where it is left now.
func (s *rotating) Leaving() string {
	if s.card() != nil {
		return words.ScreenLeaveByHand
	}
	return words.ScreenLeaveRotation
}
