package keychain

import (
	"os"
	"testing"
)

// The library keeps one connection to the bus per process, so each test with a
// real keyring runs its calls in a process of its own: this test binary again,
// with the name of what to do in a variable.
const roleVariable = "TALONTAP_TEST_KEYCHAIN_ROLE"

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(play(role))
	}
	os.Exit(m.Run())
}
