// Package transport sends one HTTP call to a vendor and says what became of it.
//
// The two clients share it, so that what is dangerous is decided once: which
// addresses may be called at all, what may be repeated, how long a call may
// take, how large an answer may be, and what a stranger's text may hold before
// a terminal shows it. A call either fills its Out or comes back as a *Failure
// whose Kind says what it means; an HTTP status is never handed upwards.
//
// It must never follow a redirect (a passcode would go along), repeat a request
// that may have made something, write a header, a body or a query into a log or
// an error, or know a vendor's vocabulary: reading an error body is the job of
// the client that knows it, through Options.Judge.
package transport
