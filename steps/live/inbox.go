package live

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

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
