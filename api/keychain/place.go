package keychain

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// place is what decides on this machine whether there can be a keychain, and
// which advice helps.
type place struct {
	system  string // as in runtime.GOOS
	bus     bus    // Linux and its like only
	busFile string // the bus that was found, for foreignBus
	desktop bool   // a person sits before a screen of this machine
	wsl     bool   // Linux inside Windows
	ssh     bool   // reached over the network
}

// bus says how the library would come to its D-Bus session bus.
type bus int

const (
	noBus      bus = iota // it would try to launch one, and leave daemons behind
	foreignBus            // there is one, where the library does not look
	ownBus                // it finds one
)

// here looks at this machine. It reads variables and the existence of two files.
func here() place {
	p := survey(runtime.GOOS, os.Getenv)
	if p.usesBus() {
		own := fmt.Sprintf("/run/user/%d/bus", os.Getuid())
		p.bus, p.busFile = findBus(os.Getenv, own)
	}
	return p
}

func survey(system string, env func(string) string) place {
	set := func(name string) bool { return env(name) != "" }
	return place{
		system:  system,
		desktop: set("DISPLAY") || set("WAYLAND_DISPLAY"),
		wsl:     set("WSL_DISTRO_NAME") || set("WSL_INTEROP"),
		ssh:     set("SSH_CONNECTION") || set("SSH_TTY"),
	}
}

func (p place) usesBus() bool { return p.system != "darwin" && p.system != "windows" }

// findBus finds the session bus without starting one. Without an address in the
// environment the library looks for own, the socket systemd makes, whatever
// XDG_RUNTIME_DIR says; if that is missing it runs dbus-launch, which leaves two
// daemons running. An XDG_RUNTIME_DIR that points elsewhere is taken as a wish
// to be left alone with one's real keyring.
func findBus(env func(string) string, own string) (bus, string) {
	if address := env("DBUS_SESSION_BUS_ADDRESS"); address != "" && !strings.HasPrefix(address, "autolaunch:") {
		return ownBus, ""
	}
	folder := env("XDG_RUNTIME_DIR")
	if folder == "" {
		return noBus, ""
	}
	file := filepath.Join(folder, "bus")
	found, err := os.Stat(file)
	if err != nil {
		return noBus, ""
	}
	if expected, err := os.Stat(own); err == nil && os.SameFile(found, expected) {
		return ownBus, file
	}
	return foreignBus, file
}

func (p place) kind() string {
	switch p.system {
	case "darwin":
		return "macOS Keychain"
	case "windows":
		return "Windows Credential Manager"
	}
	return "GNOME keyring / Secret Service"
}
