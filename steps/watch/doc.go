// Package watch is the rule's day while it goes on: what was read so far, what that
// comes to, what is to be read next, and when nothing more can come.
//
// It is a state that others fill: a driver reads coupons, deliveries, events and
// counts, and enters them here in any order, again and again. What comes twice
// counts once, so that a watch which begins anew finds the same. Rounds are counted
// and no clock is looked at, so that a day that is rehearsed in a minute is judged
// as a real one is.
//
// A code is called lost only by readings that began after it could have come. What
// was not read is not seen, and never right.
//
// It must never call a service, or wait.
package watch
