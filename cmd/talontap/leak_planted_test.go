package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// leaking is a program that leaks LEAK at LEAK_AT.
func leaking() {
	where, what := os.Getenv("LEAK_AT"), os.Getenv("LEAK")
	home := os.Getenv("HOME")
	_ = os.Unsetenv("LEAK")
	if len(os.Args) > 2 {
		time.Sleep(time.Second) // it is the child, and its words are seen
		return
	}
	if err := leak(where, what, home); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitFailed)
	}
}

// leaks are the places that the hunt searches.
var leaks = map[string]func(what, home string) error{
	"standard output": func(what, _ string) error { _, err := fmt.Println(what); return err },
	"standard error":  func(what, _ string) error { _, err := fmt.Fprintln(os.Stderr, what); return err },
	"the settings":    func(what, home string) error { return os.WriteFile(home+"/config/default.toml", []byte(what), 0o600) },
	"the debug log":   func(what, home string) error { return os.WriteFile(home+"/debug.log", []byte("key="+what+"\n"), 0o600) },
	"a temporary file": func(what, _ string) error {
		return os.WriteFile(filepath.Join(os.TempDir(), "x"), []byte(what), 0o600)
	},
	"the name of a file":  func(what, home string) error { return os.WriteFile(home+"/"+what, nil, 0o600) },
	"its child's words":   func(what, _ string) error { return exec.Command("talontap-leaking", "child", what).Run() },
	"a browser's words":   func(what, _ string) error { return exec.Command("xdg-open", "https://example.com/"+what).Run() },
	"a clipboard's words": func(what, _ string) error { return exec.Command("xclip", what).Run() },
	"a clipboard's variables": func(what, _ string) error {
		c := exec.Command("xclip")
		c.Env = append(os.Environ(), "TALONTAP_CLEVERTAP_PASSCODE="+what)
		return c.Run()
	},
}

func leak(where, what, home string) error { return leaks[where](what, home) }

// plantIn runs the leaking program once and gives how much was found.
func plantIn(t *testing.T, where, secret, written string) int {
	t.Helper()
	h := newHunt()
	h.program, h.planted = "talontap-leaking", true
	h.know("what was planted", secret)
	if status, out := h.run(t, "planted", newLair(t, "LEAK_AT="+where, "LEAK="+written), ""); status != exitOK {
		t.Fatalf("%s: exit status %d: %s", where, status, out)
	}
	return h.found
}

func TestTheHuntFindsWhatIsPlanted(t *testing.T) {
	t.Parallel()
	for where := range leaks {
		if key := keyLike(); plantIn(t, where, key, key) == 0 {
			t.Errorf("a secret in %s is not found", where)
		}
		if plantIn(t, where, keyLike(), "nothing-secret") != 0 {
			t.Errorf("something is found in %s where nothing is", where)
		}
	}
	secret := awkward()
	for form, all := range writings(secret) {
		for _, written := range all {
			if plantIn(t, "standard output", secret, "x"+written+"y") == 0 {
				t.Errorf("a secret as %s is not found", form)
			}
		}
	}
	for name, part := range map[string]string{"without its end": secret[:telling], "without its begin": secret[len(secret)-telling:], "from its midst": secret[5 : 5+telling]} {
		if plantIn(t, "standard error", secret, part) == 0 {
			t.Errorf("a secret %s is not found", name)
		}
	}
}

func TestTheHuntFindsWhatIsPlantedOnATerminal(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{passcodeLike(), keyLike(), awkward()} {
		h := newHunt()
		h.planted = true
		h.know("what was planted", secret)
		l := newLair(t, "LEAK_AT=standard output", "LEAK="+secret)
		h.watch(t, l, "sandbox", "--", "talontap-leaking").leave()
		if h.found < 2 { // the bytes and the screen
			t.Errorf("found %d times, want it in the terminal's bytes and on its screen", h.found)
		}
	}
	demo := "sandbox " + keyLike() + " " + passcodeLike()
	for _, text := range []string{demo, keyLike()[:24], passcodeLike()} {
		if !shaped(text) {
			t.Error("a demo's secret would not be known by its shape")
		}
	}
	if shaped("TEST-" + passcodeLike() + " NY-7K3Q-88PD R74-ZWR-R44Z") {
		t.Error("a project ID or a coupon code is taken for a secret")
	}
}
