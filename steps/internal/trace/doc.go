// Package trace finds a coupon code where the vendors show it: in the events that
// CleverTap holds, and in what Talon.One logged of its webhook. The live check
// follows one code by it, the rule's day all of them.
//
// It reads a page at a time and keeps nothing, since on the day a shop may raise
// the event tens of thousands of times. It must never judge what a trace means,
// and never look at more of a logged request than the code and the customer in it.
package trace
