// Package remedy says what to do about a call that failed: one place for what
// the wizard, the checklist, the live check and an unattended run tell a person,
// so that the same failure never gets two pieces of advice.
//
// It knows kinds of failure and nothing else: no key, no address, no answer. It
// must never promise what is not so in every place it is shown.
package remedy

import (
	"cmp"
	"context"
	"errors"

	"github.com/talontap/talontap/api/transport"
)

// For says what to do about a failed call. refused is what to do where the
// service did answer and said no for a reason that lies in what was asked: a
// credential, a right, a value. Only the caller knows what that was; where it
// does not, refused is empty, and so is the answer for an error of another kind.
func For(err error, refused string) string {
	var own interface{ Fix() string }
	if errors.As(err, &own) && own.Fix() != "" {
		return own.Fix()
	}
	var f *transport.Failure
	if !errors.As(err, &f) {
		if errors.Is(err, context.DeadlineExceeded) {
			return outOfTime
		}
		return cmp.Or(ofMachine(err), refused)
	}
	if general := general(f); general != "" {
		return general
	}
	if refused == "" {
		return unspecific(f)
	}
	return refused
}

const outOfTime = "give it more time (--timeout, --wait), or see why the service is slow; what was made is found again, and nothing is made twice"

// general is about a failure that has nothing to do with what was asked: the
// line, the service, or others who use it. It is empty for the rest.
func general(f *transport.Failure) string {
	switch f.Kind {
	case transport.Unreachable:
		return "check the address, and that this machine reaches it (network, VPN, proxy); then try again: nothing is lost, and nothing is made twice"
	case transport.TimedOut:
		return "try again; if it stays, see what slows " + f.Service + " or the line to it, or give it more time with --timeout where you set that"
	case transport.Limited:
		return "wait a minute and try again: something else uses up what the account is allowed"
	case transport.Broken:
		return "try again in a few minutes; if it stays, look at " + f.Service + "'s status page"
	case transport.Garbled:
		return "see what answers in " + f.Service + "'s place, such as a proxy or a network's sign-in page, then try again; if nothing does, look at " + f.Service + "'s status page"
	case transport.Conflict:
		return "wait until nobody else changes the same thing, then try again"
	}
	return ""
}

// unspecific is about the rest, where nobody knows what was asked.
func unspecific(f *transport.Failure) string {
	switch f.Kind {
	case transport.Unauthorised:
		return "compare the credential with " + f.Service + "'s console: it may have ended or been revoked"
	case transport.Refused:
		return "give the key the right to this call in " + f.Service + ", or use one that has it"
	case transport.NotFound:
		return "look whether it was deleted in " + f.Service + ", then run it again: the plan is made anew"
	}
	return "change what the reason names, then run it again: what was made is found, and nothing is made twice"
}
