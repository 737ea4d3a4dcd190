//go:build unix

package store

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
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
		return refuse("run talontap without sudo, as the user whose setup it is", "%s belongs to another user (number %d), and this runs as root", path, stat.Uid)
	}
	return refuse(`if a run with sudo made it, take it back: sudo chown -R "$(id -un)" `+quoted(path), "%s belongs to another user (number %d), so it is not used", path, stat.Uid)
}
