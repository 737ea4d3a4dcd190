package words

// The rule's day, as it goes on.
const (
	WatchShort = "Follow the rule's day live, code by code, until its last code is settled"
	WatchLong  = `watch follows the rule's day: coupons made, delivered by the webhook, shown by CleverTap on their customers,
emailed, redeemed. Every code that is lost is named with its customer and the hop that lost it. It begins by itself
when the day begins in the Application's time zone, and ends after the day with a report, once each code has arrived
or is lost.

It reads only and keeps nothing on disk. Stopped and started again it reads the day anew and finds the same, and two
watches at once do no harm. On a terminal the report takes one screen; --details, a pipe and --json have all of it.

Coupons, deliveries and codes are looked at one by one. CleverTap's own count of the event, the emails and the
state of the campaign are counts. In a round of 10 seconds it asks Talon.One for new coupons and
deliveries, one request each where there are few, of the 3 a second that Talon.One allows on an endpoint. It reads the
events of CleverTap one page after the other, of the 3 reads at a time that CleverTap allows, and only while a code is
missing.

Exit status: 0 each code arrived; 3 codes are lost, or none was made; 1 a part of the day could not be looked at;
4 a credential was rejected; 2 it was stopped before the end.`
	WatchExample = `talontap watch                     # the whole screen; q leaves
talontap watch --plain             # line by line, for a log
talontap watch --json > day.json   # silent, with the report at the end`
	WatchPlain = "line by line, without the whole screen"

	WatchBefore     = "The day begins on %s at %s (%s), in %s."
	WatchLine       = "%d made, %d delivered, %d shown; %d to deliver, %d to show, %d lost"
	WatchLostLine   = "LOST %s for %s: %s"
	WatchFoundLine  = "FOUND %s: it has arrived after all"
	WatchUnreadLine = "NOT SEEN: %s could not be read: %s"
	WatchReadLine   = "SEEN AGAIN: %s"
	WatchIdle       = "STOPPED: the campaign is %s, so no coupon is made"

	WatchAt         = "%s to %s (%s), as of %s"
	WatchCodeLine   = "%s for %s: %s"
	WatchMore       = "%d more: --details or --json names them"
	WatchRight      = "Every code of the day reached its customer in CleverTap: %s."
	WatchLostCodes  = "Lost: %s."
	WatchNoCode     = "No customer got a code on the day."
	WatchUnseen     = "A part of the day could not be looked at, so nothing is called right."
	WatchUnfinished = "The day is not over for this watch, so there is no verdict."
	WatchWaiting    = "Not arrived two hours after the day, and not known to be lost: %s."

	WatchAgainLine = "TRIED AGAIN: %s may still arrive"

	WatchPlanted      = "Losses planted: %d, found: %d."
	WatchPlantedAll   = "Every planted loss is found and none is invented."
	WatchPlantedNot   = "Not found: the loss planted for %s."
	WatchPlantedExtra = "Invented: %s for %s was not planted."

	WatchTitle     = "The rule's day"
	WatchLooking   = "Looking at the campaign …"
	WatchMade      = "%d made"
	WatchDelivered = "%d delivered"
	WatchShown     = "%d shown"
	WatchEmailed   = "%s sent"
	WatchRedeemed  = "%s redeemed"
	WatchElsewhere = "redeems elsewhere"
	WatchPace      = "%d a minute, %d in the busiest; %d to deliver, %d to show"
	WatchTries     = "%s failed, %d repeated; %d met CleverTap's limit of %d uploads"
	WatchAtOnce    = "deliveries at once: %d at most; CleverTap counts %s events on its day"
	WatchNoneLost  = "no code is lost"
	WatchNoneKnown = "no code is known to be lost, but not all of it was seen"
	WatchStanding  = "The campaign is %s."
	WatchLostCount = "Lost: %d"
	WatchNotYet    = "not yet"
	WatchSights    = "Code by code: coupons at %s, deliveries at %s, events at %s. Counts only: events of the day, emails, redeemed."
	WatchHelp      = `Each code is followed from the coupon that the campaign made, over the webhook's delivery in Talon.One's log, to the event with this very code on this very customer in CleverTap. A code is called lost only by readings that began after it could have come: five minutes to be delivered, ten more to be shown.
Counts are counts: CleverTap's own count of the event, the emails of the message report, and the codes that Talon.One shows as redeemed. What could not be read is shown as not seen, and is never right.
This screen reads only. Leave it and start it again at any time: it reads the day anew.`
	WatchHelpLeave  = "leave; the day goes on without this screen"
	WatchHelpScroll = "scroll through the lost codes"
	WatchHelpHelp   = "this help"

	WatchNumMade      = "made for customers"
	WatchNumDelivered = "accepted by CleverTap"
	WatchNumArrived   = "shown on their customer"
	WatchNumEmails    = "emails, as the message report counts them"
	WatchNumRedeemed  = "redeemed"
	WatchNumElsewhere = "redeemed: elsewhere, as you said, where Talon.One does not count them"
	WatchNumTests     = "of talontap's own tests, not counted"
	WatchNumFailed    = "attempts failed"
	WatchNumRepeated  = "further attempts"
	WatchNumLimited   = "attempts that met CleverTap's limit of %d uploads at a time"
	WatchNumAtOnce    = "deliveries at once at most, of the %d that CleverTap takes from all senders"
	WatchNumPeak      = "coupons in the busiest minute"
	WatchNumCounted   = "events by CleverTap's own count of its day"
	WatchNumRequests  = "requests that this watch sent"

	// Where a code of the rule's day is.
	DayAstray       = "its event is on the customer %s"
	DayNotShown     = "CleverTap accepted it at %s and shows no event with it"
	DayFailed       = "%s, the last at %s: %s"
	DayFailedOnce   = "one attempt, at %s: %s"
	DayUnknown      = "it was made at %s; no event has it, and Talon.One's log does not show why"
	DayNotSent      = "it was made at %s, and Talon.One logged no delivery of it"
	DayNoCampaign   = "it does not show the campaign"
	DayNoWebhook    = "the webhook does not exist"
	DayNothingShown = "it does not show what was sent, so no delivery can be told from another"
)
