package live

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/talontap/talontap/assets/phrase"
	"github.com/talontap/talontap/assets/words"
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
		return fails(WrongIdentity, fmt.Sprintf(words.LiveOtherCustomer, e.code, m.elsewhere, e.w.Test.Identity),
			fmt.Sprintf(words.LiveOtherCustomerFix, e.w.Parameters.Profile, e.w.Parameters.Profile))
	case m.schema.Discarded:
		return fails(Dropped, fmt.Sprintf(words.LiveDiscarded, m.schema.Name), words.LiveDiscardedFix)
	case m.schema.Read && !m.schema.Known:
		return fails(Dropped, fmt.Sprintf(words.LiveUndefinedEvent, e.w.Event.Name),
			fmt.Sprintf(words.LiveDefineEvent, errorStream))
	case e.delivery != nil:
		return ofDelivery(e)
	case e.unanswered != nil:
		d := ofFailure(e.unanswered, true)
		d.Sentence = phrase.Sentence(fmt.Sprintf(words.LiveNotAfter, strings.TrimSuffix(d.Sentence, "."), phrase.About(e.waited)))
		return d
	case m.schema.Read && !m.schema.Property:
		return fails(Dropped, fmt.Sprintf(words.LiveUndefinedProperty, e.w.Event.Property),
			fmt.Sprintf(words.LiveDefinePropertyOf, e.w.Event.Name, errorStream))
	case e.waited >= lateAtMost:
		return fails(Dropped, fmt.Sprintf(words.LiveTooLate, phrase.About(e.waited)), errorStream)
	}
	return ofWaiting(e)
}

// ofWaiting is only late: nothing is wrong that can be seen.
func ofWaiting(e evidence) Diagnosis {
	taken := words.LiveTookItAnd
	if !e.answered {
		taken = words.LiveSentAnd
	}
	on := fmt.Sprintf(words.LiveWaitOn, cmp.Or(string(e.depth), string(DepthRelay)))
	if e.keeps && e.depth == DepthRelay {
		on = fmt.Sprintf(words.LiveWaitOnThis, words.LiveTakeUpCommand)
	}
	never := errorStream
	if e.integration && e.depth == DepthFire {
		never = words.IntegrationFix // it may have gone to another project
	}
	return warns(Late, fmt.Sprintf(words.LiveNotShownAfter, taken, phrase.About(e.waited)),
		fmt.Sprintf(words.LiveIfNever, on, never))
}

func ofOther(e evidence) Diagnosis {
	property, came := e.w.Event.Property, properties(e.other.Properties)
	_, named := e.other.Properties[property]
	switch {
	case holds(*e.other, e.code):
		return fails(WrongProperty, fmt.Sprintf(e.w.Email.Channel.Say(words.LiveOtherProperty), came, property),
			fmt.Sprintf(words.LiveOtherPropertyFix, property))
	case !named:
		return fails(Dropped, fmt.Sprintf(words.LivePropertyDropped, property, came),
			fmt.Sprintf(words.LiveDefineProperty, errorStream))
	}
	return fails(OtherCode, fmt.Sprintf(words.LiveOtherCode, came, property, e.code),
		fmt.Sprintf(words.LiveOtherCodeFix, e.w.Parameters.Coupon))
}

// A live campaign answers to events of about now (documented, certain).
const (
	campaignBehind = 2 * time.Hour
	campaignAhead  = 2 * time.Minute
)

func outOfWindow(age time.Duration) bool { return age > campaignBehind || age < -campaignAhead }

func ofAge(e evidence) Diagnosis {
	when := phrase.About(e.age) + " old"
	if e.age < 0 {
		when = phrase.About(-e.age) + " ahead"
	}
	return warns(TooOld, fmt.Sprintf(e.w.Email.Channel.Say(words.LiveWrongTime), when), words.LiveWrongTimeFix)
}

func ofEmail(e evidence) Diagnosis {
	name, say := e.w.Email.Campaign, e.w.Email.Channel.Say
	switch {
	case e.subject != "":
		return fails(WrongPlaceholder, fmt.Sprintf(say(words.LiveEmailWithoutCode), e.subject),
			fmt.Sprintf(say(words.LivePlaceholder), e.w.Email.Placeholder(e.w.Event)))
	case e.email != nil && e.email.Row != nil && !plan.EmailRunning(e.email.Row):
		return warns(EmailPaused, fmt.Sprintf(say(words.LiveEmailNotRunning), e.email.Row.Name, e.email.Row.Status),
			words.LivePublishEmail)
	case e.email != nil && e.email.Row == nil && e.email.Looked:
		return Diagnosis{Cause: EmailNotFound, Status: Manual, Sentence: phrase.Sentence(e.email.NotFound(e.w.Email)),
			Fix: words.LiveMakeEmail}
	case e.email != nil && e.email.Row == nil:
		return Diagnosis{Cause: Unproven, Status: Manual, Sentence: fmt.Sprintf(say(words.LiveEmailNotLookedUp), e.email.Why),
			Fix: fmt.Sprintf(words.LiveSeeEmailRuns, name)}
	}
	return ofNoEmail(e)
}

// ofNoEmail is an event that started no email, as the sandbox or, without a wait,
// a person saw.
func ofNoEmail(e evidence) Diagnosis {
	say := e.w.Email.Channel.Say
	d := warns(NoEmail, fmt.Sprintf(say(words.LiveNoEmailWithin), phrase.About(e.waited)),
		fmt.Sprintf(say(words.LiveNoEmailWithinFix), e.w.Event.Name, string(setup.TestIdentity)))
	if e.waited == 0 {
		d.Sentence = fmt.Sprintf(say(words.LiveNoEmailTo), e.w.Test.Address)
		d.Fix = fmt.Sprintf(say(words.LiveNoEmailToFix), d.Fix, e.w.Email.Campaign)
	}
	return d
}

// ofSkew warns of a clock that is off: the rule's day and the simulated instants
// are counted by it.
func ofSkew(skew time.Duration) Diagnosis {
	where := words.LiveAheadOf
	if skew < 0 {
		where = "behind"
	}
	return warns(ClockSkew, fmt.Sprintf(words.LiveClock, phrase.About(skew.Abs()), where), words.LiveClockFix)
}
