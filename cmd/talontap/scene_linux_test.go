package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/steps/journal"
)

// scene is one machine with a guard around it, and both accounts of its own.
type scene struct {
	*testing.T
	box     *sandbox.Sandbox
	guard   *guard
	profile string
	folder  string // talontap's own
	env     map[string]string
	old     string // the credential that is rotated
	fresh   string // the one that it is rotated to

	management string           // the Management API key that is good
	lines      map[write]string // the writes with a line of their own in the journal: its resource
}

// openScene begins where nothing was set up yet. bus is the address of a session
// with a keyring; "": there is none.
func openScene(t *testing.T, profile, bus string) *scene {
	t.Helper()
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	home := t.TempDir()
	s := &scene{T: t, box: box, guard: &guard{}, profile: profile, folder: filepath.Join(home, "talontap", "sandbox"), env: map[string]string{
		"XDG_CONFIG_HOME": home, "HOME": home, "XDG_RUNTIME_DIR": home, "DBUS_SESSION_BUS_ADDRESS": "",
		// An event that CleverTap does not know yet, and an address to give the test
		// customer: two writes more.
		"TALONTAP_EVENT_NAME": "Coupon Made", "TALONTAP_TEST_ADDRESS": "you@example.com",
	}}
	for _, v := range box.Env() {
		s.env[v.Name] = v.Value
	}
	s.management = s.env["TALONTAP_TALONONE_MANAGEMENT_KEY"]
	s.env["TALONTAP_TALONONE_URL"] = s.guard.door(t, box.TalonOneURL())
	s.env["TALONTAP_CLEVERTAP_URL"] = s.guard.door(t, strings.TrimSuffix(box.CleverTapURL(), "/{region}")) + "/{region}"
	if bus != "" {
		s.env["DBUS_SESSION_BUS_ADDRESS"] = s.guard.busDoor(t, bus)
	}
	for _, sub := range []string{"journal", "profiles"} {
		if err := os.MkdirAll(filepath.Join(s.folder, sub), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// cut is where a run is ended, and how. The zero cut lets it come to its own end.
type cut struct {
	at     edge
	change int // of what is kept on disk; 0: it does not matter
	signal syscall.Signal
	twice  bool // the next run too
}

func (c cut) String() string {
	how := "killed"
	if c.signal != 0 {
		how = c.signal.String()
	}
	if c.twice {
		how = "twice " + how
	}
	if c.change > 0 {
		return fmt.Sprintf("%s at change %d on disk", how, c.change)
	}
	return how + " at " + c.at.String()
}

// ran is what came of a run.
type ran struct {
	killed  bool
	status  int
	said    string
	changes int // on disk
}

// run runs talontap until its end or to where it is cut off.
func (s *scene) run(c cut, args ...string) ran {
	s.Helper()
	var said bytes.Buffer
	words := append(slices.Clone(args), "--profile", s.profile)
	if i := slices.Index(words, itsProfile); i >= 0 {
		words[i] = s.profile
	}
	run := exec.Command("talontap", words...)
	run.Env, run.Stdin, run.Stdout, run.Stderr = os.Environ(), strings.NewReader(s.fresh+"\n"), &said, &said
	for name, value := range s.env {
		run.Env = append(run.Env, name+"="+value)
	}
	gone, started := make(chan struct{}), make(chan struct{})
	end := func() bool {
		<-started
		if c.signal != 0 {
			_ = run.Process.Signal(c.signal)
			return false
		}
		_ = run.Process.Kill() // it may be over
		<-gone
		return true
	}
	s.guard.watch(c.at, end, s.noted)
	changes := 0
	told := diskChanges(s.T, func(n int) {
		if changes = n; n == c.change {
			_ = end()
		}
	}, filepath.Join(s.folder, "journal"), filepath.Join(s.folder, "profiles"))
	if err := run.Start(); err != nil {
		s.Fatal(err)
	}
	close(started)
	err := run.Wait()
	close(gone)
	told()
	out := ran{killed: run.ProcessState.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL, said: said.String(), changes: changes}
	if err != nil {
		out.status = exitCode(err)
	}
	return out
}

// must runs talontap to its end, which has to be a good one.
func (s *scene) must(args ...string) string {
	s.Helper()
	r := s.run(cut{}, args...)
	if r.status != exitOK {
		s.Fatalf("talontap %s: exit status %d:\n%s", strings.Join(args, " "), r.status, r.said)
	}
	return r.said
}

// pending are the resources that the journal has begun to write, and of which it
// cannot tell whether they are written.
func (s *scene) pending() (resources []string) {
	s.Helper()
	entries, err := store.Open(s.folder).Journal(s.profile).Entries()
	if err != nil {
		s.Errorf("the journal cannot be read: %v", err)
	}
	for _, e := range entries {
		if e.Outcome == "" || e.Outcome == journal.Perhaps {
			resources = append(resources, e.Resource)
		}
	}
	return resources
}

// noted waits until the journal tells that a write with a line of its own has
// ended: what is made side by side may ask for something before that.
func (s *scene) noted(w write) {
	for range 3000 {
		if line := s.lines[w]; line == "" || !slices.Contains(s.pending(), line) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.Errorf("%s was answered, and the journal does not say so", w.what)
}

// journaling reports whether there is a journal: a run that comes to its end
// leaves none.
func (s *scene) journaling() bool {
	_, err := os.Stat(filepath.Join(s.folder, "journal", s.profile+".jsonl"))
	return !errors.Is(err, fs.ErrNotExist)
}

// settled holds that it was closed.
func (s *scene) settled() {
	s.Helper()
	if s.journaling() {
		s.Errorf("the journal is not closed: %v pending", s.pending())
	}
}
