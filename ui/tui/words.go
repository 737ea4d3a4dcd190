package tui

import (
	"slices"

	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/plan"
)

// resource names what a setup consists of, as it stands on screen.
func resource(r plan.Resource) string {
	switch r {
	case plan.Event:
		return "test event"
	case plan.EmailCampaign:
		return "email campaign"
	}
	return string(r)
}

// action says what happens with a thing.
func action(c plan.Change) string {
	switch {
	case c.Action == plan.Keep:
		return "keep"
	case c.Resource == plan.Enable:
		return "step 11"
	case c.Action == plan.Manual:
		return "by hand"
	}
	return string(c.Action)
}

// route says who does it.
func route(c plan.Change) string {
	switch {
	case c.Route == plan.Found:
		return "is there"
	case c.Route == plan.API || c.Resource == plan.Enable:
		return "talontap"
	}
	return "you"
}

// published says whether the vendor publishes the call that is used.
func published(c plan.Change) string {
	switch {
	case c.Action == plan.Keep || c.Route == plan.Guided && c.Resource != plan.Enable:
		return "–"
	case c.Published == plan.Yes:
		return "yes"
	case c.Published == plan.Formerly:
		return "until 2022"
	}
	return "no"
}

// minutes is about how long a change takes by hand.
//
// modelled: estimates for somebody who sees the console for the first time, with
// every value ready to copy.
func minutes(r plan.Resource) int {
	switch r {
	case plan.Event:
		return 1
	case plan.Webhook:
		return 4
	case plan.Campaign:
		return 2
	case plan.Rule:
		return 4
	case plan.EmailCampaign:
		return 8
	}
	return 0
}

// withoutEnabling leaves out the last act, which is always talontap's.
func withoutEnabling(changes []plan.Change) []plan.Change {
	return slices.DeleteFunc(slices.Clone(changes), func(c plan.Change) bool { return c.Resource == plan.Enable })
}

func byHandMinutes(changes []plan.Change) int {
	sum := 0
	for _, c := range changes {
		sum += minutes(c.Resource)
	}
	return sum
}

// about says what a step is for, for its help.
func about(step steps.Step) string {
	switch step.ID {
	case steps.Review:
		return "The plan is everything that would change in both accounts. Nothing has been changed so far. Rows marked by hand are yours, in the vendor's console; what to enter comes with them. Enter makes the rest."
	case steps.Apply:
		return "The plan's changes are made here. The campaign is made disabled, so nothing goes live by it. What is left for you comes as cards with every value to enter. talontap looks every 2 seconds and marks each field: ✓ right, ✗ to mend, ? cannot be seen from here. It goes on by itself when all that can be seen is right."
	case steps.Live:
		return "One coupon is made for a test customer and followed, hop by hop, until CleverTap shows its code. A hop that fails says what to do; r follows a new coupon, and w waits on for one that is late. Left in the middle, the same coupon is waited on for at the next start. The last hop is yours: the code in the email, typed or pasted."
	case steps.Enable:
		return "Enabling is the last act, and only offered once everything that can be proven is. Until then the campaign stays disabled. The end lists what is proven, what was rehearsed, and what only the day itself will show."
	}
	return step.Intro
}
