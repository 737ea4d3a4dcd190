package keychain

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// keyringWanted says whether to test with a real Secret Service: when
// TALONTAP_TEST_KEYRING=1. It needs gnome-keyring-daemon, dbus-daemon and
// dbus-send, and then their absence is a failure.
func keyringWanted(t *testing.T) bool {
	t.Helper()
	if os.Getenv("TALONTAP_TEST_KEYRING") != "1" {
		t.Log("left out: the real Secret Service (set TALONTAP_TEST_KEYRING=1)")
		return false
	}
	for _, program := range []string{"dbus-daemon", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("the test of the Secret Service needs the packages gnome-keyring and dbus: %v", err)
		}
	}
	return true
}

// session is a D-Bus session of its own in a temporary folder, ended with the
// test.
type session struct {
	folder string
	env    []string
}

const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=%s/socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

// startBus starts a bus that offers no service yet. The folder is short because
// the path of a socket must be.
func startBus(t *testing.T) *session {
	t.Helper()
	s := &session{folder: shortFolder(t)}
	for _, sub := range []string{"data", "run", "cache"} {
		if err := os.Mkdir(filepath.Join(s.folder, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	config := filepath.Join(s.folder, "bus.conf")
	if err := os.WriteFile(config, fmt.Appendf(nil, busConfig, s.folder), 0o600); err != nil {
		t.Fatal(err)
	}
	s.env = append(quietEnv(), "DBUS_SESSION_BUS_ADDRESS=unix:path="+s.folder+"/socket",
		"HOME="+s.folder, "XDG_DATA_HOME="+s.folder+"/data", "XDG_RUNTIME_DIR="+s.folder+"/run", "XDG_CACHE_HOME="+s.folder+"/cache")
	s.start(t, "", "dbus-daemon", "--config-file="+config, "--nofork", "--nopidfile")
	s.await(t, "org.freedesktop.DBus")
	return s
}

func shortFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "kc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

// quietEnv is the environment without anything that leads to the keyring of the
// person who runs the tests.
func quietEnv() []string {
	return slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		switch name {
		case "DBUS_SESSION_BUS_ADDRESS", "HOME", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "GNOME_KEYRING_CONTROL":
			return true
		}
		return strings.HasPrefix(name, "XDG_") || strings.HasPrefix(name, "WSL_")
	})
}

// start runs a daemon until end is called or the test is over.
func (s *session) start(t *testing.T, stdin string, program string, args ...string) (daemon *os.Process, end func()) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Stdin = s.env, strings.NewReader(stdin)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	end = func() {
		if ended {
			return
		}
		ended = true
		_ = cmd.Process.Kill() // also ends one that is stopped
		_ = cmd.Wait()
	}
	t.Cleanup(end)
	return cmd.Process, end
}

// await waits until a name is served on the bus.
func (s *session) await(t *testing.T, name string) {
	t.Helper()
	for range 1600 {
		if s.serves(name) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("%s never appeared on the bus", name)
}

func (s *session) serves(name string) bool {
	cmd := exec.Command("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
		"org.freedesktop.DBus.NameHasOwner", "string:"+name)
	cmd.Env = s.env
	out, err := cmd.Output()
	return err == nil && bytes.Contains(out, []byte("boolean true"))
}

// startKeyring starts a keyring. With a password its login collection is made or
// unlocked; without one it stays as it is.
func (s *session) startKeyring(t *testing.T, password string) (daemon *os.Process, end func()) {
	t.Helper()
	args := []string{"--foreground", "--components=secrets", "--control-directory=" + s.folder + "/run"}
	if password != "" {
		args = append(args, "--unlock")
	}
	daemon, end = s.start(t, password, "gnome-keyring-daemon", args...)
	s.await(t, "org.freedesktop.secrets")
	return daemon, end
}

// player is this test binary in a role.
func (s *session) player(role string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(slices.Clone(s.env), roleVariable+"="+role)
	cmd.Stderr = os.Stderr
	return cmd
}

// play runs a role to its end and gives what it wrote.
func (s *session) play(t *testing.T, role string) string {
	t.Helper()
	out, err := s.player(role).Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", role, err, out)
	}
	return string(out)
}

func TestARealKeyringKeepsOverwritesAndForgets(t *testing.T) {
	if !keyringWanted(t) {
		return
	}
	s := startBus(t)
	s.startKeyring(t, "pw")
	if out := s.play(t, "round trip"); out != "fine\n" {
		t.Fatal(out)
	}
	if out := s.play(t, "report"); out != "available: true\nproblem: \nfix: \ncall: not found\ncall: <nil>\ncall: <nil>\n" {
		t.Fatal(out)
	}
}

func TestALockedKeyringIsNotMistakenForAnAbsentSecret(t *testing.T) {
	if !keyringWanted(t) {
		return
	}
	s := startBus(t)
	_, end := s.startKeyring(t, "pw")
	s.play(t, "leave one")
	end()
	s.startKeyring(t, "")
	expectReport(t, s.play(t, "report"), "locked", "the keyring is locked", "--unlock")
}

func TestAKeyringThatIsLockedWhileItIsReadIsToldAsLocked(t *testing.T) {
	if !keyringWanted(t) {
		return
	}
	s := startBus(t)
	s.startKeyring(t, "pw")
	s.play(t, "leave one")
	cmd := s.player("lock")
	cue, script := pipes(t, cmd)
	for _, line := range []string{"call: <nil>", "call: <nil>", "ready"} {
		script.expect(t, line)
	}
	lock := exec.Command("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets", "/org/freedesktop/secrets",
		"org.freedesktop.Secret.Service.Lock", "array:objpath:/org/freedesktop/secrets/collection/login")
	lock.Env = s.env
	if out, err := lock.CombinedOutput(); err != nil {
		t.Fatalf("locking: %v\n%s", err, out)
	}
	fmt.Fprintln(cue)
	script.expect(t, "call: locked")
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestAServiceWithoutAnyKeyringIsExplained(t *testing.T) {
	if !keyringWanted(t) {
		return
	}
	s := startBus(t)
	s.startKeyring(t, "")
	expectReport(t, s.play(t, "report"), "unavailable", "without a keyring", "--unlock")
}

func TestABusWithoutASecretServiceIsExplained(t *testing.T) {
	if !keyringWanted(t) {
		return
	}
	expectReport(t, startBus(t).play(t, "report"), "unavailable", "no Secret Service", "gnome-keyring")
}

func TestAnAddressWhereNothingListensIsExplained(t *testing.T) {
	folder := shortFolder(t)
	s := &session{folder: folder, env: append(quietEnv(), "HOME="+folder, "DBUS_SESSION_BUS_ADDRESS=unix:path="+folder+"/socket")}
	expectReport(t, s.play(t, "report"), "unavailable", "nothing listens there", "gnome-keyring")
}

func TestWithoutABusNoneIsLaunched(t *testing.T) {
	folder := shortFolder(t)
	trap := "#!/bin/sh\necho launched > '" + folder + "/launched'\n"
	if err := os.WriteFile(filepath.Join(folder, "dbus-launch"), []byte(trap), 0o700); err != nil {
		t.Fatal(err)
	}
	s := &session{folder: folder, env: append(quietEnv(), "HOME="+folder, "XDG_RUNTIME_DIR="+folder, "PATH="+folder+":"+os.Getenv("PATH"))}
	expectReport(t, s.play(t, "report"), "unavailable", "no D-Bus session bus", "TALONTAP_CLEVERTAP_PASSCODE")
	if _, err := os.Stat(filepath.Join(folder, "launched")); err == nil {
		t.Fatal("dbus-launch was run, which leaves two daemons behind")
	}
}

// expectReport compares what the role "report" wrote where nothing works.
func expectReport(t *testing.T, out, kind, problem, fix string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 6 || lines[0] != "available: false" {
		t.Fatalf("report:\n%s", out)
	}
	if !strings.Contains(lines[1], problem) || !strings.Contains(lines[2], fix) {
		t.Errorf("want %q and %q in\n%s", problem, fix, out)
	}
	for _, call := range lines[3:] {
		if call != "call: "+kind {
			t.Errorf("%q, want %s", call, kind)
		}
	}
}

func TestAFrozenDaemonTimesOutAndIsUsedAgainOnceItThaws(t *testing.T) {
	if !keyringWanted(t) {
		return
	}
	s := startBus(t)
	daemon, _ := s.startKeyring(t, "pw")
	cmd := s.player("freeze")
	cue, script := pipes(t, cmd)
	script.expect(t, "ready")
	signal(t, daemon, syscall.SIGSTOP)
	fmt.Fprintln(cue)
	script.expect(t, "call: timeout")
	script.expect(t, "problem: the GNOME keyring / Secret Service does not answer")
	signal(t, daemon, syscall.SIGCONT)
	fmt.Fprintln(cue)
	script.expect(t, "fine")
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
}

func signal(t *testing.T, daemon *os.Process, s os.Signal) {
	t.Helper()
	if err := daemon.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// script is what a player writes, line by line.
type script struct{ *bufio.Scanner }

func pipes(t *testing.T, cmd *exec.Cmd) (io.Writer, script) {
	t.Helper()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return in, script{bufio.NewScanner(out)}
}

func (s script) expect(t *testing.T, want string) {
	t.Helper()
	if !s.Scan() || s.Text() != want {
		t.Fatalf("the player wrote %q, want %q", s.Text(), want)
	}
}
