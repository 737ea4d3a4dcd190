// Package day follows every coupon of the rule's day from Talon.One to CleverTap,
// code by code: made by the campaign, delivered by the webhook, raised as the event
// that holds this very code on this very customer.
//
// It joins what others read and asks nobody. It keeps a line for each coupon of the
// day and nothing of the rest, however much that is. It must never count a test of
// talontap's own, and never call a code lost that may still be on its way.
package day
