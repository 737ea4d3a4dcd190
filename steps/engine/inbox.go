package engine

import (
	"github.com/talontap/talontap/steps"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
)

// ReadInbox takes what a person found in the mail of the test address
// (live.Result.ReadInbox), and gives the last live check as it is now. The state
// holds that the code was read, so that it is kept. An error is a sentence about
// what was entered, and changes nothing.
func (s *Session) ReadInbox(st steps.State, entered string) (steps.State, live.Result, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.result == nil || !s.result.AwaitsInbox() {
		return st, live.Result{}, steps.ErrNoInbox
	}
	read, err := s.result.ReadInbox(s.wanted, entered)
	if err != nil {
		return st, *s.result, err
	}
	s.result = &read
	st.Noted.Received = note.Received{}
	if h, _ := read.Of(live.Inbox); h.Status == live.Pass {
		st.Noted.Received = s.receivedOn(note.On(s.world.Now()))
	}
	return st, read, nil
}

// receivedOn is the note about an email of the campaign and placeholder that are
// wanted now: what is said of one is not said of another.
func (s *Session) receivedOn(day note.Day) note.Received {
	return note.Received{On: day, Campaign: s.wanted.Email.Campaign, Placeholder: s.wanted.Email.Placeholder(s.wanted.Event)}
}

// received judges the email of the test coupon: as this session's live check saw
// it, else as a person once did.
func (s *Session) received() *check.Check {
	if s.result != nil && s.result.Depth != live.DepthSimulate {
		if h, ok := s.result.Of(live.Inbox); ok && h.Status != live.Skip {
			return asCheck(h)
		}
	}
	if s.read.On == "" || s.read != s.receivedOn(s.read.On) {
		return nil
	}
	return &check.Check{Status: check.Pass, Detail: "you read it on " + s.read.On.Words()}
}
