package steps

import (
	"cmp"
	"sync"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// notes are what a session found out. They are read and written while a call of
// the session runs, so they have a lock of their own.
type notes struct {
	lock    sync.Mutex
	email   string // the campaign's name
	at      plan.Days
	pending *live.Pending
	event   note.Event // the event that was made known
	sent    bool       // a test coupon was sent in this session, so what is noted of an earlier one is over
}

// recallEmail takes up what an earlier run noted about a campaign.
func (n *notes) recallEmail(st State, campaign string) {
	n.lock.Lock()
	defer n.lock.Unlock()
	if n.email == campaign {
		return
	}
	n.email, n.at = campaign, plan.Days{}
	if st.Noted.Email.Campaign == campaign {
		n.at = st.Noted.Email.Days
	}
}

func (n *notes) foundEmail(seen plan.EmailSeen) {
	n.lock.Lock()
	defer n.lock.Unlock()
	if seen.Row != nil {
		n.at = seen.Days
	}
}

func (n *notes) emailDays() plan.Days {
	n.lock.Lock()
	defer n.lock.Unlock()
	return n.at
}

func (n *notes) sentEvent(e setup.Event, now time.Time) {
	n.lock.Lock()
	defer n.lock.Unlock()
	n.event = note.Event{Event: e, On: note.On(now)}
}

// eventSent is the day on which a test event made an event known; "": none did.
func (n *notes) eventSent(st State, e setup.Event) string {
	n.lock.Lock()
	defer n.lock.Unlock()
	sent := cmp.Or(n.event, st.Noted.Event)
	if sent.Event != e {
		return ""
	}
	return sent.On.Words()
}

// followed notes the coupon of a check that came to no end. A simulation changes
// nothing about an earlier one.
func (n *notes) followed(r live.Result) {
	n.lock.Lock()
	defer n.lock.Unlock()
	if r.Depth != live.DepthSimulate {
		n.pending, n.sent = r.Pending, true
	}
}

// onItsWay is this session's coupon, or the one that is noted.
func (n *notes) onItsWay(st State) *live.Pending {
	n.lock.Lock()
	defer n.lock.Unlock()
	if st.Noted.Pending.Code != "" && !n.sent {
		return &st.Noted.Pending
	}
	return n.pending
}

// Noted is what a state has noted, with what this session found out.
func (s *Session) Noted(st State) note.Notes {
	n := &s.notes
	n.lock.Lock()
	defer n.lock.Unlock()
	noted := st.Noted
	if !n.at.IsZero() {
		noted.Email = note.Email{Campaign: n.email, Days: n.at}
	}
	noted.Event = cmp.Or(n.event, noted.Event)
	if n.sent {
		noted.Pending = live.Pending{}
	}
	if n.pending != nil {
		noted.Pending = *n.pending
	}
	return noted
}

// glancing is an observer for a plan that a person waits for.
func (s *Session) glancing(o observe.Observer) observe.Observer {
	if s.world.Glance > 0 {
		o.EmailWait = min(o.EmailWait, s.world.Glance)
	}
	return o
}
