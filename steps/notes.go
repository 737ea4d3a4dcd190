package steps

import (
	"cmp"
	"strings"
	"sync"
	"time"

	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// The topics under which a session notes what makes the next one faster or goes
// on in it: on which days CleverTap's message report shows the email campaign,
// and which one that is (to ask for one day takes a second, to find it again a
// minute); a test coupon that is still on its way; and when a test event made
// which event known, which a project that hides its schema does not tell.
const (
	emailNote   = "email-campaign"
	pendingNote = "pending"
	eventNote   = "event"
)

// notes are what a session found out. They are read and written while a call of
// the session runs, so they have a lock of their own.
type notes struct {
	lock    sync.Mutex
	email   string // the campaign's name
	at      plan.Days
	pending *live.Pending
	event   string // the day and the event that was made known
	sent    bool   // a test coupon was sent in this session, so what is noted of an earlier one is over
}

// recallEmail takes up what an earlier run noted about a campaign.
func (n *notes) recallEmail(st State, campaign string) {
	n.lock.Lock()
	defer n.lock.Unlock()
	if n.email == campaign {
		return
	}
	n.email, n.at = campaign, plan.Days{}
	if days, name, _ := strings.Cut(st.Noted[emailNote], ": "); name == campaign {
		n.at = plan.ParseDays(days)
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
	n.event = now.Format("2 January 2006") + ": " + e.Name + ", " + e.Property
}

// eventSent is the day on which a test event made an event known; "": none did.
func (n *notes) eventSent(st State, e setup.Event) string {
	n.lock.Lock()
	defer n.lock.Unlock()
	day, event, _ := strings.Cut(cmp.Or(n.event, st.Noted[eventNote]), ": ")
	if event != e.Name+", "+e.Property {
		return ""
	}
	return day
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
	if noted, ok := live.ParsePending(st.Noted[pendingNote]); ok && !n.sent {
		return &noted
	}
	return n.pending
}

// Noted is what a state has noted, with what this session found out.
func (s *Session) Noted(st State) map[string]string {
	n := &s.notes
	n.lock.Lock()
	defer n.lock.Unlock()
	noted := copied(st.Noted)
	if !n.at.IsZero() {
		noted[emailNote] = n.at.String() + ": " + n.email
	}
	if n.event != "" {
		noted[eventNote] = n.event
	}
	switch {
	case n.pending != nil:
		noted[pendingNote] = n.pending.String()
	case n.sent:
		delete(noted, pendingNote)
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
