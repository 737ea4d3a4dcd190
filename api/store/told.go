package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

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
