package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
)

// writeWhole writes a file that only its owner may read in one go: it takes the
// place of an older one once it is complete.
func writeWhole(path string, data []byte) error {
	if err := hasPlace(path); err != nil {
		return err
	}
	if err := replace(path, data); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// replace puts a complete file in the place of an older one.
func replace(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".talontap-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// hasPlace refuses a name under which no file can be, before the work for it is
// done.
func hasPlace(path string) error {
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return &store.Refusal{Problem: fmt.Sprintf(words.SandboxNoFolder, filepath.Dir(path)), Mend: words.SandboxNoFolderFix}
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return &store.Refusal{Problem: fmt.Sprintf(words.DebugNoFile, path), Mend: words.WriteNoFileFix}
	}
	return nil
}
