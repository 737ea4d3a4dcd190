package rotate

import (
	"context"
	"fmt"
	"strings"

	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/assets/words"
	"github.com/talontap/talontap/steps/setup"
)

// Credential says which of the three is rotated. The zero Credential is none.
type Credential string

// The credentials, by the names of the command line.
const (
	CleverTap   Credential = "clevertap"
	Management  Credential = "talonone-management"
	Integration Credential = "talonone-integration"
)

// Credentials lists all three.
func Credentials() []Credential { return []Credential{CleverTap, Management, Integration} }

// kind is what sets a credential apart.
type kind struct {
	vendor string
	key    setup.Key
	where  string // a key is made and revoked
	revoke string // a key: which one, and where
}

var kinds = map[Credential]kind{
	CleverTap:   {vendor: "CleverTap", key: setup.Passcode},
	Management:  {"Talon.One", setup.ManagementKey, setup.WhereManagementKeys, words.RotateDeleteManagementKey},
	Integration: {"Talon.One", setup.IntegrationKey, setup.WhereIntegrationKeys, words.RotateDeleteIntegrationKey},
}

// Key is the answer that holds it.
func (c Credential) Key() setup.Key { return kinds[c].key }

// Expires is the answer that holds the day on which it ends.
func (c Credential) Expires() setup.Key { return c.Key() + "_expires" }

// Title is the credential in the vendors' words.
func (c Credential) Title() string {
	field, _ := setup.FieldOf(c.Key())
	return field.Title
}

// Vendor is whose it is.
func (c Credential) Vendor() string { return kinds[c].vendor }

// Made is where a new one is made, and where the old one is revoked.
func (c Credential) Made() string {
	if c == CleverTap {
		return words.RotateMakePasscode
	}
	return "Talon.One: " + kinds[c].where
}

// Ahead lists the steps that bring a new one in, in their order.
func (c Credential) Ahead() []StepID {
	if c == CleverTap {
		return []StepID{Prove, Old, Keep, Switch, EndToEnd, Promote}
	}
	return []StepID{Prove, Old, Keep, Promote}
}

// revoke is what a person does in the end with the one that is out of use. Which
// one that is stands before the noun: old, or undone.
func (c Credential) revoke(which string) string {
	if c == CleverTap {
		return fmt.Sprintf(words.RotateRevokePasscode, which)
	}
	return fmt.Sprintf(kinds[c].revoke, which, kinds[c].where)
}

// Mark is what the journal names a rotation of it by.
func (c Credential) Mark() string { return "rotation of " + string(c) }

// BackMark is what it names the turn of an undo by, at which the one before comes
// into use again: the slots alone do not tell it from the turn of a rotation.
func (c Credential) BackMark() string { return "going back in the " + c.Mark() }

// Marks are all that the journal names writes of its rotation by.
func (c Credential) Marks() []string { return []string{c.Mark(), c.BackMark()} }

// Right is one reading call that a Management API key may be allowed or not.
type Right struct {
	Name   string // the endpoint, as Talon.One publishes it
	Needed bool   // nothing works without it
	Try    func(ctx context.Context) error
}

// TryRights tries each call, one after the other, and tells which are not
// allowed. A right that is needed and missing is an error; what fails otherwise
// is one too, as it proves nothing. Writing calls are not tried.
func TryRights(ctx context.Context, rights []Right) (Proof, error) {
	var allowed int
	var missing, lesser []string
	for _, r := range rights {
		err := r.Try(ctx)
		switch kind := transport.KindOf(err); {
		case err == nil, kind == transport.NotFound:
			allowed++
		case kind != transport.Unauthorised && kind != transport.Refused:
			return Proof{}, fmt.Errorf("trying the new key: %w", err)
		case r.Needed:
			missing = append(missing, r.Name)
		default:
			lesser = append(lesser, r.Name)
		}
	}
	if len(missing) > 0 {
		return Proof{}, unsound(fmt.Sprintf(words.RotateRightsMissing, strings.Join(missing, ", ")),
			fmt.Sprintf(words.RotateRightsMissingFix, setup.WhereManagementKeys))
	}
	p := Proof{Detail: fmt.Sprintf(words.RotateRights, allowed, len(rights))}
	if len(lesser) > 0 {
		p.Warn, p.Fix = fmt.Sprintf(words.RotateRightsFewer, strings.Join(lesser, ", ")), words.RotateRightsFewerFix
	}
	return p, nil
}
