//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package store

import (
	"errors"
	"os"
	"syscall"
)

// claim opens the file and takes an advisory lock on it, which the kernel drops
// with the process. The file is removed on release, so one that was waiting with
// the old file open must look again.
func claim(path string) (*os.File, error) {
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, fileMode)
		if err != nil {
			return nil, err
		}
		if err := take(file); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		same, err := sameFile(file, path)
		if same {
			return file, nil
		}
		if err = errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
	}
}

func take(file *os.File) error {
	for {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EWOULDBLOCK):
			return errHeld
		case !errors.Is(err, syscall.EINTR):
			return err
		}
	}
}

// release removes the file while it is still locked, so that nobody finds it
// unlocked and about to vanish.
func release(file *os.File, path string) error {
	return errors.Join(os.Remove(path), file.Close())
}
