package main

import (
	"strings"
	"testing"
	"time"
)

func TestALiveCheckThatWasLeftIsTakenUpWithTheSameCoupon(t *testing.T) {
	t.Parallel()
	box, env := readSetup(t)
	env = append(env, "TALONTAP_TEST_IDENTITY=talontap-test-late") // whom no earlier check has deleted in the night
	if err := box.SetFaults("late=1h"); err != nil {
		t.Fatal(err)
	}
	term := openTerminal(t, 100, 60, env, "verify", "--live=relay")
	term.waitFor("Event accepted")
	sent := code.FindString(term.text())
	term.keys(keyCtrlC)
	if status, written := term.exit(); status != exitCancelled {
		t.Fatalf("exit status %d, want %d:\n%s", status, exitCancelled, written)
	}
	box.Advance(2 * time.Hour)
	again := openTerminal(t, 100, 60, env, "verify", "--take-up")
	again.waitFor("Enter alone leaves it open")
	again.keys(keyEnter)
	status, written := again.exit()
	if status != exitOK || !strings.Contains(written, "CouponCode = "+sent) || !strings.Contains(written, "continued") {
		t.Errorf("exit status %d, want 0 and %s:\n%s", status, sent, written)
	}
	none := openTerminal(t, 100, 60, env, "verify", "--take-up")
	if status, written := none.exit(); status != exitUsage || !strings.Contains(written, "on its way") {
		t.Errorf("with nothing on its way: exit status %d:\n%s", status, written)
	}
}
