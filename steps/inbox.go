package steps

import (
	"errors"
	"strings"

	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/setup"
)

// inboxNote is under which the day is noted on which a person read the code in
// the test's email, and in which email campaign and placeholder: what is said of
// one is not said of another.
const inboxNote = "inbox"

func inboxNoted(day string, w setup.Wanted) string {
	return day + ": " + w.Email.Campaign + ", " + w.Email.Placeholder(w.Event)
}

// ErrNoInbox says that no live check waits for what a person reads in an inbox.
var ErrNoInbox = errors.New("no test email is waited for")

// ReadInbox takes what a person found in the mail of the test address
// (live.Result.ReadInbox), and gives the last live check as it is now. The state
// holds that the code was read, so that it is kept. An error is a sentence about
// what was entered, and changes nothing.
func (s *Session) ReadInbox(st State, entered string) (State, live.Result, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.result == nil || !s.result.AwaitsInbox() {
		return st, live.Result{}, ErrNoInbox
	}
	read, err := s.result.ReadInbox(s.wanted, entered)
	if err != nil {
		return st, *s.result, err
	}
	s.result = &read
	noted := copied(st.Noted)
	delete(noted, inboxNote)
	if h, _ := read.Of(live.Inbox); h.Status == live.Pass {
		noted[inboxNote] = inboxNoted(s.world.Now().Format("2 January 2006"), s.wanted)
	}
	st.Noted = noted
	return st, read, nil
}

// received judges the email of the test coupon: as this session's live check saw
// it, else as a person once did.
func (s *Session) received(noted string) *check.Check {
	if s.result != nil && s.result.Depth != live.DepthSimulate {
		if h, ok := s.result.Of(live.Inbox); ok && h.Status != live.Skip {
			return asCheck(h)
		}
	}
	day, _, _ := strings.Cut(noted, ": ")
	if noted != inboxNoted(day, s.wanted) {
		return nil
	}
	return &check.Check{Status: check.Pass, Detail: "you read it on " + day}
}
