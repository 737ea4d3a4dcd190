package store

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Some tests need a second process: this test binary again, with what to do and
// in which folder in variables.
const (
	roleVariable = "TALONTAP_TEST_STORE_ROLE"
	dirVariable  = "TALONTAP_TEST_STORE_DIR"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(play(role, Open(os.Getenv(dirVariable))))
	}
	os.Exit(m.Run())
}

func play(role string, s *Store) int {
	roles := map[string]func(*Store) error{"hold": playHold, "save": playSave, "count": playCount}
	if err := roles[role](s); err != nil {
		fmt.Println("failed:", err)
		return 1
	}
	return 0
}

// playHold takes the lock, says so, and keeps it until it is ended or its stdin
// is closed.
func playHold(s *Store) error {
	if _, err := s.Lock("live"); err != nil {
		return err
	}
	fmt.Println("locked")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

// playSave saves two large profiles in turn until it is ended, and says so after
// each.
func playSave(s *Store) error {
	for i := 0; ; i++ {
		if err := save(s, "live", large(i%2)); err != nil {
			return err
		}
		fmt.Println("saved")
	}
}

// large is a profile of many blocks, all of it made of one digit.
func large(digit int) Profile {
	return Profile{Answers: map[string]string{"email.default_text": strings.Repeat(strconv.Itoa(digit), 30_000)}}
}

const countTo = 60

// playCount adds one to a number in a file, again and again, each time with the
// lock taken anew.
func playCount(s *Store) error {
	path := filepath.Join(s.Dir(), "number")
	for done := 0; done < countTo; {
		lock, err := s.Lock("live")
		var held *Held
		if errors.As(err, &held) {
			continue
		}
		if err != nil {
			return err
		}
		if err := addOne(path); err != nil {
			return err
		}
		if err := lock.Unlock(); err != nil {
			return err
		}
		done++
	}
	return nil
}

func addOne(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(string(text))
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strconv.Itoa(number+1)), 0o600)
}

// player is a second process.
type player struct {
	cmd   *exec.Cmd
	stdin io.WriteCloser
	says  *bufio.Scanner
}

func start(t *testing.T, role string, s *Store) *player {
	t.Helper()
	p := &player{cmd: exec.Command(os.Args[0])}
	p.cmd.Env = append(os.Environ(), roleVariable+"="+role, dirVariable+"="+s.Dir())
	p.cmd.Stderr = os.Stderr
	stdin, err := p.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.stdin, p.says = stdin, bufio.NewScanner(stdout)
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	return p
}

func (p *player) expect(t *testing.T, want string) {
	t.Helper()
	if !p.says.Scan() || p.says.Text() != want {
		t.Fatalf("the other process wrote %q, want %q", p.says.Text(), want)
	}
}

// kill ends the process without warning and waits until it is gone.
func (p *player) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait() // it reports that it was killed
}

func (p *player) finish(t *testing.T) {
	t.Helper()
	_ = p.stdin.Close()
	for p.says.Scan() {
		t.Error(p.says.Text())
	}
	if err := p.cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// fresh is a store whose folder does not exist yet.
func fresh(t *testing.T) *Store {
	t.Helper()
	return Open(filepath.Join(t.TempDir(), "config", "talontap"))
}

// filled is a store with one profile.
func filled(t *testing.T) *Store {
	t.Helper()
	s := fresh(t)
	if err := save(s, "live", sample()); err != nil {
		t.Fatal(err)
	}
	return s
}

// save puts a profile in place of the one that is there.
func save(s *Store, name string, p Profile) error {
	return s.Update(name, tutorial, func(there *Profile, _ bool) error {
		*there = p
		return nil
	})
}

func sample() Profile {
	return Profile{
		Version:   1,
		Answers:   map[string]string{"clevertap.region": "eu1", "rule.date": "2027-01-01", "rule.redemption_limit": "100"},
		Confirmed: []string{"welcome"},
		Noted:     map[string]string{"rule": "compared"},
	}
}
