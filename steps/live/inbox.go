package live

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

const rehearsedWait = 10 * time.Second

// inbox reads the email where somebody can: the sandbox shows it, a real one is
// in the admin's own mail.
func (r *check) inbox(ctx context.Context) Hop {
	say := r.w.Email.Channel.Say
	switch {
	case !setup.HasAddress(r.w.Email.Channel):
		return Hop{Status: Skip, By: ByPerson, Detail: words.LiveNoDevice, Fix: words.LiveNoDeviceFix}
	case r.w.Test.Address == "":
		return Hop{Status: Skip, By: ByPerson, Detail: say(words.LiveNoAddress),
			Fix: fmt.Sprintf(say(words.LiveNoAddressFix), string(setup.TestAddress))}
	case r.late:
		return Hop{Status: Skip, By: ByPerson, Detail: say(words.LiveNoEmailYet)}
	case r.Rehearsal == nil:
		return Hop{Status: Manual, By: ByPerson, Detail: fmt.Sprintf(say(words.LiveReadInbox), r.coupon.Value, r.w.Test.Address),
			Fix: fmt.Sprintf(say(words.LiveReadInboxFix), r.w.Email.Placeholder(r.w.Event))}
	}
	last, found, waited, err := r.watchInbox(ctx)
	if last.Body != "" {
		r.result.Email = &last
	}
	switch {
	case err != nil:
		return r.blame(ByPerson, evidence{err: err})
	case found:
		return Hop{Status: Pass, By: ByTalontap, Detail: fmt.Sprintf(say(words.LiveInboxHolds), cmp.Or(last.Subject, r.w.Email.Campaign))}
	case last.Body != "":
		return r.blame(ByPerson, evidence{subject: cmp.Or(last.Subject, r.w.Email.Campaign)})
	}
	return r.blame(ByPerson, r.noEmail(ctx, waited))
}

// watchInbox looks at the sandbox's inbox for an email of this check. One without
// the code is given some time before it is believed: another may be behind it.
func (r *check) watchInbox(ctx context.Context) (last Message, found bool, waited time.Duration, err error) {
	const believed = 2 * time.Second
	var since time.Time // one without the code was seen
	_, waited, err = r.until(ctx, min(r.Wait, rehearsedWait), func(context.Context) (bool, error) {
		for _, m := range r.newEmails() {
			if last = m; strings.Contains(m.Body, r.coupon.Value) {
				found = true
				return true, nil
			}
			if since.IsZero() {
				since = r.Now()
			}
		}
		return !since.IsZero() && r.Now().Sub(since) >= believed, nil
	})
	return last, found, waited, err
}

// newEmails are those that came since the check began, without what an earlier
// coupon brought late.
func (r *check) newEmails() []Message {
	all := r.Rehearsal.Inbox(r.w.Test.Identity)
	return slices.DeleteFunc(slices.Clone(all[min(r.emails, len(all)):]), func(m Message) bool {
		return r.TakeUp != nil && m.At.Before(r.TakeUp.Sent.Truncate(time.Second)) || slices.ContainsFunc(r.earlier, func(code string) bool { return strings.Contains(m.Body, code) })
	})
}

// noEmail looks at the campaign once more: it may have been paused meanwhile.
func (r *check) noEmail(ctx context.Context, waited time.Duration) evidence {
	if r.Email != nil {
		if seen := r.Email(ctx); seen.Row != nil && !plan.EmailRunning(seen.Row) {
			return evidence{email: &seen}
		}
	}
	return evidence{noEmail: true, waited: waited}
}

// emailCampaign waits for the look into the message report, which began with
// the check.
func (r *check) emailCampaign(ctx context.Context) Hop {
	var seen plan.EmailSeen
	select {
	case seen = <-r.email:
	case <-ctx.Done():
		seen.Why = words.LiveWasStopped
	}
	if plan.EmailRunning(seen.Row) {
		return Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf(words.LiveIsRunning, seen.Row.Name)}
	}
	by := ByCleverTap
	if seen.Row == nil {
		by = ByPerson
	}
	return r.blame(by, evidence{email: &seen})
}

// What a person answers who finds no code to enter.
const (
	NoMail    = "none"  // no email came
	OtherMail = "wrong" // one came, and shows something else in the code's place
)

// AskInbox is what a person is asked who can open the mail, or the messages, of the
// test address.
func AskInbox(c phrase.Channel, address string) string {
	return fmt.Sprintf(c.Say(words.LiveCodeQuestion), address, NoMail, OtherMail)
}

// AwaitsInbox reports whether the check waits for what only a person can see:
// the email in the mail of the test address.
func (r Result) AwaitsInbox() bool {
	h, _ := r.Of(Inbox)
	return r.Arrived && h.Status == Manual
}

// ReadInbox takes what a person found in the mail of the test address: the code,
// by itself or with the email around it, or NoMail or OtherMail. It gives the
// check with its last hop settled and everything that follows from it. An error
// is a sentence about what was entered; the check is then as it was.
func (r Result) ReadInbox(w setup.Wanted, entered string) (Result, error) {
	entered = strings.TrimSpace(entered)
	text := strings.ToLower(entered)
	holds := func(part string) bool { return part != "" && strings.Contains(text, strings.ToLower(part)) }
	switch {
	case holds(r.CouponCode):
		return r.received(w), nil
	case text == NoMail:
		return r.notReceived(w, evidence{noEmail: true}), nil
	case text == OtherMail, holds(w.Email.DefaultText), holds("{{"):
		return r.notReceived(w, evidence{subject: cmp.Or(w.Email.Subject, w.Email.Campaign, words.LiveOfTheTest)}), nil
	}
	return r, fmt.Errorf(w.Email.Channel.Say(words.LiveNotThisCode), r.CouponCode, OtherMail)
}

// received is the check with the code read in the inbox. It came in an email, so
// a campaign sends one, whatever the message report shows.
func (r Result) received(w setup.Wanted) Result {
	say := w.Email.Channel.Say
	r.Hops = slices.Clone(r.Hops)
	r.settle(Hop{ID: Inbox, Status: Pass, By: ByPerson, Detail: fmt.Sprintf(say(words.LiveYouRead), r.CouponCode, w.Test.Address)})
	if h, _ := r.Of(Email); h.Status == Manual {
		r.settle(Hop{ID: Email, Status: Pass, By: ByPerson, Detail: say(words.LiveEmailAnswers)})
	}
	r.Gate.Unseen = slices.DeleteFunc(slices.Clone(r.Gate.Unseen), func(i Item) bool { return i.ID == EmailText })
	r.Gate.Open = len(r.Gate.Failures)+len(r.Gate.Unseen) == 0
	r.Proven = append(slices.Clone(r.Proven), fmt.Sprintf(say(words.LiveEmailRead), r.CouponCode, w.Test.Address))
	r.OnTheDay = slices.DeleteFunc(slices.Clone(r.OnTheDay), func(s string) bool { return s == say(words.LiveDayInbox) })
	return r
}

func (r Result) notReceived(w setup.Wanted, e evidence) Result {
	e.w, e.code, e.depth = w, r.CouponCode, r.Depth
	d := diagnose(e)
	d.Hop = Inbox
	found := []Diagnosis{d}
	if r.Diagnosis != nil {
		found = append(found, *r.Diagnosis)
	}
	r.Diagnosis = gravest(found)
	r.Hops = slices.Clone(r.Hops)
	r.settle(Hop{ID: Inbox, Status: d.Status, By: ByPerson, Detail: d.Sentence, Fix: d.Fix})
	r.Gate.Failures = slices.Clone(r.Gate.Failures)
	r.Gate.shutFor(r.Hops)
	return r
}

func (r *Result) settle(h Hop) {
	for i, was := range r.Hops {
		if was.ID == h.ID {
			h.Took, h.TookMS, h.Channel = was.Took, was.TookMS, was.Channel
			r.Hops[i] = h
		}
	}
}
