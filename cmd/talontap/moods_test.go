package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
)

// moody is a stand-in for a desktop's keychain, on a bus of its own.
type moody struct {
	*testing.T
	bus, moods string
}

// startMoody starts one; nil where no keychain is asked for.
func startMoody(t *testing.T) *moody {
	t.Helper()
	if os.Getenv("TALONTAP_TEST_KEYRING") != "1" {
		t.Log("left out: a stand-in for a desktop's keychain (set TALONTAP_TEST_KEYRING=1)")
		return nil
	}
	m := &moody{T: t, moods: filepath.Join(t.TempDir(), "mood")}
	m.mood("open")
	session := exec.Command("dbus-run-session", "--", "sh", "-c", `echo "$DBUS_SESSION_BUS_ADDRESS"; talontap-secrets "$1" & cat; kill $!`, "sh", m.moods)
	hold, err := session.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	told, err := session.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := session.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = hold.Close(); _ = session.Wait() })
	lines := bufio.NewScanner(told)
	lines.Scan()
	m.bus = lines.Text()
	if lines.Scan(); lines.Text() != "ready" {
		t.Fatal("the keychain did not start")
	}
	return m
}

func (m *moody) mood(now string) {
	m.Helper()
	if err := os.WriteFile(m.moods, []byte(now), 0o600); err != nil {
		m.Fatal(err)
	}
}

// keeper is a finished setup whose credentials are in such a keychain alone.
type keeper struct {
	*moody
	box *sandbox.Sandbox
	env []string
}

func withMoods(t *testing.T) *keeper {
	t.Helper()
	m := startMoody(t)
	if m == nil {
		return nil
	}
	k := &keeper{moody: m}
	k.box, k.env = unset(t)
	k.env = append(k.env, "DBUS_SESSION_BUS_ADDRESS="+m.bus)
	secrets := []string{}
	for _, v := range k.box.Env() {
		secrets = append(secrets, v.Name+"="+v.Value)
	}
	if out, status := unattended(append(k.env, secrets...), "setup", "--yes"); status != exitOK || !strings.Contains(out, "Secret Service") {
		t.Fatalf("setting up: exit status %d:\n%s", status, out)
	}
	for _, v := range k.box.Env() {
		if !strings.HasSuffix(v.Name, "_KEY") && !strings.HasSuffix(v.Name, "_PASSCODE") {
			k.env = append(k.env, v.Name+"="+v.Value)
		}
	}
	return k
}

// unset is a sandbox, and an environment that knows nothing of it.
func unset(t *testing.T) (*sandbox.Sandbox, []string) {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	dir := t.TempDir()
	return box, append(os.Environ(), "XDG_CONFIG_HOME="+dir, "HOME="+dir, "XDG_RUNTIME_DIR="+dir)
}

// says runs talontap and wants an exit status and words in what it says.
func (k *keeper) says(status int, words string, args ...string) (out string) {
	k.Helper()
	out, got := unattended(k.env, args...)
	out = strings.Join(strings.Fields(out), " ")
	if got != status || !strings.Contains(out, words) {
		k.Errorf("talontap %s: exit status %d, want %d and %q in\n%s", strings.Join(args, " "), got, status, words, out)
	}
	return out
}

func TestASetupIsForgottenOnlyWhenItsSecretsAreSeenToBeGone(t *testing.T) {
	t.Parallel()
	k := withMoods(t)
	if k == nil {
		return
	}
	for mood, why := range map[string]string{"declines": "the keychain still has the entry", "lies": "the keychain still has the entry", "locked": "the keyring is locked", "silent": "does not answer"} {
		k.mood(mood)
		if out := k.says(exitFailed, why, "forget", "default", "--yes"); strings.Contains(out, "Forgotten: ") || !strings.Contains(out, "talontap forget default again") {
			t.Errorf("%s: it says\n%s", mood, out)
		}
		k.mood("open")
		k.says(exitOK, "keychain", "verify")
	}
	k.says(exitOK, "Forgotten: default, with its secrets in the keychain", "forget", "default", "--yes")
	k.says(exitOK, "no saved setup", "profiles")
	k.says(exitUsage, "answers are missing", "verify")
}

func TestAKeychainThatCannotBeReadIsNeverAMissingAnswer(t *testing.T) {
	t.Parallel()
	k := withMoods(t)
	if k == nil {
		return
	}
	could := func(why string) {
		for _, command := range [][]string{{"verify"}, {"plan"}, {"apply", "--yes"}, {"setup", "--yes"}, {"remove", "--yes"}, {"rotate", "clevertap", "--secret-stdin"}, {"verify", "--json"}} {
			out := k.says(exitFailed, why, command...)
			if strings.Contains(out, "answers are missing") || !strings.Contains(out, "keychain") {
				t.Errorf("talontap %s says\n%s", command[0], out)
			}
		}
		if out := k.says(exitOK, "the keychain could not be read", "profiles"); strings.Contains(out, "nowhere") {
			t.Errorf("talontap profiles says\n%s", out)
		}
	}
	k.mood("locked")
	could("the keyring is locked")
	k.mood("silent")
	could("does not answer")
	k.mood("open")
	k.env = append(k.env, "DBUS_SESSION_BUS_ADDRESS=")
	could("no D-Bus session bus")
}

func TestTheOldCredentialIsForgottenOnlyWhenItIsSeenToBeGone(t *testing.T) {
	t.Parallel()
	k := withMoods(t)
	if k == nil {
		return
	}
	run := exec.Command("talontap", "rotate", "clevertap", "--secret-stdin")
	run.Env, run.Stdin = k.env, strings.NewReader(newPasscode(t, k.box)+"\n")
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("rotating: %v\n%s", err, out)
	}
	for _, mood := range []string{"declines", "lies"} {
		k.mood(mood)
		k.says(exitFailed, "the keychain still has the entry", "rotate", "clevertap", "--revoked", "--yes")
		k.says(exitOK, "the old one is kept until you revoke it", "profiles")
	}
	k.mood("open")
	k.says(exitOK, "the old one is forgotten here", "rotate", "clevertap", "--revoked", "--yes")
	k.says(exitOK, "keychain", "verify")
}

// huntMoods goes through the commands that need a keychain while it declines, lies,
// is locked and says nothing.
func huntMoods(t *testing.T, h *hunt) {
	m := startMoody(t)
	if m == nil {
		return
	}
	g := newGround(t, h, sandbox.Options{Hurry: 2 * hurry})
	g.lair = g.lair.with("DBUS_SESSION_BUS_ADDRESS=" + m.bus)
	h.run(t, "a keychain in another mood", g.lair, "", "setup", "--yes")
	unset := g.lair.with("TALONTAP_CLEVERTAP_PASSCODE=", "TALONTAP_TALONONE_MANAGEMENT_KEY=", "TALONTAP_TALONONE_INTEGRATION_KEY=")
	for _, mood := range []string{"declines", "lies", "locked", "silent"} {
		m.mood(mood)
		for _, line := range []string{"verify", "verify --json", "plan", "apply --yes", "rotate clevertap --secret-stdin", "rotate clevertap --revoked --yes", "profiles --json", "forget default --yes"} {
			status, _ := h.run(t, "a keychain in another mood", unset, g.passcode(t)+"\n", strings.Fields(line)...)
			if line == "forget default --yes" && status != exitFailed {
				t.Errorf("%s: %s gave exit status %d", mood, line, status)
			}
		}
	}
}
