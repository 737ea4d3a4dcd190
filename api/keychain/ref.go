package keychain

import (
	"fmt"
	"strings"
)

// service is the name under which all entries stand in the keychain.
const service = "talontap"

// Name says which secret it is.
type Name string

// The secrets that are kept. A password used to sign in is not among them: it is
// used once and forgotten.
const (
	ClevertapPasscode      Name = "clevertap-passcode"
	TalononeManagementKey  Name = "talonone-management-key"
	TalononeIntegrationKey Name = "talonone-integration-key"
)

// Slot says which of the three places of a secret it is.
type Slot string

// The slots. Only rotation uses Next and Previous.
const (
	Current  Slot = "current"
	Next     Slot = "next"
	Previous Slot = "previous"
)

// Ref points at one entry in the keychain. It holds nothing secret.
type Ref struct {
	Profile string // the name of the saved setup
	Name    Name
	Slot    Slot
}

// Every lists all entries that a profile can have, for forgetting it: deleting
// one that is absent is no error.
func Every(profile string) []Ref {
	var refs []Ref
	for _, name := range []Name{ClevertapPasscode, TalononeManagementKey, TalononeIntegrationKey} {
		for _, slot := range []Slot{Current, Next, Previous} {
			refs = append(refs, Ref{Profile: profile, Name: name, Slot: slot})
		}
	}
	return refs
}

// String names the entry for a person.
func (r Ref) String() string {
	return fmt.Sprintf("%s (%s) of profile %q", r.Name, r.Slot, r.Profile)
}

// account is what the keychain shows as the account of the entry.
func (r Ref) account() string {
	return r.Profile + "/" + string(r.Name) + "/" + string(r.Slot)
}

// check refuses what would name another entry than the one meant. On macOS the
// account also becomes a word of a command, so a control character must not get
// that far.
func (r Ref) check() error {
	switch {
	case r.Profile == "" || len(r.Profile) > 64 || strings.ContainsFunc(r.Profile, unfit):
		return fmt.Errorf("keychain entry: %q cannot be the name of a profile", r.Profile)
	case r.Name != ClevertapPasscode && r.Name != TalononeManagementKey && r.Name != TalononeIntegrationKey:
		return fmt.Errorf("keychain entry: there is no secret named %q", string(r.Name))
	case r.Slot != Current && r.Slot != Next && r.Slot != Previous:
		return fmt.Errorf("keychain entry: there is no slot named %q", string(r.Slot))
	}
	return nil
}

func unfit(c rune) bool { return c <= ' ' || c == '/' || c == '\\' || c >= 0x7f }
