package main

import (
	"strings"
	"testing"
)

func TestTheTerminalsVariablesSayWhatItCanDraw(t *testing.T) {
	for _, c := range []struct {
		env          string
		ascii, light bool
	}{
		{"LANG=C.UTF-8", false, false},
		{"LANG=C", true, false},
		{"LC_ALL=POSIX LANG=de_DE.UTF-8", true, false},
		{"LC_ALL=de_DE.UTF-8 LANG=C", false, false},
		{"TERM=linux LANG=C.UTF-8", true, false},
		{"COLORFGBG=0;15", false, true},
		{"COLORFGBG=15;0", false, false},
		{"COLORFGBG=0;default;7", false, true},
		{"", false, false},
	} {
		vars := map[string]string{}
		for _, pair := range strings.Fields(c.env) {
			k, v, _ := strings.Cut(pair, "=")
			vars[k] = v
		}
		s := streams{lookup: func(k string) (string, bool) { v, ok := vars[k]; return v, ok }}
		if s.onlyASCII() != c.ascii || s.light("auto") != c.light {
			t.Errorf("%q: ASCII %v, light %v", c.env, s.onlyASCII(), s.light("auto"))
		}
		if !s.light("light") || s.light("dark") {
			t.Error("the flag does not decide")
		}
	}
}

func TestAScreenReadersHintChoosesTheLineMode(t *testing.T) {
	t.Parallel()
	term := openTerminal(t, 80, 24, []string{"ACCESSIBLE=1"}, "demo")
	term.waitFor("line by line")
	term.keys("quit\r")
	if _, written := term.exit(); strings.Contains(written, "\x1b[?1049h") {
		t.Error("it drew a screen")
	}
}

func TestTheConsoleIsDrawnInASCII(t *testing.T) {
	t.Parallel()
	term := openTerminal(t, 80, 24, []string{"TERM=linux"}, "demo")
	term.waitFor("Welcome")
	enterToTheEnd(term)
	status, written := term.exit()
	if status != exitOK {
		t.Errorf("exit status %d, want 0", status)
	}
	for _, r := range written {
		if r > 127 {
			t.Fatalf("%q is drawn", r)
		}
	}
}
