package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/talontap/talontap/assets/words"
)

// ErrNoProfile is found in the error for a profile that is not there.
var ErrNoProfile = errors.New(words.FilesNoProfile)

// Store is a folder with profiles, journals and locks. Its methods may be used by
// several goroutines; two runs are kept apart by Lock.
type Store struct {
	dir string
}

// DefaultDir is the folder talontap in the user's configuration folder: below
// $XDG_CONFIG_HOME or ~/.config on Linux, ~/Library/Application Support on macOS,
// %AppData% on Windows.
func DefaultDir() (string, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("finding the folder for settings: %w", err)
	}
	return filepath.Join(config, "talontap"), nil
}

// Open names the folder to use and touches nothing. It should be a folder of
// talontap's own: it is made readable by its owner only when it is created, and
// not used when others can write to it.
func Open(dir string) *Store { return &Store{dir: dir} }

// Dir is the folder.
func (s *Store) Dir() string { return s.dir }

// Path is where the profile of that name is or would be; the name must be a
// ValidName.
func (s *Store) Path(name string) string { return s.file("profiles", name, ".toml") }

func (s *Store) file(folder, name, ending string) string {
	return filepath.Join(s.dir, folder, name+ending)
}

// Load reads a profile. It is ErrNoProfile when there is none, and ErrNewer when
// a newer talontap wrote it; a file that is a symbolic link, larger than MaxSize,
// writable by others or readable by everybody is refused with how to mend it.
func (s *Store) Load(name string, schema Schema) (Profile, error) {
	if err := ValidName(name); err != nil {
		return Profile{}, err
	}
	if err := s.check(); err != nil {
		return Profile{}, err
	}
	data, err := readTrusted(s.Path(name), MaxSize)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Profile{}, s.none(name)
	case err != nil:
		return Profile{}, fmt.Errorf("reading profile %q: %w", name, err)
	}
	return Parse(s.Path(name), data, schema)
}

func (s *Store) profiles() string { return filepath.Join(s.dir, "profiles") }

func (s *Store) check() error { return checkFolders(s.dir, s.profiles()) }

func (s *Store) none(name string) error {
	return fmt.Errorf("profile %q: %w in %s", name, ErrNoProfile, s.profiles())
}

// List gives the names of the profiles, sorted; none when the folder does not
// exist.
func (s *Store) List() ([]string, error) {
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("listing the profiles: %w", err)
	}
	entries, err := os.ReadDir(s.profiles())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("listing the profiles: %w", err)
	}
	var names []string
	for _, entry := range entries {
		name, isProfile := strings.CutSuffix(entry.Name(), ".toml")
		if isProfile && ValidName(name) == nil {
			names = append(names, name)
		}
	}
	return names, nil
}

// Remove deletes a profile, its journal, and what a killed Update has left. It is
// ErrNoProfile when there is no profile; a journal left behind is deleted all the
// same. A profile that cannot be trusted or read can be removed.
func (s *Store) Remove(name string) error {
	if err := ValidName(name); err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return of("removing", name, err)
	}
	if err := s.Journal(name).Clear(); err != nil {
		return err
	}
	if err := removeLeftovers(s.Path(name)); err != nil {
		return of("removing", name, err)
	}
	if err := removeFile(s.file("told", name, "")); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return of("removing", name, err)
	}
	err := removeFile(s.Path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return s.none(name)
	}
	return of("removing", name, err)
}

// What others were last told of a profile stands beside it, in a file of its own: they
// are also told of a profile that cannot be read.

const mostTold = 100

// Told is what was last told; "" where nothing was, or where that cannot be trusted.
func (s *Store) Told(name string) string {
	if ValidName(name) != nil {
		return ""
	}
	text, err := readTrusted(s.file("told", name, ""), mostTold)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// Tell notes what was told. Of a profile that is not there nothing is noted.
func (s *Store) Tell(name, what string) error {
	if err := ValidName(name); err != nil {
		return err
	}
	if _, err := os.Lstat(s.Path(name)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err := makeFolders(s.dir, filepath.Join(s.dir, "told")); err != nil {
		return err
	}
	return of("noting what was told of", name, writeFile(s.file("told", name, ""), []byte(what+"\n")))
}

// Version is the version of the profile format that this package reads and
// writes.
const Version = 1

// MaxSize is the largest profile or answers file that is read, in bytes: ten times a
// large one. In a megabyte of mistakes, telling where each is takes minutes.
const MaxSize = 32 << 10

// Profile is one saved setup. The zero Profile is an empty one. It never holds a
// secret.
type Profile struct {
	Version   int               // of the format; Parse sets it, 0 is written as Version
	Answers   map[string]string // by dotted key, as text: "true", "100", "2027-01-01"
	Confirmed []string          // the steps that were confirmed, for resuming
	Verified  time.Time         // the last verification that passed, in UTC; zero when there was none
	Noted     map[string]string // what a person said, and what earlier runs found out, by topic: steps/note reads it
}

// ValidName says why a name cannot be that of a profile, or nil: it becomes part of
// a path and of a keychain entry, on every system.
func ValidName(name string) error {
	switch {
	case !profileName().MatchString(name):
		return fmt.Errorf(words.FilesProfileName, name)
	case device().MatchString(name):
		return fmt.Errorf(words.FilesProfileDevice, name)
	}
	return nil
}

var (
	profileName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][-A-Za-z0-9_.]{0,39}$`) })
	device      = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^(con|prn|aux|nul|(com|lpt)[0-9])(\.|$)`) })
)
