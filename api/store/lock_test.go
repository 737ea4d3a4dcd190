package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestASecondRunIsToldWhoHasTheProfile(t *testing.T) {
	s := fresh(t)
	other := start(t, "hold", s)
	other.expect(t, "locked")
	_, err := s.Lock("live")
	var held *Held
	if !errors.As(err, &held) || held.PID != other.cmd.Process.Pid || held.Profile != "live" || held.Since.IsZero() {
		t.Fatalf("%#v", err)
	}
	if want := fmt.Sprintf("process %d", held.PID); !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q in it", err, want)
	}
	another, err := s.Lock("test")
	if err != nil {
		t.Fatalf("another profile: %v", err)
	}
	if err := another.Unlock(); err != nil {
		t.Error(err)
	}
	other.finish(t)
}

func TestALockEndsWithItsProcess(t *testing.T) {
	s := fresh(t)
	other := start(t, "hold", s)
	other.expect(t, "locked")
	other.kill(t)
	lock, err := s.Lock("live")
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
}

func TestALockIsTakenOnceAlsoWithinAProcess(t *testing.T) {
	s := fresh(t)
	lock, err := s.Lock("live")
	if err != nil {
		t.Fatal(err)
	}
	var held *Held
	if _, err := s.Lock("live"); !errors.As(err, &held) || held.PID != os.Getpid() {
		t.Fatalf("the second: %v", err)
	}
	for range 2 {
		if err := lock.Unlock(); err != nil {
			t.Fatal(err)
		}
	}
	if got := files(t, s.Dir()); len(got) != 0 {
		t.Errorf("unlocking left %q", got)
	}
	again, err := s.Lock("live")
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Unlock(); err != nil {
		t.Fatal(err)
	}
	var none *Lock
	if err := none.Unlock(); err != nil {
		t.Errorf("no lock: %v", err)
	}
}

func TestProcessesThatTakeTurnsNeverOverlap(t *testing.T) {
	s := fresh(t)
	number := filepath.Join(s.Dir(), "number")
	write(t, number, "0", 0o600)
	players := []*player{start(t, "count", s), start(t, "count", s), start(t, "count", s)}
	for _, p := range players {
		p.finish(t)
	}
	if got := read(t, number); got != strconv.Itoa(countTo*len(players)) {
		t.Fatalf("counted to %s, want %d", got, countTo*len(players))
	}
}

func TestAHolderThatHasNotSignedYetIsStillAHolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "live.lock")
	for _, text := range []string{"", "\n", " not a number\n", " 42"} {
		write(t, path, text, 0o600)
		held := holder(path, "live")
		if *held != (Held{Profile: "live"}) || held.Error() != `another talontap is working on profile "live"` || !strings.Contains(held.Fix(), "wait for it") {
			t.Errorf("%q: %v", text, held)
		}
	}
	write(t, path, " 42\n", 0o600)
	if held := holder(path, "live"); held.PID != 42 || held.Since.After(time.Now()) {
		t.Errorf("%+v", held)
	}
}
