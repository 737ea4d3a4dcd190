package trail

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/internal/day"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/setup"
	"github.com/talontap/talontap/steps/status"
)

// moment is a time in words, where the Application counts it.
func (l *look) moment(at time.Time) string { return at.In(l.zone()).Format("2 January 2006, 15:04:05") }

// judge follows one coupon through what was seen of it.
func (l *look) judge(f found, now time.Time) Trail {
	t := Trail{Asked: f.asked, Code: f.Value, Customer: f.Recipient, Campaign: f.campaign.Name, Made: f.Created.In(l.zone()),
		Test: f.Recipient != "" && l.Wanted.Test.Own(f.Recipient)}
	if f.foreign {
		t.Outcome = Elsewhere
		t.Hops = []Hop{l.coupon(f, t.Test), notOurs(Delivery), notOurs(Event), notOurs(Email), l.redeemed(f, now)}
		t.Hops[0].Status, t.Hops[0].Fix = status.Warn, words.TraceElsewhereFix
		return t
	}
	seen := l.ledger.Trail(f.Value, now, l.seen)
	delivery, event := l.delivery(seen, t.Test), l.event(f, seen, t.Test)
	email := l.email(f, seen)
	t.Hops = []Hop{l.coupon(f, t.Test), delivery, event, email, l.redeemed(f, now)}
	t.Outcome, t.LostAt = outcome(seen, t)
	return t
}

func (l *look) say(sentence string) string { return l.Wanted.Email.Channel.Say(sentence) }

func notOurs(id HopID) Hop { return Hop{ID: id, Status: status.Skip, Detail: words.TraceNotOurs} }

// outcome is where the code is: the first hop that lost it.
func outcome(seen day.Trail, t Trail) (Outcome, HopID) {
	for _, id := range []HopID{Delivery, Event, Email} {
		if t.Of(id).Status == status.Fail {
			return Lost, id
		}
	}
	switch {
	case seen.Arrived > 0:
		return Arrived, ""
	case seen.OnWay:
		return OnWay, ""
	}
	return NotSeen, ""
}

func (l *look) coupon(f found, test bool) Hop {
	h := Hop{ID: Coupon, Status: status.Pass}
	says := []string{fmt.Sprintf(words.TraceMade, l.moment(f.Created), cmp.Or(f.Recipient, words.TraceNobody), f.campaign.Name)}
	if test {
		says = append(says, words.TraceOwnTest)
	}
	if o, looked := l.made[f.Value]; looked && !f.foreign {
		says = append(says, l.madeBy(o))
	}
	h.Detail = strings.Join(append(says, l.uses(f)), "; ")
	return h
}

func (l *look) madeBy(o origin) string {
	switch {
	case o.err != nil:
		return fmt.Sprintf(words.TraceMadeByUnread, o.err)
	case o.call == "":
		return words.TraceMadeByUnseen
	}
	return fmt.Sprintf(words.TraceMadeBy, o.call)
}

// uses says how often a code can still be used, and until when.
func (l *look) uses(f found) string {
	left := words.TraceUnlimited
	if f.UsageLimit > 0 {
		left = fmt.Sprintf(words.TraceUsesLeft, max(0, f.UsageLimit-f.Used), phrase.Counted(f.UsageLimit, "use"))
	}
	if f.Expires.IsZero() {
		return left + words.TraceNoExpiry
	}
	return left + fmt.Sprintf(words.TraceExpires, l.moment(f.Expires))
}

func (l *look) delivery(seen day.Trail, test bool) Hop {
	h := Hop{ID: Delivery, Status: status.Pass}
	switch {
	case seen.Taken > 0:
		h.Detail = fmt.Sprintf(words.TraceTaken, l.moment(seen.TakenAt)) + failed(seen)
	case seen.Arrived > 0 && test:
		h.Detail = words.TraceSentByTest
	case seen.Arrived > 0:
		h.Detail = words.TraceTakenBySight + failed(seen)
		if l.logErr != nil {
			h.Detail += fmt.Sprintf(words.CheckDayLogUnread, l.logErr)
		}
	case l.logErr != nil:
		h.Status, h.Detail, h.Fix = status.Unseen, fmt.Sprintf(words.NotSeen, l.logErr), remedy.For(l.logErr, words.CheckDayLogRight)
	case test && seen.Failed == 0:
		h.Status, h.Detail = status.Skip, words.TraceTestNotLogged
	case seen.Hop == day.Sending || seen.Hop == day.Delivery:
		h = stuck(h, seen, words.CheckDayDeliveredFix)
	default:
		h.Status, h.Detail = status.Unseen, fmt.Sprintf(words.NotSeen, words.CheckDayLogTooShort)
	}
	return h
}

func failed(seen day.Trail) string {
	if seen.Failed == 0 {
		return ""
	}
	return fmt.Sprintf(words.TraceAfterFailures, phrase.Spelled(seen.Failed, "failed attempt"), seen.Why)
}

// stuck is the hop at which a code is: lost, or on its way.
func stuck(h Hop, seen day.Trail, fix string) Hop {
	h.Status, h.Detail, h.Fix = status.Fail, seen.Missing, fix
	if seen.OnWay {
		h.Status, h.Fix = status.Warn, words.TraceOnWayFix
	}
	return h
}

func (l *look) event(f found, seen day.Trail, test bool) Hop {
	h := Hop{ID: Event, Status: status.Pass, Detail: words.TraceOnCustomer}
	switch {
	case seen.Arrived > 1:
		h.Status, h.Detail, h.Fix = status.Warn, fmt.Sprintf(words.TraceTwice, seen.Arrived), words.CheckDayTwiceFix
	case seen.Arrived == 1:
	case l.eventsErr != nil:
		h.Status, h.Detail, h.Fix = status.Unseen, fmt.Sprintf(words.NotSeen, l.eventsErr), remedy.For(l.eventsErr, words.TraceEventsFix)
	case (seen.Hop == day.Sending || seen.Hop == day.Delivery) && !test:
		h.Status, h.Detail = status.Skip, words.TraceNothingDelivered
	case l.misplaced[f.Value]:
		e := l.Wanted.Event
		h.Status, h.Detail, h.Fix = status.Fail, fmt.Sprintf(l.say(words.TraceMisplaced), e.Property, e.Name), words.TraceMisplacedFix
	default:
		h = stuck(h, seen, fmt.Sprintf(words.CheckDayArrivedFix, setup.WhereErrors))
	}
	return h
}

// email says what can be known: whether an email can reach the customer at all.
// That it went out, no call shows of one person.
func (l *look) email(f found, seen day.Trail) Hop {
	h := Hop{ID: Email, Status: status.Skip, Detail: l.say(words.TraceNoEvent)}
	if seen.Arrived == 0 {
		if l.eventsErr != nil {
			h.Detail = words.TraceEventUnseen
		}
		return h
	}
	who, looked := l.reach[f.Recipient]
	switch {
	case looked && who.known && who.unsubscribed:
		h.Status, h.Detail, h.Fix = status.Fail, l.say(words.TraceUnsubscribed), words.TraceUnsubscribedFix
	case looked && who.known && !who.address:
		h.Status, h.Detail, h.Fix = status.Fail, l.say(words.TraceNoAddress), fmt.Sprintf(l.say(words.TraceNoAddressFix), cmp.Or(f.Recipient, f.Value))
	default:
		h.Detail = words.TraceEmailUnseen + l.sends()
		if l.profilesErr != nil {
			h.Detail += fmt.Sprintf(l.say(words.TraceProfileUnread), l.profilesErr)
		}
	}
	return h
}

func (l *look) sends() string {
	if l.Sends.Count == nil {
		return fmt.Sprintf(words.TraceSendsUnread, cmp.Or(l.Sends.Why, words.NotLookedAt))
	}
	return fmt.Sprintf(words.TraceSends, l.Wanted.Email.Campaign, phrase.Spelled(*l.Sends.Count, "email"))
}

func (l *look) redeemed(f found, now time.Time) Hop {
	h := Hop{ID: Redeemed, Status: status.Pass}
	used := fmt.Sprintf(words.TraceUsed, phrase.Counted(f.Used, "time"))
	switch {
	case f.Used == 0 && !f.Expires.IsZero() && !now.Before(f.Expires):
		h.Status, h.Detail, h.Fix = status.Warn, fmt.Sprintf(words.TraceExpired, l.moment(f.Expires)), words.TraceExpiredFix
	case f.Used == 0 && !f.Starts.IsZero() && now.Before(f.Starts):
		h.Status, h.Detail = status.Skip, fmt.Sprintf(words.TraceStarts, l.moment(f.Starts))
	case f.Used == 0 && l.Wanted.Elsewhere:
		h.Status, h.Detail = status.Skip, words.TraceUnseen
	case f.Used == 0:
		h.Status, h.Detail = status.Skip, words.TraceUnused
	case f.UsageLimit > 0 && f.Used >= f.UsageLimit:
		h.Detail = used + words.TraceUsedUp + l.usedBy(f)
	default:
		h.Detail = used + l.usedBy(f)
	}
	return h
}

func (l *look) usedBy(f found) string {
	o, looked := l.used[f.Value]
	switch {
	case !looked:
		return ""
	case o.err != nil:
		return fmt.Sprintf(words.TraceUsedByUnread, o.err)
	case o.call == "":
		return words.TraceUsedByUnseen
	}
	return fmt.Sprintf(words.TraceUsedBy, o.call, l.moment(o.at))
}

// absent is what has no coupon.
func (l *look) absent(m missing) Trail {
	t := Trail{Asked: m.asked, Outcome: NotFound}
	h := Hop{ID: Coupon, Status: status.Fail}
	switch {
	case m.event != nil:
		return l.deleted(m)
	case l.Wanted.Test.Own(m.asked):
		t.Customer, t.Test, t.Outcome, h.Detail = m.asked, true, NoCode, words.TraceTestCustomer
	case m.customer && l.Now().Before(l.Wanted.Rule.Day.Start()):
		t.Customer, t.Outcome = m.asked, NoCode
		h.Detail = fmt.Sprintf(words.TraceDayAhead, l.Wanted.Rule.Day.Words())
	case m.customer:
		t.Customer, t.Outcome = m.asked, NoCode
		h.Detail, h.Fix = fmt.Sprintf(words.TraceNoCoupon, l.names()), words.TraceNoCouponFix
	case m.err != nil:
		t.Outcome = NotSeen
		h.Status, h.Detail, h.Fix = status.Unseen, fmt.Sprintf(words.TraceCustomerUnread, m.err), remedy.For(m.err, words.TraceCustomerRight)
	case !m.tried:
		h.Detail, h.Fix = fmt.Sprintf(words.TraceUntried, l.names())+m.extent(), words.TraceUntriedFix
	default:
		h.Detail, h.Fix = fmt.Sprintf(words.TraceUnknown, l.Wanted.Application.Name)+m.extent(), words.TraceUnknownFix
	}
	t.Hops = []Hop{h}
	return t
}

// extent says how far it was looked.
func (m missing) extent() string {
	if m.left == 0 {
		return ""
	}
	return fmt.Sprintf(words.TraceCampaignsLeft, m.looked, m.left)
}

func (l *look) names() string {
	var out []string
	for _, c := range l.Campaigns {
		out = append(out, "“"+c.Name+"”")
	}
	return strings.Join(out, ", ")
}

// deleted is a code of which CleverTap's event is all that is left.
func (l *look) deleted(m missing) Trail {
	t := Trail{Asked: m.asked, Code: m.asked, Customer: m.event.Identity, Outcome: Deleted, Test: l.Wanted.Test.Own(m.event.Identity)}
	coupon := Hop{ID: Coupon, Status: status.Warn, Detail: words.TraceCouponGone, Fix: words.TraceCouponGoneFix}
	if t.Test {
		coupon.Detail, coupon.Fix = words.TraceTestGone, ""
	}
	t.Hops = []Hop{coupon, {ID: Event, Status: status.Pass, Detail: fmt.Sprintf(words.TraceOn, m.event.Identity)}}
	return t
}
