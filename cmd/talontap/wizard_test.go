package main

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// code is how a coupon of the tutorial's pattern looks.
var code = regexp.MustCompile(`NY-[A-Z0-9]{4}-[A-Z0-9]{4}`)

// enterToTheEnd presses Enter whenever the screen has come to rest, until the
// program ends.
func enterToTheEnd(t *terminal) {
	t.tb.Helper()
	for range 200 {
		select {
		case <-t.ended:
			return
		default:
		}
		t.rest()
		t.keys(keyEnter)
	}
	t.tb.Fatalf("two hundred times Enter did not lead to the end; the screen:\n%s", t.text())
}

// rest waits until nothing was painted for a moment.
func (t *terminal) rest() {
	for {
		select {
		case <-t.paint:
		case <-t.ended:
			return
		case <-time.After(60 * time.Millisecond):
			return
		}
	}
}

func TestEnterAloneLeadsThroughTheDemo(t *testing.T) {
	t.Parallel()
	for _, size := range []struct {
		name       string
		cols, rows int
		env        []string
	}{
		{"80 by 24", 80, 24, nil},
		{"40 by 12", 40, 12, nil},
		{"140 by 40", 140, 40, nil},
		{"without colour", 80, 24, []string{"NO_COLOR=1"}},
	} {
		t.Run(size.name, func(t *testing.T) {
			t.Parallel()
			term := openTerminal(t, size.cols, size.rows, size.env, "demo")
			term.waitFor("Welcome")
			enterToTheEnd(term)
			status, written := term.exit()
			if status != exitOK {
				t.Errorf("exit status %d, want 0; the screen:\n%s", status, term.text())
			}
			after := written[strings.LastIndex(written, "\x1b[?1049l"):]
			if !code.MatchString(after) {
				t.Errorf("no coupon code stands on the screen that is left behind:\n%s", after)
			}
		})
	}
}

func TestCtrlCAsksOnceAndThenLeavesAtOnce(t *testing.T) {
	t.Parallel()
	term := openTerminal(t, 80, 24, nil, "demo")
	term.waitFor("Welcome")
	term.keys(keyEnter)
	term.waitFor("Prerequisites")
	term.keys(keyCtrlC)
	term.waitFor("Leave")
	term.keys("x")
	term.waitWhile("Leave?") // another key stays
	term.keys(keyCtrlC)
	term.waitFor("Leave")
	term.keys(keyCtrlC)
	status, written := term.exit()
	if status != exitCancelled {
		t.Errorf("exit status %d, want %d", status, exitCancelled)
	}
	if !strings.Contains(written, "\x1b[?1049l") {
		t.Error("the alternate screen was not left")
	}
}

func TestASignalRestoresTheTerminal(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			term := openTerminal(t, 80, 24, nil, "demo")
			term.waitFor("Welcome")
			term.signal(signal)
			status, written := term.exit()
			if status != exitCancelled {
				t.Errorf("exit status %d, want %d", status, exitCancelled)
			}
			if !strings.Contains(written, "\x1b[?1049l") {
				t.Error("the alternate screen was not left")
			}
		})
	}
}

func TestEscGoesBackAndKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	term := openTerminal(t, 80, 24, nil, "demo")
	term.waitFor("Welcome")
	term.keys(keyEnter)
	term.waitFor("Prerequisites")
	term.keys(keyEnter)
	term.waitFor("Dashboard address")
	term.waitFor("accepted the passcode", "change it")
	term.keys(keyEnter)
	term.waitFor("let talontap sign in", "change it")
	term.keys(keyEsc)
	term.waitFor("┃ Campaign Manager address")
	term.keys(keyEsc)
	term.waitFor("┃ Dashboard address")
	if !strings.Contains(term.text(), "TEST-") {
		t.Errorf("the project ID is gone:\n%s", term.text())
	}
}

func TestResizesNeverBreakTheWizard(t *testing.T) {
	t.Parallel()
	term := openTerminal(t, 80, 24, nil, "demo")
	term.waitFor("Welcome")
	for _, size := range [][2]int{{40, 12}, {140, 40}, {20, 5}, {200, 60}, {80, 24}} {
		term.resize(size[0], size[1])
		term.rest()
	}
	term.waitFor("Welcome")
	enterToTheEnd(term)
	if status, _ := term.exit(); status != exitOK {
		t.Errorf("exit status %d, want 0", status)
	}
}

func TestAWrongPasscodeIsSaidAndNothingTypedIsLost(t *testing.T) {
	t.Parallel()
	term := openTerminal(t, 80, 24, nil, "sandbox", "--", "talontap", "setup")
	term.waitFor("Welcome")
	term.keys(keyEnter)
	term.waitFor("Prerequisites")
	term.keys(keyEnter)
	term.waitFor("Dashboard address")
	term.rest()
	term.waitFor("accepted the passcode", "change it")
	term.keys(keyEsc)
	term.waitFor("┃ Dashboard address")
	term.keys("\t\t")
	term.waitFor("┃ Passcode")
	term.paste("WRO-NGP-ASSC\n")
	term.rest()
	term.keys(keyEnter)
	term.waitFor("did not accept")
	if screen := term.text(); strings.Contains(screen, "WRO-NGP") || !strings.Contains(screen, "TEST-") {
		t.Errorf("the passcode is shown, or the project ID is gone:\n%s", screen)
	}
	term.keys(keyCtrlC)
	term.waitFor("Leave")
	term.keys(keyCtrlC)
	status, written := term.exit()
	if status != exitCancelled || strings.Contains(written, "WRO-NGP") {
		t.Errorf("exit status %d, want %d; and the passcode must never be written", status, exitCancelled)
	}
}

func TestACardIsPrintedBehindTheScreenWithItsPayloadInOnePiece(t *testing.T) {
	t.Parallel()
	term := openTerminal(t, 80, 24, nil, "demo", "--guided")
	term.waitFor("Welcome")
	for range 60 {
		if strings.Contains(term.text(), "Make the webhook") {
			break
		}
		term.keys(keyEnter)
		term.rest()
	}
	term.waitFor("Not saved there yet")
	time.Sleep(200 * time.Millisecond) // an Enter too many has it look again, and no key is heard meanwhile
	term.waitFor("look again")
	term.keys("p")
	term.waitFor("Press Enter to go back")
	_, written, _ := strings.Cut(term.raw.String(), "Payload: {")
	if line, _, _ := strings.Cut(written, "\r\n"); !strings.HasSuffix(line, "}]}") {
		t.Errorf("the payload is broken: %q", line)
	}
	term.keys(keyEnter)
	term.waitFor("look again")
	term.keys("p")
	term.waitFor("Press Enter to go back")
	term.signal(syscall.SIGINT)
	if status, _ := term.exit(); status != exitCancelled || !echoes(term) {
		t.Errorf("exit status %d, want %d, and a terminal that echoes", status, exitCancelled)
	}
}
