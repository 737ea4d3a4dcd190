package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// hunt is the quarry, and what was searched for it.
type hunt struct {
	quarry
	program string // that is hunted in
	planted bool   // what is found was put there, so it is counted and no failure

	tally    sync.Mutex
	commands map[string]bool
	modes    map[string]bool
	faults   map[string]bool
	runs     int
	found    int

	starts chan struct{} // bounds how many run at once
}

func newHunt() *hunt {
	return &hunt{program: "talontap", commands: map[string]bool{}, modes: map[string]bool{}, faults: map[string]bool{}, starts: make(chan struct{}, 6)}
}

// note counts a run.
func (h *hunt) note(mode, fault string, args []string) {
	h.tally.Lock()
	defer h.tally.Unlock()
	h.runs++
	h.modes[mode] = true
	if fault != "" {
		h.faults[fault] = true
	}
	if len(args) > 0 {
		h.commands[command(args)] = true
	}
}

// command is its words up to the first flag.
func command(args []string) string {
	for i, a := range args {
		if strings.HasPrefix(a, "-") {
			return strings.Join(args[:i], " ")
		}
	}
	return strings.Join(args, " ")
}

// search is one place. It fails for what it finds, and says which secret it is
// and never what stands there.
func (h *hunt) search(t *testing.T, where, text string) {
	t.Helper()
	found := h.find(text)
	if len(found) == 0 {
		return
	}
	h.tally.Lock()
	h.found += len(found)
	h.tally.Unlock()
	if h.planted {
		return
	}
	t.Errorf("%s holds %s", where, strings.Join(found, "; "))
}

// lair is a home of its own for the program: its settings, its temporary folder
// and the programs that it may start, which write down what they were given.
type lair struct {
	dir   string
	fault string // that is in force, for the tally
	env   []string
	meant map[string]bool // files that hold secrets on purpose
}

// spied are the programs that talontap or its libraries start.
var spied = []string{"xdg-open", "wl-copy", "wl-paste", "xclip", "xsel", "dbus-launch", "open", "pbcopy"}

func newLair(t *testing.T, env ...string) *lair {
	t.Helper()
	l := &lair{dir: t.TempDir(), meant: map[string]bool{}}
	for _, folder := range []string{"bin", "tmp", "config"} {
		if err := os.Mkdir(filepath.Join(l.dir, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	spy, err := filepath.Abs("testdata/spy")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range spied { // none is written: a program that was just written is busy where another test forks
		if err := os.Symlink(spy, filepath.Join(l.dir, "bin", name)); err != nil {
			t.Fatal(err)
		}
	}
	l.env = append([]string{"HOME=" + l.dir, "XDG_CONFIG_HOME=" + l.dir + "/config", "XDG_RUNTIME_DIR=" + l.dir, "TMPDIR=" + l.dir + "/tmp",
		"PATH=" + l.dir + "/bin:" + os.Getenv("PATH"), "DISPLAY=:99", "DBUS_SESSION_BUS_ADDRESS=", "GOTRACEBACK=all"}, env...)
	return l
}

// with is the same place with more variables.
func (l *lair) with(env ...string) *lair {
	other := *l
	other.env = append(append([]string{}, l.env...), env...)
	return &other
}

func (l *lair) debug() string { return filepath.Join(l.dir, "debug.log") }

// run runs the program to its end and searches all that it left.
func (h *hunt) run(t *testing.T, mode string, l *lair, stdin string, args ...string) (status int, out string) {
	t.Helper()
	return h.runAs(t, "", mode, l, stdin, args...)
}

// runAs is run for words that hold a secret themselves, with what they are called
// instead.
func (h *hunt) runAs(t *testing.T, called, mode string, l *lair, stdin string, args ...string) (status int, out string) {
	t.Helper()
	h.starts <- struct{}{}
	defer func() { <-h.starts }()
	c := exec.Command(h.program, args...)
	var stdout, stderr bytes.Buffer
	c.Env, c.Stdin, c.Stdout, c.Stderr = append(os.Environ(), l.env...), strings.NewReader(stdin), &stdout, &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	words := watchWords(c.Process.Pid)
	err := c.Wait()
	if err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			t.Fatal(err)
		}
		status = exit.ExitCode()
	}
	what := called
	if called == "" {
		what = strings.Join(args, " ")
		h.note(mode, l.fault, args)
	} else {
		h.note(mode, l.fault, nil)
	}
	h.search(t, what+" ("+mode+l.fault+"): standard output", stdout.String())
	h.search(t, what+" ("+mode+l.fault+"): standard error", stderr.String())
	if seen := words(); called == "" {
		h.search(t, what+": the words of a process", seen)
	}
	h.files(t, what, l)
	return status, stdout.String() + stderr.String()
}

// files searches every file under a lair: profile, journal, lock, debug log, what
// lies in the temporary folder, and what a started program was given.
func (h *hunt) files(t *testing.T, what string, l *lair) {
	t.Helper()
	err := filepath.WalkDir(l.dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || l.meant[name] {
			return nil // what is gone again is searched where it came from
		}
		data, err := os.ReadFile(name)
		if err == nil {
			h.search(t, what+": the file "+filepath.Base(name), name+"\n"+string(data))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// watchWords looks again and again at the words of a process and of those it
// started, as anybody on the machine can, until the returned function is called.
func watchWords(pid int) (seen func() string) {
	stop, done := make(chan struct{}), make(chan struct{})
	all := map[string]bool{}
	go func() {
		defer close(done)
		for {
			for _, p := range withChildren(pid) {
				if line, err := os.ReadFile("/proc/" + strconv.Itoa(p) + "/cmdline"); err == nil {
					all[string(line)] = true
				}
			}
			select {
			case <-stop:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	return func() string {
		close(stop)
		<-done
		var lines []string
		for line := range all {
			lines = append(lines, line)
		}
		return strings.Join(lines, "\n")
	}
}

// withChildren is a process and all below it, where the system tells.
func withChildren(pid int) []int {
	pids := []int{pid}
	lists, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/children")
	for _, list := range lists {
		data, _ := os.ReadFile(list)
		for _, word := range strings.Fields(string(data)) {
			if child, err := strconv.Atoi(word); err == nil {
				pids = append(pids, withChildren(child)...)
			}
		}
	}
	return pids
}
