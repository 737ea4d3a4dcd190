//go:build unix

package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// These tests look at modes and kinds of file rather than at what the kernel
// forbids, so they hold for root as well.

func TestFilesAndFoldersAreTheOwnersAloneWhateverTheUmask(t *testing.T) {
	s := fresh(t)
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	if err := save(s, "live", sample()); err != nil {
		t.Fatal(err)
	}
	if err := s.Journal("live").Begin(Entry{}); err != nil {
		t.Fatal(err)
	}
	lock, err := s.Lock("live")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Unlock()
	for path, want := range map[string]os.FileMode{
		"": 0o700, "profiles": 0o700, "journal": 0o700, "locks": 0o700, "..": 0o700,
		"profiles/live.toml": 0o600, "journal/live.jsonl": 0o600, "locks/live.lock": 0o600,
	} {
		info, err := os.Stat(filepath.Join(s.Dir(), path))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode().Perm(), err)
		}
	}
}

func TestAProfileThatOthersCouldHaveWrittenOrReadIsRefused(t *testing.T) {
	for mode, want := range map[os.FileMode]string{
		0o620: "others can change", 0o602: "others can change", 0o666: "others can change",
		0o604: "everybody on this machine can read", 0o644: "everybody on this machine can read",
		0o600: "", 0o400: "", 0o640: "",
	} {
		t.Run(fmt.Sprintf("%04o", mode), func(t *testing.T) {
			s := filled(t)
			chmod(t, s.Path("live"), mode)
			_, err := s.Load("live", tutorial)
			expectRefusal(t, err, want, "chmod 600 '"+s.Path("live")+"'")
			expectRefusal(t, save(s, "live", sample()), want, "chmod 600")
		})
	}
}

func TestAFolderThatOthersCanChangeIsRefused(t *testing.T) {
	for _, folder := range []string{"", "profiles"} {
		s := filled(t)
		dir := filepath.Join(s.Dir(), folder)
		chmod(t, dir, 0o770)
		_, err := s.Load("live", tutorial)
		expectRefusal(t, err, "others can change what is in", "chmod 700 '"+dir+"'")
		expectRefusal(t, save(s, "live", sample()), "others can change what is in", "chmod 700")
	}
}

func TestSavingReplacesTheFileRatherThanWritingIntoIt(t *testing.T) {
	s := filled(t)
	old, err := os.Open(s.Path("live"))
	if err != nil {
		t.Fatal(err)
	}
	defer old.Close()
	want := read(t, s.Path("live"))
	if err := save(s, "live", large(1)); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(old); err != nil || string(got) != want {
		t.Fatalf("the old file now has %d bytes, %v", len(got), err)
	}
}

func TestASymbolicLinkIsNotFollowed(t *testing.T) {
	s := filled(t)
	elsewhere := filepath.Join(t.TempDir(), "elsewhere")
	for name, path := range map[string]string{"profile": s.Path("live"), "journal": s.Journal("live").path()} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		target := elsewhere + name
		write(t, target, "version = 1\n", 0o600)
		_ = os.Remove(path)
		if err := os.Symlink(target, path); err != nil {
			t.Fatal(err)
		}
	}
	_, err := s.Load("live", tutorial)
	expectRefusal(t, err, "is a symbolic link", "put the file itself there")
	expectRefusal(t, save(s, "live", sample()), "is a symbolic link", "put the file itself there")
	expectRefusal(t, s.Journal("live").Begin(Entry{}), "is a symbolic link", "put the file itself there")
	_, err = s.Journal("live").Entries()
	expectRefusal(t, err, "is a symbolic link", "put the file itself there")
	if read(t, elsewhere+"profile") != "version = 1\n" || read(t, elsewhere+"journal") != "version = 1\n" {
		t.Error("the file behind the link was changed")
	}
}

func TestALinkInPlaceOfTheLockIsNotFollowed(t *testing.T) {
	s := filled(t)
	target := filepath.Join(t.TempDir(), "precious")
	write(t, target, "precious", 0o600)
	if err := os.MkdirAll(filepath.Join(s.Dir(), "locks"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, filepath.Join(s.Dir(), "locks", "live.lock")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Lock("live"); err == nil {
		t.Error("the lock was taken")
	}
	if read(t, target) != "precious" {
		t.Error("the file behind the link was overwritten")
	}
}

func TestWhatIsNoFileIsRefusedWithoutWaitingForIt(t *testing.T) {
	s := filled(t)
	if err := os.Remove(s.Path("live")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(s.Path("live"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.Load("live", tutorial)
	expectRefusal(t, err, "is not a file", "move it away")
}

func TestAFileLargerThanTheLimitIsRefused(t *testing.T) {
	s := filled(t)
	if err := os.Truncate(s.Path("live"), MaxSize+1); err != nil {
		t.Fatal(err)
	}
	_, err := s.Load("live", tutorial)
	expectRefusal(t, err, "is larger than 32768 bytes", "move it away")
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// expectRefusal wants both texts in the error, or none when what is empty.
func expectRefusal(t *testing.T, err error, what, fix string) {
	t.Helper()
	switch {
	case what == "" && err != nil:
		t.Errorf("refused: %v", err)
	case what != "" && (err == nil || !strings.Contains(err.Error(), what) || !strings.Contains(fixOf(err), fix)):
		t.Errorf("%v\n%s\nwant %q and %q in it", err, fixOf(err), what, fix)
	}
}

// fixOf is what an error says to do.
func fixOf(err error) string {
	var own interface{ Fix() string }
	if errors.As(err, &own) {
		return own.Fix()
	}
	return ""
}
