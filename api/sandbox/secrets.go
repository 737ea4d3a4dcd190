package sandbox

import (
	"crypto/rand"
	"encoding/hex"
)

// credentials are made anew for every sandbox: none is a constant, so none can
// be mistaken for, or end up as, a real one.
type credentials struct {
	projectID      string
	passcode       string
	managementKey  string
	integrationKey string
	email          string
	password       string
}

func newCredentials() credentials {
	return credentials{
		projectID:      "TEST-" + letters(3) + "-" + letters(3) + "-" + letters(3) + "Z",
		passcode:       letters(3) + "-" + letters(3) + "-" + letters(4),
		managementKey:  digits(64),
		integrationKey: digits(64),
		email:          "admin-" + digits(6) + "@example.com",
		password:       digits(24),
	}
}

// letters returns n random characters of the kind CleverTap's codes are made of.
func letters(n int) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" // 32: the low bits of a byte choose evenly
	random := make([]byte, n)
	rand.Read(random)
	for i, b := range random {
		random[i] = alphabet[b%32]
	}
	return string(random)
}

// digits returns n random hexadecimal digits; n is even.
func digits(n int) string {
	random := make([]byte, n/2)
	rand.Read(random)
	return hex.EncodeToString(random)
}
