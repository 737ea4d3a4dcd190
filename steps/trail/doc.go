// Package trail answers one question after the day: where is this customer's
// code? It follows a code hop by hop through both services: the coupon, its
// delivery, the event on the customer, the email, the redemption. It says which
// hop lost it and what to do.
//
// It reads only, and by few calls: a handful of codes is asked for one by one,
// thousands are picked out of lists that pass by, so that ten thousand take as
// much memory as they are long and no more requests than the lists have pages.
//
// It must never take what it did not see for right: each hop stands on its own
// read, and a hop that no call shows (which customer got an email) is never
// called seen. It must never name a loss where a code may still be on its way, nor
// look at more of another customer than whether a code is theirs.
package trail
