package keychain

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

var (
	desktop  = place{system: "linux", bus: ownBus, desktop: true}
	headless = place{system: "linux", bus: ownBus}
	overSSH  = place{system: "linux", bus: ownBus, ssh: true}
	wsl      = place{system: "linux", bus: ownBus, wsl: true, desktop: true}
	mac      = place{system: "darwin"}
	macSSH   = place{system: "darwin", ssh: true}
	windows  = place{system: "windows"}
)

func TestEveryKnownFailureIsExplainedForThePlaceItHappensIn(t *testing.T) {
	const (
		launch  = `exec: "dbus-launch": executable file not found in $PATH`
		dial    = `dial unix /run/user/1000/bus: connect: no such file or directory`
		refused = `dial unix /run/user/1000/bus: connect: connection refused`
		nobody  = `The name org.freedesktop.secrets was not provided by any .service files`
		locked  = `failed to unlock correct collection '/org/freedesktop/secrets/collection/login'`
		empty   = `failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'`
	)
	cases := []struct {
		place   place
		said    string
		kind    error
		problem string // a part of it
		fix     string // a part of it
	}{
		{headless, launch, ErrUnavailable, "this machine has no D-Bus session bus", "install gnome-keyring and dbus"},
		{overSSH, launch, ErrUnavailable, "this session over SSH has no D-Bus", "on the machine you sit at"},
		{wsl, launch, ErrUnavailable, "WSL", "in Windows itself"},
		{desktop, dial, ErrUnavailable, "nothing listens there", "install and start gnome-keyring"},
		{headless, refused, ErrUnavailable, "nothing listens there", "TALONTAP_CLEVERTAP_PASSCODE"},
		{desktop, nobody, ErrUnavailable, "no Secret Service", "KWallet"},
		{headless, nobody, ErrUnavailable, "no Secret Service", "TALONTAP_TALONONE_MANAGEMENT_KEY"},
		{wsl, nobody, ErrUnavailable, "WSL", "Credential Manager"},
		{desktop, locked, ErrLocked, "locked", "Passwords and Keys"},
		{headless, locked, ErrLocked, "locked", "--unlock"},
		{headless, "Cannot create an item in a locked collection", ErrLocked, "locked", "--unlock"},
		{desktop, "Cannot get secret of a locked object", ErrLocked, "locked", "Passwords and Keys"},
		{headless, "reading it back: org.freedesktop.Secret.Error.IsLocked", ErrLocked, "locked", "--unlock"},
		{overSSH, locked, ErrLocked, "locked", "nobody can be asked"},
		{desktop, empty, ErrUnavailable, "without a keyring", "make one"},
		{headless, empty, ErrUnavailable, "without a keyring", "--unlock"},
		{desktop, "something new", ErrUnavailable, "Secret Service failed", "gnome-keyring"},
		{mac, "exit status 36", ErrLocked, "locked", "security unlock-keychain"},
		{mac, "exit status 128", ErrLocked, "declined", "Allow"},
		{mac, "exit status 1", ErrUnavailable, "macOS Keychain failed", "Keychain Access"},
		{macSSH, "exit status 1", ErrUnavailable, "failed", "over SSH"},
		{windows, "A specified logon session does not exist. It may already have been terminated.", ErrUnavailable, "this kind of session", "on the machine itself"},
		{windows, "The RPC server is unavailable.", ErrUnavailable, "Credential Manager failed", "Services"},
	}
	for _, c := range cases {
		t.Run(c.place.system+"/"+c.said, func(t *testing.T) {
			cause := errors.New(c.said)
			err := diagnose(c.place, fmt.Errorf("reading it back: %w", cause))
			var found *trouble
			if !errors.As(err, &found) || !errors.Is(err, c.kind) || !errors.Is(err, cause) {
				t.Fatalf("%v", err)
			}
			if !strings.Contains(found.problem, c.problem) {
				t.Errorf("problem %q, want %q in it", found.problem, c.problem)
			}
			if !strings.Contains(found.fix, c.fix) {
				t.Errorf("fix %q, want %q in it", found.fix, c.fix)
			}
			if errors.Is(err, ErrNotFound) {
				t.Error("it looks like an absent secret")
			}
		})
	}
}

func TestTheLibrarysOwnErrorsKeepTheirMeaning(t *testing.T) {
	for from, want := range map[error]error{keyring.ErrNotFound: ErrNotFound, keyring.ErrSetDataTooBig: ErrTooLarge} {
		if err := diagnose(headless, plain(from)); err != want {
			t.Errorf("%v became %v", from, err)
		}
	}
	if err := diagnose(headless, plain(nil)); err != nil {
		t.Errorf("success became %v", err)
	}
}

func TestATimeoutSaysWhereToLook(t *testing.T) {
	for p, fix := range map[place]string{
		desktop:  "log out and in",
		headless: "frozen",
		mac:      "behind other windows",
		windows:  "behind other windows",
	} {
		err := diagnose(p, ErrTimeout)
		var own interface{ Fix() string }
		if !errors.Is(err, ErrTimeout) || !errors.As(err, &own) || !strings.Contains(own.Fix(), fix) {
			t.Errorf("%s: %v", p.kind(), err)
		}
	}
}

func TestEveryPlaceHasAKeychainByName(t *testing.T) {
	for p, want := range map[place]string{
		headless:            "GNOME keyring / Secret Service",
		{system: "freebsd"}: "GNOME keyring / Secret Service",
		mac:                 "macOS Keychain",
		windows:             "Windows Credential Manager",
	} {
		if got := p.kind(); got != want {
			t.Errorf("%s: %q", p.system, got)
		}
	}
}

func TestThePlaceIsReadFromTheEnvironment(t *testing.T) {
	cases := []struct {
		env  map[string]string
		want place
	}{
		{nil, place{system: "linux"}},
		{map[string]string{"DISPLAY": ":0"}, place{system: "linux", desktop: true}},
		{map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, place{system: "linux", desktop: true}},
		{map[string]string{"WSL_DISTRO_NAME": "Debian"}, place{system: "linux", wsl: true}},
		{map[string]string{"SSH_CONNECTION": "::1 1 ::1 22"}, place{system: "linux", ssh: true}},
	}
	for _, c := range cases {
		if got := survey("linux", func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: %+v", c.env, got)
		}
	}
}

func TestABusIsOnlyUsedWhereTheLibraryFindsItWithoutStartingOne(t *testing.T) {
	folder := t.TempDir()
	socket := filepath.Join(folder, "bus")
	if err := os.WriteFile(socket, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	empty := t.TempDir()
	cases := []struct {
		name, address, runtime, own string
		want                        bus
	}{
		{"nothing set", "", "", socket, noBus},
		{"an address", "unix:path=/x", "", "", ownBus},
		{"an address that means launch", "autolaunch:", "", socket, noBus},
		{"the socket of systemd", "", folder, socket, ownBus},
		{"no socket there", "", empty, socket, noBus},
		{"a socket elsewhere", "", folder, filepath.Join(empty, "bus"), foreignBus},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			env := map[string]string{"DBUS_SESSION_BUS_ADDRESS": c.address, "XDG_RUNTIME_DIR": c.runtime}
			if got, _ := findBus(func(name string) string { return env[name] }, c.own); got != c.want {
				t.Fatalf("%v, want %v", got, c.want)
			}
		})
	}
}

func TestWithoutABusTheKeychainIsNotAskedAndTheFixFitsThePlace(t *testing.T) {
	cases := map[string]struct {
		place place
		fix   string
	}{
		"headless": {place{system: "linux"}, "TALONTAP_TALONONE_INTEGRATION_KEY"},
		"desktop":  {place{system: "linux", desktop: true}, "start gnome-keyring"},
		"ssh":      {place{system: "linux", ssh: true}, "the machine you sit at"},
		"wsl":      {place{system: "linux", wsl: true}, "in Windows itself"},
		"foreign":  {place{system: "linux", bus: foreignBus, busFile: "/tmp/r/bus"}, "unix:path=/tmp/r/bus"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d := &drawer{}
			k := open(d, func() place { return c.place }, Options{})
			if _, err := k.Get(t.Context(), passcode); !errors.Is(err, ErrUnavailable) {
				t.Errorf("Get: %v, want ErrUnavailable", err)
			}
			if s := k.State(t.Context()); s.Available || !strings.Contains(s.Fix, c.fix) {
				t.Errorf("state: %+v", s)
			}
			if calls, _ := d.count(); calls != 0 {
				t.Errorf("it was asked %d times", calls)
			}
		})
	}
}

func TestAnErrorThatQuotesTheSecretLosesItsText(t *testing.T) {
	bare := rand.Text()
	err := withoutQuoting(bare, fmt.Errorf("cannot store %q", bare))
	if err == nil || strings.Contains(err.Error(), bare) {
		t.Fatal("the secret is still in it")
	}
	harmless := errors.New("cannot store")
	if withoutQuoting(bare, harmless) != harmless || withoutQuoting(bare, nil) != nil {
		t.Fatal("an error without the secret was changed")
	}
}
