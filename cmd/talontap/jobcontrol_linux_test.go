package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

const keyCtrlZ = "\x1a"

// openShell starts a shell that can stop and continue what it starts.
func openShell(t *testing.T, env ...string) *terminal {
	t.Helper()
	term := openTerminalOf(t, 80, 24, append(env, "PS1=ready> "), exec.Command("bash", "--norc", "--noprofile", "-i"))
	term.waitFor("ready>")
	return term
}

// child is the one process that a process started, from whichever thread.
func child(t testing.TB, of int) *os.Process {
	t.Helper()
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", of)) // the pattern is right
	for _, thread := range threads {
		started, err := os.ReadFile(thread)
		if pid, none := strconv.Atoi(strings.TrimSpace(string(started))); err == nil && none == nil {
			p, _ := os.FindProcess(pid)
			return p
		}
	}
	t.Fatalf("process %d has not one child", of)
	return nil
}

// goOn clears the screen, and has what was stopped go on.
func goOn(term *terminal) {
	term.keys("clear\r")
	term.rest()
	term.keys("fg\r")
}

func TestTheWizardIsStoppedAndContinuedAsAnyProgram(t *testing.T) {
	t.Parallel()
	term := openShell(t)
	term.keys("talontap demo\r")
	term.waitFor("Enter alone leads")
	wizard := child(t, term.cmd.Process.Pid)
	for _, stop := range []func(){
		func() { term.keys(keyCtrlZ) },
		func() { _ = wizard.Signal(syscall.SIGTSTP) },
		func() { term.keys(keyCtrlZ) },
	} {
		stop()
		term.waitFor("Stopped")
		term.rest()
		goOn(term)
		term.waitFor("Enter alone leads")
		term.rest()
		if echoes(term) {
			t.Error("the terminal is not raw again")
		}
	}
	term.keys(keyEnter)
	term.waitFor("Prerequisites")
	term.keys(keyCtrlC)
	term.waitFor("Leave?")
	term.keys(keyCtrlC)
	term.waitFor("ready>")
	if raw := term.raw.String(); strings.Count(raw, "\x1b[?1049h") != strings.Count(raw, "\x1b[?1049l") {
		t.Error("the alternate screen was not left as often as it was entered")
	}
}

func TestASecretTypedAfterTheRunWasContinuedIsNotShown(t *testing.T) {
	t.Parallel()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = box.Close() }()
	var env []string
	for _, v := range box.Env() {
		if v.Name != "TALONTAP_CLEVERTAP_PASSCODE" {
			env = append(env, v.Name+"="+v.Value)
		}
	}
	term := openShell(t, env...)
	// The shell's own child: of a grandchild it would not know whether it has stopped.
	term.keys("talontap setup --plain\r")
	term.waitFor("Press Enter to begin")
	for range 12 {
		term.rest()
		if strings.Contains(term.text(), "is not shown") {
			break
		}
		term.keys(keyEnter)
	}
	term.waitFor("is not shown")
	term.keys(keyCtrlZ)
	term.waitFor("Stopped")
	goOn(term)
	term.waitFor("is not shown")
	term.rest()
	term.keys("TYPED-AFTERWARDS\r")
	term.waitFor("16 characters taken")
	if strings.Contains(term.raw.String(), "TYPED-AFTER") {
		t.Errorf("the secret was shown:\n%s", term.text())
	}
}
