package keychain

import (
	"errors"
	"strings"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/assets/words"
	"github.com/zalando/go-keyring"
)

// ring is what a Keychain needs of a keychain: three calls that may take for
// ever. get and remove give ErrNotFound for an absent entry.
type ring interface {
	get(account string) (secret.Secret, error)
	set(account string, value secret.Secret) error
	remove(account string) error
}

type system struct{}

func (system) get(account string) (secret.Secret, error) {
	value, err := keyring.Get(service, account)
	return secret.New(value), plain(err)
}

// set is where a secret leaves its wrapping.
func (system) set(account string, value secret.Secret) error {
	bare := value.Reveal()
	return withoutQuoting(bare, plain(keyring.Set(service, account, bare)))
}

func (system) remove(account string) error {
	return plain(keyring.Delete(service, account))
}

// plain translates the two errors of the library that have a meaning of their
// own.
func plain(err error) error {
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotFound
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return ErrTooLarge
	}
	return err
}

// withoutQuoting drops the text of an error that shows the value. The library's
// errors are not known to; they come from programs that may change.
func withoutQuoting(bare string, err error) error {
	if err != nil && strings.Contains(err.Error(), bare) {
		return errors.New(words.KeychainReasonHidden)
	}
	return err
}
