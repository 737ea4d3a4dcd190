package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/talontap/talontap/assets/words"
)

// This file is how the package touches the disk: folders and files that only
// their owner can use, replaced in one step, and read only when nobody else
// could have put something there.

const (
	folderMode fs.FileMode = 0o700
	fileMode   fs.FileMode = 0o600
)

// makeFolders creates what is missing of a row of folders, outermost first. The
// folders above the first one are made as private as the rest.
func makeFolders(dirs ...string) error {
	if err := checkFolders(dirs...); err != nil {
		return err
	}
	for _, dir := range dirs {
		if err := os.MkdirAll(dir, folderMode); err != nil {
			return fmt.Errorf("making the folder: %w", err)
		}
	}
	return checkFolders(dirs...)
}

// checkFolders refuses folders in which others could exchange files. One that
// does not exist is fine.
func checkFolders(dirs ...string) error {
	if dirs[0] == "" {
		return refuse(words.FilesSetHome, words.FilesNoHome)
	}
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("looking at the folder: %w", err)
		}
		if !info.IsDir() {
			return refuse(words.FilesMoveAway, words.FilesNotFolder, dir)
		}
		if err := owned(dir, info); err != nil {
			return err
		}
		if hasModes && info.Mode().Perm()&0o022 != 0 {
			return refuse(fmt.Sprintf(words.FilesChmodFolder, quoted(dir)), words.FilesFolderOpen, dir, info.Mode().Perm())
		}
	}
	return nil
}

// readTrusted reads a whole file of at most limit bytes that nobody else could
// have written and not everybody could read. It is looked at before it is opened,
// as opening a pipe would wait, and afterwards it must still be the same one.
func readTrusted(path string, limit int64) ([]byte, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if err := trusted(path, before); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	after, gone := file.Stat()
	switch {
	case err != nil || gone != nil:
		return nil, fmt.Errorf("reading %s: %w", path, errors.Join(err, gone))
	case !os.SameFile(before, after):
		return nil, refuse(words.TryAgain, words.FilesExchanged, path)
	case int64(len(data)) > limit:
		return nil, refuse(words.FilesLookAway, words.FilesTooLarge, path, limit)
	}
	return data, nil
}

func trusted(path string, info fs.FileInfo) error {
	mode := info.Mode()
	switch {
	case mode&fs.ModeSymlink != 0:
		return refuse(words.FilesPutThere, words.FilesSymlink, path)
	case !mode.IsRegular():
		return refuse(words.FilesMoveAway, words.DebugNoFile, path)
	case !hasModes:
		return nil
	case mode.Perm()&0o022 != 0:
		return refuse(fmt.Sprintf(words.FilesChmodCheck, quoted(path)), words.FilesOpen, path, mode.Perm())
	case mode.Perm()&0o004 != 0:
		return refuse(fmt.Sprintf(words.FilesChmod, quoted(path)), words.FilesReadable, path, mode.Perm())
	}
	return owned(path, info)
}

// writeFile replaces a file in one step: the new text is complete on the disk
// under another name before it takes the place of the old.
func writeFile(path string, data []byte) error {
	dir := filepath.Dir(path)
	file, err := os.CreateTemp(dir, temporary(filepath.Base(path)))
	if err != nil {
		return err
	}
	if _, err = file.Write(data); err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return syncFolder(dir)
}

// temporary is a pattern for names that List passes over.
func temporary(base string) string { return "." + base + ".*.tmp" }

// removeLeftovers deletes the half-written files of a process that was killed
// while it wrote one.
func removeLeftovers(file string) error {
	dir := filepath.Dir(file)
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		if left, _ := path.Match(temporary(filepath.Base(file)), entry.Name()); left {
			err = errors.Join(err, os.Remove(filepath.Join(dir, entry.Name())))
		}
	}
	return err
}

func removeFile(path string) error {
	if err := os.Remove(path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// Refusal is why something on the disk is not used, and what to do about it.
type Refusal struct {
	Problem, Mend string
}

// Error says what is wrong.
func (r *Refusal) Error() string { return r.Problem }

// Fix says what to do.
func (r *Refusal) Fix() string { return r.Mend }

// of says what was being done with which profile when it failed; nil stays nil.
func of(doing, name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s profile %q: %w", doing, name, err)
}

func refuse(mend, problem string, args ...any) error {
	return &Refusal{fmt.Sprintf(problem, args...), mend}
}

// quoted is a path as a shell takes it.
func quoted(path string) string { return "'" + path + "'" }
