package main

import (
	"bufio"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

// echoes asks the terminal itself whether it shows what is typed.
func echoes(t *terminal) bool {
	t.tb.Helper()
	stty := exec.Command("stty", "-a")
	stty.Stdin = t.file
	out, err := stty.Output()
	if err != nil {
		t.tb.Fatalf("asking the terminal: %v", err)
	}
	return !strings.Contains(string(out), "-echo ")
}

// hush waits until the terminal shows nothing of what is typed, as a person does
// who waits for the prompt.
func hush(t *terminal) {
	t.tb.Helper()
	for range 200 {
		if !echoes(t) {
			return
		}
		t.rest()
	}
	t.tb.Fatal("the terminal shows what is typed")
}

// rotating is a rotation in line mode that asks for the new passcode.
func rotating(t *testing.T) *terminal {
	t.Helper()
	term := openTerminal(t, 80, 24, nil, "sandbox", "--", "talontap", "rotate", "clevertap", "--plain")
	term.waitFor("not shown")
	hush(term)
	return term
}

func TestASecretIsAskedForWithoutShowingIt(t *testing.T) {
	t.Parallel()
	term := rotating(t)
	typed := rand.Text()
	term.keys(typed + " with a space\r")
	term.waitFor("white space")
	hush(term)
	term.keys(typed + "\r")
	term.waitFor("26 characters taken")
	term.waitFor("Its last day")
	if !echoes(term) {
		t.Error("the next question is not shown as it is typed")
	}
	term.keys("\r")
	term.waitFor("Please answer again") // nobody made this passcode
	hush(term)
	term.keys("quit\r")
	status, written := term.exit()
	if strings.Contains(written, typed) {
		t.Error("the passcode was written to the terminal")
	}
	if status != exitCancelled {
		t.Errorf("exit status %d, want %d; the screen:\n%s", status, exitCancelled, term.text())
	}
}

func TestARotationAsksLineByLineWhereThatIsAskedFor(t *testing.T) {
	t.Parallel()
	for _, env := range []string{"TALONTAP_PLAIN=1", "TERM=dumb"} {
		term := openTerminal(t, 80, 24, []string{env}, "sandbox", "--", "talontap", "rotate", "clevertap")
		term.waitFor("not shown")
		hush(term)
		term.keys(keyCtrlC)
		if _, written := term.exit(); strings.Contains(written, "\x1b[?1049h") {
			t.Errorf("%s: the whole screen was taken", env)
		}
	}
}

func TestLeavingWhileASecretIsTypedGivesTheEchoBack(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*terminal){
		"Ctrl-C":  func(t *terminal) { t.keys("half of a passc" + keyCtrlC) },
		"SIGTERM": func(t *terminal) { t.signal(syscall.SIGTERM) },
		"SIGHUP":  func(t *terminal) { t.signal(syscall.SIGHUP) },
	} {
		term := rotating(t)
		leave(term)
		if status, _ := term.exit(); status != exitCancelled {
			t.Errorf("%s: exit status %d, want %d", name, status, exitCancelled)
		}
		if !echoes(term) {
			t.Errorf("%s: the terminal was left without echo", name)
		}
	}
}

// rotateBeside starts a rotation that waits for a change by hand, in the
// surroundings of a finished setup, and gives what it said until it waits.
func rotateBeside(t *testing.T, env []string, fresh string) (run *exec.Cmd, said *bufio.Scanner) {
	t.Helper()
	run = exec.Command("talontap", "rotate", "clevertap", "--secret-stdin", "--watch", "1m")
	run.Env, run.Stdin = env, strings.NewReader(fresh+"\n")
	talk, err := run.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = run.Process.Kill() })
	said = bufio.NewScanner(talk)
	for said.Scan() {
		if strings.Contains(said.Text(), "Save.") {
			return run, said
		}
	}
	t.Fatal("the rotation ended before it waited for anybody")
	return nil, nil
}

func TestASecondRotationSaysWhoIsAtWorkAndASignalLeavesTheOldOneInUse(t *testing.T) {
	t.Parallel()
	box, env := furnished(t)
	env = append(env, "TALONTAP_TALONONE_UNPUBLISHED=false")
	talontap := func(args ...string) (string, int) { return unattended(env, args...) }
	run, said := rotateBeside(t, env, newPasscode(t, box))
	for _, command := range [][]string{{"rotate", "clevertap", "--secret-stdin"}, {"setup", "--yes"}, {"remove", "--yes"}, {"forget", "default", "--yes"}} {
		out, status := talontap(command...)
		if status != exitFailed || !strings.Contains(strings.Join(strings.Fields(out), " "), "process "+strconv.Itoa(run.Process.Pid)) {
			t.Errorf("talontap %s: exit status %d, want %d and who holds it:\n%s", command[0], status, exitFailed, out)
		}
	}
	if err := run.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for said.Scan() {
	}
	if status := exitCode(run.Wait()); status != exitCancelled {
		t.Errorf("exit status %d after a signal, want %d", status, exitCancelled)
	}
	if out, status := talontap("verify"); status != exitOK {
		t.Errorf("the old passcode is not in use any more: exit status %d:\n%s", status, out)
	}
}

// furnished is a sandbox with a finished setup, and the variables that lead to both.
func furnished(t *testing.T) (box *sandbox.Sandbox, env []string) {
	t.Helper()
	dir := t.TempDir()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	env = append(os.Environ(), "XDG_CONFIG_HOME="+dir, "HOME="+dir, "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR="+dir)
	for _, v := range box.Env() {
		env = append(env, v.Name+"="+v.Value)
	}
	if out, status := unattended(env, "setup", "--yes"); status != exitOK {
		t.Fatalf("setting up: exit status %d:\n%s", status, out)
	}
	return box, env
}

// unattended runs talontap with something on its standard input that no vendor
// knows.
func unattended(env []string, args ...string) (out string, status int) {
	c := exec.Command("talontap", args...)
	c.Env, c.Stdin = env, strings.NewReader(rand.Text()+"\n")
	text, err := c.CombinedOutput()
	if err != nil {
		return string(text), exitCode(err)
	}
	return string(text), exitOK
}

func newPasscode(t *testing.T, box *sandbox.Sandbox) string {
	t.Helper()
	res, err := http.Post(strings.TrimSuffix(box.CleverTapURL(), "/{region}")+"/_sandbox/clevertap/passcodes", "application/json", strings.NewReader(`{"name":"new"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var made struct{ Passcode string }
	if err := json.NewDecoder(res.Body).Decode(&made); err != nil {
		t.Fatal(err)
	}
	return made.Passcode
}
