//go:build unix

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/talontap/talontap/assets/words"
)

// hasModes: the permission bits of a file mean what they say.
const hasModes = true

// syncFolder makes a rename or removal in a folder last.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// owned refuses what belongs to another user, who could exchange it. A run with
// sudo leaves such files behind.
func owned(path string, info fs.FileInfo) error {
	stat, known := info.Sys().(*syscall.Stat_t)
	if !known || int(stat.Uid) == os.Geteuid() {
		return nil
	}
	if os.Geteuid() == 0 {
		return refuse(words.FilesNoSudo, words.FilesAsRoot, path, stat.Uid)
	}
	return refuse(fmt.Sprintf(words.FilesChown, quoted(path)), words.FilesOther, path, stat.Uid)
}
