package main

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"syscall"
	"time"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/steps/rotate"
)

// What the journal calls the writes that have a line of their own there.
var (
	linesOfSetup = map[write]string{
		{"CleverTap POST /1/upload", 1}:                                     "event",
		{"Talon.One POST /v1/webhooks", 1}:                                  "webhook",
		{"Talon.One POST /v1/applications/{id}/campaigns", 1}:               "campaign",
		{"Talon.One POST /v1/applications/{id}/campaigns/{id}/rulesets", 1}: "rule",
		{"Talon.One PUT /v1/applications/{id}/campaigns/{id}", 1}:           "enable",
	}
	linesOfRemove = map[write]string{
		{"Talon.One PUT /v1/applications/{id}/campaigns/{id}", 1}:    "campaign",
		{"Talon.One DELETE /v1/applications/{id}/campaigns/{id}", 1}: "campaign",
	}
)

// What it calls those that are part of something longer.
var (
	liveCheck = map[write]string{
		{"Talon.One POST /v1/applications/{id}/campaigns/{id}/coupons", 1}:        "test coupon",
		{"Talon.One DELETE /v1/applications/{id}/campaigns/{id}/coupons/{id}", 1}: "test coupon",
		{"CleverTap POST /1/delete/profiles.json", 1}:                             "test coupon",
	}
	linesOfAgain = map[write]string{
		{"Talon.One POST /v1/applications/{id}/campaigns/{id}/copy", 1}:         "campaign",
		{"Talon.One PUT /v1/applications/{id}/campaigns/{id}/rulesets/{id}", 1}: "rule",
		{"Talon.One PUT /v1/applications/{id}/campaigns/{id}", 1}:               "enable",
	}
	partsOfAgain  = with(liveCheck, "test coupon", write{"CleverTap POST /1/upload", 1})
	partsOfSetup  = with(liveCheck, "test coupon", write{"CleverTap POST /1/upload", 2}, write{"CleverTap POST /1/upload", 3})
	partsOfRotate = with(with(with(liveCheck, "test coupon", write{"CleverTap POST /1/upload", 1}),
		"webhook", write{"Talon.One POST /v1/sessions", 1}, write{"Talon.One PUT /v1/webhooks/{id}", 1}, write{"Talon.One DELETE /v1/sessions", 1}),
		"keychain", write{"keychain CreateItem", 1}, write{"keychain CreateItem", 2}, write{"keychain CreateItem", 3},
		write{"keychain Delete", 1}, write{"keychain Delete", 2})
)

func with(all map[write]string, resource string, writes ...write) map[write]string {
	all = maps.Clone(all)
	for _, w := range writes {
		all[w] = resource
	}
	return all
}

func crashes() []doomed {
	out := []doomed{
		{name: "setup", args: []string{"setup", "--yes"}, before: func(*scene) {}, holds: isSetUp, lines: linesOfSetup, parts: partsOfSetup, signal: syscall.SIGTERM},
		{name: "setup beside a keyring", args: []string{"setup", "--yes"}, keyring: true, before: func(*scene) {}, holds: isSetUp, only: "keychain", once: true},
		{name: "again", args: []string{"again", "--date", "2099-01-01", "--yes"}, holds: hasAnother, lines: linesOfAgain, parts: partsOfAgain, once: true,
			before: func(s *scene) { s.must("setup", "--yes", "--set", "rule.date="+today(s)) }},
		{name: "forget beside a keyring", args: []string{"forget", itsProfile, "--yes"}, keyring: true, before: func(s *scene) { s.must("setup", "--yes") },
			holds: isForgotten, only: "keychain", once: true},
		{name: "remove", args: []string{"remove", "--yes"}, before: func(s *scene) { s.must("setup", "--yes") }, holds: isRemoved, lines: linesOfRemove},
	}
	for _, keyring := range []bool{false, true} {
		for _, which := range rotate.Credentials() {
			out = append(out, rotation(which, keyring, false))
		}
		out = append(out, rotation(rotate.CleverTap, keyring, true))
	}
	return append(out, undo())
}

// today is the day where the sandbox's Application is: late in the evening it is not
// that of UTC.
func today(s *scene) string {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		s.Fatal(err)
	}
	return time.Now().In(berlin).Format(time.DateOnly)
}

// undo goes back from a rotation that is done: the old one is what comes in.
func undo() doomed {
	return doomed{name: "rotate clevertap --undo beside a keyring", args: []string{"rotate", "clevertap", "--undo"}, keyring: true,
		parts: partsOfRotate, only: "keychain", once: true,
		before: func(s *scene) {
			s.beforeRotation(rotate.CleverTap, true, false)
			s.must("rotate", "clevertap", "--secret-stdin")
			s.old, s.fresh = s.fresh, s.old
		},
		holds: func(s *scene) {
			if !s.passcode().Equal(secret.New(s.fresh)) {
				s.Error("the webhook sends with another passcode than the one that was gone back to")
			}
			s.holdsSlots(rotate.CleverTap, false)
			isSetUp(s)
		}}
}

// rotation is one whose old credential may be dead already, so that the new one
// takes its place first.
func rotation(which rotate.Credential, keyring, dead bool) doomed {
	name := "rotate " + string(which)
	if dead {
		name += " after the old one was revoked"
	}
	if keyring {
		name += " beside a keyring"
	}
	return doomed{name: name, args: []string{"rotate", string(which), "--secret-stdin", "--expires", "2028-12-31"}, keyring: keyring, parts: partsOfRotate,
		once:   dead && !keyring || keyring && which != rotate.CleverTap,
		before: func(s *scene) { s.beforeRotation(which, keyring, dead) },
		holds:  func(s *scene) { s.isRotated(which, keyring, dead) }}
}

func isSetUp(s *scene) {
	s.Helper()
	s.settled()
	s.must("verify")
	n := s.objects()
	if n.ourWebhooks != 1 || n.ourCampaigns != 1 || n.ourRulesets != 1 || n.enabled != 1 || n.coupons != 0 {
		s.Errorf("there are %+v", n)
	}
	if err := s.accepted(s.passcode()); err != nil {
		s.Errorf("CleverTap does not take what the webhook sends with: %v", err)
	}
}

// hasAnother holds that there is one campaign more, and that it is the one in use.
func hasAnother(s *scene) {
	s.Helper()
	s.settled()
	s.must("verify")
	n := s.objects()
	if n.ourWebhooks != 1 || n.ourCampaigns != 2 || n.ourRulesets != 2 || n.enabled != 2 || n.coupons != 0 {
		s.Errorf("there are %+v", n)
	}
}

func isRemoved(s *scene) {
	s.Helper()
	s.settled()
	if n := s.objects(); n.ourWebhooks != 1 || n.ourCampaigns != 0 || n.coupons != 0 {
		s.Errorf("there are %+v", n)
	}
	s.must("setup", "--yes")
	isSetUp(s)
}

// itsProfile stands for the name of a scene's profile among the words of a command.
const itsProfile = "PROFILE"

// isForgotten holds that no entry is left, and that it can all be set up anew.
func isForgotten(s *scene) {
	s.Helper()
	chain := keychain.Open(keychain.Options{Timeout: patience})
	for _, ref := range keychain.Every(s.profile) {
		if _, err := chain.Get(s.Context(), ref); !errors.Is(err, keychain.ErrNotFound) {
			s.Errorf("%s: %v, want it gone", ref, err)
		}
	}
	if _, err := store.Open(s.folder).Load(s.profile, schema()); !errors.Is(err, store.ErrNoProfile) {
		s.Errorf("the profile: %v, want it gone", err)
	}
	s.must("setup", "--yes")
	isSetUp(s)
}

func (s *scene) beforeRotation(which rotate.Credential, keyring, dead bool) {
	s.Helper()
	s.must("setup", "--yes")
	old := s.env[which.Key().Variable()]
	if keyring {
		for _, each := range rotate.Credentials() {
			delete(s.env, each.Key().Variable())
		}
	}
	s.old, s.fresh = old, s.newCredential(which)
	if dead {
		s.revokeOld(which)
	}
}

func (s *scene) isRotated(which rotate.Credential, keyring, dead bool) {
	s.Helper()
	if !keyring {
		s.env[which.Key().Variable()] = s.fresh
	}
	if which == rotate.Management {
		s.management = s.fresh
	}
	if which == rotate.CleverTap && !s.passcode().Equal(secret.New(s.fresh)) {
		s.Error("the webhook sends with another passcode than the new one")
	}
	if keyring {
		s.holdsSlots(which, dead)
	}
	s.revokeOld(which)
	isSetUp(s)
}

// holdsSlots holds that the new one is in use here, that the old one is kept beside
// it unless it is dead, and that nothing waits.
func (s *scene) holdsSlots(which rotate.Credential, dead bool) {
	s.Helper()
	want := map[rotate.Slot]string{rotate.Current: s.fresh, rotate.Previous: s.old, rotate.Next: ""}
	if dead {
		want[rotate.Previous] = ""
	}
	v := vault{&app{profile: s.profile, sandboxed: true}, keychain.Open(keychain.Options{Timeout: patience}), which.Key()}
	for slot, value := range want {
		if got, err := v.Get(s.Context(), slot); err != nil || !got.Equal(secret.New(value)) {
			s.Errorf("the keyring holds %d characters as %s, and not what it should (%v)", got.Len(), slot, err)
		}
	}
}

// newCredential makes one in the vendor's console.
func (s *scene) newCredential(which rotate.Credential) string {
	s.Helper()
	if which == rotate.CleverTap {
		return newPasscode(s.T, s.box)
	}
	var made struct{ Key string }
	wanted := map[string]any{"name": "new", "kind": strings.TrimPrefix(string(which), "talonone-"), "applicationId": 1}
	if err := clickAt(s.box.TalonOneURL(), "POST", "talonone/keys", wanted, &made); err != nil {
		s.Fatal(err)
	}
	return made.Key
}

// revokeOld revokes every credential of a kind but the new one.
func (s *scene) revokeOld(which rotate.Credential) {
	s.Helper()
	list := "talonone/keys"
	if which == rotate.CleverTap {
		list = "clevertap/passcodes"
	}
	var all []struct {
		ID         int
		Name, Kind string
	}
	if err := clickAt(s.box.TalonOneURL(), "GET", list, nil, &all); err != nil {
		s.Fatal(err)
	}
	for _, one := range all {
		if one.Name == "new" || one.Kind != "" && !strings.HasSuffix(string(which), one.Kind) {
			continue
		}
		if err := clickAt(s.box.TalonOneURL(), "DELETE", fmt.Sprintf("%s/%d", list, one.ID), nil, nil); err != nil {
			s.Fatal(err)
		}
	}
}
