package main

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/setup"
)

// Setups against a sandbox are kept in a place of their own, the profiles as well
// as the secrets, so that a rehearsal never touches a real setup of the same name.

// sandboxPrefix stands before the name of such a setup where both kinds are named.
const sandboxPrefix = "sandbox/"

// rehearses reports whether a variable or flag of this run puts a server of this
// machine in the place of a vendor.
func (a *app) rehearses() bool {
	addresses := []string{a.env("TALONTAP_CLEVERTAP_URL"), a.env(setup.TalonOneURL.Variable())}
	for _, pair := range a.set {
		if address, found := strings.CutPrefix(pair, string(setup.TalonOneURL)+"="); found {
			addresses = append(addresses, address)
		}
	}
	return slices.ContainsFunc(addresses, func(address string) bool {
		u, err := url.Parse(strings.TrimSpace(address))
		return err == nil && transport.Loopback(u.Hostname())
	})
}

// placed is the same run in the one place or the other.
func (a *app) placed(sandbox bool) *app {
	other := *a
	other.sandboxed = sandbox
	other.store = store.Open(a.home)
	if sandbox && a.home != "" {
		other.store = store.Open(filepath.Join(a.home, "sandbox"))
	}
	return &other
}

// named is the place that a name on the command line is about, and the name there.
func (a *app) named(name string) (*app, string) {
	if own, found := strings.CutPrefix(name, sandboxPrefix); found {
		return a.placed(true), own
	}
	return a, name
}

// keptAs is the name under which the secrets of a setup stand in the keychain. No
// profile can have the sandbox's, which holds a colon.
func (a *app) keptAs(profile string) string {
	if a.sandboxed {
		return "sandbox:" + profile
	}
	return profile
}
