package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/talontap/talontap/assets/words"
)

// Held is the error for a profile that another run is working on.
type Held struct {
	Profile string
	PID     int       // of the process that holds it; 0 when it has not said so yet
	Since   time.Time // zero when it has not said so yet
}

// Error says who has it.
func (h *Held) Error() string {
	who := words.FilesAnother
	if h.PID != 0 {
		who += fmt.Sprintf(words.FilesProcess, h.PID, h.Since.Local().Format("2 January 2006 15:04"))
	}
	return fmt.Sprintf(words.FilesWorking, who, h.Profile)
}

// Fix says what to do.
func (h *Held) Fix() string {
	if h.PID == 0 {
		return words.FilesWait
	}
	return fmt.Sprintf(words.FilesWaitFor, h.PID)
}

// Lock is the right to work on one profile. It ends with Unlock, and with the
// process, however that ends.
type Lock struct {
	file *flock.Flock
	path string
}

// Lock takes the profile for this run, or fails with *Held at once. It keeps
// processes of one machine apart, and two calls within one process; not two
// machines that share a folder.
func (s *Store) Lock(name string) (*Lock, error) {
	lock, err := s.claim(name, ".lock")
	if errors.Is(err, errHeld) {
		return nil, holder(s.file("locks", name, ".lock"), name)
	}
	if err == nil {
		err = lock.says(strconv.Itoa(os.Getpid()))
	}
	if err != nil {
		return nil, fmt.Errorf("locking profile %q: %w", name, errors.Join(err, lock.Unlock()))
	}
	return lock, nil
}

// Unlock gives the profile free. A second call does nothing. The file goes while it
// is still locked, so that nobody finds it unlocked and about to vanish. Windows
// removes nothing that somebody has open, so there it goes once it is closed.
func (l *Lock) Unlock() error {
	if l == nil || l.file == nil {
		return nil
	}
	_ = os.Remove(l.path)
	err := l.file.Unlock()
	if !hasModes {
		_ = os.Remove(l.path)
	}
	l.file = nil
	if err != nil {
		return fmt.Errorf("unlocking: %w", err)
	}
	return nil
}

var errHeld = errors.New("held by another process")

// claim takes a lock of a profile, or fails with errHeld at once.
func (s *Store) claim(name, ending string) (*Lock, error) {
	if err := ValidName(name); err != nil {
		return nil, err
	}
	if err := makeFolders(s.dir, filepath.Join(s.dir, "locks")); err != nil {
		return nil, err
	}
	for {
		lock, err := take(s.file("locks", name, ending))
		if lock != nil || err != nil {
			return lock, err
		}
	}
}

// take tries it once. Whoever had the file before removed it, so one that was opened
// before that is not the one to have; then there is neither lock nor error.
func take(path string) (*Lock, error) {
	if info, err := os.Lstat(path); err == nil {
		if err := trusted(path, info); err != nil {
			return nil, err
		}
	}
	lock := &Lock{flock.New(path, flock.SetPermissions(fileMode)), path}
	free, err := lock.file.TryLock()
	switch {
	case err != nil:
		return nil, err
	case !free:
		return nil, errHeld
	}
	ours, err := lock.file.Stat()
	theirs, gone := os.Lstat(path)
	if err != nil || gone != nil || !os.SameFile(ours, theirs) {
		return nil, errors.Join(err, lock.file.Unlock())
	}
	if err := lock.says(""); err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return lock, nil
}

// says leaves a line in the file for whoever finds it locked. The first byte is
// passed over: it is what Windows locks, and nobody else can read it.
func (l *Lock) says(text string) error {
	file, err := os.OpenFile(l.path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = file.WriteAt([]byte(text+"\n"), 1)
	return errors.Join(err, file.Close())
}

// said is that line, once it is there whole.
func said(path string) string {
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	text, err := io.ReadAll(io.NewSectionReader(file, 1, 1000))
	line, _, whole := strings.Cut(string(text), "\n")
	if err != nil || !whole {
		return ""
	}
	return line
}

// holder reads who has a lock. What cannot be read is left out: that somebody has
// it is certain.
func holder(path, name string) *Held {
	pid, err := strconv.Atoi(said(path))
	info, statErr := os.Stat(path)
	if err != nil || statErr != nil {
		return &Held{Profile: name}
	}
	return &Held{Profile: name, PID: pid, Since: info.ModTime()}
}

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
