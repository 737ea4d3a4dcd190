package tui

import "github.com/talontap/talontap/steps"

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
