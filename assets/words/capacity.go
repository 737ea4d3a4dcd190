package words

// Whether all customers can be served on the rule's day.
const (
	CheckCapacity        = "All customers can be served on the day"
	CapacityCounted      = "The Application has %s"
	CapacityExpected     = "You expect %s"
	CapacityCodes        = "%s, with %s each; the pattern %s has %s codes."
	CapacityCodesFix     = "choose a pattern with more characters (rule.code_pattern), so that codes do not run out"
	CapacityRush         = "CleverTap takes %d uploads at a time: if all come at midnight, that takes %s, at half a second each (a guess: CleverTap publishes no time)."
	CapacityRushFix      = "do not call all customers to the shop at once: spread what brings them there over the day"
	CapacityMinute       = "less than a minute"
	CapacityHours        = "about %s hours"
	CapacityMinutes      = "about %s minutes"
	CapacityUnknown      = "The customers could not be counted: %s; the pattern %s has %s codes."
	CapacityNotAsked     = "The customers were not counted; the pattern %s has %s codes."
	CapacityUnknownFix   = "say how many you expect (rule.customers), or tick List application's customers for the Management API key"
	CapacityBrief        = "%s: %s; a rush at midnight takes %s."
	CapacityEnough       = "codes enough"
	CapacityPossible     = "%s possible codes"
	CapacityBriefUnknown = "How many customers come is not known; rule.customers says it."
	CapacityFallback     = `An email without a code says "%s".`
)
