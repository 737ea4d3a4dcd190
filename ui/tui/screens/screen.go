// Package screens holds what stands between the two rules of the frame: one
// screen for each thing that a flow shows, asks or runs.
//
// A screen is a value that knows the turn at hand. It draws itself in the room
// that it is given, takes keys, and gives back a Wish: what it wants done. It
// sees neither the program around it nor the engine, and knows no order: which
// turn comes next is the flow's to say.
//
// It must never draw more rows than its room has, tell a state by colour alone,
// or keep what belongs into the flow's state.
package screens

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/guide"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/ui/text"
	"github.com/talontap/talontap/ui/tui/form"
	"github.com/talontap/talontap/ui/tui/kit"
)

// Screen shows the turns of one kind, one after the other.
type Screen interface {
	// Show takes the turn at hand.
	Show(t steps.Turn) Wish
	// Hear takes what the turn's run tells on its way, and what a Run tells and
	// ends with.
	Hear(what any, now time.Time) Wish
	// Press takes a key that is not the frame's.
	Press(k tea.KeyPressMsg) Wish
	// Draw gives the lines for a room; more than it holds are cut.
	Draw(r Room) []string
	// Keys lists what can be pressed, the most important first.
	Keys() []kit.Hint
	// Typing reports whether letters go into a text.
	Typing() bool
}

// Room is how much a screen may draw, and what it draws with.
type Room struct {
	Width, Height int // Width is that of text that is read
	Wide          int // all columns, for rows
	Window        int // rows of the whole window
	Ink           text.Palette
	Turning       string // the spinner as it stands now
	Now           time.Time
	Local         *time.Location // where the person is
	Elapsed       time.Duration  // since the run at hand began
	Note          Note
	Kept          steps.Place // where the credentials are kept
	Unsaved       string      // why the answers were not saved
	Saves         bool        // answers are saved in this run
}

// Note says how something went that a key did outside the screen. The next key
// takes it away.
type Note struct {
	Text string
	Good bool
}

// Wish is what a screen wants done: a Note to show, one of the types below, or nil
// for nothing.
type Wish any

type (
	// Decide replies to the turn at hand, and ends what runs.
	Decide struct {
		steps.Decision
		Text  string       // of ReadCode
		State *steps.State // as the person has it before them; nil: unchanged
	}
	// Noted has the flow take a state in which something was noted.
	Noted struct {
		State steps.State
		Note  Note
	}
	// Copy puts a text on the clipboard. Called is what it is called; "": the text.
	Copy struct{ Text, Called string }
	// CopySecret has a secret put on the clipboard; its value never comes here.
	CopySecret struct {
		Called string
		Put    func() error
	}
	// Browse opens an address in the person's browser.
	Browse struct{ Address string }
	// Print leaves the screen for a card's text.
	Print struct{ Card guide.Card }
	// HandOver lays a change's card over the screen, for a colleague.
	HandOver struct{ Change plan.Change }
	// Run does something slow beside the turn at hand.
	Run struct {
		Changes bool // it may leave something behind
		Do      func(ctx context.Context, tell func(any)) any
	}
	// Several are wishes one after the other.
	Several []Wish
	// Quit ends the program.
	Quit struct{}
)

func decide(d steps.Decision) Wish { return Decide{Decision: d} }

// Set makes the screens of one flow. What one leaves for the next of its kind is
// kept here.
type Set struct {
	Styles  *huh.Styles
	Console string // in a rehearsal, the page that plays both consoles

	card plan.Resource // that was shown last
	went string        // what was left when the watcher last went on by itself

	name   string
	screen Screen
}

// For gives the screen that shows a turn: the one that is there, as long as the
// turn is one of its kind.
func (s *Set) For(t steps.Turn) Screen {
	kind, open := s.kindOf(t)
	if name := kind + string(t.Step.ID); name != s.name {
		s.name, s.screen = name, open()
	}
	return s.screen
}

// kindOf names the kind of screen that a turn has, and opens one. A step may have
// others beside the one of its act, which needs no name.
func (s *Set) kindOf(t steps.Turn) (kind string, open func() Screen) {
	switch {
	case t.At == steps.AtTaking, t.At == steps.AtTaken, t.Task == steps.ReadingMade, t.Task == steps.TakingBack:
		return "taking back ", func() Screen { return &takingBack{} }
	case t.At == steps.AtStatus, t.Step.Act == steps.ShowIntro && (t.At == steps.AtEnd || t.Task == steps.Checking || t.Task == steps.Pausing):
		return "status ", func() Screen { return &standing{} }
	case t.Task == steps.Exchanging, t.At == steps.AtEnd && Rotates(t):
		return "errand ", func() Screen { return &rotating{} }
	case t.At == steps.AtApplied && len(carded(t.Report.Left)) > 0:
		return "by hand ", func() Screen { return newByHand(s, t) }
	}
	return "", func() Screen {
		switch t.Step.Act {
		case steps.ShowIntro:
			return &welcome{guided: s.Console != ""}
		case steps.ShowPlan:
			return &review{}
		case steps.DoApply:
			changes := withoutEnabling(t.Report.Plan.Changes)
			return &applying{changes: changes, seen: map[plan.Resource]apply.Progress{}}
		case steps.DoLive:
			return &following{set: s}
		case steps.DoEnable:
			return &enabling{}
		case steps.ShowRotation:
			return &opening{}
		}
		return &asking{form: form.New(t.Step, t.State, s.Styles)}
	}
}

// Rotates reports whether a turn is one of a rotation.
func Rotates(t steps.Turn) bool { return t.Result.Credential != "" }

// shown is what most screens have: the turn at hand, nothing to hear, and no text
// to type into.
type shown struct{ turn steps.Turn }

func (s *shown) Show(t steps.Turn) Wish {
	s.turn = t
	return nil
}

func (s *shown) Hear(any, time.Time) Wish { return nil }

func (s *shown) Typing() bool { return false }

func (s *shown) runs() bool { return s.turn.At == steps.AtRun }
