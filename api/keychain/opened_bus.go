//go:build linux || netbsd || openbsd || (freebsd && cgo) || (dragonfly && cgo)

package keychain

import (
	"github.com/godbus/dbus/v5"
	ss "github.com/zalando/go-keyring/secret_service"
)

// opened is the Secret Service once the library has read a secret from it: two
// messages read another one, where the library takes seven. It asks no person and
// explains nothing: whatever it does not read, the library is asked for.
type opened struct {
	service         *ss.SecretService
	collection, own dbus.BusObject
}

// begin opens one that ends with the process; nil where that fails.
func begin() *opened {
	service, err := ss.NewSecretService()
	if err != nil {
		return nil
	}
	own, err := service.OpenSession()
	if err != nil {
		return nil
	}
	return &opened{service, service.GetLoginCollection(), own}
}

func (s *opened) read(account string) (value string, ok bool) {
	if s == nil {
		return "", false
	}
	items, err := s.service.SearchItems(s.collection, map[string]string{"username": account, "service": service})
	if err != nil || len(items) == 0 {
		return "", false
	}
	secret, err := s.service.GetSecret(items[0], s.own.Path())
	if err != nil {
		return "", false
	}
	return string(secret.Value), true
}
