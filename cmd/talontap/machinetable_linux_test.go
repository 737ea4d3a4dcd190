package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/steps/setup"
)

// desk is a machine with a home of its own, on which something is amiss.
type desk struct {
	*testing.T
	home string
	vars map[string]string
	out  io.Writer // where results go; nil: to what is said
}

func (d *desk) file(name, text string) string {
	d.Helper()
	path := filepath.Join(d.home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		d.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.Fatal(err)
	}
	return path
}

// saved is a setup whose credentials are not given.
func (d *desk) saved() {
	text := "version = 1\n[clevertap]\nregion = \"eu1\"\nproject_id = \"TEST-AAA-BBB-CCCC\"\n[talonone]\nurl = \"https://shop.europe-west1.talon.one\"\napplication = 1\n"
	d.file("talontap/profiles/default.toml", text)
}

// amiss is one situation, and the command that meets it.
type amiss struct {
	what string
	args string // HOME stands for the desk's home
	make func(*desk)
}

func allAmiss() []amiss {
	text := func(name, text string) func(*desk) { return func(d *desk) { d.file(name, text) } }
	return []amiss{
		{"no variable tells where settings are", "verify", func(d *desk) { delete(d.vars, "XDG_CONFIG_HOME") }},
		{"settings in a folder without its whole path", "verify", func(d *desk) { d.vars["XDG_CONFIG_HOME"] = "config" }},
		{"answers in UTF-16", "plan --answers HOME/a.toml", text("a.toml", "\xff\xfe[\x00r\x00")},
		{"answers in Latin-1", "plan --answers HOME/a.toml", text("a.toml", "[campaign]\nname = \"f\xfcr\"\n")},
		{"answers in YAML", "plan --answers HOME/a.yaml", text("a.yaml", "rule:\n  date: 2027-01-01\n")},
		{"answers in YAML with points", "plan --answers HOME/a.yaml", text("a.yaml", "rule.date: 2027-01-01\n")},
		{"answers in JSON", "plan --answers HOME/a.json", text("a.json", "{\"rule\": {\"date\": \"2027-01-01\"}}\n")},
		{"answers that are a web page", "plan --answers HOME/a.toml", text("a.toml", "<!DOCTYPE html>\n")},
		{"answers that are variables", "plan --answers HOME/env", text("env", "# of the sandbox\nexport TALONTAP_RULE_DATE='2027-01-01'\n")},
		{"answers that are variables of Docker", "plan --answers HOME/env", text("env", "TALONTAP_RULE_DATE=2027-01-01\n")},
		{"answers that are a folder", "plan --answers HOME", nil},
		{"answers below a file", "plan --answers HOME/a.toml/b", text("a.toml", "")},
		{"answers that are a link to itself", "plan --answers HOME/a.toml", func(d *desk) {
			if err := os.Symlink(filepath.Join(d.home, "a.toml"), filepath.Join(d.home, "a.toml")); err != nil {
				d.Fatal(err)
			}
		}},
		{"settings below a file", "profiles", func(d *desk) { d.vars["XDG_CONFIG_HOME"] = d.file("config", "") }},
		{"answers that are no TOML", "plan --answers HOME/a.toml", text("a.toml", "[rule\n")},
		{"answers without end", "plan --answers /dev/zero", nil},
		{"answers that are not there", "plan --answers HOME/none.toml", nil},
		{"a folder others can change", "profiles", func(d *desk) {
			d.saved()
			if err := os.Chmod(filepath.Join(d.home, "talontap"), 0o777); err != nil {
				d.Fatal(err)
			}
		}},
		{"a profile everybody can read", "verify", func(d *desk) {
			d.saved()
			if err := os.Chmod(filepath.Join(d.home, "talontap/profiles/default.toml"), 0o644); err != nil {
				d.Fatal(err)
			}
		}},
		{"a lock that another run holds", "forget default --yes", func(d *desk) {
			d.saved()
			lock, err := store.Open(filepath.Join(d.home, "talontap")).Lock("default")
			if err != nil {
				d.Fatal(err)
			}
			d.Cleanup(func() { _ = lock.Unlock() })
		}},
		{"a log that is a pipe", "plan --debug HOME/pipe", func(d *desk) {
			if err := syscall.Mkfifo(filepath.Join(d.home, "pipe"), 0o600); err != nil {
				d.Fatal(err)
			}
		}},
		{"a full disk behind the output", "version", func(d *desk) {
			full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
			if err != nil {
				d.Fatal(err)
			}
			d.Cleanup(func() { _ = full.Close() })
			d.out = full
		}},
		{"a duration that lies behind", "verify --wait -5s", nil},
		{"a key that is nearly right", "plan --set rule.day=2027-01-01", nil},
		{"a command without --", "sandbox ls", nil},
		{"variables for a folder that is not there", "sandbox --env HOME/none/env", nil},
		{"variables for a folder", "sandbox --env HOME -- true", nil},
		{"a program that is not there", "sandbox -- talontap-none", nil},
		{"a program that may not be run", "sandbox -- HOME/script", text("script", "#!/bin/sh\n")},
		{"a program that is none", "sandbox -- HOME/script", func(d *desk) {
			if err := os.Chmod(d.file("script", "echo\n"), 0o700); err != nil {
				d.Fatal(err)
			}
		}},
		{"quotation marks around a key", "plan", func(d *desk) {
			d.saved()
			d.vars[setup.ManagementKey.Variable()] = `"0123abcd"`
		}},
		{"a saved setup where no keychain is reached", "verify", func(d *desk) { d.saved() }},
		{"forgetting it there", "forget default --yes", func(d *desk) { d.saved() }},
		{"a first start where no keychain is reached", "plan", nil},
	}
}

// says runs the command and gives what is said, without what is this machine's own.
func (a amiss) says(t *testing.T) string {
	t.Helper()
	d := &desk{T: t, home: t.TempDir()}
	d.vars = map[string]string{"XDG_CONFIG_HOME": d.home}
	if a.make != nil {
		a.make(d)
	}
	t.Setenv("XDG_CONFIG_HOME", d.vars["XDG_CONFIG_HOME"])
	t.Setenv("HOME", "")
	for _, name := range []string{"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "WSL_INTEROP"} {
		t.Setenv(name, "")
	}
	var said strings.Builder
	s := streams{in: strings.NewReader(""), out: &said, err: &said, lookup: func(name string) (string, bool) { v, ok := d.vars[name]; return v, ok }}
	if d.out != nil {
		s.out = d.out
	}
	status := run(t.Context(), strings.Fields(strings.ReplaceAll(a.args, "HOME", d.home)), s)
	text := strings.ReplaceAll(unwrapped(said.String()), d.home, "HOME")
	text = regexp.MustCompile(`process \d+(, since [^)]*)?`).ReplaceAllString(text, "process N")
	return fmt.Sprintf("| %s | `talontap %s` | %s | %d |\n", a.what, a.args, strings.ReplaceAll(text, "|", `\|`), status)
}

func TestEveryTroubleOfTheMachineSaysWhatToDo(t *testing.T) {
	var b strings.Builder
	b.WriteString("# What is said when the machine, a file or a word is not as it should be\n\nWritten by " + t.Name() + "; run it with -update.\n\n")
	b.WriteString("| what is amiss | command | said | exit status |\n|---|---|---|---|\n")
	for _, a := range allAmiss() {
		t.Run(a.what, func(t *testing.T) {
			line := a.says(t)
			if !strings.Contains(line, " do: ") || strings.Contains(line, "talontap verify shows what is wrong") || strings.Contains(line, "[redacted]") ||
				strings.Contains(a.args, "HOME") && strings.Contains(line, "talontap help lists commands") {
				t.Errorf("it says\n%s", line)
			}
			b.WriteString(line)
		})
	}
	path := "testdata/machines.md"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(path); err != nil || string(want) != b.String() {
		t.Errorf("%v; it is another text now (-update writes it):\n%s", err, b.String())
	}
}

func TestWhatOnlyReadsNeedsNoPlaceForSettings(t *testing.T) {
	box, err := sandbox.Start(t.Context(), sandbox.Options{Hurry: 2 * hurry})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	vars := map[string]string{}
	for _, v := range box.Env() {
		vars[v.Name] = v.Value
	}
	for _, name := range []string{"HOME", "XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS"} {
		t.Setenv(name, "")
	}
	for args, want := range map[string]int{"answers": 0, "answers --template": 0, "plan": 0, "runbook": 0, "verify": exitCheck, "verify --live": exitCheck} {
		t.Run(args, func(t *testing.T) {
			var said strings.Builder
			s := streams{in: strings.NewReader(""), out: &said, err: &said, lookup: func(name string) (string, bool) { v, ok := vars[name]; return v, ok }}
			if got := run(t.Context(), strings.Fields(args), s); got != want || strings.Contains(said.String(), "keeps settings") {
				t.Errorf("exit status %d, want %d:\n%s", got, want, said.String())
			}
		})
	}
}
