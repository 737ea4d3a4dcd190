package words

// The way of one code.
const (
	TraceCoupon   = "Coupon"
	TraceDelivery = "Delivery"
	TraceEvent    = "Event"
	TraceEmail    = "Email"
	TraceRedeemed = "Redeemed"

	TraceArrived   = "arrived"
	TraceOnWay     = "on its way"
	TraceLost      = "lost"
	TraceNotSeen   = "not seen"
	TraceNotFound  = "not found"
	TraceWithout   = "without a code"
	TraceDeleted   = "deleted"
	TraceElsewhere = "of another campaign"

	TraceMade         = "made %s for %s by the campaign “%s”"
	TraceNobody       = "no customer"
	TraceOwnTest      = "talontap's own test made it, for its test customer"
	TraceMadeBy       = "the shop's call %s made it"
	TraceMadeByUnseen = "the access log does not show which call made it"
	TraceMadeByUnread = "which call made it is not seen: %s"
	TraceUnlimited    = "no limit on its uses"
	TraceUsesLeft     = "%d of %s left"
	TraceNoExpiry     = ", no expiry"
	TraceExpires      = ", expiry %s"

	TraceTaken            = "CleverTap accepted it %s"
	TraceAfterFailures    = "; before that %s, the last: %s"
	TraceTakenBySight     = "it was delivered, since CleverTap has the event; Talon.One's log does not show how"
	TraceSentByTest       = "talontap sent it itself, as its live check does"
	TraceTestNotLogged    = "Talon.One's log does not have it: talontap sends its test coupons itself"
	TraceOnWayFix         = "it may still arrive: run talontap trace again in a few minutes"
	TraceOnCustomer       = "on the customer in CleverTap, with this very code"
	TraceTwice            = "on the customer in CleverTap with this very code, %d times"
	TraceEventsFix        = "run talontap trace again; if it fails again, look for the code in CleverTap, under the event"
	TraceNothingDelivered = "nothing was delivered, so there is no event"

	TraceMisplaced       = "Talon.One sent the code, but not as %s of the event %s, from which the email takes it"
	TraceMisplacedFix    = "mend the webhook's payload: talontap plan shows what differs; then send these customers their codes yourself"
	TraceEventUnseen     = "not looked at, since the event is not seen"
	TraceProfileUnread   = "; whether the customer has an email address is not seen: %s"
	TraceNoEvent         = "without an event there is no email"
	TraceUnsubscribed    = "the customer is unsubscribed in CleverTap (MSG-email is false), so no email goes out"
	TraceUnsubscribedFix = "give the customer the code in another way; the customer alone can subscribe again"
	TraceNoAddress       = "the customer has no email address in CleverTap, so no email goes out"
	TraceNoAddressFix    = "look in CleverTap whether %s is the ID by which your customers are known there, add the email address, and send the code yourself: CleverTap does not make up for it"
	TraceEmailUnseen     = "not seen: CleverTap's message report counts by campaign and not by customer"
	TraceSends           = "; “%s” sent %s in all"
	TraceSendsUnread     = "; the report itself was not read: %s"

	TraceUsed         = "used %s"
	TraceUsedUp       = ", as often as it can be"
	TraceUsedBy       = "; last taken by %s, %s"
	TraceUsedByUnseen = "; the access log does not show which session took it"
	TraceUsedByUnread = "; which session took it is not seen: %s"
	TraceUnused       = "not used so far"
	TraceUnseen       = "Talon.One shows no use of it; as you said, codes are redeemed elsewhere"
	TraceStarts       = "not used; it is good from %s on"
	TraceExpired      = "it expired %s, and was never used"
	TraceExpiredFix   = "if the customer shall still have it, set a later expiry in the campaign's list of coupons"

	TraceNotOurs        = "not looked at: another campaign's codes go another way"
	TraceElsewhereFix   = "this setup did not make it: trace it with the profile of that campaign's setup, or ask whoever runs the campaign"
	TraceNoCoupon       = "Talon.One knows this customer and has no coupon of theirs in %s: none was made, or somebody deleted it"
	TraceDayAhead       = "Talon.One knows this customer, who has no coupon yet: the rule's day is %s"
	TraceNoCouponFix    = "the rule makes one when the shop calls Talon.One for this customer on the rule's day: look whether the shop did, and whether the campaign was enabled; then give the customer a code yourself"
	TraceUntried        = "%s has no such code, and none for a customer of this integration ID"
	TraceUntriedFix     = "trace it alone: talontap then also looks among the customers and in CleverTap"
	TraceUnknown        = "no campaign of %s has such a code, and there is no customer of this integration ID"
	TraceCampaignsLeft  = " (looked at %d of the other campaigns, and not at %d more)"
	TraceUnknownFix     = "check the spelling; if it is right, the Application or the profile is another one"
	TraceTestCustomer   = "this is talontap's own test customer, who has no code now: a live check deletes its coupon when it is over"
	TraceCustomerUnread = "no campaign of this setup has such a code; whether another has it, or whether there is such a customer, is not seen: %s"
	TraceCustomerRight  = "tick the endpoints List customers and List campaigns for the Management API key, then try again"
	TraceCouponGone     = "Talon.One does not have this coupon any more: somebody deleted it, so no checkout takes it"
	TraceCouponGoneFix  = "make a new one for the customer in the Campaign Manager, or ask who deletes coupons there"
	TraceTestGone       = "talontap's own test made it for its test customer, and deleted it when the live check was over; no customer lost anything"
	TraceOn             = "on %s in CleverTap, with this very code"

	FlowNoCampaign     = "this setup has no campaign in Talon.One"
	ErrorNoCampaignFix = "talontap plan shows what the setup lacks; if you mean another setup, name it with --profile"

	TraceFor            = "%s for %s"
	TraceLostAt         = "lost at the %s"
	TraceTestMark       = " (talontap's own test)"
	TraceCodeColumn     = "Code"
	TraceCustomerColumn = "Customer"
	TraceOutcomeColumn  = "Where it is"
	TraceUnreadLine     = "%s could not be read: %s"
	TraceNoCode         = "none"
	TraceTrails         = "code"
	TraceTraced         = "%s traced: %s."
	TraceRepeated       = " %d asked for more than once, and told once."
	TraceLine           = "line %d: %w"
	TraceTooMany        = "more than %d codes and customers: split them into several runs"
	TraceTooLong        = "an entry has more than %d characters; a list has one code or customer a line"
	TraceNoText         = "this is no text; a list has one code or customer a line, as plain text"
	TraceNot            = "%q is neither a code nor a customer's ID"
	TraceTooLarge       = "it is larger than a list of codes and customers can be: split it into several"
	TraceEmpty          = "there is no code and no customer in it; a list has one a line"
	TraceWhich          = "say which: talontap trace CUSTOMER or CODE, several of them, or a list with --file"
	TraceReading        = "reading the list: %w"
	TraceSoFar          = "%s: %d so far"
	TraceFile           = "read codes and customers from `FILE`, one a line; - is standard input"
	TraceShort          = "Say where a customer's code is, hop by hop, reading only"
	TraceLong           = `trace answers "where is this customer's code?". It follows a coupon from Talon.One through
the webhook's delivery to the event in CleverTap and to its redemption, names the hop that lost it and
says what to do. A customer is named by the ID that both services share. It changes nothing.

Up to 10,000 at once: few are asked for one by one, many are picked out of the services' lists. No call
of CleverTap shows which customer got an email, so that hop is never called seen.

It ends with 0 where every code arrived, with 3 where one is lost, on its way, not made or not found,
with 1 where it could not look.`
	TraceExample = `talontap trace customer-1001
talontap trace NEWYEAR-7K3Q-88PD --json
talontap trace --file codes.txt
talontap trace - < codes.txt`

	TraceReadsCoupons = "Reading coupons"
	TraceReadsOthers  = "Looking in other campaigns"
	TraceReadsLog     = "Reading the delivery log"
	TraceReadsEvents  = "Reading events"
	TraceLog          = "Talon.One's delivery log"
	TraceEvents       = "CleverTap's events"
	TraceProfiles     = "CleverTap's profiles"
)
