package steps

import (
	"strings"
	"sync"

	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// emailNote is under which it is noted on which days CleverTap's message report
// shows the email campaign, and which one that is: to ask for one day takes a
// second, to find it again takes a minute.
const emailNote = "email-campaign"

// emailFound is where the message report shows the email campaign. A live check
// looks for it beside its hops, so it has a lock of its own.
type emailFound struct {
	lock sync.Mutex
	name string
	at   plan.Days
}

// recallEmail takes up what an earlier run noted about the campaign that is
// wanted.
func (s *Session) recallEmail(st State, w setup.Wanted) {
	s.email.lock.Lock()
	defer s.email.lock.Unlock()
	if s.email.name == w.Email.Campaign {
		return
	}
	s.email.name, s.email.at = w.Email.Campaign, plan.Days{}
	if days, name, _ := strings.Cut(st.Noted[emailNote], ": "); name == w.Email.Campaign {
		s.email.at = plan.ParseDays(days)
	}
}

func (s *Session) rememberEmail(seen plan.EmailSeen) {
	s.email.lock.Lock()
	defer s.email.lock.Unlock()
	if seen.Row != nil {
		s.email.at = seen.Days
	}
}

func (e *emailFound) days() plan.Days {
	e.lock.Lock()
	defer e.lock.Unlock()
	return e.at
}

// glancing is an observer for a plan that a person waits for.
func (s *Session) glancing(o observe.Observer) observe.Observer {
	if s.world.Glance > 0 {
		o.EmailWait = min(o.EmailWait, s.world.Glance)
	}
	return o
}

// Noted is what a state has noted, with what this session found out that makes
// the next one faster.
func (s *Session) Noted(st State) map[string]string {
	s.email.lock.Lock()
	defer s.email.lock.Unlock()
	if s.email.at.IsZero() {
		return st.Noted
	}
	noted := copied(st.Noted)
	noted[emailNote] = s.email.at.String() + ": " + s.email.name
	return noted
}
