package live

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/steps/plan"
	"github.com/talontap/talontap/steps/setup"
)

// lateAtMost is how long a wait has to be for "late" to be no explanation any
// more. CleverTap shows events in near real time (likely).
const lateAtMost = 10 * time.Minute

const errorStream = "look in CleverTap under " + setup.WhereErrors + " (the error stream) and at the setting for undefined data"

// ofMissing reads an event that CleverTap took, or may have taken, and that is
// not on the customer.
func ofMissing(e evidence) Diagnosis {
	m := *e.missing
	switch {
	case m.elsewhere != "":
		return Diagnosis{Cause: WrongIdentity, Sentence: fmt.Sprintf("The code %s stands on the customer %q and not on %q.", e.code, m.elsewhere, e.w.Test.Identity),
			Fix: "compare in the Rule Builder that the webhook's " + e.w.Parameters.Profile + " is the Integration ID (Customer Profile), and that the payload's identity is ${$" + e.w.Parameters.Profile + "}"}
	case m.schema.Discarded:
		return Diagnosis{Cause: Dropped, Sentence: fmt.Sprintf("CleverTap took the event and shows nothing: %q is discarded in this project.", m.schema.Name),
			Fix: "restore it in CleverTap under Settings › Schema › Events, or choose another event.name"}
	case m.schema.Read && !m.schema.Known:
		return Diagnosis{Cause: Dropped, Sentence: fmt.Sprintf("CleverTap took the event and dropped it: the project does not know %q, and is set to drop what is undefined.", e.w.Event.Name),
			Fix: "define the event and its property in CleverTap under Settings › Schema › Events; " + errorStream}
	case e.delivery != nil:
		return ofDelivery(e)
	case e.unanswered != nil:
		d := ofFailure(e.unanswered, true)
		d.Sentence = phrase.Sentence(strings.TrimSuffix(d.Sentence, ".") + ", and it is not on the customer after " + phrase.About(e.waited))
		return d
	case m.schema.Read && !m.schema.Property:
		return Diagnosis{Cause: Dropped, Sentence: fmt.Sprintf("CleverTap took the event and dropped it: the project does not know the property %q.", e.w.Event.Property),
			Fix: "define the property of " + e.w.Event.Name + " in CleverTap under Settings › Schema › Events; " + errorStream}
	case e.waited >= lateAtMost:
		return Diagnosis{Cause: Dropped, Sentence: fmt.Sprintf("CleverTap took the event and shows nothing after %s, which is more than late.", phrase.About(e.waited)), Fix: errorStream}
	}
	return ofWaiting(e)
}

// ofWaiting is only late: nothing is wrong that can be seen.
func ofWaiting(e evidence) Diagnosis {
	taken := "CleverTap took it, and"
	if !e.answered {
		taken = "It was sent, and CleverTap"
	}
	on := fmt.Sprintf("to wait on: talontap verify --live=%s --wait 10m, which also knows this coupon when it comes", cmp.Or(string(e.depth), string(DepthRelay)))
	if e.keeps && e.depth == DepthRelay {
		on = "to wait on for this very coupon: " + takeUpCommand + " --wait 10m"
	}
	return Diagnosis{Cause: Late, Status: Warn,
		Sentence: fmt.Sprintf("%s does not show it after %s.", taken, phrase.About(e.waited)),
		Fix:      on + ". If it never comes, " + errorStream}
}

// takeUpCommand waits on for the coupon of an earlier check.
const takeUpCommand = "talontap verify --take-up"

// ofOther reads an event of the customer that came instead of the code's.
func ofOther(e evidence) Diagnosis {
	switch property := e.w.Event.Property; {
	case strings.Contains(e.other, "= "+e.code):
		return Diagnosis{Cause: WrongProperty, Sentence: fmt.Sprintf("The code arrived under another property (%s); the email looks for %q and would show its default text.", e.other, property),
			Fix: "the webhook's payload must put the code under " + property}
	case !strings.Contains(e.other, property+" = "):
		return Diagnosis{Cause: Dropped, Sentence: fmt.Sprintf("The event arrived without its property %q (%s): it was dropped on the way into CleverTap.", property, e.other),
			Fix: "define the property in CleverTap under Settings › Schema › Events; " + errorStream}
	}
	return Diagnosis{Cause: OtherCode, Sentence: fmt.Sprintf("The event arrived with %s, where %s = %s is wanted.", e.other, e.w.Event.Property, e.code),
		Fix: "compare in the Rule Builder that the webhook's " + e.w.Parameters.Coupon + " is the generated coupon in Session, and that nothing between Talon.One and CleverTap changes what is sent; after a check that was left, it may be that one's code: run it again"}
}

// A live campaign answers to events of about now (documented, certain).
const (
	campaignBehind = 2 * time.Hour
	campaignAhead  = 2 * time.Minute
)

// outOfWindow reports whether an event of this age starts no campaign.
func outOfWindow(age time.Duration) bool { return age > campaignBehind || age < -campaignAhead }

func ofAge(e evidence) Diagnosis {
	when := phrase.About(e.age) + " old"
	if e.age < 0 {
		when = phrase.About(-e.age) + " ahead"
	}
	return Diagnosis{Cause: TooOld, Status: Warn,
		Sentence: "The event arrived " + when + " by its own time; CleverTap's campaigns answer only from 2 hours back to 2 minutes ahead, so no email is sent.",
		Fix:      "leave ts out of the payload, and see in Talon.One's webhook log whether the delivery was held up"}
}

// ofEmail reads an email campaign that does not run, or an email without the code.
func ofEmail(e evidence) Diagnosis {
	name := e.w.Email.Campaign
	switch {
	case e.subject != "":
		return Diagnosis{Cause: WrongPlaceholder, Sentence: fmt.Sprintf("The email %q came without the code: its placeholder names another event or property.", e.subject),
			Fix: "the email's placeholder must be " + e.w.Email.Placeholder(e.w.Event)}
	case e.email != nil && e.email.Row != nil && !plan.EmailRunning(e.email.Row):
		return Diagnosis{Cause: EmailPaused, Status: Warn, Sentence: fmt.Sprintf("The email campaign %q is %s, so no email is sent.", e.email.Row.Name, e.email.Row.Status),
			Fix: "publish it in CleverTap under Messages › Campaigns"}
	case e.email != nil && e.email.Row == nil && e.email.Looked:
		return Diagnosis{Cause: EmailNotFound, Status: Manual, Sentence: phrase.Sentence(e.email.NotFound(name)),
			Fix: "make it in CleverTap as the plan says, or look under Messages › Campaigns whether it runs under another name"}
	case e.email != nil && e.email.Row == nil:
		return Diagnosis{Cause: Unproven, Status: Manual, Sentence: "The email campaign was not looked up: " + e.email.Why + ".",
			Fix: "see in CleverTap under Messages › Campaigns that " + name + " runs"}
	}
	return ofNoEmail(e)
}

// ofNoEmail is an event that started no email, as the sandbox or, without a wait,
// a person saw.
func ofNoEmail(e evidence) Diagnosis {
	d := Diagnosis{Cause: NoEmail, Status: Warn, Sentence: "The event arrived, and no email within " + phrase.About(e.waited) + ".",
		Fix: fmt.Sprintf("see that the email campaign answers to %s, and that %s has an address that takes marketing mail", e.w.Event.Name, string(setup.TestIdentity))}
	if e.waited == 0 {
		d.Sentence = "The event arrived, and no email came to " + e.w.Test.Address + "."
		d.Fix = "look among spam and give it some minutes; then " + d.Fix + ", and in CleverTap under Messages › Campaigns that " + e.w.Email.Campaign + " runs"
	}
	return d
}

// ofSkew warns of a clock that is off: the rule's day and the simulated instants
// are counted by it.
func ofSkew(skew time.Duration) Diagnosis {
	where := "ahead of"
	if skew < 0 {
		where = "behind"
	}
	return Diagnosis{Cause: ClockSkew, Status: Warn, Sentence: fmt.Sprintf("This machine's clock is %s %s Talon.One's.", phrase.About(skew.Abs()), where),
		Fix: "set this machine's clock; the rule's day is counted by Talon.One's, but whether it has begun is judged here"}
}
