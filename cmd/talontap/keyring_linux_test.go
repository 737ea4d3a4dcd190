package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// throwAwayKeyring starts a keyring for this test and gives its bus; "" where
// none is asked for.
func throwAwayKeyring(t *testing.T) (bus string) {
	t.Helper()
	if os.Getenv("TALONTAP_TEST_KEYRING") != "1" {
		t.Log("left out: the crashes beside a real keyring (set TALONTAP_TEST_KEYRING=1)")
		return ""
	}
	session := exec.Command(root+"/.ci/with-keyring", "sh", "-c", `echo "$DBUS_SESSION_BUS_ADDRESS"; cat`)
	hold, err := session.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	told, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	session.Stderr = os.Stderr
	if err := session.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hold.Close(); _, _ = io.Copy(io.Discard, told); _ = session.Wait() })
	bus, err = bufio.NewReader(told).ReadString('\n')
	if err != nil {
		t.Fatalf("the keyring did not start: %v", err)
	}
	bus = strings.TrimSpace(bus)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", bus) // this test looks into the keyring too
	return bus
}
