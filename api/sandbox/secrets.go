package sandbox

import (
	"crypto/rand"
	"encoding/hex"

	"github.com/talontap/talontap/api/sandbox/internal/clevertap"
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
	project := clevertap.NewPasscode() // an ID has a passcode's shape
	return credentials{
		projectID:      "TEST-" + project[:len(project)-1] + "Z",
		passcode:       clevertap.NewPasscode(),
		managementKey:  digits(64),
		integrationKey: digits(64),
		email:          "admin-" + digits(6) + "@example.com",
		password:       digits(24),
	}
}

// digits returns n random hexadecimal digits; n is even.
func digits(n int) string {
	random := make([]byte, n/2)
	rand.Read(random)
	return hex.EncodeToString(random)
}
