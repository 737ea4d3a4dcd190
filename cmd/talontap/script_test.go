package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// manyAtOnce is how many tests run at once: most of their time is waiting, for
// another process or for a moment on the screen.
const manyAtOnce = "8"

// waiting runs tests of which more can wait at once than there are processors.
type waiting struct{ *testing.M }

func (w waiting) Run() int {
	flag.Parse()
	if err := flag.Set("test.parallel", manyAtOnce); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return w.M.Run()
}

func TestMain(m *testing.M) {
	testscript.Main(waiting{m}, map[string]func(){"talontap": hurried, "slots": slots, "talontap-falling": falling, "talontap-leaking": leaking, "talontap-later": later, "talontap-secrets": secretService})
}

// hurry is how many times as fast as the vendors the tests' sandboxes count.
const hurry = 30

// hurried is the program as it is, but for the pauses that the vendors ask for.
// A measurement keeps those, with TALONTAP_TEST_PACE set.
func hurried() {
	s := system()
	if os.Getenv("TALONTAP_TEST_PACE") == "" {
		s.hurry = hurry
	}
	os.Exit(start(s))
}

// TestCommands runs every script under testdata/script with the real program:
// its streams, its files and its exit status.
func TestCommands(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: ofItsOwn,
		Cmds:  commands(),
	})
}

// ofItsOwn gives a script settings of its own, and no keychain.
func ofItsOwn(e *testscript.Env) error {
	e.Setenv("XDG_CONFIG_HOME", e.WorkDir+"/config")
	e.Setenv("HOME", e.WorkDir)
	e.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	e.Setenv("XDG_RUNTIME_DIR", e.WorkDir)
	return nil
}

// commands are what our scripts know beyond testscript's own.
func commands() map[string]func(*testscript.TestScript, bool, []string) {
	all := map[string]func(*testscript.TestScript, bool, []string){
		"status": status1, "json": jsonIs, "source": source, "differs": differs, "events": events, "talon": talon, "hidden": hidden,
		"enter-cards": enterCards, "stands": stands,
	}
	maps.Copy(all, clicks())
	return all
}

// status1 runs a command and holds it to an exit status: status 64 talontap …
func status1(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		got = exitCode(err)
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}

func exitCode(err error) int {
	if e, ok := err.(interface{ ExitCode() int }); ok {
		return e.ExitCode()
	}
	return -1
}

// source waits for a file of export lines and sets its variables, as a shell
// would with ". ./file".
func source(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	for range 1200 {
		if data, err := os.ReadFile(path); err == nil {
			for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
				name, value, ok := strings.Cut(strings.TrimPrefix(line, "export "), "=")
				if !ok || !strings.HasPrefix(line, "export ") {
					ts.Fatalf("%q is no export line", line)
				}
				ts.Setenv(name, strings.Trim(value, "'"))
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("%s was not written", args[0])
}

// jsonIs holds one value of a JSON file: json FILE a.b.0.c VALUE, with "*" for
// every element of a list, or "any" as VALUE for anything but empty. A report has to
// fit its schema too.
func jsonIs(ts *testscript.TestScript, neg bool, args []string) {
	var doc any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &doc); err != nil {
		ts.Fatalf("%s is not JSON: %v", args[0], err)
	}
	if err := fitsItsSchema([]byte(ts.ReadFile(args[0]))); err != nil {
		ts.Fatalf("%s is against its schema: %v", args[0], err)
	}
	values := at(doc, strings.Split(args[1], "."))
	if len(values) == 0 {
		ts.Fatalf("%s has nothing at %s", args[0], args[1])
	}
	for _, v := range values {
		got := fmt.Sprint(v)
		if (got == args[2] || args[2] == "any" && got != "") == neg {
			ts.Fatalf("%s: %s is %q, which is against %q", args[0], args[1], got, args[2])
		}
	}
}

func at(v any, path []string) []any {
	if len(path) == 0 {
		return []any{v}
	}
	switch v := v.(type) {
	case map[string]any:
		if inner, ok := v[path[0]]; ok {
			return at(inner, path[1:])
		}
	case []any:
		var out []any
		for i, inner := range v {
			if path[0] == "*" || path[0] == strconv.Itoa(i) {
				out = append(out, at(inner, path[1:])...)
			}
		}
		if path[0] == "len" {
			return []any{len(v)}
		}
		return out
	}
	return nil
}

// differs holds that one value differs between two JSON files.
func differs(ts *testscript.TestScript, _ bool, args []string) {
	var values []string
	for _, file := range args[:2] {
		var doc any
		if err := json.Unmarshal([]byte(ts.ReadFile(file)), &doc); err != nil {
			ts.Fatalf("%s is not JSON: %v", file, err)
		}
		values = append(values, fmt.Sprint(at(doc, strings.Split(args[2], "."))))
	}
	if values[0] == values[1] {
		ts.Fatalf("%s is %s in both", args[2], values[0])
	}
}

// hidden holds that no secret variable's value stands in the given files.
func hidden(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range []string{"TALONTAP_CLEVERTAP_PASSCODE", "TALONTAP_TALONONE_MANAGEMENT_KEY", "TALONTAP_TALONONE_INTEGRATION_KEY", "TALONTAP_TALONONE_PASSWORD"} {
		value := ts.Getenv(name)
		if value == "" {
			continue
		}
		for _, file := range args {
			if strings.Contains(ts.ReadFile(file), value) {
				ts.Fatalf("%s holds the value of %s", file, name)
			}
		}
	}
}
