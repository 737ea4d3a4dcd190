package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Held is the error for a profile that another run is working on.
type Held struct {
	Profile string
	PID     int       // of the process that holds it; 0 when it has not said so yet
	Since   time.Time // zero when it has not said so yet
}

// Error says who has it.
func (h *Held) Error() string {
	who := "another talontap"
	if h.PID != 0 {
		who += fmt.Sprintf(" (process %d, since %s)", h.PID, h.Since.Local().Format("2 January 2006 15:04"))
	}
	return fmt.Sprintf("%s is working on profile %q", who, h.Profile)
}

// Fix says what to do.
func (h *Held) Fix() string {
	if h.PID == 0 {
		return "wait for it, or end it"
	}
	return fmt.Sprintf("wait for it, or end process %d", h.PID)
}

// Lock is the right to work on one profile. It ends with Unlock, and with the
// process, however that ends.
type Lock struct {
	file *os.File
	path string
}

// Lock takes the profile for this run, or fails with *Held at once. It keeps
// processes of one machine apart, and two calls within one process; not two
// machines that share a folder.
func (s *Store) Lock(name string) (*Lock, error) {
	if err := ValidName(name); err != nil {
		return nil, err
	}
	folder := filepath.Join(s.dir, "locks")
	if err := makeFolders(s.dir, folder); err != nil {
		return nil, fmt.Errorf("locking profile %q: %w", name, err)
	}
	path := s.file("locks", name, ".lock")
	file, err := claim(path)
	if errors.Is(err, errHeld) {
		return nil, holder(path, name)
	}
	if err != nil {
		return nil, fmt.Errorf("locking profile %q: %w", name, err)
	}
	if err := sign(file); err != nil {
		return nil, fmt.Errorf("locking profile %q: %w", name, errors.Join(err, file.Close()))
	}
	return &Lock{file: file, path: path}, nil
}

// Unlock gives the profile free. A second call does nothing.
func (l *Lock) Unlock() error {
	if l == nil || l.file == nil {
		return nil
	}
	err := release(l.file, l.path)
	l.file = nil
	if err != nil {
		return fmt.Errorf("unlocking: %w", err)
	}
	return nil
}

var errHeld = errors.New("held by another process")

// sign leaves the process number in the file; its time says since when.
func sign(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// holder reads who has a lock. What cannot be read is left out: that somebody has
// it is certain.
func holder(path, name string) *Held {
	held := &Held{Profile: name}
	file, err := os.Open(path)
	if err != nil {
		return held
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, 20))
	if err != nil {
		return held
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	info, statErr := file.Stat()
	if err == nil && statErr == nil {
		held.PID, held.Since = pid, info.ModTime()
	}
	return held
}

// sameFile holds when path still leads to the open file.
func sameFile(file *os.File, path string) (bool, error) {
	ours, err := file.Stat()
	if err != nil {
		return false, err
	}
	theirs, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(ours, theirs), err
}
