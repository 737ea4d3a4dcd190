package live

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/talontap/talontap/api/clevertap"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

func (r *check) accepted(context.Context) Hop {
	if r.answer.Taken() {
		return Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf("status %s, %d taken, none refused", r.answer.Status, r.answer.Processed)}
	}
	return Hop{Status: Fail, By: ByCleverTap, Detail: reason(r.answer), Fix: mend(r.answer)}
}

func reason(r clevertap.Receipt) string {
	if len(r.Unprocessed) == 0 {
		return fmt.Sprintf("CleverTap took nothing (status %q) and gave no reason", r.Status)
	}
	return fmt.Sprintf("CleverTap refused it: %s (code %d)", r.Unprocessed[0].Message, r.Unprocessed[0].Code)
}

// mend says what to do about CleverTap's own codes (documented, and seen in
// recorded answers).
func mend(r clevertap.Receipt) string {
	if len(r.Unprocessed) == 0 {
		return "run the check again"
	}
	switch r.Unprocessed[0].Code {
	case 509, 512, 524:
		return "compare the webhook's payload with the wanted one"
	case 513:
		return "choose another event name: this one is CleverTap's own"
	case 528:
		return "restore the event in CleverTap under Settings › Schema › Events, or choose another event name"
	case 523:
		return "compare the webhook's identity field with ${$ProfileID}"
	}
	return "see the reason above, then run the check again"
}

// onProfile waits until the customer's count of the event has grown.
func (r *check) onProfile(ctx context.Context) Hop {
	now := r.baseline
	done, waited, err := r.until(ctx, r.Wait, func(ctx context.Context) (bool, error) {
		p, _, err := r.CleverTap.Profile(ctx, r.w.Test.Identity)
		now = count(p, r.w.Event.Name)
		return now > r.baseline, err
	})
	switch {
	case err != nil:
		return failed(ByCleverTap, err, "run the check again; the event may still arrive")
	case !done:
		return Hop{Status: Warn, By: ByCleverTap, Detail: fmt.Sprintf("taken, but not on the customer after %s", waited.Round(time.Second)),
			Fix: "wait on (run it again with a longer wait); if it never comes, look in CleverTap under Settings › Schema › Error Stream: undefined events may be dropped there"}
	}
	return Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf("%s %d → %d", r.w.Event.Name, r.baseline, now)}
}

// sameCode waits until an event of the test customer holds the very code.
func (r *check) sameCode(ctx context.Context) Hop {
	var found bool
	var other string
	done, waited, err := r.until(ctx, r.Wait, func(ctx context.Context) (bool, error) {
		records, err := r.lately(ctx)
		found, other = r.find(records)
		return found || other != "", err
	})
	switch {
	case err != nil:
		return failed(ByCleverTap, err, "run the check again")
	case found:
		r.result.Arrived = true
		return Hop{Status: Pass, By: ByCleverTap, Detail: r.w.Event.Property + " = " + r.coupon.Value}
	case done:
		return Hop{Status: Fail, By: ByCleverTap, Detail: fmt.Sprintf("the event arrived with %s, where %s = %s is wanted", other, r.w.Event.Property, r.coupon.Value),
			Fix: "compare the webhook's payload: the code must stand under " + r.w.Event.Property}
	}
	return Hop{Status: Warn, By: ByCleverTap, Detail: fmt.Sprintf("the event is counted, but CleverTap did not list it within %s", waited.Round(time.Second)),
		Fix: "run the check again with a longer wait"}
}

// lately reads the events of these days. CleverTap counts days in the project's
// time zone, which no API tells, and rejects days to come there: so tomorrow is
// asked for first, then today, then yesterday, and what was taken is kept to.
func (r *check) lately(ctx context.Context) ([]clevertap.EventRecord, error) {
	for {
		last := r.Now().UTC().AddDate(0, 0, 1-r.earlier)
		records, err := r.CleverTap.Events(ctx, clevertap.EventQuery{Event: r.w.Event.Name, From: last.AddDate(0, 0, -2), To: last})
		if transport.KindOf(err) != transport.Rejected || r.earlier == 2 {
			return records, err
		}
		r.earlier++
	}
}

// find looks for our code among the test customer's events; other is what a new
// event of the customer holds instead.
func (r *check) find(records []clevertap.EventRecord) (found bool, other string) {
	for _, e := range records {
		if e.Identity != r.w.Test.Identity || r.before[fingerprint(e)] {
			continue
		}
		if encoded(e.Properties[r.w.Event.Property]) == r.coupon.Value {
			return true, ""
		}
		other = properties(e.Properties)
	}
	return false, other
}

// remember notes the test customer's earlier events, so that none of them is
// taken for the new one.
func (r *check) remember(ctx context.Context) error {
	records, err := r.lately(ctx)
	r.before = map[string]bool{}
	for _, e := range records {
		r.before[fingerprint(e)] = true
	}
	return err
}

// fingerprint tells events apart, which carry no ID.
func fingerprint(e clevertap.EventRecord) string {
	return e.Identity + " " + e.At + " " + properties(e.Properties)
}

// properties lists an event's properties in a stable order.
func properties(p map[string]any) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(p)) {
		out = append(out, name+" = "+encoded(p[name]))
	}
	if len(out) == 0 {
		return "no property"
	}
	return strings.Join(out, ", ")
}

func (r *check) emailCampaign(ctx context.Context) Hop {
	var seen plan.EmailSeen
	select {
	case seen = <-r.email:
	case <-ctx.Done():
		seen.Why = "the check was left"
	}
	switch {
	case plan.EmailRunning(seen.Row):
		return Hop{Status: Pass, By: ByCleverTap, Detail: fmt.Sprintf("%s is running", seen.Row.Name)}
	case seen.Row != nil:
		return Hop{Status: Warn, By: ByCleverTap, Detail: fmt.Sprintf("%s is %s", seen.Row.Name, seen.Row.Status), Fix: "publish it in CleverTap under Messages › Campaigns"}
	case seen.Looked:
		return Hop{Status: Manual, By: ByPerson, Detail: fmt.Sprintf("no email campaign called %q among those of the last 30 days", r.w.Email.Campaign),
			Fix: "make it in CleverTap as the plan says, or look under Messages › Campaigns whether it runs under another name"}
	}
	return Hop{Status: Manual, By: ByPerson, Detail: "not looked up: " + seen.Why, Fix: "see in CleverTap under Messages › Campaigns that " + r.w.Email.Campaign + " runs"}
}

// inbox reads the email where somebody can: the sandbox shows it, a real one is
// in the admin's own mail.
func (r *check) inbox(ctx context.Context) Hop {
	switch {
	case r.w.Test.Address == "":
		return Hop{Status: Skip, By: ByPerson, Detail: "no test address was given, so no email was asked for",
			Fix: "set " + string(setup.TestAddress) + " to an address of yours and run it again"}
	case r.Rehearsal == nil:
		return Hop{Status: Manual, By: ByPerson, Detail: "look for the code " + r.coupon.Value + " in the mail of " + r.w.Test.Address,
			Fix: "if it shows the default text instead, the email's placeholder names another property: it must be " + r.w.Email.Placeholder(r.w.Event)}
	}
	var last Message
	done, waited, err := r.until(ctx, min(r.Wait, rehearsedWait), func(context.Context) (bool, error) {
		for _, m := range r.Rehearsal.Inbox(r.w.Test.Identity) {
			last = m
			if strings.Contains(m.Body, r.coupon.Value) {
				return true, nil
			}
		}
		return false, nil
	})
	switch {
	case err != nil:
		return failed(ByPerson, err, "run the check again")
	case done:
		return Hop{Status: Pass, By: ByPerson, Detail: fmt.Sprintf("%q holds the code", last.Subject)}
	case last.Body != "":
		return Hop{Status: Fail, By: ByPerson, Detail: fmt.Sprintf("%q came without the code", last.Subject),
			Fix: "the email's placeholder must be " + r.w.Email.Placeholder(r.w.Event)}
	}
	return Hop{Status: Warn, By: ByPerson, Detail: fmt.Sprintf("no email within %s", waited.Round(time.Second)),
		Fix: "see that the email campaign runs and answers to " + r.w.Event.Name}
}

// rehearsedWait is how long the sandbox's inbox is watched.
const rehearsedWait = 10 * time.Second
