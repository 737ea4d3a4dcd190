package store

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNoProfile is found in the error for a profile that is not there.
var ErrNoProfile = errors.New("there is no such profile")

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

// check refuses folders in which others could exchange a profile.
func (s *Store) check() error { return checkFolders(s.dir, s.profiles()) }

func (s *Store) none(name string) error {
	return fmt.Errorf("profile %q: %w in %s", name, ErrNoProfile, s.profiles())
}

// Save writes a profile in one step: whenever the power fails, the old one or the
// new one is there. It refuses what Load would not give back, above all a key
// that looks like a secret, and it never replaces a file it cannot read, such as
// one that a newer talontap wrote.
func (s *Store) Save(name string, p Profile, schema Schema) error {
	if err := ValidName(name); err != nil {
		return err
	}
	text, err := fitting(p, schema)
	if err != nil {
		return fmt.Errorf("saving profile %q: %w", name, err)
	}
	if _, err := s.Load(name, schema); err != nil && !errors.Is(err, ErrNoProfile) {
		return fmt.Errorf("saving profile %q: the one that is there is not replaced: %w", name, err)
	}
	if err := makeFolders(s.dir, s.profiles()); err != nil {
		return fmt.Errorf("saving profile %q: %w", name, err)
	}
	if err := writeFile(s.Path(name), text); err != nil {
		return fmt.Errorf("saving profile %q: %w", name, err)
	}
	return nil
}

// fitting is the text of a profile, of which the same profile comes back. An empty
// answer to anything but a text comes back as none.
func fitting(p Profile, schema Schema) ([]byte, error) {
	text, err := Format(p, schema)
	if err != nil {
		return nil, err
	}
	again, err := Parse("profile", text, schema)
	if err != nil {
		return nil, err
	}
	for key, answer := range p.Answers {
		if answer != again.Answers[key] {
			return nil, fmt.Errorf("%s cannot be kept in a profile", key)
		}
	}
	if !maps.Equal(p.Noted, again.Noted) || !slices.Equal(p.Confirmed, again.Confirmed) || !p.Verified.Equal(again.Verified) {
		return nil, errors.New("it holds text that cannot be written (not UTF-8)")
	}
	return text, nil
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

// Remove deletes a profile, its journal, and what a killed Save has left. It is ErrNoProfile when there is no
// profile; a journal left behind is deleted all the same. A profile that cannot
// be trusted or read can be removed.
func (s *Store) Remove(name string) error {
	if err := ValidName(name); err != nil {
		return err
	}
	if err := s.check(); err != nil {
		return fmt.Errorf("removing profile %q: %w", name, err)
	}
	if err := s.Journal(name).Clear(); err != nil {
		return err
	}
	if err := removeLeftovers(s.Path(name)); err != nil {
		return fmt.Errorf("removing profile %q: %w", name, err)
	}
	err := removeFile(s.Path(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s.none(name)
	case err != nil:
		return fmt.Errorf("removing profile %q: %w", name, err)
	}
	return nil
}

// Writable says why nothing could be saved here, or nil. It makes the folders and
// writes and removes an empty file, so that the wizard can tell before it asks
// the first question.
func (s *Store) Writable() error {
	err := makeFolders(s.dir, s.profiles())
	if err == nil {
		err = writeFile(s.Path(".try"), []byte("\n"))
	}
	if err == nil {
		err = removeFile(s.Path(".try"))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // another run may try as well
		return fmt.Errorf("nothing can be saved in %s: %w", s.dir, err)
	}
	return nil
}
