package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

func TestARunThatWasCutOffIsFoundAtTheNextStartAndTakenBackOnAWord(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	dir := t.TempDir()
	env := []string{"XDG_CONFIG_HOME=" + dir, "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR=" + dir}
	for _, v := range box.Env() {
		env = append(env, v.Name+"="+v.Value)
	}
	if err := box.SetFaults("down:clevertap/1/upload"); err != nil { // the event cannot be made known
		t.Fatal(err)
	}
	c := exec.Command("talontap", "setup", "--yes", "--set", "event.name=New Event")
	c.Env = append(os.Environ(), env...)
	if out, err := c.CombinedOutput(); exitCode(err) != exitFailed {
		t.Fatalf("the run was not cut off: %v\n%s", err, out)
	}
	if err := box.SetFaults(); err != nil {
		t.Fatal(err)
	}
	term := openTerminal(t, 100, 40, env, "setup", "--set", "event.name=New Event")
	term.waitFor("stopped at", "did not finish")
	term.keys("b")
	term.waitFor("y take it back")
	term.keys("y")
	term.waitFor("Enter begins again")
	screen := term.text() // what was made beside the event may be none, or all
	if !strings.Contains(screen, "test event New Event: stays") || strings.Contains(screen, "campaign Coupon by email") && !strings.Contains(screen, "deleted") {
		t.Errorf("not everything is taken back or named:\n%s", screen)
	}
	if _, err := os.Stat(filepath.Join(dir, "talontap", "sandbox", "journal", "default.jsonl")); !os.IsNotExist(err) {
		t.Errorf("the journal is still there: %v", err)
	}
	term.keys(keyEnter)
	term.waitFor("enter begin")
	term.keys(keyCtrlC + keyCtrlC)
	term.exit()
}
