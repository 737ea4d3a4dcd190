package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/talontap/talontap/api/sandbox"
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

// envForm is how a shell takes variables from a file.
type envForm struct {
	line             string // for a name and a value
	special, spelled string // what ends a value, and how it stands within one
	call, here       string // the command that takes them, and what leads to a file of this folder
}

// envFormOf goes by the file's ending, which those shells of Windows insist on.
func envFormOf(path string) envForm {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".ps1":
		return envForm{"$env:%s = '%s'\r\n", "'", "''", ". ", `.\`}
	case ".cmd", ".bat":
		return envForm{"@set \"%s=%s\"\r\n", "%", "%%", "call ", ""}
	}
	return envForm{"export %s='%s'\n", "'", `'\''`, ". ", "./"}
}

// read is the command that takes the variables. A shell finds a path without looking
// through its search path.
func (f envForm) read(path string) string {
	if filepath.Base(path) == path {
		return f.call + f.here + path
	}
	return f.call + path
}

// writeEnv writes the variables in one go: whoever waits for the file finds it
// whole.
func writeEnv(path string, variables []sandbox.Variable) error {
	if err := hasPlace(path); err != nil {
		return err
	}
	var b strings.Builder
	form := envFormOf(path)
	for _, v := range variables {
		fmt.Fprintf(&b, form.line, v.Name, strings.ReplaceAll(v.Value, form.special, form.spelled))
	}
	if err := replace(path, []byte(b.String())); err != nil {
		return fmt.Errorf("writing the variables: %w", err)
	}
	return nil
}
