package main

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/talontap/talontap/api/secret"
	"github.com/talontap/talontap/api/transport"
	"github.com/talontap/talontap/steps/rotate"
)

// onMachine runs talontap with a home of its own and gives all it said.
func onMachine(t *testing.T, args ...string) (out string, status int) {
	t.Helper()
	dir := t.TempDir()
	return unattended(append(os.Environ(), "XDG_CONFIG_HOME="+dir, "HOME="+dir, "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR="+dir), args...)
}

func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestAFileWithoutEndIsNotReadOnAndOn(t *testing.T) {
	t.Parallel()
	out, status := onMachine(t, "plan", "--answers", "/dev/zero")
	if status != exitUsage || !strings.Contains(unwrapped(out), "too large for a profile") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}

func TestALogThatIsAPipeIsRefusedBeforeItIsOpened(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	out, status := onMachine(t, "demo", "--json", "--debug", pipe)
	if status != exitUsage || !strings.Contains(unwrapped(out), "--debug: "+pipe+" is not a file") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}

func TestALogOnAFullDiskIsSaidToLackLines(t *testing.T) {
	t.Parallel()
	out, status := onMachine(t, "demo", "--plain", "--debug", "/dev/full")
	if status != exitOK || !strings.Contains(unwrapped(out), "--debug: the log is incomplete") || !strings.Contains(out, "no space left") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}

func TestAFullDiskIsNotMendedByVerify(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	var said bytes.Buffer
	s := streams{in: strings.NewReader(""), out: full, err: &said, lookup: func(string) (string, bool) { return "", false }}
	if status := run(t.Context(), []string{"version"}, s); status != exitFailed || !strings.Contains(unwrapped(said.String()), "make room on the disk of /dev/full") {
		t.Errorf("exit status %d:\n%s", status, said.String())
	}
}

func TestTheSettingsOfAnotherUserAreRefusedWithTheMend(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Log("left out: only root can give a folder away")
		return
	}
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "talontap", "profiles"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(filepath.Join(dir, "talontap"), 65534, 65534); err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "XDG_CONFIG_HOME="+dir, "HOME="+dir, "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR="+dir)
	for _, command := range []string{"profiles", "plan", "verify"} {
		out, status := unattended(env, command)
		if status != exitFailed || !strings.Contains(unwrapped(out), "belongs to another user") || !strings.Contains(unwrapped(out), "run talontap without sudo") {
			t.Errorf("%s: exit status %d:\n%s", command, status, out)
		}
	}
}

func TestWhatAServerSendsUnaskedReachesNoStreamAndTheLogOnlyScrubbed(t *testing.T) {
	defer log.SetOutput(log.Writer())
	a := &app{debug: filepath.Join(t.TempDir(), "log")}
	if err := a.openLog(); err != nil {
		t.Fatal(err)
	}
	if _, scrubbed := log.Writer().(*transport.Scrubber); !scrubbed {
		t.Errorf("Go's own logger writes to %T", log.Writer())
	}
	a.closeLog()
	a.debug = ""
	if err := a.openLog(); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	log.SetOutput(&said)
	quiet()
	log.Print("Unsolicited response received on idle HTTP channel")
	if said.Len() > 0 {
		t.Errorf("it was said: %s", said.String())
	}
}

func TestAnAnswerThatNobodyAskedForIsNotSaid(t *testing.T) {
	t.Parallel()
	value := rand.Text()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				_, _ = http.ReadRequest(bufio.NewReader(c))
				_, _ = io.WriteString(c, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\nHTTP/1.1 400 "+value+"\r\n\r\n")
			}()
		}
	}()
	dir := t.TempDir()
	env := append(os.Environ(), "XDG_CONFIG_HOME="+dir, "HOME="+dir, "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR="+dir,
		"TALONTAP_CLEVERTAP_REGION=eu1", "TALONTAP_CLEVERTAP_PROJECT_ID=TEST-AAA-BBB-CCCC", "TALONTAP_CLEVERTAP_PASSCODE="+value,
		"TALONTAP_TALONONE_URL=http://"+listener.Addr().String(), "TALONTAP_TALONONE_APPLICATION=1",
		"TALONTAP_TALONONE_MANAGEMENT_KEY="+rand.Text(), "TALONTAP_TALONONE_INTEGRATION_KEY="+rand.Text())
	out, status := unattended(env, "plan")
	if status != exitFailed || strings.Contains(out, value) || strings.Contains(out, "nsolicited") {
		t.Errorf("exit status %d:\n%s", status, out)
	}
}

func TestAMarkBeforeACredentialOnStandardInputIsTakenOff(t *testing.T) {
	value := rand.Text()
	a := &app{streams: streams{in: strings.NewReader("\ufeff" + value + "\r\n")}}
	got, err := a.piped(t.Context(), rotate.Management, rotateFlags{fromStdin: true})
	if err != nil || !got.Equal(secret.New(value)) {
		t.Errorf("%d characters, %v", got.Len(), err)
	}
}
