package keychain

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/talontap/talontap/assets/words"
)

// The kinds of failure, for errors.Is.
var (
	// ErrNotFound: the keychain answered, and has no such entry.
	ErrNotFound = errors.New(words.KeychainNoEntry)
	// ErrTimeout: no answer in time. A Set or Delete may still take effect.
	ErrTimeout = errors.New(words.KeychainSilent)
	// ErrUnavailable: there is no keychain here, or it failed.
	ErrUnavailable = errors.New(words.KeychainUnusable)
	// ErrLocked: there is one, and it was not unlocked.
	ErrLocked = errors.New(words.KeychainLocked)
	// ErrTooLarge: the value is longer than MaxSize.
	ErrTooLarge = errors.New(words.KeychainTooLong)
	// ErrNotKept: the keychain took the value and gave another one back.
	ErrNotKept = errors.New(words.KeychainNotKept)
	// ErrNotDeleted: the keychain did not refuse, and the entry is still there.
	ErrNotDeleted = errors.New(words.KeychainStillThere)
)

// trouble is a failure of the keychain as a person needs it.
type trouble struct {
	kind    error  // one of the kinds above
	problem string // what is wrong here
	fix     string // what to do
	cause   error  // what the library said; may be nil
}

func (t *trouble) Error() string {
	text := t.problem
	if t.cause != nil {
		text += " (" + t.cause.Error() + ")"
	}
	return text
}

func (t *trouble) Fix() string { return t.fix }

func (t *trouble) Unwrap() []error {
	if t.cause == nil {
		return []error{t.kind}
	}
	return []error{t.kind, t.cause}
}

// diagnose explains a failed call. Errors that are about the entry and not about
// the keychain, and the end of the caller's context, come back as they are.
func diagnose(p place, err error) error {
	switch {
	case err == nil, errors.Is(err, ErrNotFound), errors.Is(err, ErrTooLarge), errors.Is(err, ErrNotKept), errors.Is(err, ErrNotDeleted):
		return err
	case errors.Is(err, ErrTimeout):
		return p.slow(err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	switch p.system {
	case "darwin":
		return p.macTrouble(err)
	case "windows":
		return p.windowsTrouble(err)
	}
	return p.linuxTrouble(err)
}

// variables is the way that works without any keychain.
const variables = words.KeychainSetVariables

func (p place) slow(err error) error {
	t := &trouble{kind: ErrTimeout, problem: fmt.Sprintf(words.KeychainDoesNotAnswer, p.kind()), cause: err}
	switch {
	case !p.usesBus():
		t.fix = words.KeychainMacWindow
	case p.desktop:
		t.fix = words.KeychainLinuxWindow
	default:
		t.fix = fmt.Sprintf(words.KeychainFrozen, variables)
	}
	return t
}

// noSession is the trouble of a place without a session bus. It is known without
// asking the library.
func (p place) noSession() error {
	if p.bus == foreignBus {
		return &trouble{
			kind:    ErrUnavailable,
			problem: fmt.Sprintf(words.KeychainBusUnknown, p.busFile),
			fix:     fmt.Sprintf(words.KeychainExportBus, p.busFile),
		}
	}
	return &trouble{kind: ErrUnavailable, problem: p.lacking(words.KeychainNoBus), fix: p.withoutKeyring()}
}

func (p place) lacking(what string) string {
	return fmt.Sprintf(p.suiting(words.KeychainWSL, words.KeychainSSH, words.KeychainDesktop, words.KeychainMachine), what)
}

// withoutKeyring says what to do where no Secret Service can be reached.
func (p place) withoutKeyring() string {
	advice := p.suiting(words.KeychainRunInWindows, words.KeychainRunWhereYouSit, words.KeychainInstall, words.KeychainInstallOrSet)
	return fmt.Sprintf(advice, variables)
}

// suiting is the one of four texts that this kind of Linux needs.
func (p place) suiting(wsl, ssh, desktop, other string) string {
	switch {
	case p.wsl:
		return wsl
	case p.ssh:
		return ssh
	case p.desktop:
		return desktop
	}
	return other
}

// linuxTrouble maps the texts of go-keyring v0.2.8 and its D-Bus library, as
// seen on machines without a screen. They have no types that could be asked.
func (p place) linuxTrouble(err error) error {
	says := func(part string) bool { return strings.Contains(err.Error(), part) }
	t := &trouble{kind: ErrUnavailable, fix: p.withoutKeyring(), cause: err}
	switch {
	case says(`"dbus-launch": executable file not found`), says("couldn't determine address of session bus"):
		t.problem = p.lacking(words.KeychainNoBus)
	case says("dial unix"):
		t.problem = p.lacking(words.KeychainNothingListens)
	case says("The name org.freedesktop.secrets was not provided"):
		t.problem = p.lacking(words.KeychainNoService)
	case says("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'"):
		t.problem, t.fix = p.lacking(words.KeychainNoKeyring), fmt.Sprintf(words.KeychainStartDaemon, variables)
		if p.desktop {
			t.fix = fmt.Sprintf(words.KeychainMakeRing, variables)
		}
	case says("failed to unlock correct collection"), says("Secret.Error.IsLocked"), says("a locked collection"), says("a locked object"):
		t.kind, t.problem, t.fix = ErrLocked, words.KeychainRingLocked, fmt.Sprintf(words.KeychainUnlockDaemon, variables)
		if p.desktop && !p.ssh {
			t.fix = words.KeychainUnlock
		}
	default:
		t.problem = "the " + p.kind() + " failed"
	}
	return t
}

// macTrouble reads the exit status of /usr/bin/security.
// modelled: 36 (no interaction allowed) and 128 (the person said no) follow
// Apple's error list; they have not been seen by us.
func (p place) macTrouble(err error) error {
	t := &trouble{kind: ErrUnavailable, problem: words.KeychainMacFailed, fix: fmt.Sprintf(words.KeychainMacFailedFix, variables), cause: err}
	switch status := err.Error(); {
	case strings.HasSuffix(status, "exit status 36"):
		t.kind, t.problem = ErrLocked, words.KeychainMacLocked
		t.fix = fmt.Sprintf(words.KeychainMacLockedFix, variables)
	case strings.HasSuffix(status, "exit status 128"):
		t.kind, t.problem = ErrLocked, words.KeychainMacDeclined
		t.fix = fmt.Sprintf(words.KeychainMacDeclinedFix, variables)
	case p.ssh:
		t.fix = fmt.Sprintf(words.KeychainMacSSH, variables)
	}
	return t
}

// windowsTrouble explains the Credential Manager.
// modelled: a session over SSH has no logon session that could hold credentials;
// the text is the system's own and has not been seen by us.
func (p place) windowsTrouble(err error) error {
	t := &trouble{kind: ErrUnavailable, problem: words.KeychainWindowsFailed, cause: err,
		fix: fmt.Sprintf(words.KeychainWindowsFailedFix, variables)}
	if p.ssh || strings.Contains(err.Error(), "logon session does not exist") {
		t.problem = words.KeychainWindowsSession
		t.fix = fmt.Sprintf(words.KeychainWindowsSessionFix, variables)
	}
	return t
}

func doing(what string, r Ref, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %s: %w", what, r, err)
}
