package words

// What a flow says on its way.
const (
	FlowNoTestEmail      = "no test message is expected"
	FlowOnlyRehearsal    = "only a rehearsal can move to the rule's day"
	FlowNoApplication    = "this account has no such Application"
	FlowNoPlan           = "there is no plan yet"
	FlowRuleNotProven    = "the rule is not proven, so the campaign stays disabled"
	FlowNoTestCoupon     = "no test coupon of an earlier check is on its way"
	FlowNoDay            = "this setup has no campaign yet whose day could be watched"
	FlowNotActivated     = "the campaign is not activated"
	RotateForgotHere     = "the one before is forgotten here"
	FlowRegionFound      = "it belongs to the region %s"
	FlowNoOtherRegion    = "no other region accepts the passcode either"
	FlowNoOtherRegionFix = "compare the passcode (not the Token) and the project ID with Settings › Project"
	FlowOtherRegionFix   = "try again, or compare the region with the dashboard's address"
	RemoveQuestion       = "Disable the campaign %s, and delete it if talontap made it?"
	FlowNobody           = "only a person can answer what comes next"
	FlowNoRegion         = "no region accepts this passcode with this project ID"
	UnfinishedRun        = "The run of %s"
	UnfinishedCut        = " stopped at %s"
	UnfinishedStopped    = " did not finish"
	UnfinishedMade       = "; it made %s"
	UnfinishedGoOn       = "If you go on, talontap finds what it made, and makes nothing twice."
	UnfinishedEvent      = "the test event"
	UnfinishedEnable     = "the enabled campaign"
	DoByHand             = "do it by hand: %s"
)
