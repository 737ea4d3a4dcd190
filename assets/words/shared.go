package words

// What several parts of the program say.
const (
	CampaignIsEnabled = "the campaign is enabled"
	LiveCheckTitle    = "Live check"
	NotLookedAt       = "not looked at"
	NotReached        = "not reached"
	NotSeen           = "not seen: %s"
	OnTheDay          = "Only on the day"
	Rehearsed         = "Rehearsed by talontap"
	RotateTitle       = "Rotate the %s"
	StoppedHere       = "stopped here"
	TakeOverQuestion  = "May talontap take it over: change what differs, and mark it as its own? Whoever else uses it gets the change too."
	TryAgain          = "try again"
)
