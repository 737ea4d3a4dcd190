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
	"fmt"
	"io/fs"
	"syscall"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
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
			return words.FixOutOfTime
		}
		return cmp.Or(ofMachine(err), refused)
	}
	return cmp.Or(general(f), refused, unspecific(f))
}

// general is about a failure that has nothing to do with what was asked: the
// line, the service, or others who use it. It is empty for the rest.
func general(f *transport.Failure) string {
	switch f.Kind {
	case transport.Unreachable:
		return words.FixUnreachable
	case transport.TimedOut:
		return fmt.Sprintf(words.FixSlow, f.Service)
	case transport.Limited:
		return words.FixLimited
	case transport.Broken:
		return fmt.Sprintf(words.FixBroken, f.Service)
	case transport.Garbled:
		return fmt.Sprintf(words.FixGarbled, f.Service, f.Service)
	case transport.Conflict:
		return words.FixConflict
	}
	return ""
}

// unspecific is about the rest, where nobody knows what was asked.
func unspecific(f *transport.Failure) string {
	switch f.Kind {
	case transport.Unauthorised:
		return fmt.Sprintf(words.FixRejectedCredential, f.Service)
	case transport.Refused:
		return fmt.Sprintf(words.FixRight, f.Service)
	case transport.NotFound:
		return fmt.Sprintf(words.FixGone, f.Service)
	}
	return words.FixReason
}

// ofMachine is about what this machine refused: a file, a disk, a stream; "" for
// every other error.
func ofMachine(err error) string {
	var at *fs.PathError
	place := "it"
	if errors.As(err, &at) {
		place = at.Path
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Sprintf(words.FixDiskFull, place)
	case errors.Is(err, syscall.EROFS):
		return fmt.Sprintf(words.FixReadOnly, place)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Sprintf(words.FixFolder, place)
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ELOOP), errors.Is(err, syscall.ENAMETOOLONG):
		return fmt.Sprintf(words.FixNoPlace, place)
	case errors.Is(err, syscall.EPIPE):
		return words.FixPipe
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf(words.FixPermission, place)
	case errors.Is(err, fs.ErrNotExist) && at != nil:
		return fmt.Sprintf(words.FixNoFile, place)
	}
	return ""
}
