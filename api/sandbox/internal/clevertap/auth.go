package clevertap

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"regexp"
	"slices"
	"sync"
	"time"
)

// passcode is one of several that may be in use at once. Its value is shown by
// the answer that makes it and by nothing else.
type passcode struct {
	ID      int64      `json:"id"`
	Name    string     `json:"name"`
	Expires *time.Time `json:"expires,omitempty"` // nil: forever
	Revoked bool       `json:"revoked"`
	value   string
}

func (p *passcode) opens(value string, now time.Time) bool {
	same := subtle.ConstantTimeCompare([]byte(p.value), []byte(value)) == 1
	expired := p.Expires != nil && !now.Before(*p.Expires)
	return same && !p.Revoked && !expired
}

// projectShape is inferred from dozens of published samples (likely).
var projectShape = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(TEST-)?[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{4}$`) })

// admit returns the 401 of a request that may not come in, or nil.
//
// A region other than the project's knows nothing of it and answers like a
// wrong passcode, whatever was sent (likely).
func (a *Account) admit(r *http.Request, region string) error {
	id := r.Header.Get("X-CleverTap-Account-Id")
	if !projectShape().MatchString(id) || given(r, "X-CleverTap-Account-Id") > 1 {
		return accountNotValid // modelled: the same for a header that is missing
	}
	if region != "" && region != a.region {
		return invalidCredentials
	}
	if id != a.id {
		return accountNotValid
	}
	if !a.knows(r.Header.Get("X-CleverTap-Passcode")) || given(r, "X-CleverTap-Passcode") > 1 {
		// modelled: the same for a missing, an expired and a revoked passcode
		return invalidCredentials
	}
	return nil
}

// given is how often a header was sent. modelled: which of several counts is not
// known, so the worst is played, and none does.
func given(r *http.Request, name string) int { return len(r.Header.Values(name)) }

func (a *Account) knows(value string) bool {
	now := a.enter()
	defer a.mu.Unlock()
	return slices.ContainsFunc(a.passcodes, func(p *passcode) bool { return p.opens(value, now) })
}

// The two answers to a stranger. The first was recorded in 2018, spaces included.
var (
	accountNotValid    = failure{http.StatusUnauthorized, 401, "Account ID is not valid"}
	invalidCredentials = failure{http.StatusUnauthorized, 401, "Invalid Credentials"}
)

// NewPasscode makes a value of the usual shape, XXX-XXX-XXXX.
func NewPasscode() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" // 32: a byte's low bits choose evenly
	random := make([]byte, 10)
	rand.Read(random)
	for i, b := range random {
		random[i] = letters[b%32]
	}
	return string(random[:3]) + "-" + string(random[3:6]) + "-" + string(random[6:])
}
