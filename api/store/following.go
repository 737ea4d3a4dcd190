package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Following says to other processes of this machine that a live check of a profile
// runs, and which coupon it follows, until End, or until the process ends in
// whatever way. Each check has a locked file of its own.
type Following struct {
	store   *Store
	profile string
	lock    Lock
}

// mostFollowing is how many checks of one profile may run at the same time.
const mostFollowing = 20

// Follow begins it. The coupon is not known yet.
func (s *Store) Follow(name string) (*Following, error) {
	if err := ValidName(name); err != nil {
		return nil, err
	}
	if err := makeFolders(s.dir, filepath.Join(s.dir, "locks")); err != nil {
		return nil, fmt.Errorf("noting that a test coupon of profile %q is followed: %w", name, err)
	}
	for n := range mostFollowing {
		path := s.following(name, n)
		file, err := claim(path)
		if errors.Is(err, errHeld) {
			continue
		}
		if err == nil {
			err = file.Truncate(0) // what a killed check left
		}
		if err != nil {
			return nil, fmt.Errorf("noting that a test coupon of profile %q is followed: %w", name, err)
		}
		return &Following{s, name, Lock{file: file, path: path}}, nil
	}
	return nil, fmt.Errorf("profile %q: %d live checks run at once", name, mostFollowing)
}

func (s *Store) following(name string, n int) string {
	return s.file("locks", name, ".following-"+strconv.Itoa(n))
}

// Follows says which coupon it is. Where that cannot be written, other checks go on
// sparing every coupon for it.
func (f *Following) Follows(code string) {
	_, _ = f.lock.file.WriteAt([]byte(code+"\n"), 0)
}

// Others lists the coupons that other checks follow. Unnamed reports whether one of
// them has not said yet which is its own.
func (f *Following) Others() (codes []string, unnamed bool) {
	for n := range mostFollowing {
		path := f.store.following(f.profile, n)
		if path == f.lock.path || !held(path) {
			continue
		}
		if code := firstLine(path); code != "" {
			codes = append(codes, code)
		} else {
			unnamed = true
		}
	}
	return codes, unnamed
}

// End says that the check is over.
func (f *Following) End() error { return f.lock.Unlock() }

// held reports whether a process has the file. One that nobody has is tidied away.
func held(path string) bool {
	if _, err := os.Lstat(path); err != nil {
		return false
	}
	file, err := claim(path)
	if err != nil {
		return errors.Is(err, errHeld)
	}
	_ = release(file, path) // what stays is tidied away by the next check
	return false
}

// firstLine is the coupon that a check wrote, once it has written it whole.
func firstLine(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, 1000))
	line, _, whole := strings.Cut(string(text), "\n")
	if err != nil || !whole {
		return ""
	}
	return line
}
