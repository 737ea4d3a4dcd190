package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps"
	"github.com/talontap/talontap/steps/check"
	"github.com/talontap/talontap/steps/crash"
	"github.com/talontap/talontap/steps/remedy"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/ui/report"
)

// The exit statuses, as the checklist's table has them.
const (
	exitOK        = int(check.Right)
	exitFailed    = int(check.Failed)
	exitCancelled = int(check.Cancelled)
	exitCheck     = int(check.Wrong)
	exitRejected  = int(check.Rejected)
	exitUsage     = int(check.Usage)
)

// exitError carries a status out of a command. Its error may be nil, when all
// there is to say was said.
type exitError struct {
	code int
	err  error
	fix  string // empty: what the cause says
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// Usage reports whether it is about words that were not understood: their name
// stands in front of the error.
func (e *exitError) Usage() bool { return e.code == exitUsage }

// Fix is its own, or what the cause says of itself. Without that it is about words that
// were not understood; what is right stands in the error.
func (e *exitError) Fix() string {
	if fix := cmp.Or(e.fix, remedy.For(e.err, "")); fix != "" {
		return fix
	}
	if e.code == exitUsage {
		return words.UsageFix
	}
	return ""
}

func usage(format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// status is the exit status of an error.
func status(err error) int {
	var exit *exitError
	var missing *steps.MissingError
	var unfit *steps.UnfitError
	var parse *store.ParseError
	var rotation *rotate.Problem
	var another *steps.AnotherError
	var twice *steps.TwiceError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &exit):
		return exit.code
	case errors.As(err, &rotation):
		return rotationStatus(rotation)
	case errors.As(err, &missing) && missing.Credentials():
		return exitFailed
	case errors.As(err, &missing), errors.As(err, &unfit), errors.As(err, &another), errors.As(err, &twice), errors.As(err, &parse), errors.Is(err, store.ErrNewer):
		return exitUsage
	case transport.KindOf(err) == transport.Unauthorised:
		return exitRejected
	case errors.Is(err, context.Canceled):
		return exitCancelled
	}
	return exitFailed
}

// caught ends a run that panicked. Go would print the value, which may hold
// anything. It has to be deferred itself.
func (a *app) caught(code *int) {
	if p := recover(); p != nil {
		*code = a.fail(crash.Of(p))
	}
}

// reported is what a run ends with whose report was written, with the error in it
// where there was one: a person is told it on the stream for talk too, and a
// script never gets a second document.
func (a *app) reported(verdict check.Exit, err error) error {
	switch {
	case err != nil && a.json:
		return &exitError{code: status(err)}
	case err != nil:
		return err
	case verdict != check.Right:
		return &exitError{code: int(verdict)}
	}
	return nil
}

// fail says what went wrong, once, on the stream for talk, or as JSON on the
// stream for results, and gives the status.
func (a *app) fail(err error) int {
	code := status(err)
	if exit, ok := errors.AsType[*exitError](err); ok && exit.err == nil {
		return code
	}
	var text strings.Builder
	to, write := a.err, func() error { return report.Error(&text, a.style(), err) }
	if a.json {
		to, write = a.out, func() error { return report.ErrorJSON(&text, err) }
	}
	_ = write() // a Builder takes everything

	// There is nowhere left to say that this failed.
	_, _ = io.WriteString(to, secret.Scrub(text.String(), a.hidden()...))
	return code
}
