package talonone

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"slices"
	"strings"
)

// adminID is the one user of the account.
const adminID = 7

// sessionMonths is how long a sign-in lasts (published).
const sessionMonths = 3

type caller struct {
	applicationID int // of an Integration API key
	token         string
}

// identify reads the Authorization header as the route wants it.
func (a *Account) identify(to route, r *http.Request) (caller, error) {
	scheme, secret, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case to.access == anyone:
		return caller{}, nil
	case to.access == integration && scheme == schemeIntegration:
		return a.withKey(integrationKind, secret, to)
	case to.access == integration:
		return caller{}, unauthorised("An Integration API key is needed: Authorization: ApiKey-v1 …")
	case scheme == "Bearer":
		return a.withToken(secret)
	case scheme == schemeManagement && to.access == management:
		return a.withKey(managementKind, secret, to)
	case scheme == schemeManagement:
		return caller{}, unauthorised("This Management API key may not call this endpoint")
	default:
		return caller{}, unauthorised("A Management API key or a session token is needed")
	}
}

func (a *Account) withToken(token string) (caller, error) {
	began, ok := a.signIns[token]
	if !ok || !a.now().Before(began.AddDate(0, sessionMonths, 0)) {
		return caller{}, unauthorised("The session token is not valid or has expired")
	}
	return caller{token: token}, nil
}

// signInForm is the body of POST /v1/sessions.
type signInForm struct{ Email, Password string }

// createSession signs an admin in (published: 201).
func (a *Account) createSession(c *call, form signInForm) (answer, error) {
	if a.password == "" || !same(form.Email, a.email) || !same(form.Password, a.password) {
		return answer{}, unauthorised("The email or the password is not right")
	}
	token := rand.Text() + rand.Text()
	a.signIns[token] = c.at
	return created(map[string]any{"userId": adminID, "token": token, "created": c.at.UTC()}), nil
}

func (a *Account) destroySession(c *call) (answer, error) {
	delete(a.signIns, c.caller.token)
	return noContent, nil
}

func same(given, wanted string) bool {
	return subtle.ConstantTimeCompare([]byte(given), []byte(wanted)) == 1
}

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

func (a *Account) addKey(wanted key) key {
	wanted.ID = a.nextID("key")
	a.keys = append(a.keys, wanted)
	return wanted
}
