package words

// Where a code of the rule's day is.
const (
	DayAstray       = "its event is on the customer %s"
	DayNotShown     = "CleverTap accepted it at %s and shows no event with it"
	DayFailed       = "%s, the last at %s: %s"
	DayUnknown      = "it was made at %s; no event has it, and Talon.One's log does not show why"
	DayNotSent      = "it was made at %s, and Talon.One logged no delivery of it"
	DayNoCampaign   = "it does not show the campaign"
	DayNoWebhook    = "the webhook does not exist"
	DayNothingShown = "it does not show what was sent, so no delivery can be told from another"
)
