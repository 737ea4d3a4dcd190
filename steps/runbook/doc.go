// Package runbook is the whole tutorial with the values and the state of one
// setup: what is there, what a person makes by hand, what happens on the day, what
// to do if something goes wrong, whom it concerns, and when credentials end.
//
// A Book is a value, worked out from what is wanted, what was seen, the plan and
// the checklist, so that it never says anything else than they do. Its values come
// from setup.Wanted, its cards from package guide, its judgements from package
// check. A face lays it out; all faces show the same Book.
//
// It is pure. It must never look at a service or a clock, judge for itself whether
// something is right, or hold a secret: the passcode is a value that says
// [redacted].
package runbook
