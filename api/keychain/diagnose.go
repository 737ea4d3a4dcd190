package keychain

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// The kinds of failure, for errors.Is.
var (
	// ErrNotFound: the keychain answered, and has no such entry.
	ErrNotFound = errors.New("the keychain has no such entry")
	// ErrTimeout: no answer in time. A Set or Delete may still take effect.
	ErrTimeout = errors.New("the keychain has not answered in time")
	// ErrUnavailable: there is no keychain here, or it failed.
	ErrUnavailable = errors.New("the keychain cannot be used")
	// ErrLocked: there is one, and it was not unlocked.
	ErrLocked = errors.New("the keychain is locked")
	// ErrTooLarge: the value is longer than MaxSize.
	ErrTooLarge = errors.New("too long for the keychain")
	// ErrNotKept: the keychain took the value and gave another one back.
	ErrNotKept = errors.New("the keychain did not keep the value")
	// ErrNotDeleted: the keychain did not refuse, and the entry is still there.
	ErrNotDeleted = errors.New("the keychain still has the entry")
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

// Fix is what to do.
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
const variables = "set TALONTAP_CLEVERTAP_PASSCODE, TALONTAP_TALONONE_MANAGEMENT_KEY and TALONTAP_TALONONE_INTEGRATION_KEY for each run"

func (p place) slow(err error) error {
	t := &trouble{kind: ErrTimeout, problem: "the " + p.kind() + " does not answer", cause: err}
	switch {
	case !p.usesBus():
		t.fix = "look for a window that asks for permission or a password, also behind other windows, and try again"
	case p.desktop:
		t.fix = "look for a window that asks for the keyring's password, also behind other windows; if there is none, log out and in again"
	default:
		t.fix = "its daemon may be frozen or waiting for a password nobody can type: end it and start it again, or " + variables
	}
	return t
}

// noSession is the trouble of a place without a session bus. It is known without
// asking the library.
func (p place) noSession() error {
	if p.bus == foreignBus {
		return &trouble{
			kind:    ErrUnavailable,
			problem: "the D-Bus session bus at " + p.busFile + " is not announced",
			fix:     "run: export DBUS_SESSION_BUS_ADDRESS='unix:path=" + p.busFile + "'",
		}
	}
	return &trouble{kind: ErrUnavailable, problem: p.lacking("no D-Bus session bus"), fix: p.withoutKeyring()}
}

// lacking says where something is missing.
func (p place) lacking(what string) string {
	switch {
	case p.wsl:
		return "this Linux inside Windows (WSL) has " + what
	case p.ssh:
		return "this session over SSH has " + what
	case p.desktop:
		return "this desktop session has " + what
	}
	return "this machine has " + what
}

// withoutKeyring says what to do where no Secret Service can be reached.
func (p place) withoutKeyring() string {
	switch {
	case p.wsl:
		return "run talontap in Windows itself, where it uses the Credential Manager, or " + variables
	case p.ssh:
		return "run talontap on the machine you sit at, or " + variables
	case p.desktop:
		return "install and start gnome-keyring (or another Secret Service, such as KWallet or KeePassXC), or " + variables
	}
	return variables + ", or install gnome-keyring and dbus and run talontap in a D-Bus session with an unlocked keyring"
}

// linuxTrouble maps the texts of go-keyring v0.2.8 and its D-Bus library, as
// seen on machines without a screen. They have no types that could be asked.
func (p place) linuxTrouble(err error) error {
	says := func(part string) bool { return strings.Contains(err.Error(), part) }
	t := &trouble{kind: ErrUnavailable, fix: p.withoutKeyring(), cause: err}
	switch {
	case says(`"dbus-launch": executable file not found`), says("couldn't determine address of session bus"):
		t.problem = p.lacking("no D-Bus session bus")
	case says("dial unix"):
		t.problem = p.lacking("a D-Bus address, but nothing listens there")
	case says("The name org.freedesktop.secrets was not provided"):
		t.problem = p.lacking("D-Bus, but no Secret Service on it")
	case says("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'"):
		t.problem, t.fix = p.lacking("a Secret Service without any keyring in it, or with one that was not unlocked"), p.firstKeyring()
	case says("failed to unlock correct collection"):
		t.kind, t.problem, t.fix = ErrLocked, "the keyring is locked, and was not unlocked", p.unlocking()
	default:
		t.problem = "the " + p.kind() + " failed"
	}
	return t
}

func (p place) firstKeyring() string {
	if p.desktop {
		return `unlock it when asked, or make one: open "Passwords and Keys", choose + and "Password keyring", name it "Login", and make it the default; or ` + variables
	}
	return "start gnome-keyring-daemon with --unlock, which makes one or unlocks it, or " + variables
}

func (p place) unlocking() string {
	if p.desktop && !p.ssh {
		return `unlock it when asked (with the password you log in with, as a rule), or in "Passwords and Keys", and try again`
	}
	return "nobody can be asked for its password here: start gnome-keyring-daemon with --unlock, or " + variables
}

// macTrouble reads the exit status of /usr/bin/security.
// modelled: 36 (no interaction allowed) and 128 (the person said no) follow
// Apple's error list; they have not been seen by us.
func (p place) macTrouble(err error) error {
	t := &trouble{kind: ErrUnavailable, problem: "the macOS Keychain failed", fix: `open "Keychain Access", unlock the login keychain and try again, or ` + variables, cause: err}
	switch status := err.Error(); {
	case strings.HasSuffix(status, "exit status 36"):
		t.kind, t.problem = ErrLocked, "the login keychain is locked"
		t.fix = "run: security unlock-keychain, and try again, or " + variables
	case strings.HasSuffix(status, "exit status 128"):
		t.kind, t.problem = ErrLocked, "access to the macOS Keychain was declined"
		t.fix = "try again and choose Allow when asked, or " + variables
	case p.ssh:
		t.fix = "over SSH the keychain may be locked; run: security unlock-keychain, and try again, or " + variables
	}
	return t
}

// windowsTrouble explains the Credential Manager.
// modelled: a session over SSH has no logon session that could hold credentials;
// the text is the system's own and has not been seen by us.
func (p place) windowsTrouble(err error) error {
	t := &trouble{kind: ErrUnavailable, problem: "the Windows Credential Manager failed", cause: err,
		fix: `check in "Services" that Credential Manager is running, or ` + variables}
	if p.ssh || strings.Contains(err.Error(), "logon session does not exist") {
		t.problem = "the Windows Credential Manager cannot be used in this kind of session"
		t.fix = "run talontap in a window on the machine itself, or " + variables
	}
	return t
}

// doing adds what was being done.
func doing(what string, r Ref, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %s: %w", what, r, err)
}
