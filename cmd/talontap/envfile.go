package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/talontap/talontap/api/sandbox"
	"github.com/talontap/talontap/api/store"
	"github.com/talontap/talontap/assets/words"
)

// envForm is how a shell takes variables from a file.
type envForm struct {
	line func(name, value string) string
	read func(path string) string // the command that takes them
}

// envFormOf goes by the file's ending, which those shells of Windows insist on.
func envFormOf(path string) envForm {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".ps1":
		return envForm{
			line: func(name, value string) string {
				return "$env:" + name + " = '" + strings.ReplaceAll(value, "'", "''") + "'\r\n"
			},
			read: func(path string) string { return ". " + fromHere(path, `.\`) },
		}
	case ".cmd", ".bat":
		return envForm{
			line: func(name, value string) string {
				return `@set "` + name + "=" + strings.ReplaceAll(value, "%", "%%") + "\"\r\n"
			},
			read: func(path string) string { return "call " + path },
		}
	}
	return envForm{
		line: func(name, value string) string {
			return "export " + name + "='" + strings.ReplaceAll(value, "'", `'\''`) + "'\n"
		},
		read: func(path string) string { return ". " + fromHere(path, "./") },
	}
}

// fromHere is the path as a shell finds it without looking through its search path.
func fromHere(path, here string) string {
	if filepath.Base(path) == path {
		return here + path
	}
	return path
}

// writeEnv writes the variables in one go: whoever waits for the file finds it
// whole.
func writeEnv(path string, variables []sandbox.Variable) error {
	var b strings.Builder
	for _, v := range variables {
		b.WriteString(envFormOf(path).line(v.Name, v.Value))
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".talontap-env-*")
	if errors.Is(err, fs.ErrNotExist) {
		return &store.Refusal{Problem: fmt.Sprintf(words.SandboxNoFolder, filepath.Dir(path)), Mend: words.SandboxNoFolderFix}
	}
	if err != nil {
		return fmt.Errorf("writing the variables: %w", err)
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.WriteString(b.String()); err != nil {
		return fmt.Errorf("writing the variables: %w", errors.Join(err, tmp.Close()))
	}
	if err := tmp.Close(); err != nil {
		return fmt.Errorf("writing the variables: %w", err)
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return fmt.Errorf("writing the variables: %w", err)
	}
	return nil
}
