package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

// readSetup is a finished setup whose test email goes to an address, and the
// surroundings in which to run talontap on it.
func readSetup(t *testing.T) (*sandbox.Sandbox, []string) {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	dir := t.TempDir()
	env := []string{"XDG_CONFIG_HOME=" + dir, "TALONTAP_TEST_ADDRESS=you@example.com", "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR=" + dir}
	for _, v := range box.Env() {
		env = append(env, v.Name+"="+v.Value)
	}
	c := exec.Command("talontap", "setup", "--yes")
	c.Env = append(os.Environ(), env...)
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("setting up: %v\n%s", err, out)
	}
	return box, env
}

func TestVerifyAsksForTheCodeInTheInboxAndTheNextOneKnowsThatItWasRead(t *testing.T) {
	t.Parallel()
	box, env := readSetup(t)
	earlier := len(box.Inbox())
	term := openTerminal(t, 100, 60, env, "verify", "--live=relay", "--details")
	term.waitFor("Enter alone leaves it open")
	term.keys("NY-AAAA-AAAA" + keyEnter)
	term.waitFor("does not contain the code")
	mail := box.Inbox()
	if len(mail) != earlier+1 {
		t.Fatalf("%d emails came, want one more than %d", len(mail), earlier)
	}
	term.keys(code.FindString(mail[earlier].Body) + keyEnter)
	if status, written := term.exit(); status != exitOK || !strings.Contains(written, "you read NY-") {
		t.Errorf("exit status %d:\n%s", status, written)
	}
	again := openTerminal(t, 100, 60, env, "verify", "--details")
	if status, written := again.exit(); status != exitOK || !strings.Contains(written, "you read it on") {
		t.Errorf("the next verification: exit status %d:\n%s", status, written)
	}
}

func TestAnEmailWithoutTheCodeFailsTheVerification(t *testing.T) {
	t.Parallel()
	_, env := readSetup(t)
	term := openTerminal(t, 100, 60, env, "verify", "--live=relay")
	term.waitFor("Enter alone leaves it open")
	term.keys("wrong" + keyEnter)
	if status, written := term.exit(); status != exitCheck || !strings.Contains(written, "came without the code") {
		t.Errorf("exit status %d:\n%s", status, written)
	}
	open := openTerminal(t, 100, 60, env, "verify", "--live=relay")
	open.waitFor("Enter alone leaves it open")
	open.keys(keyEnter)
	if status, _ := open.exit(); status != exitOK {
		t.Errorf("left open, the exit status is %d, want 0", status)
	}
}
