package transport

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"

	"github.com/talontap/talontap/assets/words"
)

// Kind says what a failed call means, so that nothing above this package
// decides on an HTTP status.
type Kind int

// The kinds of failure. The zero Kind is what KindOf returns for an error that
// did not come from a call.
const (
	Unknown      Kind = iota
	Unreachable       // no connection: name not found, refused, TLS
	TimedOut          // connected, or trying to, but no whole answer in time
	Unauthorised      // the credential was not accepted (401)
	Refused           // the credential is fine, but this call is not allowed or not offered (403, 404 or 405 on a fixed path)
	NotFound          // the thing named in the call does not exist
	Conflict          // somebody else is changing the same thing, or it exists already
	Limited           // too many requests, still after waiting
	Rejected          // the vendor read the request and said no, with a reason
	Broken            // the vendor failed on its side (5xx)
	Garbled           // an answer came that is not what the vendor documents: HTML, half a body, a redirect
)

var kindNames = [...]string{"unknown", "unreachable", "timed out", "unauthorised", "refused", "not found", "conflict", "limited", "rejected", "broken", "garbled"}

func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// Failure is a call that did not do what was asked. It holds nothing secret: no
// header, no body, no query.
type Failure struct {
	Kind    Kind
	Service string // "CleverTap" or "Talon.One"
	Doing   string // what was being done, as a gerund: "reading webhooks"
	Host    string // where, with the port if there is one
	Code    int    // the vendor's own code, for Rejected; 0 where it gave none
	Message string // the vendor's own words, sanitised; may be empty
	// Credential is what was sent to be let in, in words: "passcode". Empty: not said.
	Credential string
	Sent       bool  // the request may have reached the vendor and may have had its effect
	Err        error // the cause, where there is one
}

// Error says what failed, why, and where, in one line.
func (f *Failure) Error() string {
	doing, why := f.Parts()
	return doing + ": " + why
}

// Parts gives what was being done, as a gerund, and who did not do it and why.
func (f *Failure) Parts() (doing, why string) {
	who := f.Service
	if f.Host != "" {
		who += " (" + f.Host + ")"
	}
	return f.Doing, who + " " + f.because()
}

func (f *Failure) because() string {
	switch f.Kind {
	case Unreachable:
		return fmt.Sprintf(words.NetUnreachable, f.cause())
	case TimedOut:
		return fmt.Sprintf(words.NetSlow, f.cause())
	case Unauthorised:
		return fmt.Sprintf(words.NetNotAccepted, cmp.Or(f.Credential, "credential"), f.said())
	case Refused:
		return fmt.Sprintf(words.NetForbidden, f.said())
	case NotFound:
		return fmt.Sprintf(words.NetUnknown, f.said())
	case Conflict:
		return fmt.Sprintf(words.NetConflict, f.said())
	case Limited:
		return fmt.Sprintf(words.NetTooMany, f.said(), f.cause())
	case Rejected:
		return fmt.Sprintf(words.NetRejected, f.said())
	case Broken:
		return fmt.Sprintf(words.NetFailed, f.said(), f.cause())
	case Garbled:
		return fmt.Sprintf(words.NetOddAnswer, f.said(), f.cause())
	}
	return "failed" + f.said() + f.cause()
}

func (f *Failure) said() string {
	switch code := f.ownCode(); {
	case f.Message != "" && code != 0:
		return fmt.Sprintf(": %q (code %d)", f.Message, code)
	case f.Message != "":
		return fmt.Sprintf(": %q", f.Message)
	case code != 0:
		return fmt.Sprintf(": code %d", code)
	}
	return ""
}

// ownCode is the vendor's code where it decides something: below 509, where
// CleverTap's begin, it repeats the HTTP status.
func (f *Failure) ownCode() int {
	if f.Kind != Rejected || f.Code >= 400 && f.Code < 509 {
		return 0
	}
	return f.Code
}

func (f *Failure) cause() string {
	if f.Err == nil {
		return ""
	}
	if words := inWords(f.Err); words != "" {
		return ": " + words
	}
	return ""
}

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Err }

// KindOf finds the kind of failure in an error chain; Unknown where there is none.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Kind
	}
	return Unknown
}

// inWords puts the cause of a failed line into words that a person can act on.
// It is empty where the kind of failure has said all there is. Causes that are
// ours (a page of HTML, a body that stops) are sentences already.
func inWords(err error) string {
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var op *net.OpError
	var own *obstacle
	switch {
	case errors.As(err, &own):
		return own.text
	case errors.Is(err, errMute):
		return words.NetClosed
	case errors.Is(err, errCut):
		return errCut.Error()
	case errors.As(err, &name) && name.IsNotFound:
		return words.NetNoHost
	case errors.As(err, &name):
		return words.NetNotLookedUp
	case errors.As(err, &certificate):
		return words.NetCertificate
	case errors.As(err, new(tls.RecordHeaderError)), errors.Is(err, http.ErrSchemeMismatch):
		return words.NetNoHTTPS
	case errors.Is(err, syscall.ECONNREFUSED):
		return words.NetNothingListens
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return words.NetNoWay
	case timeout(err):
		return ""
	case errors.Is(err, context.Canceled):
		return words.NetStopped
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return words.NetConnectionClosed
	case errors.As(err, &op):
		return words.NetNoConnection
	}
	return err.Error()
}
