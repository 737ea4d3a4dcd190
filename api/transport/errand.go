package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// How often a call is tried. A 429 is worth more patience than a dead line,
// which a person is waiting to be told about.
const (
	mostTries        = 3
	mostTriesLimited = 5
	firstPause       = 250 * time.Millisecond
	longestPause     = 4 * time.Second
)

// errand is one call on its way through its tries.
type errand struct {
	caller *Caller
	call   Call
	left   time.Duration // what remains of the call's time
	tries  int
	sent   bool // an earlier try may have had its effect
}

// run tries until it works, until repeating is pointless or dangerous, or until
// time is up.
func (e *errand) run(ctx context.Context) *Failure {
	var last *Failure
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval, pause.Multiplier, pause.MaxInterval = e.caller.pause, 2, Hurried(longestPause, e.caller.options.Hurry)
	_, err := backoff.Retry(ctx, func() (struct{}, error) {
		var retryAfter int
		if last, retryAfter = e.try(ctx); last == nil {
			return struct{}{}, nil
		}
		switch {
		case !e.again(last):
			return struct{}{}, backoff.Permanent(last)
		case retryAfter > 0:
			return struct{}{}, backoff.RetryAfter(retryAfter)
		}
		return struct{}{}, last
	}, backoff.WithBackOff(pause), backoff.WithMaxTries(mostTriesLimited), backoff.WithMaxElapsedTime(0))
	if answered := new(Failure); ctx.Err() != nil && err != nil && !errors.As(err, &answered) {
		last = e.caller.stopped(e.call, ctx.Err()) // it ended between two tries
	}
	if last != nil {
		last.Sent = last.Sent || e.sent
	}
	return last
}

// try sends the call once. Only the time on the wire is taken off what is left.
func (e *errand) try(ctx context.Context) (f *Failure, retryAfter int) {
	e.tries++
	if e.call.Gate != nil {
		leave, err := e.call.Gate.Enter(ctx, e.call.Endpoint)
		if err != nil {
			return e.caller.stopped(e.call, err), 0
		}
		defer leave()
	}
	count(ctx, e.caller.options.Service, e.call.Endpoint)
	start := time.Now()
	tryCtx, cancel := context.WithTimeout(ctx, e.share())
	defer cancel()
	a := e.caller.attempt(tryCtx, e.call)
	took := time.Since(start)
	e.left -= took
	e.caller.note(e.call, a, e.tries, took)
	if e.wasDeletedBefore(a.failure) {
		return nil, 0
	}
	if a.failure != nil {
		e.sent = e.sent || a.failure.Sent
	}
	return a.failure, a.retryAfter
}

// share is the time for the next try: half the call's time for what may be
// repeated, so that silence leaves room for a second try, and all that is left
// for what may not.
func (e *errand) share() time.Duration {
	if e.call.Repeatable {
		return min(e.left, e.call.Timeout/2)
	}
	return e.left
}

// again decides whether a failed call is sent once more. The rule behind it:
// only what cannot have been taken, or what may be taken twice.
func (e *errand) again(f *Failure) bool {
	if e.left <= 0 || lasting(f.Err) {
		return false
	}
	if f.Kind == Limited {
		return e.tries < mostTriesLimited
	}
	unsent := !f.Sent && (f.Kind == Unreachable || f.Kind == TimedOut)
	passing := f.Kind == Broken || f.Kind == TimedOut || errors.Is(f.Err, errCut)
	return e.tries < mostTries && (unsent || e.call.Repeatable && passing)
}

// wasDeletedBefore is true for a repeated DELETE that finds nothing: the try
// whose answer was lost did the work.
func (e *errand) wasDeletedBefore(f *Failure) bool {
	return e.call.Method == http.MethodDelete && e.sent && f != nil && f.Kind == NotFound
}

// lasting is true for causes that a second try finds again.
func lasting(err error) bool {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var own *obstacle
	return errors.As(err, &own) && own.lasting ||
		errors.As(err, &name) && name.IsNotFound ||
		errors.As(err, &certificate) ||
		errors.Is(err, context.Canceled)
}
