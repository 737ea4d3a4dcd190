package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/talontap/talontap/api/keychain"
	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/steps/rotate"
)

// entersPasscode pastes a new passcode, as it is copied with its line break, and
// lets it come in.
func (t *terminal) entersPasscode(passcode string) {
	t.tb.Helper()
	t.waitFor("Nothing has changed yet")
	t.keys(keyEnter)
	t.waitFor("New CleverTap passcode")
	t.rest()
	t.paste(passcode + "\n")
	t.waitFor("┃ Its last day")
	t.rest()
	t.keys(keyEnter)
}

// leftBehind is what stands on the normal screen once the other was left.
func leftBehind(t *testing.T, written string) string {
	t.Helper()
	const leavesAltScreen = "\x1b[?1049l"
	at := strings.LastIndex(written, leavesAltScreen)
	if at < 0 {
		t.Fatal("the alternate screen was not left")
	}
	return strings.Join(strings.Fields(ansi.Strip(written[at:])), " ")
}

func TestARotationOnTheScreenBringsTheNewPasscodeIntoUse(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{80, 24}, {40, 12}, {140, 40}} {
		t.Run(fmt.Sprintf("%d by %d", size[0], size[1]), func(t *testing.T) {
			t.Parallel()
			box, env := furnished(t)
			fresh := newPasscode(t, box)
			term := openTerminal(t, size[0], size[1], env, "rotate", "clevertap")
			term.entersPasscode(fresh)
			term.resize(100, 30)
			term.waitFor("the new one is in use.")
			term.keys(keyEnter)
			status, written := term.exit()
			if status != exitOK || strings.Contains(written, fresh) {
				t.Errorf("exit status %d, want 0, and the passcode must never be written", status)
			}
			if left := leftBehind(t, written); !strings.Contains(left, "the new one is in use") || !strings.Contains(left, "TALONTAP_CLEVERTAP_PASSCODE still has the old one") {
				t.Errorf("what is left to do is not left behind:\n%s", left)
			}
			if out, status := unattended(append(env, "TALONTAP_CLEVERTAP_PASSCODE="+fresh), "verify", "--live=relay"); status != exitOK {
				t.Errorf("with the new passcode: exit status %d:\n%s", status, out)
			}
		})
	}
}

func TestAWrongPasscodeInARotationIsSaidAndNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	wrong := rand.Text()
	term := openTerminal(t, 80, 24, []string{"NO_COLOR=1"}, "sandbox", "--", "talontap", "rotate", "clevertap")
	term.entersPasscode(wrong)
	term.waitFor("not accepted, and nothing was changed")
	term.waitFor("26 characters, as typed before")
	term.keys(keyCtrlC)
	term.waitFor("Leave?")
	term.keys(keyCtrlC)
	status, written := term.exit()
	if status != exitCancelled || strings.Contains(written, wrong) {
		t.Errorf("exit status %d, want %d, and the passcode must never be written", status, exitCancelled)
	}
	if left := leftBehind(t, written); !strings.Contains(left, "Nothing changed") || !echoes(term) {
		t.Errorf("it is not said that nothing was changed, or the terminal has no echo:\n%s", left)
	}
}

func TestARotationLeftInTheMiddlePutsTheOldPasscodeBack(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*terminal){
		"Ctrl-C": func(t *terminal) {
			t.keys(keyCtrlC)
			t.waitFor("Leave?")
			t.keys(keyCtrlC)
		},
		"SIGTERM": func(t *terminal) { t.signal(syscall.SIGTERM) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box, env := furnished(t)
			fault(t, box, "late=1m")
			fresh := newPasscode(t, box)
			term := openTerminal(t, 80, 24, env, "rotate", "clevertap")
			term.entersPasscode(fresh)
			term.waitFor("the webhook has the new one")
			leave(term)
			status, written := term.exit()
			if status != exitCancelled || strings.Contains(written, fresh) {
				t.Errorf("exit status %d, want %d, and the passcode must never be written", status, exitCancelled)
			}
			if left := leftBehind(t, written); !strings.Contains(left, "everything is as before") {
				t.Errorf("it is not said how it stands:\n%s", left)
			}
			fault(t, box)
			if out, status := unattended(env, "verify"); status != exitOK {
				t.Errorf("the old passcode is not in use: exit status %d:\n%s", status, out)
			}
		})
	}
}

// fault puts faults in force in place of those that are.
func fault(t *testing.T, box *sandbox.Sandbox, faults ...string) {
	t.Helper()
	body := `{"faults":[]}`
	if len(faults) > 0 {
		body = `{"faults":["` + strings.Join(faults, `","`) + `"]}`
	}
	req, err := http.NewRequest(http.MethodPut, box.TalonOneURL()+"/_sandbox/faults", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("the faults %q were not taken: %s", faults, res.Status)
	}
}

// slots is a program that says of each slot of the passcode in the keychain which
// of two variables has its value.
func slots() {
	v := (&app{keychain: keychain.Open(keychain.Options{}), profile: "default", sandboxed: true}).vaultOf(rotate.CleverTap)
	for _, slot := range []rotate.Slot{rotate.Current, rotate.Next, rotate.Previous} {
		value, err := v.Get(context.Background(), slot)
		holds := "another one"
		switch {
		case err != nil:
			holds = err.Error()
		case value.IsZero():
			holds = "nothing"
		case value.Equal(secret.New(os.Getenv("NEW"))):
			holds = "the new one"
		case value.Equal(secret.New(os.Getenv("OLD"))):
			holds = "the old one"
		}
		fmt.Printf("%s: %s\n", slot, holds)
	}
}

func TestARotationOnTheScreenMovesTheSlotsOfARealKeyring(t *testing.T) {
	if os.Getenv("TALONTAP_TEST_KEYRING") != "1" {
		t.Log("left out: the real Secret Service (set TALONTAP_TEST_KEYRING=1)")
		return
	}
	t.Parallel()
	box, env := furnished(t)
	fresh, dir := newPasscode(t, box), t.TempDir()
	env = append(env, "NEW="+fresh, "OLD="+passcodeOf(box), "SAID="+dir)
	const session = `talontap setup --yes >"$SAID/setup" 2>&1 || exit
unset TALONTAP_CLEVERTAP_PASSCODE TALONTAP_TALONONE_MANAGEMENT_KEY TALONTAP_TALONONE_INTEGRATION_KEY
talontap rotate clevertap
status=$?
slots >"$SAID/slots"
exit $status`
	term := openTerminalOf(t, 80, 24, env, exec.Command(filepath.Join(root, ".ci", "with-keyring"), "sh", "-c", session))
	term.entersPasscode(fresh)
	term.waitFor("the new one is in use.")
	term.keys(keyEnter)
	if status, written := term.exit(); status != exitOK || strings.Contains(written, fresh) {
		t.Errorf("exit status %d, want 0, and the passcode must never be written:\n%s", status, term.text())
	}
	held, err := os.ReadFile(filepath.Join(dir, "slots"))
	if want := "current: the new one\nnext: nothing\nprevious: the old one\n"; err != nil || string(held) != want {
		t.Errorf("the keyring holds\n%s(%v), want\n%s", held, err, want)
	}
}
