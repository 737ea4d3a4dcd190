package talonone

import (
	"crypto/rand"
	"encoding/hex"
	"slices"
)

// How the Authorization header names a key (published).
const (
	schemeIntegration = "ApiKey-v1"
	schemeManagement  = "ManagementKey-v1"
)

const (
	integrationKind = "integration"
	managementKind  = "management"
)

// key is one API key. An Integration API key belongs to one Application; a
// Management API key may be bound to endpoints, each "METHOD /path" with the
// parameters in braces. No API is published that makes or lists keys: this is
// what the console shows.
type key struct {
	ID            int      `json:"id"`
	Kind          string   `json:"kind"`
	Name          string   `json:"name"`
	ApplicationID int      `json:"applicationId,omitempty"`
	Endpoints     []string `json:"endpoints,omitempty"` // empty: every published one
	secret        string
}

func (k *key) problems() (found problems) {
	found.unless([]string{managementKind, integrationKind}, "kind", k.Kind, "/kind")
	return found
}

// withKey finds the caller by key. The endpoints of a Management API key are
// matched here, because a key without the grant is not told apart from a wrong
// one by status (modelled).
func (a *Account) withKey(kind, secret string, to route) (caller, error) {
	for _, one := range a.keys {
		if one.Kind != kind || one.secret == "" || !same(secret, one.secret) {
			continue
		}
		if len(one.Endpoints) > 0 && !slices.Contains(one.Endpoints, to.method+" "+to.path) {
			return caller{}, unauthorised("This Management API key may not call this endpoint")
		}
		return caller{applicationID: one.ApplicationID}, nil
	}
	return caller{}, unauthorised("The API key is not valid or has expired")
}

// newKey makes a key with a random secret of 64 hexadecimal digits (published
// for Integration API keys).
func (a *Account) newKey(wanted key) key {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails: crypto/rand ends the process instead
	wanted.secret = hex.EncodeToString(raw)
	return a.addKey(wanted)
}

func (a *Account) addKey(wanted key) key {
	wanted.ID = a.nextID("key")
	a.keys = append(a.keys, wanted)
	return wanted
}
