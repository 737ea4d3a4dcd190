package engine

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/apply"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/live"
	"github.com/talontap/talontap/steps/note"
	"github.com/talontap/talontap/steps/observe"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// snapshot is what a session knows at one moment. Neither it nor what it points to
// changes later, so whoever holds one needs no lock.
type snapshot struct {
	wanted   setup.Wanted
	seen     plan.Seen
	planned  plan.Plan
	answers  setup.Answers // complete, that the last plan was made of
	used     setup.Answers // those of them by which changes were made
	standing plan.Standing
	left     []plan.Change
	applied  []apply.Progress // changes that came to an end, good or bad
	result   *live.Result
	evidence check.Evidence
	notes    notes
	unsure   bool          // enabling failed, and whether it took could not be seen
	unended  string        // why a session at Talon.One could not be ended; "": none is open
	read     note.Received // the test email that a person once read, as the last checklist was told
	wait     time.Duration // how long the live checks to come wait for an arrival
}

// last is what is known now. It waits for no call.
func (s *Session) last() *snapshot { return s.knows.Load() }

// change makes the next snapshot of the last one. It changes only what the caller
// found out, so that nothing is lost of what others did meanwhile.
func (s *Session) change(to func(*snapshot)) {
	s.lock.Lock()
	defer s.lock.Unlock()
	next := *s.knows.Load()
	to(&next)
	s.knows.Store(&next)
}

// turn waits until no other call touches the services, or until the context ends.
func (s *Session) turn(ctx context.Context) (end func(), err error) {
	select {
	case s.slot <- struct{}{}:
	default:
		select {
		case s.slot <- struct{}{}:
		case <-ctx.Done():
			return nil, fmt.Errorf("waiting for the call before this one: %w", ctx.Err())
		}
	}
	return func() { <-s.slot }, nil
}

type notes struct {
	email   note.Email // where its text takes the code from is said as far as it is known
	pending *live.Pending
	event   note.Event // the event that was made known
	sent    bool       // a test coupon was sent in this session, so what is noted of an earlier one is over
	enabled note.Enabled
	off     bool // the campaign was disabled on the admin's word, so that it ran is over
	paused  note.Enabled
	resumed bool // it was seen to run in this session, so that it was paused is over
	refused note.Refused
	tried   bool // a code was tried at a checkout in this session, so what is noted of an earlier one is over
}

// recall takes up what an earlier run noted about an email campaign, and of the
// coupon campaign: that it ran, and that its code was refused.
func (n *notes) recall(st steps.State, email string) {
	if n.email.Campaign != email {
		n.email.Campaign, n.email.Days = email, plan.Days{}
		if st.Noted.Email.Campaign == email {
			n.email.Days = st.Noted.Email.Days
		}
	}
	if n.enabled.Campaign == 0 && !n.off {
		n.enabled = st.Noted.Enabled
	}
	if n.paused.Campaign == 0 && !n.resumed {
		n.paused = st.Noted.Paused
	}
	if !n.tried {
		n.refused = st.Noted.Refused
	}
}

func (n *notes) foundEmail(seen plan.EmailSeen) {
	if seen.Row != nil {
		n.email.Days = seen.Days
	}
}

// emailText tells the plan where the email takes the code from, and whether a person saw
// that. A campaign that is seen for the first time is taken to be as wanted.
func (n *notes) emailText(st steps.State, w setup.Wanted, into *plan.EmailSeen) {
	into.Read = st.Noted.Compared[live.EmailText].Holds(steps.EmailComparison(w)) || st.Noted.Received.Placeholder == w.Email.Placeholder(w.Event) && st.Noted.Received.Campaign == w.Email.Noted()
	if noted := st.Noted.Email; noted.Campaign == w.Email.Noted() {
		into.TakesFrom = noted.TakesFrom
	}
	if into.Read || into.TakesFrom == (setup.Event{}) && into.Row != nil {
		into.TakesFrom = w.Event
	}
	n.email.TakesFrom = into.TakesFrom
}

// eventSent is the day on which a test event made an event known; "": none did.
func (n notes) eventSent(st steps.State, e setup.Event) string {
	sent := cmp.Or(n.event, st.Noted.Event)
	if sent.Event != e {
		return ""
	}
	return sent.On.Words()
}

// followed notes the coupon of a check that came to no end. A simulation changes
// nothing about an earlier one.
func (n *notes) followed(r live.Result) {
	if r.Depth != live.DepthSimulate {
		n.pending, n.sent = r.Pending, true
	}
}

// onItsWay is this session's coupon, or the one that is noted.
func (n notes) onItsWay(st steps.State) *live.Pending {
	if st.Noted.Pending.Code != "" && !n.sent {
		return &st.Noted.Pending
	}
	return n.pending
}

func (n *notes) runs(campaign int, now time.Time) {
	if n.paused.Campaign == campaign {
		n.paused, n.resumed = note.Enabled{}, true
	}
	if n.off = false; n.enabled.Campaign != campaign {
		n.enabled = note.Enabled{On: note.On(now), Campaign: campaign}
	}
}

// atCheckout notes what a checkout did with the code of a campaign; nil: it was not tried.
func (n *notes) atCheckout(campaign int, r *live.Redeem, now time.Time) {
	if r == nil {
		return
	}
	n.refused, n.tried = note.Refused{}, true
	if r.Status != live.Pass {
		n.refused = note.Refused{On: note.On(now), Campaign: campaign, Why: r.Detail}
	}
}

// since is the day that is noted for a campaign, in words; "": none is.
func since(noted note.Enabled, campaign int) string {
	if campaign == 0 || noted.Campaign != campaign {
		return ""
	}
	return noted.On.Words()
}

// refusal is how a checkout last refused the code of a campaign; nil: it is not known to.
func (n notes) refusal(campaign int) *live.Redeem {
	if campaign == 0 || n.refused.Campaign != campaign {
		return nil
	}
	r := live.RefusedAtCheckout(n.refused.Why)
	r.Detail += fmt.Sprintf(" (tried on %s)", n.refused.On.Words())
	return &r
}

// Noted is what a state has noted, with what this session found out.
func (s *Session) Noted(st steps.State) note.Notes {
	n := s.last().notes
	noted := st.Noted
	if !n.email.Days.IsZero() {
		noted.Email = n.email
	}
	noted.Event = cmp.Or(n.event, noted.Event)
	if noted.Enabled = cmp.Or(n.enabled, noted.Enabled); n.off {
		noted.Enabled = note.Enabled{}
	}
	if noted.Paused = cmp.Or(n.paused, noted.Paused); n.resumed {
		noted.Paused = note.Enabled{}
	}
	if n.tried {
		noted.Refused = n.refused
	}
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
