package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program is a run without a terminal, with no settings but its own.
func program(t *testing.T, env []string, args ...string) *exec.Cmd {
	t.Helper()
	dir := t.TempDir()
	c := exec.Command("talontap", args...)
	c.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir, "XDG_RUNTIME_DIR="+dir, "DBUS_SESSION_BUS_ADDRESS=")
	c.Env = append(c.Env, env...)
	return c
}

func TestASignalWhileTheKeychainIsReadCancelsTheRun(t *testing.T) {
	t.Parallel()
	for _, line := range []string{"plan", "verify", "apply --yes", "setup --yes"} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			bus := filepath.Join(t.TempDir(), "bus")
			silent, err := net.Listen("unix", bus) // it accepts, and never answers
			if err != nil {
				t.Fatal(err)
			}
			defer silent.Close()
			c := program(t, []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + bus}, strings.Fields(line)...)
			var said bytes.Buffer
			c.Stderr = &said
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			asked, err := silent.Accept()
			if err != nil {
				t.Fatal(err)
			}
			defer asked.Close()
			_ = c.Process.Signal(os.Interrupt)
			if err := c.Wait(); exitCode(err) != exitCancelled {
				t.Errorf("exit status %d, want %d: %s", exitCode(err), exitCancelled, &said)
			}
		})
	}
}

func TestWhatARunCouldNotFindBeforeItsEndIsNotMissing(t *testing.T) {
	missing := usage("answers are missing")
	over, end := context.WithDeadline(t.Context(), time.Now())
	defer end()
	if err := cutShort(over, missing); status(err) != exitFailed || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want that the time was over", err)
	}
	if err := cutShort(t.Context(), missing); !errors.Is(err, missing) {
		t.Errorf("in time: got %v", err)
	}
}

func TestAQuestionBeforeTheChangesEndsWithTheRun(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, timeout string
		end           func(*terminal)
		want          int
	}{
		{"Ctrl-C", "0", func(term *terminal) { term.waitFor("Apply this?"); term.keys(keyCtrlC) }, exitCancelled},
		{"--timeout", "3s", func(*terminal) {}, exitFailed},
		{"another word", "0", func(term *terminal) { term.waitFor("Apply this?"); term.keys("no\r") }, exitCancelled},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			term := openTerminal(t, 80, 24, nil, "sandbox", "--", "talontap", "apply", "--timeout", test.timeout)
			test.end(term)
			if status, written := term.exit(); status != test.want {
				t.Errorf("exit status %d, want %d: %s", status, test.want, written)
			}
		})
	}
}

func TestARunGoesOnWhenWhoReadItsProgressLeaves(t *testing.T) {
	t.Parallel()
	c := program(t, nil, "sandbox", "--", "talontap", "setup", "--yes", "--json")
	left, progress, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = left.Close()
	defer progress.Close()
	var results bytes.Buffer
	c.Stdout, c.Stderr = &results, progress
	if err := c.Run(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	var report struct{ Schema string }
	if err := json.Unmarshal(results.Bytes(), &report); err != nil || report.Schema != "talontap.setup/v1" {
		t.Errorf("the report is %v: %s", err, &results)
	}
}
