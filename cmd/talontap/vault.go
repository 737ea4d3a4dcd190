package main

import (
	"context"
	"errors"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps/rotate"
	"github.com/talontap/talontap/steps/setup"
)

// vault is one credential's three slots in the keychain.
type vault struct {
	app      *app
	keychain *keychain.Keychain
	key      setup.Key
}

// vaultOf opens no keychain; the first call does. With a person there it has the
// time to be unlocked.
func (a *app) vaultOf(which rotate.Credential) vault {
	v := vault{a, a.keychain, which.Key()}
	if a.terminal {
		v.keychain = a.keychain.Attended()
	}
	return v
}

func (v vault) ref(slot rotate.Slot) keychain.Ref {
	return keychain.Ref{Profile: v.app.keptAs(v.app.profile), Name: kept()[v.key], Slot: keychain.Slot(slot)}
}

func (v vault) Get(ctx context.Context, slot rotate.Slot) (secret.Secret, error) {
	value, err := v.app.keptSecret(ctx, v.keychain, v.key, keychain.Slot(slot))
	if errors.Is(err, keychain.ErrNotFound) {
		return secret.Secret{}, nil
	}
	return value, err
}

func (v vault) Set(ctx context.Context, slot rotate.Slot, value secret.Secret) error {
	return v.app.keepSecret(ctx, v.keychain, v.ref(slot), value)
}

func (v vault) Delete(ctx context.Context, slot rotate.Slot) error {
	return v.keychain.Delete(ctx, v.ref(slot))
}
