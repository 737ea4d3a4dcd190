package store

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/gofrs/flock"

	"github.com/talontap/talontap/assets/words"
)

// Following says to other processes of this machine that a live check of a profile
// runs, and which coupon it follows, until End, or until the process ends in
// whatever way. Each check has a locked file of its own.
type Following struct {
	store   *Store
	profile string
	lock    *Lock
}

// mostFollowing is how many checks of one profile may run at the same time.
const mostFollowing = 20

// Follow begins it. The coupon is not known yet.
func (s *Store) Follow(name string) (*Following, error) {
	for n := range mostFollowing {
		lock, err := s.claim(name, following(n))
		switch {
		case err == nil:
			return &Following{s, name, lock}, nil
		case !errors.Is(err, errHeld):
			return nil, fmt.Errorf("noting that a test coupon of profile %q is followed: %w", name, err)
		}
	}
	return nil, fmt.Errorf(words.FilesChecksAtOnce, name, mostFollowing)
}

func following(n int) string { return ".following-" + strconv.Itoa(n) }

// Follows says which coupon it is. Where that cannot be written, other checks go on
// sparing every coupon for it.
func (f *Following) Follows(code string) {
	_ = f.lock.says(code)
}

// Others lists the coupons that other checks follow. Unnamed reports whether one of
// them has not said yet which is its own.
func (f *Following) Others() (codes []string, unnamed bool) {
	for n := range mostFollowing {
		path := f.store.file("locks", f.profile, following(n))
		if path == f.lock.path || !held(path) {
			continue
		}
		if code := said(path); code != "" {
			codes = append(codes, code)
		} else {
			unnamed = true
		}
	}
	return codes, unnamed
}

// End says that the check is over.
func (f *Following) End() error { return f.lock.Unlock() }

// held reports whether a process has the file. Asking takes it for a moment together
// with others who ask, so that none of them finds another in it.
func held(path string) bool {
	file := flock.New(path, flock.SetFlag(os.O_RDONLY))
	free, err := file.TryRLock()
	if free {
		err = file.Unlock()
	}
	return err == nil && !free
}
