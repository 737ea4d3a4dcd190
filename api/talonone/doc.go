// Package talonone is the client for Talon.One's Management and Integration
// APIs, as far as the setup needs them.
//
// Talon.One publishes reading webhooks and rules, not making them. So the doc
// comment of every operation says whether it is published, was once, or never
// was, and from where that is known. What an unpublished call answers decides a
// route above; it is never an error by itself.
//
// It must never send a Management credential to a host other than its own,
// repeat a call that may have made something, delete coupons without naming
// them, or turn a ruleset into anything but the bytes that came.
package talonone
