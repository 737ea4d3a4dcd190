package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestABundleIsShownAndThenWrittenOnlyWhereAPersonAgrees(t *testing.T) {
	t.Parallel()
	_, env := readSetup(t)
	file := filepath.Join(t.TempDir(), "support.zip")
	for _, c := range []struct {
		answer  string
		status  int
		written bool
	}{{"no", exitCancelled, false}, {"yes", exitOK, true}} {
		term := openTerminal(t, 80, 40, env, "bundle", file)
		term.waitFor("Type yes to agree")
		for _, want := range []string{"checklist.json", "calls.log", "Left out: every credential"} {
			if shown := term.text(); !strings.Contains(shown, want) {
				t.Errorf("%q is not shown before it is written:\n%s", want, shown)
			}
		}
		term.keys(c.answer + keyEnter)
		if status, said := term.exit(); status != c.status {
			t.Errorf("%s: exit status %d, want %d\n%s", c.answer, status, c.status, said)
		}
		if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) == c.written {
			t.Errorf("%s: %v", c.answer, err)
		}
	}
}
