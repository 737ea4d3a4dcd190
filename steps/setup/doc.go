// Package setup turns answers into what is wanted: the event, webhook,
// campaign, rule and email campaign that together bring a coupon code from
// Talon.One to a customer in CleverTap.
//
// Everything here is pure. The same answers and the same observed Application
// give the same Wanted, so that the plan, the live check and the checklist of
// two runs, on two machines, speak of the same thing.
//
// It must never read a clock, a file, a variable or a server; whoever calls it
// hands those in as values. And it must never hold a secret as a string.
package setup
