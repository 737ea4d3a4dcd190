package engine

import (
	"fmt"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
)

// ReadInbox takes what a person found in the mail of the test address, and gives the
// last live check as it is now, and the state that keeps it. An error is a sentence
// about what was entered, and changes nothing.
func (s *Session) ReadInbox(st steps.State, entered string) (steps.State, live.Result, error) {
	now := s.last()
	if now.result == nil || !now.result.AwaitsInbox() {
		return st, live.Result{}, steps.ErrNoInbox
	}
	read, err := now.result.ReadInbox(now.wanted, entered)
	if err != nil {
		return st, *now.result, err
	}
	s.change(func(n *snapshot) { n.result = &read })
	st.Noted.Received = note.Received{}
	if h, _ := read.Of(live.Inbox); h.Status == live.Pass {
		st.Noted.Received = now.receivedOn(note.On(s.world.Now()))
	}
	return st, read, nil
}

// receivedOn is the note about an email of the campaign and placeholder that are
// wanted now: what is said of one is not said of another.
func (n *snapshot) receivedOn(day note.Day) note.Received {
	return note.Received{On: day, Campaign: n.wanted.Email.Noted(), Placeholder: n.wanted.Email.Placeholder(n.wanted.Event)}
}

// received judges the email of the test coupon: as this session's live check saw
// it, else as a person once did.
func (n *snapshot) received() *check.Check {
	if n.result != nil && n.result.Depth != live.DepthSimulate {
		if h, ok := n.result.Of(live.Inbox); ok && h.Status != live.Skip {
			return asCheck(h)
		}
	}
	if n.read.On == "" || n.read != n.receivedOn(n.read.On) {
		return nil
	}
	return &check.Check{Status: check.Pass, Detail: fmt.Sprintf(words.CheckYouRead, n.read.On.Words())}
}
